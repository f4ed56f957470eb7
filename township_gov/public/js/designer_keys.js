// The drawing by keyboard alone.

import { wayOf, waysFrom, waysTo } from "./designer_graph.js";
import { help } from "./designer_menus.js";

export function keyboard(board, designer) {
	// Everywhere on the page
	document.addEventListener("keydown", (event) => {
		if (!designer.isConnected || event.altKey || !(event.ctrlKey || event.metaKey)) return;
		const key = event.key.toLowerCase();
		const typing = event.target.matches && event.target.matches("input:not([type=checkbox]), textarea");
		if (key === "s") designer.save();
		else if (typing && !designer.contains(event.target)) return;
		else if (key === "z" && !event.shiftKey) designer.undo();
		else if (key === "y" || (key === "z" && event.shiftKey)) designer.redo();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}, true);

	designer.addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.target.closest("dialog")) return;
		if (event.key === "?" && !event.target.matches("input, textarea, select")) {
			event.preventDefault();
			help(designer);
		}
	});

	board.node.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
		const part = event.target.closest("[data-node], [data-way]");
		if (!part) return;
		const key = part.dataset.node || part.dataset.way;
		if (event.key.startsWith("Arrow")) {
			if (event.altKey) shift(key, event.key, Boolean(part.dataset.node));
			else go(key, event.key);
		} else if (event.key === "Enter") designer.choose(key, true);
		else if (event.key === " ") designer.choose(key);
		else if (["Insert", "+", "="].includes(event.key)) designer.insertAfter(key, part);
		else if (event.key.toLowerCase() === "c" && part.dataset.node) designer.connectMenu(key, part);
		else if (["Delete", "Backspace"].includes(event.key)) designer.remove(key);
		else if (event.key === "Escape") designer.closeSheet();
		else return;
		event.preventDefault();
	});

	function go(key, arrow) {
		const to = { ArrowDown: next, ArrowUp: previous, ArrowLeft: (one) => beside(one, -1), ArrowRight: (one) => beside(one, 1) }[arrow](key);
		if (!to) return;
		designer.select(to);
		board.focus(to);
	}

	// Where several ways begin, their words are stops of their own
	function next(key) {
		const way = wayOf(board.draft, key);
		if (way) return way.to_node;
		const out = waysFrom(board.draft, key);
		if (!out.length) return "";
		return board.part(out[0].transition_key) ? out[0].transition_key : out[0].to_node;
	}

	function previous(key) {
		const way = wayOf(board.draft, key);
		if (way) return way.from_node;
		const into = waysTo(board.draft, key).filter((one) => !board.laid.back.has(one.transition_key));
		if (!into.length) return "";
		return board.part(into[0].transition_key) ? into[0].transition_key : into[0].from_node;
	}

	function beside(key, by) {
		const box = (one) => board.part(one).getBoundingClientRect();
		const here = box(key);
		const all = [...board.parts.querySelectorAll("[data-node], [data-way]")].map((one) => one.dataset.node || one.dataset.way).filter((one) => one !== key);
		const row = all.filter((one) => Math.abs(middle(box(one)).y - middle(here).y) < 24 && (middle(box(one)).x - middle(here).x) * by > 4);
		return row.sort((one, two) => (middle(box(one)).x - middle(box(two)).x) * by)[0];
	}

	const middle = (box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });

	function shift(key, arrow, isNode) {
		if (!isNode || !designer.mayWrite) return;
		const [x, y] = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] }[arrow];
		const box = board.laid.nodes.get(key);
		board.move(key, [Math.max(4, box.x + x), Math.max(4, box.y + y)]);
	}
}
