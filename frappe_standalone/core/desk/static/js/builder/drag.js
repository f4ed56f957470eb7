// Dragging by mouse, pen or finger: one set of pointer events, a line that shows where it will land.
import { element } from "../api.js";
import { insert, move, select, indexOf, span } from "./state.js";

const START = 6;  // pixels before a press becomes a drag
const UPPER = 0.6;  // of a card: dropped above this line it comes before
let held = null;

export function draggable(node, load, label, options = {}) {
	node.addEventListener("pointerdown", (event) => {
		if (event.button || event.target.closest("input, select, textarea, a")) return;
		if (event.pointerType !== "mouse" && options.grip && !event.target.closest(options.grip)) return;
		held = { load, label, node, x: event.clientX, y: event.clientY, id: event.pointerId, ghost: null, target: null };
	});
}

function begin() {
	held.ghost = element("div", { class: "b-ghost" }, held.label);
	document.body.append(held.ghost);
	document.body.classList.add("b-dragging");
}

function clear() {
	document.querySelectorAll(".drop-before, .drop-after, .drop-in").forEach((node) => node.classList.remove("drop-before", "drop-after", "drop-in"));
}

function aim(event) {
	clear();
	held.target = null;
	const under = document.elementFromPoint(event.clientX, event.clientY);
	const card = under && under.closest("[data-at]");
	if (card) {
		const box = card.getBoundingClientRect();
		const before = event.clientY < box.top + box.height * UPPER;
		const at = Number(card.dataset.at);
		held.target = before ? at : at + Number(card.dataset.span || 1);
		card.classList.add(before ? "drop-before" : "drop-after");
		return;
	}
	const column = under && under.closest("[data-end]");
	if (column) {
		held.target = Number(column.dataset.end);
		column.classList.add("drop-in");
	}
}

document.addEventListener("pointermove", (event) => {
	if (!held || event.pointerId !== held.id) return;
	if (!held.ghost) {
		if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < START) return;
		begin();
	}
	event.preventDefault();
	held.ghost.style.transform = `translate(${event.clientX + 10}px, ${event.clientY + 8}px)`;
	if (event.clientY < 80) window.scrollBy(0, -12);
	else if (event.clientY > window.innerHeight - 60) window.scrollBy(0, 12);
	aim(event);
});

function finish(event) {
	if (!held || event.pointerId !== held.id) return;
	const { ghost, target, load } = held;
	held = null;
	clear();
	if (!ghost) return;
	ghost.remove();
	document.body.classList.remove("b-dragging");
	document.addEventListener("click", (click) => { click.stopPropagation(); click.preventDefault(); }, { capture: true, once: true });
	setTimeout(() => document.body.click(), 0);  // swallow the click that ends a drag, or this one
	if (event.type === "pointercancel" || target === null) return;
	if (load.kind) insert(load.kind, target);
	else if (target < indexOf(load.key) || target > indexOf(load.key) + span(indexOf(load.key))) { move(load.key, target); select(load.key); }
}
document.addEventListener("pointerup", finish);
document.addEventListener("pointercancel", finish);
document.addEventListener("dragstart", (event) => { if (held) event.preventDefault(); });
document.addEventListener("selectstart", (event) => { if (held) event.preventDefault(); });
