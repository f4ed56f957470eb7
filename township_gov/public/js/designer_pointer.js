// Mouse, pen and finger on the drawing: choose, move a step, draw a way from a step's handle.

import { nodeOf } from "./designer_graph.js";
import { isFree } from "./designer_layout.js";
import { loose } from "./designer_paths.js";

const FAR = 6; // pixels before a press is a drag

export function pointing(board, designer) {
	let held = null;

	board.node.addEventListener("click", (event) => {
		if (held && held.moved) return;
		const part = event.target.closest("[data-node], [data-way], [data-plus], [data-grip]");
		if (!part) return void designer.select("");
		const { node, way, plus, grip } = part.dataset;
		if (plus) return void designer.insertMenu(plus, part);
		designer.choose(node || way || grip);
	});

	board.node.addEventListener("pointerdown", (event) => {
		held = null;
		if (event.button || !designer.mayWrite) return;
		const handle = event.target.closest("[data-handle]"), step = event.target.closest("[data-node]");
		// A finger scrolls, unless it is on the step that is already chosen
		if (!handle && (!step || (event.pointerType === "touch" && step.dataset.node !== designer.selected))) return;
		held = { id: event.pointerId, from: [event.clientX, event.clientY], key: handle ? handle.dataset.handle : step.dataset.node, draws: Boolean(handle), moved: false };
		if (handle) event.preventDefault();
	});

	board.node.addEventListener("pointermove", (event) => {
		if (!held || held.id !== event.pointerId) return;
		const by = [event.clientX - held.from[0], event.clientY - held.from[1]];
		if (!held.moved && Math.hypot(...by) < FAR) return;
		if (!held.moved) {
			held.moved = true;
			board.node.setPointerCapture(event.pointerId);
			board.node.classList.add(held.draws ? "fx-drawing" : "fx-moving");
		}
		if (held.draws) draw(event);
		else move(by);
	});

	function draw(event) {
		const [x, y] = board.point(event);
		board.loose.setAttribute("d", loose(board.laid.nodes.get(held.key), x, y));
		const over = under(event);
		designer.mark(over && over !== held.key ? [over] : [], "fx-target");
	}

	function move(by) {
		const box = board.laid.nodes.get(held.key);
		const part = board.part(held.key);
		held.to = [Math.max(4, Math.round((box.x + by[0] / board.scale) / 4) * 4), Math.max(4, Math.round((box.y + by[1] / board.scale) / 4) * 4)];
		part.style.left = `${held.to[0]}px`;
		part.style.top = `${held.to[1]}px`;
	}

	// Boxes, not what lies on top: the line under the pointer would be in the way
	function under(event) {
		const [x, y] = board.point(event);
		const found = [...board.laid.nodes].find(([, box]) => x >= box.x - 6 && x <= box.x + box.w + 6 && y >= box.y - 6 && y <= box.y + box.h + 6);
		return found ? found[0] : "";
	}

	const end = (event) => {
		if (!held || held.id !== event.pointerId) return;
		if (!held.moved) {
			held = null; // a press, no drag: what comes next is a click
			return;
		}
		board.node.classList.remove("fx-drawing", "fx-moving");
		board.loose.setAttribute("d", "");
		designer.mark([], "fx-target");
		const { draws, key, to } = held;
		if (event.type === "pointercancel") return void board.draw();
		if (draws) {
			const over = under(event);
			if (over && over !== key) designer.connect(key, over);
		} else if (to) {
			moved(key, to);
		}
		setTimeout(() => { held = null; }, 0); // the click that follows is none
	};
	board.node.addEventListener("pointerup", end);
	board.node.addEventListener("pointercancel", end);

	// The first step that is moved by hand gives all others the places that they have
	function moved(key, [x, y]) {
		designer.edit("moved", (draft) => {
			if (!isFree(draft)) for (const node of draft.nodes) Object.assign(node, { position_x: board.laid.nodes.get(node.node_key).x, position_y: board.laid.nodes.get(node.node_key).y });
			Object.assign(nodeOf(draft, key), { position_x: x, position_y: y });
		});
	}
	board.move = moved;
}
