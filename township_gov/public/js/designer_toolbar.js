// The bar above the drawing.

import { counted } from "./designer_findings.js";
import { icon } from "./designer_icons.js";
import { help } from "./designer_menus.js";
import { told } from "./designer_words.js";
import { el, t } from "./dom.js";

export class Toolbar {
	constructor(designer) {
		this.designer = designer;
		const press = (label, sign, act) => el("button", { type: "button", class: "fx-tool", "aria-label": label, title: label, onclick: act }, icon(sign));
		this.title = el("button", { type: "button", class: "fx-title", title: t("Settings of the whole flow"), onclick: () => designer.choose("", true) });
		this.state = el("span", { class: "fx-state" });
		this.unsaved = el("span", { class: "fx-unsaved", hidden: true }, t("Not saved"));
		this.undo = press(t("Undo"), "undo", () => designer.undo());
		this.redo = press(t("Redo"), "redo", () => designer.redo());
		this.check = el("button", { type: "button", class: "fx-button fx-check", onclick: () => designer.open("check") });
		this.scale = el("button", { type: "button", class: "fx-tool fx-scale", title: t("Actual size"), onclick: () => this.zoom(1) });
		this.store = el("button", { type: "button", class: "fx-button fx-strong fx-save", onclick: () => designer.save() }, t("Save"));
		this.node = el("div", { class: "fx-tools", role: "toolbar", "aria-label": t("Flow Designer") },
			el("div", { class: "fx-name" }, el("a", { class: "fx-tool fx-back", href: "/app/approval-flow", "aria-label": t("Back to the list of flows"), title: t("Back to the list of flows") }, icon("back")), el("h1", {}, this.title), this.state, this.unsaved, designer.mayWrite ? "" : el("span", { class: "fx-unsaved" }, t("Read only"))),
			el("div", { class: "fx-group-tools" }, designer.mayWrite ? [this.undo, this.redo, press(t("Arrange"), "tidy", () => designer.tidy())] : "",
				el("span", { class: "fx-zoom" }, press(t("Smaller"), "minus", () => this.zoom(designer.board.scale - 0.1)), this.scale, press(t("Larger"), "plus", () => this.zoom(designer.board.scale + 0.1))),
				press(t("Fit the window"), "fit", () => { designer.board.fit(); this.paint(); }), el("span", { class: "fx-zoom" }, press(t("Keyboard shortcuts"), "help", () => help(designer)))),
			el("div", { class: "fx-group-tools fx-last" }, el("span", { id: "designer-tools" }), this.check, designer.mayWrite ? this.store : ""));
	}

	zoom(scale) {
		this.designer.board.zoom(scale);
		this.paint();
	}

	paint() {
		const { designer } = this;
		const { draft } = designer.model;
		this.title.textContent = told(draft.title || draft.flow_name);
		this.state.textContent = designer.statusWords();
		this.unsaved.hidden = !designer.dirty;
		this.undo.disabled = !designer.model.past.length;
		this.redo.disabled = !designer.model.future.length;
		this.scale.textContent = `${Math.round(designer.board.scale * 100)}%`;
		this.scale.setAttribute("aria-label", t("Actual size ({0})", this.scale.textContent));
		const { errors, hints } = counted(designer.found);
		const waits = (designer.told || []).length > designer.found.length;
		this.check.textContent = errors ? t("{0} errors", errors) : waits ? t("Not finished") : hints ? t("{0} hints", hints) : t("No errors");
		this.check.classList.toggle("fx-bad", errors > 0);
		this.check.classList.toggle("fx-some", !errors && (waits || hints > 0));
	}
}
