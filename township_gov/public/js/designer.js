// <flow-designer flow="…">: the page on which an approval flow is drawn.
// For tabs: draft(), flow, given (what `load` told), options, dirty, mayWrite, found, selected, select(key), choose(key), mark(keys, cls),
// open(tab), say(text), tellPerson(text), edit(what, work), save(), reload(), the events `change` (detail.draft), `select`, `loaded`, `saved`
// and `found`, and a place for buttons, #designer-tools.

import { Acts } from "./designer_acts.js";
import { called, server } from "./designer_api.js";
import { Board } from "./designer_board.js";
import { renameNode } from "./designer_edits.js";
import { Findings } from "./designer_findings.js";
import { nodeOf, wayOf } from "./designer_graph.js";
import { Keeping } from "./designer_keeping.js";
import { keyboard } from "./designer_keys.js";
import { arranged } from "./designer_layout.js";
import { Model } from "./designer_model.js";
import { pointing } from "./designer_pointer.js";
import { Sheet } from "./designer_sheet.js";
import { beginning } from "./designer_start.js";
import { Toolbar } from "./designer_toolbar.js";
import { Waiting } from "./designer_waiting.js";
import { keepLabel } from "./designer_who.js";
import { learnLabels, wayWords } from "./designer_words.js";
import { el, learn, t } from "./dom.js";

export class FlowDesigner extends Acts(HTMLElement) {
	constructor() {
		super();
		// The browser's own events of these names come up from every box; who listens here means the designer's
		for (const name of ["change", "select"]) this.addEventListener(name, (event) => { if (event.target !== this) event.stopImmediatePropagation(); });
	}

	async connectedCallback() {
		const page = JSON.parse(document.getElementById("designer-page").textContent);
		learn(page.texts);
		learnLabels(page.labels || {});
		this.page = page;
		this.classList.toggle("fx-framed", Boolean(document.querySelector("nav.navbar"))); // Frappe's pages leave no room around
		this.flow = this.getAttribute("flow");
		Object.assign(this, { model: new Model(), selected: "", marks: new Map(), found: [], options: {} });
		this.replaceChildren(el("p", { class: "fx-loading", role: "status" }, t("Loading…")));
		try {
			if (this.flow) await this.load();
			else await beginning(this);
		} catch (error) {
			this.replaceChildren(el("p", { class: "fx-failed", role: "alert" }, error.message));
			return;
		}
		if (this.given) this.build();
	}

	async load() {
		const given = await server.load(this.flow);
		await this.take(given);
	}

	// Another flow, or the same one anew; what was drawn is forgotten
	async take(given, draft = given.draft) {
		this.options = await server.options(given.document_type || draft.applies_to);
		await this.lookUp(draft);
		this.given = given;
		this.flow = given.flow || "";
		this.mayWrite = given.may_write === undefined || Boolean(given.may_write);
		this.model.open(given.draft);
	}

	async reload() {
		await this.load();
		this.refresh("loaded");
	}

	lookUp(draft) {
		const links = new Map((this.options.fields || []).filter((one) => one.fieldtype === "Link").map((one) => [one.fieldname, one.options]));
		return called([
			...(draft.approvers || []).flatMap((one) => [["User", one.user], ["Post", one.post]]),
			...(draft.conditions || []).filter((one) => links.has(one.field_name)).map((one) => [links.get(one.field_name), one.value]), ["Township", draft.township],
		], keepLabel);
	}

	// A copy as the server takes it: rows that say nothing yet are left out
	draft() {
		const copy = JSON.parse(JSON.stringify(this.model.draft));
		copy.conditions = (copy.conditions || []).filter((one) => one.field_name);
		return copy;
	}

	get dirty() {
		return this.model.dirty;
	}

	get labelled() {
		return (doctype) => this.options.node_meta && this.options.node_meta[doctype];
	}

	meta(doctype, fieldname) {
		return (this.labelled(doctype) || []).find((one) => one.fieldname === fieldname) || { label: fieldname, description: "", options: [] };
	}

	hint(type) {
		return ((this.options.node_types || []).find((one) => one.value === type) || { hint: "" }).hint;
	}

	// The values of the status field, if it has a list of them
	statuses() {
		const field = (this.options.fields || []).find((one) => one.fieldname === this.model.draft.status_field);
		return field && Array.isArray(field.options) ? field.options.filter((one) => one.value) : [];
	}

	documentLabel() {
		return (this.options.document_type && this.options.document_type.label) || this.model.draft.applies_to;
	}

	statusWords() {
		if (!this.flow) return t("New");
		const { status_label, version, unpublished_changes, used } = this.given;
		return [Number(version) ? t("{0}, version {1}", status_label, version) : status_label, Number(unpublished_changes) ? t("changed since") : "", used].filter(Boolean).join(" · ");
	}

	build() {
		this.live = el("p", { class: "fx-live", role: "status", "aria-live": "polite" });
		this.toasts = el("div", { class: "fx-toasts" });
		this.board = new Board(this);
		this.board.arranged = () => arranged(this.model.draft, (way) => wayWords(this.model.draft, way, this.options));
		this.toolbar = new Toolbar(this);
		this.sheet = new Sheet(this);
		this.replaceChildren(this.toolbar.node, el("div", { class: "fx-work" }, this.board.node, this.sheet.node), this.live, this.toasts);
		pointing(this.board, this);
		keyboard(this.board, this);
		this.keeping = new Keeping(this);
		this.waiting = new Waiting(this);
		this.model.addEventListener("change", ({ detail }) => this.changed(detail));
		this.board.draw();
		this.toolbar.paint();
		this.sheet.open("step", false);
		this.board.center();
		new ResizeObserver(() => {
			this.board.resize();
			if (this.selected) this.board.reveal(this.selected);
		}).observe(this.board.node);
		this.finder = new Findings(this);
		this.keeping.offer();
	}

	refresh(name) {
		this.board.draw();
		this.toolbar.paint();
		this.tell(name);
	}

	changed({ what, whole, same }) {
		if (same) return; // a box was left as it was: what is being pressed on the drawing must stay under the pointer
		if (this.selected && !nodeOf(this.model.draft, this.selected) && !wayOf(this.model.draft, this.selected)) this.selected = "";
		this.board.draw();
		this.toolbar.paint();
		if (whole) this.say(what);
		this.tell("change");
	}

	edit(what, work, { group = "", quiet = false, whole = false } = {}) {
		if (!this.mayWrite) return undefined;
		return this.model.change(what, work, { group, quiet, whole });
	}

	renameKey(key, to) {
		const wanted = to.trim();
		if (!wanted || wanted === key) return;
		if (!/^\w+$/.test(wanted) || wanted === "initiator" || nodeOf(this.model.draft, wanted) || wayOf(this.model.draft, wanted)) return void this.tellPerson(t("The key must be a word of letters and digits that no other step has."));
		this.selected = wanted;
		this.edit(t("Key"), (draft) => renameNode(draft, key, wanted));
	}

	undo() {
		const what = this.model.undo();
		this.say(what ? t("Undone: {0}", what) : t("There is nothing to undo."));
	}

	redo() {
		const what = this.model.redo();
		this.say(what ? t("Done again: {0}", what) : t("There is nothing to do again."));
	}

	select(key) {
		this.selected = key || "";
		this.board.paint();
		this.tell("select");
	}

	// Chosen by a person: shown in its tab; `enter`: go on in its first control
	choose(key, enter = false) {
		this.select(key);
		this.open("step");
		if (key) this.board.reveal(key);
		if (enter) this.panel.enter();
	}

	open(id) {
		this.sheet.open(id);
		if (this.waiting && this.sheet.shown !== "step") this.waiting.all();
	}

	closeSheet() {
		this.sheet.close();
	}

	// Gives these steps and ways a class in the drawing, and takes it from all others
	mark(keys, cls) {
		this.marks.set(cls, new Set(keys));
		// What is chosen steps back then, for it looks like what was walked
		this.classList.toggle("fx-marked", [...this.marks].some(([one, marked]) => one !== "fx-target" && marked.size));
		this.board.paint();
	}

	learned(told) {
		this.told = told;
		this.found = told.filter((one) => !this.waiting.has(one));
		this.board.paint();
		this.toolbar.paint();
		this.tell("found");
		if (this.panel) this.panel.found();
	}

	// `quiet`: whoever asked says himself what came of it
	async save({ quiet = false } = {}) {
		if (!this.mayWrite || this.saving || (!this.dirty && this.flow)) return;
		this.saving = true;
		this.waiting.all();
		try {
			const given = await server.save(this.flow, this.draft(), this.given.modified);
			const fresh = !this.flow;
			this.keeping.drop();
			Object.assign(this, { given, flow: given.flow });
			this.model.keep(given.draft);
			if (fresh) history.replaceState(null, "", `/flow-designer?flow=${encodeURIComponent(given.flow)}`);
			this.refresh("saved");
			if (!quiet) this.tellPerson(t("Saved. It counts once it is published."));
		} catch (error) {
			if (error.kind === "TimestampMismatchError") this.keeping.conflict(await server.load(this.flow));
			else this.tellPerson(error.message, null, true);
		} finally {
			this.saving = false;
		}
	}

	takeOver(latest) {
		this.given = latest;
		this.edit(t("Load theirs"), (draft) => {
			for (const name of Object.keys(draft)) delete draft[name];
			Object.assign(draft, JSON.parse(JSON.stringify(latest.draft)));
		}, { whole: true });
		this.model.stored = JSON.stringify(latest.draft);
		this.refresh("loaded");
	}

	say(text) {
		this.live.textContent = text;
	}

	// Said and shown for a while; `offer`: {label, act}
	tellPerson(text, offer, bad) {
		this.say(text);
		const toast = el("div", { class: `fx-toast${bad ? " fx-bad" : ""}` }, el("span", {}, text), offer ? el("button", { type: "button", class: "fx-link", onclick: () => { toast.remove(); offer.act(); } }, offer.label) : "");
		this.toasts.replaceChildren(toast);
		setTimeout(() => toast.remove(), bad ? 12000 : 6000);
	}

	tell(name) {
		this.dispatchEvent(new CustomEvent(name, { detail: { draft: this.draft(), selected: this.selected } }));
	}
}
