// <flow-designer flow="…">: the page on which an approval flow is drawn.
// For tabs: draft(), flow, given (what `load` told), options, dirty, selected, select(key), mark(keys, cls), open(tab), say(text),
// save(), reload(), the events `change` (detail.draft), `select`, `loaded` and `saved`, and a place for buttons, #designer-tools.

import { server } from "./designer_api.js";
import { Model } from "./designer_model.js";
import { registeredTabs } from "./designer_tabs.js";
import { el, learn, t } from "./dom.js";

export class FlowDesigner extends HTMLElement {
	async connectedCallback() {
		learn(JSON.parse(document.getElementById("designer-texts").textContent));
		this.flow = this.getAttribute("flow");
		this.model = new Model();
		this.selected = "";
		this.marks = new Map();
		this.shown = new Map();
		this.replaceChildren(el("p", { class: "fx-loading" }, t("Loading…")));
		try {
			await this.reload();
		} catch (error) {
			this.replaceChildren(el("p", { class: "fx-error", role: "alert" }, error.message));
			return;
		}
		this.model.addEventListener("change", () => this.changed());
		this.build();
	}

	async reload() {
		this.take(await server.load(this.flow));
		this.options = await server.options(this.given.document_type);
		this.tell("loaded");
	}

	take(given) {
		this.given = given;
		this.flow = given.flow;
		this.model.open(given.draft);
	}

	draft() {
		return JSON.parse(JSON.stringify(this.model.draft));
	}

	get dirty() {
		return this.model.dirty;
	}

	select(key) {
		this.selected = key;
		this.tell("select");
	}

	// Gives these nodes (and ways) a class in the drawing, and takes it from all others
	mark(keys, cls) {
		this.marks.set(cls, new Set(keys));
		this.tell("mark");
	}

	async save() {
		this.given = await server.save(this.flow, this.draft(), this.given.modified);
		this.model.keep(this.given.draft);
		this.tell("saved");
	}

	say(text) {
		this.live.textContent = text;
	}

	tell(name) {
		this.dispatchEvent(new CustomEvent(name, { detail: { draft: this.draft(), selected: this.selected } }));
	}

	changed() {
		this.tell("change");
	}

	build() {
		this.live = el("p", { class: "fx-live", role: "status", "aria-live": "polite" });
		this.bar = el("div", { class: "fx-bar", role: "tablist" });
		this.pages = el("div", { class: "fx-pages" });
		this.replaceChildren(el("div", { class: "fx-tools" }, el("h1", {}, this.given.title), el("span", { id: "designer-tools" })),
			el("div", { class: "fx-side" }, this.bar, this.pages), this.live);
		this.open(registeredTabs()[0].id);
	}

	open(id) {
		this.bar.replaceChildren(...registeredTabs().map((tab) => el("button", {
			type: "button", role: "tab", "aria-selected": String(tab.id === id), onclick: () => this.open(tab.id),
		}, tab.label())));
		const tab = registeredTabs().find((one) => one.id === id);
		if (!this.shown.has(id)) {
			const host = el("div", { class: "fx-page", role: "tabpanel", "aria-label": tab.label() });
			this.pages.append(host);
			this.shown.set(id, { host, tab: tab.mount(host, this) || {} });
		}
		for (const [key, one] of this.shown) one.host.hidden = key !== id;
		const { shown } = this.shown.get(id).tab;
		if (shown) shown();
	}
}
