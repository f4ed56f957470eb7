// The form as it is laid out: cards to select, drag, and move by keyboard.
import { element } from "../api.js";
import { draggable } from "./drag.js";
import { LAYOUT, TABLES, choiceLabel, model, field, fields, indexOf, insert, isStandard, kindOf, labelOf, move, nameOf, remove, duplicate, select, span, state, w } from "./state.js";
import { tree } from "./tree.js";

const canvas = document.getElementById("builder-canvas");
const live = document.getElementById("builder-live");
export const say = (text) => { live.textContent = text; };

function mock(df) {
	if (df.fieldtype === "Check") return element("span", { class: "b-mock b-mock-check" });
	if (TABLES.includes(df.fieldtype)) {
		const heads = ((df.table || {}).fields || []).map((column) => element("span", {}, labelOf(column) || w("column")));
		return element("span", { class: "b-mock b-mock-table" }, ...heads);
	}
	const text = df.fieldtype === "Select" ? (df.options || "").split("\n").filter(Boolean).slice(0, 3).map((value) => choiceLabel(df, value)).join(" / ") : df.default || "";
	return element("span", { class: `b-mock${/Text|HTML/.test(df.fieldtype) ? " b-mock-tall" : ""}` }, text);
}

function marks(df) {
	const found = [];
	if (df.reqd) found.push(element("span", { class: "req", title: w("reqd") }, "*"));
	const words = [df.hidden && w("hidden"), df.read_only && w("read_only"), df.in_list_view && w("in_list_short"), isStandard() && df.is_custom && w("added_here")];
	words.filter(Boolean).forEach((text) => found.push(element("span", { class: "pill" }, text)));
	return found;
}

function card(df, at) {
	const node = element("div", {
		class: `b-card${df.key === state.selected ? " is-on" : ""}${df.hidden ? " is-hidden" : ""}`, role: "button", tabindex: "0",
		"aria-label": nameOf(df), "aria-description": df.kind_label, "aria-pressed": df.key === state.selected ? "true" : "false", "data-key": df.key, "data-at": at,
	}, element("span", { class: "b-grip", "aria-hidden": "true" }, "⠿"),
	element("span", { class: "b-card-main" }, element("span", { class: "b-label" }, nameOf(df), ...marks(df)), mock(df)),
	element("span", { class: "b-kind" }, df.kind_label || ""));
	draggable(node, { key: df.key }, nameOf(df), { grip: ".b-grip" });
	return node;
}

function head(df, at, cls, word) {
	const node = element("div", {
		class: `${cls}${df.key === state.selected ? " is-on" : ""}`, role: "button", tabindex: "0", "data-key": df.key, "data-at": at, "data-span": 1,
		"aria-label": labelOf(df) || word, "aria-pressed": df.key === state.selected ? "true" : "false",
	}, element("span", { class: "b-grip", "aria-hidden": "true" }, "⠿"), element("b", {}, labelOf(df) || word), element("span", { class: "b-kind" }, word));
	draggable(node, { key: df.key }, labelOf(df) || word, { grip: ".b-grip" });
	return node;
}

export function draw() {
	const focused = document.activeElement && canvas.contains(document.activeElement) ? document.activeElement.dataset.key : null;
	canvas.textContent = "";
	const list = fields();
	if (!list.length) canvas.append(element("p", { class: "b-empty" }, w("empty")));
	for (const tab of tree(list)) {
		const box = element("div", { class: "b-tab" });
		if (tab.df) box.append(head(tab.df, tab.at, "b-tab-head", w("tab")));
		for (const section of tab.sections) box.append(drawSection(section));
		canvas.append(box);
	}
	if (focused) { const again = canvas.querySelector(`[data-key="${focused}"]`); if (again) again.focus({ preventScroll: true }); }
}

function drawSection(section) {
	const columns = section.columns.filter((column, number) => number > 0 || column.fields.length || section.columns.length === 1);
	return element("section", { class: "b-section" },
		section.df ? head(section.df, section.at, "b-section-head", w("section")) : null,
		element("div", { class: `b-cols b-cols-${Math.min(columns.length, 4)}` }, ...columns.map((column) =>
			element("div", { class: "b-col", "data-end": column.end },
				column.df ? head(column.df, column.at, "b-col-head", w("column_break")) : null,
				...column.fields.map(({ df, at }) => card(df, at)),
				column.fields.length ? null : element("p", { class: "b-drop-hint" }, w("drop_here"))))));
}

function focusCard(key) {
	const node = key && canvas.querySelector(`[data-key="${key}"]`);
	if (node) { node.focus(); node.scrollIntoView({ block: "nearest" }); }
}

// One place up or down, counting a whole section as one where a section is moved.
export function nudge(key, by) {
	const from = indexOf(key), count = span(from);
	const to = by < 0 ? from - 1 : from + count + 1;
	if (to < 0 || to > fields().length) return;
	const isBlock = LAYOUT.includes(field(key).fieldtype);
	let target = to;
	if (isBlock) {
		const same = fields().map((df, at) => ({ df, at })).filter(({ df, at }) => df.fieldtype === field(key).fieldtype && (at < from || at >= from + count));
		const next = by < 0 ? same.filter(({ at }) => at < from).pop() : same.find(({ at }) => at >= from + count);
		if (next) target = by < 0 ? next.at : next.at + span(next.at);
		else if (by < 0) target = 0;
		else return;
	}
	if (move(key, target)) say(w("moved", nameOf(field(key)), indexOf(key) + 1));
	focusCard(key);
}

// To the column on the left or right, at its end.
function sideways(key, by) {
	const columns = tree(fields()).flatMap((tab) => tab.sections.flatMap((section) => section.columns));
	const at = indexOf(key), here = columns.findIndex((column) => column.fields.some((entry) => entry.at === at));
	const target = columns[here + by];
	if (here < 0 || !target) return;
	move(key, target.end);
	say(w("moved", nameOf(field(key)), indexOf(key) + 1));
	focusCard(key);
}

canvas.addEventListener("click", (event) => {
	const node = event.target.closest("[data-key]");
	if (!node) return;
	select(node.dataset.key);
	if (window.matchMedia("(max-width: 860px)").matches) document.getElementById("builder-panel").scrollIntoView({ behavior: "smooth" });
});

canvas.addEventListener("keydown", (event) => {
	const node = event.target.closest("[data-key]");
	if (!node) return;
	const key = node.dataset.key, nodes = [...canvas.querySelectorAll("[data-key]")], here = nodes.indexOf(node);
	const at = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
	if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(key); document.getElementById("panel-label")?.focus(); }
	else if (event.key === "Delete" && mayRemove(field(key))) { event.preventDefault(); const name = nameOf(field(key)); remove(key); say(w("removed", name)); focusCard(state.selected); }
	else if (at && event.altKey) { event.preventDefault(); if (event.key.endsWith("Up") || event.key.endsWith("Down")) nudge(key, at); else sideways(key, at); }
	else if (at && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); if (nodes[here + at]) nodes[here + at].focus(); }
	else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); duplicate(key); focusCard(state.selected); }
});

export const mayRemove = (df) => !df.locks.remove;

export function drawPalette() {
	const box = document.getElementById("builder-palette");
	box.textContent = "";
	for (const group of model.palette) {
		box.append(element("h2", { class: "b-group" }, group.label));
		const list = element("div", { class: "b-kinds" });
		for (const kind of group.kinds) {
			const node = element("button", { type: "button", class: "b-kind-button", title: kind.hint, "data-add": kind.key },
				element("span", { class: "b-grip", "aria-hidden": "true" }, "⠿"), kind.label);
			draggable(node, { kind: kind.key }, kind.label, { grip: ".b-grip" });
			node.addEventListener("click", () => { const df = insert(kind.key, placeFor(kind.key)); say(w("added", nameOf(df))); canvas.querySelector(`[data-key="${df.key}"]`)?.scrollIntoView({ block: "nearest" }); });
			list.append(node);
		}
		box.append(list);
	}
}

// After what is selected, else at the end; an arrangement always opens below the whole of what it follows.
function placeFor(kindKey) {
	const at = indexOf(state.selected);
	if (at < 0) return fields().length;
	const isBlock = LAYOUT.includes(kindOf(kindKey).fieldtype) && LAYOUT.includes(fields()[at].fieldtype);
	return at + (isBlock ? span(at) : 1);
}
