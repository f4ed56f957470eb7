// The drawing: steps as buttons over lines. It shows a draft; what is done with it, the element that holds it decides.

import { wayOf } from "./designer_graph.js";
import { icon, svgPart } from "./designer_icons.js";
import { placed } from "./designer_layout.js";
import { line } from "./designer_paths.js";
import { SPLITS, isBare, isOpen, nodeName, told, typeWords, under, wayWords } from "./designer_words.js";
import { el, t } from "./dom.js";

export class Board {
	constructor(designer) {
		this.designer = designer;
		this.svg = svgPart("svg", { class: "fx-lines", "aria-hidden": "true", focusable: "false" });
		this.parts = el("div", { class: "fx-parts" });
		this.plane = el("div", { class: "fx-plane" }, this.svg, this.parts);
		this.frame = el("div", { class: "fx-frame" }, this.plane);
		this.node = el("div", { class: "fx-canvas", role: "group", "aria-label": t("Drawing of the flow"), tabindex: "-1" }, this.frame);
		this.scale = 1;
	}

	get draft() {
		return this.designer.model.draft;
	}

	words(way) {
		return wayWords(this.draft, way, this.designer.options);
	}

	draw() {
		const { draft } = this;
		const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset : null;
		this.laid = placed(draft, (way) => this.words(way));
		this.parts.replaceChildren();
		this.svg.replaceChildren(this.arrow("fx-head", "fx-arrow"), this.arrow("fx-head-soft", "fx-arrow fx-soft"));
		let side = 0;
		const order = [...draft.nodes].sort((one, two) => this.laid.rank.get(one.node_key) - this.laid.rank.get(two.node_key));
		for (const node of order) {
			this.parts.append(this.step(node));
			const out = draft.transitions.filter((one) => one.from_node === node.node_key && this.laid.nodes.has(one.to_node));
			const wordy = out.some((way) => this.words(way));
			for (const way of out) {
				const drawn = line(this.laid, way, wordy, side);
				if (drawn.back) side++;
				this.way(way, drawn);
			}
		}
		this.loose = svgPart("path", { class: "fx-line fx-loose" });
		this.svg.append(this.loose);
		this.resize();
		this.paint();
		if (focused) this.focus(this.part(focused.node || focused.way) ? focused.node || focused.way : this.stop(), false);
	}

	arrow(id, cls) {
		const marker = svgPart("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" });
		marker.append(svgPart("path", { d: "M0 0 8 4 0 8z", class: cls }));
		return marker;
	}

	step(node) {
		const box = this.laid.nodes.get(node.node_key);
		const small = SPLITS.includes(node.node_type) || node.node_type === "Join";
		const said = under(this.draft, node, this.designer.options);
		const button = el("button", {
			type: "button", class: `fx-node fx-is-${node.node_type.toLowerCase().replace(" ", "-")}${small ? " fx-small" : ""}`, tabindex: "-1",
			"data-node": node.node_key, "data-plain": said, "aria-label": nodeName(this.draft, node.node_key), "aria-roledescription": typeWords(node.node_type),
			style: `left:${box.x}px;top:${box.y}px;width:${box.w}px;height:${box.h}px`,
		},
		el("span", { class: "fx-sign" }, icon(node.node_type)),
		el("span", { class: "fx-text" }, el("b", {}, told(node.label) || typeWords(node.node_type)), said ? el("small", { class: isBare(this.draft, node) ? "fx-bare" : null }, said) : ""),
		el("span", { class: "fx-count", hidden: true }));
		if (node.node_type === "End") return button;
		const handle = el("span", { class: "fx-handle", "data-handle": node.node_key, title: t("Drag to another step to connect"), "aria-hidden": "true", style: `left:${box.x + box.w / 2}px;top:${box.y + box.h}px` });
		const both = document.createDocumentFragment();
		both.append(button, handle);
		return both;
	}

	way(way, drawn) {
		const key = way.transition_key;
		const soft = drawn.back || way.decision === "reject";
		this.svg.append(
			svgPart("path", { d: drawn.d, class: `fx-line${soft ? " fx-soft" : ""}`, "data-line": key, "marker-end": `url(#${soft ? "fx-head-soft" : "fx-head"})` }),
			svgPart("path", { d: drawn.d, class: "fx-grip", "data-grip": key }));
		const [from, to] = [nodeName(this.draft, way.from_node), nodeName(this.draft, way.to_node)];
		const words = this.words(way);
		if (words) {
			const plain = t("Way from “{0}” to “{1}”: {2}", from, to, words);
			this.parts.append(el("button", {
				type: "button", class: `fx-chip${way.decision === "reject" ? " fx-reject" : ""}${isOpen(this.draft, way) ? " fx-open" : ""}`, tabindex: "-1",
				"data-way": key, "data-plain": words, "aria-label": plain, "aria-roledescription": t("Way"), style: `left:${drawn.words[0]}px;top:${drawn.words[1]}px`,
			}, el("span", {}, words), el("i", { class: "fx-count", hidden: true })));
		}
		if (!this.designer.mayWrite) return;
		const twins = this.draft.transitions.filter((one) => one.from_node === way.from_node && one.to_node === way.to_node);
		const name = t("Insert between “{0}” and “{1}”", from, to) + (twins.length > 1 ? t(", way {0}", twins.indexOf(way) + 1) : "");
		this.parts.append(el("button", {
			type: "button", class: "fx-plus", tabindex: "-1", "data-plus": key, "aria-label": name, title: name, "aria-haspopup": "menu",
			style: `left:${drawn.plus[0]}px;top:${drawn.plus[1]}px`,
		}, icon("plus")));
	}

	resize() {
		const room = this.node.clientWidth || 0;
		const shift = Math.max(0, Math.floor((room / this.scale - this.laid.width) / 2));
		this.shift = shift;
		this.plane.style.cssText = `width:${this.laid.width}px;height:${this.laid.height}px;transform:scale(${this.scale}) translateX(${shift}px)`;
		this.frame.style.cssText = `width:${Math.max(room ? room - 2 : 0, Math.ceil((this.laid.width + shift) * this.scale))}px;height:${Math.ceil(this.laid.height * this.scale)}px`;
		this.svg.setAttribute("width", this.laid.width);
		this.svg.setAttribute("height", this.laid.height);
	}

	// What is chosen, marked, found wrong: classes and names only, the drawing stays
	paint() {
		const { selected, marks, found } = this.designer;
		const stop = this.stop();
		for (const part of this.parts.querySelectorAll("[data-node], [data-way]")) {
			const key = part.dataset.node || part.dataset.way;
			for (const [cls, keys] of marks) part.classList.toggle(cls, keys.has(key));
			const wrong = found.filter((one) => one.node === key || one.transition === key);
			const errors = wrong.filter((one) => one.severity === "error").length;
			part.classList.toggle("fx-wrong", errors > 0);
			part.classList.toggle("fx-warned", wrong.length > 0 && !errors);
			const count = part.querySelector(".fx-count");
			count.hidden = !wrong.length;
			count.textContent = wrong.length ? String(wrong.length) : "";
			const amount = !wrong.length ? "" : errors ? t("{0} errors", errors) : t("{0} hints", wrong.length);
			part.title = [part.dataset.plain, amount].filter(Boolean).join("，"); // a description: what it is called stands in its name
			part.setAttribute("aria-pressed", String(key === selected));
			part.setAttribute("tabindex", key === stop ? "0" : "-1");
		}
		for (const part of this.svg.querySelectorAll("[data-line]")) {
			const way = wayOf(this.draft, part.dataset.line);
			part.classList.toggle("fx-chosen", part.dataset.line === selected);
			part.classList.toggle("fx-unsaid", isOpen(this.draft, way) || found.some((one) => one.transition === part.dataset.line && one.severity === "error"));
			for (const [cls, keys] of marks) part.classList.toggle(cls, keys.has(part.dataset.line));
		}
	}

	// The one part that Tab comes to
	stop() {
		const { selected } = this.designer;
		if (selected && this.part(selected)) return selected;
		const first = this.parts.querySelector("[data-node]");
		return first ? first.dataset.node : "";
	}

	part(key) {
		return [...this.parts.querySelectorAll("[data-node], [data-way]")].find((one) => (one.dataset.node || one.dataset.way) === key);
	}

	plusOf(key) {
		return [...this.parts.querySelectorAll("[data-plus]")].find((one) => one.dataset.plus === key);
	}

	focus(key, scroll = true) {
		// What was typed is written when its box is left, and that draws anew: so leave it first
		if (!this.node.contains(document.activeElement) && document.activeElement) document.activeElement.blur();
		const part = this.part(key);
		if (!part) return;
		part.focus({ preventScroll: true });
		if (scroll) this.reveal(key);
	}

	// Scrolls the canvas alone, never the page
	reveal(key) {
		const part = this.part(key);
		if (!part) return;
		const [frame, box] = [this.node.getBoundingClientRect(), part.getBoundingClientRect()];
		const room = 44;
		const bottom = Math.min(frame.bottom, this.designer.sheet.edge());
		if (box.top < frame.top + room) this.node.scrollTop -= frame.top + room - box.top;
		else if (box.bottom > bottom - room) this.node.scrollTop += box.bottom - bottom + room;
		if (box.left < frame.left + 16) this.node.scrollLeft -= frame.left + 16 - box.left;
		else if (box.right > frame.right - 16) this.node.scrollLeft += box.right - frame.right + 16;
	}

	// The start in the middle, where the drawing is wider than the window
	center() {
		const first = this.laid.nodes.get(this.stop());
		if (first) this.node.scrollLeft = (first.x + first.w / 2 + this.shift) * this.scale - this.node.clientWidth / 2;
	}

	zoom(scale) {
		this.scale = Math.min(1.5, Math.max(0.4, Math.round(scale * 20) / 20));
		this.resize();
	}

	fit() {
		const [wide, high] = [this.node.clientWidth - 4, this.node.clientHeight - 4];
		this.zoom(Math.min(1, Math.floor(Math.min(wide / this.laid.width, high / this.laid.height) * 20) / 20));
		this.node.scrollTop = 0;
	}

	// A point of the page, on the drawing
	point(event) {
		const box = this.plane.getBoundingClientRect();
		return [(event.clientX - box.left) / this.scale, (event.clientY - box.top) / this.scale];
	}
}
