// The region beside the drawing with its tabs; on a phone a sheet from below that can be pulled up and put away.

import { icon } from "./designer_icons.js";
import { registeredTabs } from "./designer_tabs.js";
import { el, t } from "./dom.js";

export class Sheet {
	constructor(designer) {
		this.designer = designer;
		this.hosts = new Map();
		this.tabs = registeredTabs().map((tab) => ({ ...tab, button: el("button", {
			type: "button", role: "tab", id: `fx-tab-${tab.id}`, "aria-controls": `fx-page-${tab.id}`, onclick: () => designer.open(tab.id), onkeydown: (event) => this.keys(event, tab.id),
		}, tab.label()) }));
		this.bar = el("div", { class: "fx-bar", role: "tablist", "aria-label": t("Details") }, this.tabs.map((tab) => tab.button));
		this.pages = el("div", { class: "fx-pages" });
		this.node = el("section", { class: "fx-side", "aria-label": t("Details") },
			el("div", { class: "fx-side-head" }, this.bar, el("button", { type: "button", class: "fx-tool fx-put-away", "aria-label": t("Close the details"), onclick: () => { this.close(); designer.board.focus(designer.selected || designer.board.stop()); } }, icon("close"))),
			this.pages);
	}

	// `up`: pulled up on a phone
	open(id, up = true) {
		const tab = this.tabs.find((one) => one.id === id) || this.tabs[0];
		for (const one of this.tabs) {
			one.button.setAttribute("aria-selected", String(one === tab));
			one.button.setAttribute("tabindex", one === tab ? "0" : "-1");
		}
		if (!this.hosts.has(tab.id)) {
			const host = el("div", { class: "fx-page", role: "tabpanel", id: `fx-page-${tab.id}`, "aria-labelledby": `fx-tab-${tab.id}` });
			this.pages.append(host);
			this.hosts.set(tab.id, { host, given: tab.mount(host, this.designer) || {} });
		}
		for (const [key, one] of this.hosts) one.host.hidden = key !== tab.id;
		this.node.classList.toggle("fx-up", up);
		this.designer.classList.toggle("fx-sheet-up", up);
		this.shown = tab.id;
		const { given } = this.hosts.get(tab.id);
		if (given.shown) given.shown();
	}

	close() {
		this.node.classList.remove("fx-up");
		this.designer.classList.remove("fx-sheet-up");
	}

	// Where the sheet begins that covers the drawing's lower part on a phone
	edge() {
		return window.innerWidth <= 720 && this.node.classList.contains("fx-up") ? window.innerHeight - this.node.offsetHeight : Infinity;
	}

	keys(event, id) {
		const at = this.tabs.findIndex((one) => one.id === id);
		const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tabs.length - 1 }[event.key];
		if (to === undefined) return;
		event.preventDefault();
		const tab = this.tabs[(to + this.tabs.length) % this.tabs.length];
		this.designer.open(tab.id);
		tab.button.focus();
	}
}
