// <approval-inbox>: what waits for me, what I did, what I started; with counts, lights by age, a filter by type.

import { call, el, learn, t } from "./dom.js";

const LISTS = [["open", "To Do"], ["done", "Done"], ["started", "Started by Me"]];

export class ApprovalInbox extends HTMLElement {
	async connectedCallback() {
		this.classList.add("approval-inbox");
		this.state = new URLSearchParams(location.search).get("state") || "open";
		this.doctype = "";
		this.start = 0;
		try {
			learn(await call("texts"));
		} catch (error) {
			this.replaceChildren(el("p", { class: "ap-error", role: "alert" }, error.message));
			return;
		}
		await this.load();
	}

	async load() {
		try {
			const values = { state: this.state, start: this.start };
			if (this.doctype) values.doctype = this.doctype;
			this.page = await call("tasks", values);
			this.draw();
		} catch (error) {
			this.replaceChildren(el("p", { class: "ap-error", role: "alert" }, error.message));
		}
	}

	show(changes) {
		Object.assign(this, changes);
		this.load();
	}

	draw() {
		const { counts, doctypes, rows } = this.page;
		this.replaceChildren(
			el("div", { class: "ai-head" },
				el("div", { class: "ai-tabs", role: "tablist" }, LISTS.map(([state, label]) =>
					el("button", { type: "button", role: "tab", "aria-selected": String(state === this.state), onclick: () => this.show({ state, start: 0, doctype: "" }) },
						t(label), el("b", {}, String(counts[state]))))),
				el("select", { class: "ai-filter", "aria-label": t("Type"), onchange: (event) => this.show({ doctype: event.target.value, start: 0 }) },
					el("option", { value: "" }, t("All types")),
					doctypes.map((one) => el("option", { value: one.value, selected: one.value === this.doctype }, one.label)))),
			rows.length ? el("ul", { class: "ai-list" }, rows.map((row) => this.row(row))) : el("p", { class: "ai-none" }, t("Nothing here.")),
			this.pager(),
		);
	}

	row(row) {
		const age = row.age ? t("Waiting {0} days", row.age) : t("Today");
		return el("li", { class: "ai-row" },
			el("a", { href: row.route, class: "ai-link" },
				row.light ? el("span", { class: `ai-light ai-${row.light}`, title: age }) : "",
				el("span", { class: "ai-title" }, row.title || row.reference_name, el("small", {}, `${row.doctype_label} ${row.reference_name}`)),
				el("span", { class: "ai-step" }, row.node_label || row.status_label, row.round > 1 ? el("small", {}, t("Round {0}", row.round)) : "",
					row.waiting_label ? el("small", { class: "ai-waits" }, row.waiting_label) : "", row.why ? el("small", {}, row.why) : ""),
				el("span", { class: "ai-when" }, row.light ? age : row.status_label, el("small", {}, row.closed_at || row.opened_at))));
	}

	pager() {
		const { start, limit, rows } = this.page;
		return el("div", { class: "ai-pager" },
			start ? el("button", { type: "button", class: "ap-button", onclick: () => this.show({ start: Math.max(0, start - limit) }) }, t("Newer")) : "",
			rows.length === limit ? el("button", { type: "button", class: "ap-button", onclick: () => this.show({ start: start + limit }) }, t("Older")) : "");
	}
}
