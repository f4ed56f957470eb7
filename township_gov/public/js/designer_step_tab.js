// The tab in which the chosen step or way is described; with nothing chosen, the whole flow.

import { newLabels } from "./designer_acts.js";
import { bound } from "./designer_bound.js";
import { button } from "./designer_fields.js";
import { flowPanel } from "./designer_flow_settings.js";
import { nodeOf, wayOf, waysFrom } from "./designer_graph.js";
import { acts, apart, deciding, further, ladder, returns } from "./designer_how.js";
import { icon } from "./designer_icons.js";
import { rights } from "./designer_rights.js";
import { registerTab } from "./designer_tabs.js";
import { timers } from "./designer_timers.js";
import { wayPanel } from "./designer_way.js";
import { nodeName, typeWords, wayWords } from "./designer_words.js";
import { el, t } from "./dom.js";

// A name that nobody has given yet gives way to the first letter typed, however the box is entered
function overwritten({ target }) {
	const given = [...Object.values(newLabels()), t("New: Start")];
	if (given.some((one) => target.value === one || target.value.startsWith(`${one} `))) setTimeout(() => target.select(), 0);
}

class StepPanel {
	constructor(host, designer) {
		Object.assign(this, { host, designer, opened: new Map(), wanted: "" });
		// Text that is marked in a box tells a `select` of its own, which comes up to here
		const own = (event) => { if (event.target === designer) this.draw(); };
		for (const name of ["select", "loaded", "saved"]) designer.addEventListener(name, own);
		designer.model.addEventListener("change", ({ detail }) => { if (!detail.quiet) this.soon(); });
		host.addEventListener("keydown", (event) => {
			if (event.key !== "Escape" || event.defaultPrevented) return;
			designer.closeSheet();
			designer.board.focus(designer.selected || designer.board.stop());
		});
		this.draw();
	}

	// The control that gets the focus when the panel is drawn next
	focusOn(name) {
		this.wanted = name;
		this.restore();
	}

	// After the focus has gone on: Tab out of a box would lead nowhere if what follows it was being replaced
	soon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.draw(), 0);
	}

	draw() {
		clearTimeout(this.timer);
		const active = this.host.contains(document.activeElement) ? document.activeElement : null;
		const held = active && { name: active.dataset.name, place: this.stops().indexOf(active), from: active.selectionStart, to: active.selectionEnd };
		const key = this.designer.selected;
		const top = this.of === key ? this.host.scrollTop : 0;
		this.of = key;
		const { draft } = this.designer.model;
		const parts = wayOf(draft, key) ? wayPanel(this, key) : nodeOf(draft, key) ? this.step(nodeOf(draft, key)) : flowPanel(this);
		this.host.replaceChildren(el("div", { class: "fx-panel" }, this.box = el("div", {}, this.findings(key)), parts));
		this.host.scrollTop = top;
		if (held) this.hold(held);
		this.restore();
	}

	restore() {
		if (this.wanted && this.focus(this.wanted)) this.wanted = "";
	}

	focus(name) {
		const control = this.named(name);
		if (!control) return false;
		const folded = control.closest("details:not([open])");
		if (folded) folded.open = true;
		control.focus();
		return true;
	}

	named(name) {
		return [...this.host.querySelectorAll("[data-name]")].find((one) => one.dataset.name === name && !one.disabled);
	}

	stops() {
		return [...this.host.querySelectorAll("input, select, textarea, button, summary")];
	}

	// The focus stays where it was, though the control is a new one
	hold({ name, place, from, to }) {
		const control = (name && this.named(name)) || this.stops()[place];
		if (!control) return;
		control.focus({ preventScroll: true });
		if (from !== null && from !== undefined && /^(text|search|textarea)$/.test(control.type)) control.setSelectionRange(from, to);
	}

	// The first control of what is chosen; a new step's name is selected, so that typing replaces it
	enter() {
		const control = this.host.querySelector("input, select, textarea, button:not(.fx-link)");
		if (!control) return;
		control.focus();
		if (control.select && control.type === "text") control.select();
	}

	// The linter has spoken: what somebody is typing in stays
	found() {
		this.box.replaceChildren(this.findings(this.designer.selected));
	}

	findings(key) {
		const here = this.designer.found.filter((one) => key && (one.node === key || one.transition === key));
		if (!here.length) return "";
		return el("ul", { class: "fx-found" }, here.map((one) => el("li", { class: one.severity === "error" ? "fx-error" : "fx-warning" }, one.message, one.what_to_do ? el("small", {}, one.what_to_do) : "")));
	}

	step(node) {
		const own = bound(this, "Approval Flow Node", (draft) => nodeOf(draft, node.node_key), `node ${node.node_key}`);
		return [
			el("div", { class: "fx-head-row" }, el("span", { class: `fx-sign fx-is-${node.node_type.toLowerCase().replace(" ", "-")}` }, icon(node.node_type)), el("h2", {}, typeWords(node.node_type))),
			own.text("label", { label: t("Name of the step"), hint: "", onfocus: overwritten }),
			el("p", { class: "fx-note" }, this.designer.hint(node.node_type)),
			this.parts(node, own),
			this.foot(node),
		];
	}

	parts(node, own) {
		switch (node.node_type) {
			case "Start": return [rights(this, node), further(this, node, own)];
			case "Approval": return [deciding(this, node, own), acts(this, node, own), returns(this, node, own), rights(this, node), timers(this, node), ladder(this, node), apart(this, node, own), further(this, node, own)];
			case "Automatic": return [own.choice("run_action", [{ value: "", label: t("choose …") }, ...this.designer.options.actions]), own.tick("irreversible"), deciding(this, node, own), apart(this, node, own), further(this, node, own)];
			case "Issue Document": return [own.choice("document_kind", [{ value: "", label: t("choose …") }, ...this.designer.options.document_kinds]), own.choice("opinion"), deciding(this, node, own), rights(this, node), apart(this, node, own), further(this, node, own)];
			case "Copy": return [deciding(this, node, own), apart(this, node, own), further(this, node, own)];
			case "End": return [own.pick("outcome"), own.tick("submit_document"), further(this, node, own)];
			case "Exclusive Split": case "Parallel Split": return [this.branches(node), further(this, node, own)];
			default: return further(this, node, own);
		}
	}

	branches(node) {
		const { designer } = this;
		const { draft } = designer.model;
		return el("div", {}, el("h3", {}, t("Branches")), el("ol", { class: "fx-branches" }, waysFrom(draft, node.node_key).map((way) => el("li", {},
			el("button", { type: "button", class: "fx-link", onclick: () => designer.choose(way.transition_key) }, wayWords(draft, way, designer.options) || t("Always")),
			el("small", {}, t("to “{0}”", nodeName(draft, way.to_node)))))),
		designer.mayWrite ? button(t("Add a branch"), () => designer.addBranch(node.node_key), { sign: "plus" }) : "");
	}

	foot(node) {
		const { designer } = this;
		if (!designer.mayWrite || node.node_type === "End") return this.removal(node);
		return el("div", { class: "fx-foot" },
			button(t("Insert after this"), (event) => designer.insertAfter(node.node_key, event.currentTarget), { sign: "plus" }),
			button(t("Connect with …"), (event) => designer.connectMenu(node.node_key, event.currentTarget)),
			this.removal(node));
	}

	removal(node) {
		if (!this.designer.mayWrite || node.node_type === "Start") return "";
		return button(t("Remove this step"), () => this.designer.remove(node.node_key), { sign: "trash", class: "fx-button fx-quiet" });
	}
}

registerTab({
	id: "step", label: () => t("Step"), order: 0,
	mount(host, designer) {
		designer.panel = new StepPanel(host, designer);
	},
});
