// <approval-inbox>: what waits for me, what I did, what I started, what I was sent; filters, lights, many at once.

import { ask, opinionField } from "./dialogs.js";
import { call, el, learn, requestKey, t } from "./dom.js";

const LISTS = [["open", "To Do"], ["done", "Done"], ["started", "Started by Me"], ["copied", "Copied to Me"]];
const NONE = {
	open: "Nothing waits for you. What others send you appears here.", done: "You have decided nothing yet.",
	started: "You have started no approval yet.", copied: "Nobody has sent you a copy.",
};
const LIGHTS = [["red", "Late"], ["yellow", "Soon due"], ["green", "In time"]];
const PLAIN = { doctype: "", flow: "", node: "", light: "", text: "", from_date: "", to_date: "" };
const WIDE = "(min-width: 1100px)";

export class ApprovalInbox extends HTMLElement {
	async connectedCallback() {
		this.classList.add("approval-inbox");
		const asked = new URLSearchParams(location.search);
		this.state = LISTS.some(([state]) => state === asked.get("state")) ? asked.get("state") : "open";
		this.filters = Object.fromEntries(Object.keys(PLAIN).map((name) => [name, asked.get(name) || ""]));
		this.order = asked.get("order") || "";
		this.start = 0;
		this.picked = new Set();
		this.at = -1;
		this.keys = (event) => this.key(event);
		document.addEventListener("keydown", this.keys);
		try {
			learn(await call("texts"));
		} catch (error) {
			this.replaceChildren(el("p", { class: "ap-error", role: "alert" }, error.message));
			return;
		}
		await this.load();
	}

	disconnectedCallback() {
		document.removeEventListener("keydown", this.keys);
	}

	async load() {
		const turn = this.turn = (this.turn || 0) + 1;
		const filters = Object.fromEntries(Object.entries(this.filters).filter(([, value]) => value));
		try {
			const values = { state: this.state, start: this.start };
			if (Object.keys(filters).length) values.filters = JSON.stringify(filters);
			if (this.order) values.order = this.order;
			const page = await call("tasks", values);
			if (turn !== this.turn) return;
			this.page = page;
			this.at = Math.min(this.at, page.rows.length - 1);
			for (const task of [...this.picked]) if (!page.rows.some((row) => row.name === task)) this.picked.delete(task);
			this.draw();
		} catch (error) {
			if (turn === this.turn) this.say(error.message);
		}
	}

	show(changes) {
		Object.assign(this, { at: -1, start: 0 }, changes);
		this.picked.clear();
		const address = new URLSearchParams({ state: this.state, ...(this.order ? { order: this.order } : {}) });
		for (const [name, value] of Object.entries(this.filters)) if (value) address.set(name, value);
		history.replaceState(null, "", `?${address}`);
		this.load();
	}

	say(text) {
		const said = this.querySelector(".ap-said");
		if (!said) return this.replaceChildren(el("p", { class: "ap-error", role: "alert" }, text));
		said.textContent = text;
		said.hidden = !text;
	}

	draw() {
		const { rows } = this.page;
		const focused = this.contains(document.activeElement) ? document.activeElement.getAttribute("data-focus") : null;
		this.list = rows.length ? el("ul", { class: "ai-list" }, rows.map((row, index) => this.row(row, index))) : el("p", { class: "ai-none" }, t(this.filtered ? "Nothing fits these filters." : NONE[this.state]));
		const side = this.querySelector(".ai-side") || el("aside", { class: "ai-side", hidden: true, "aria-label": t("Open beside the list") });
		this.replaceChildren(
			this.tabs(), this.bar(), el("p", { class: "ap-said", role: "alert", hidden: true }), this.bulk(),
			el("div", { class: "ai-body" }, el("div", { class: "ai-main" }, this.list, this.pager(), rows.length ? el("p", { class: "ai-hint" }, t("Keys: j and k move, Enter opens, x picks, o opens beside")) : ""), side),
		);
		this.results && this.results.length && this.tellResults();
		if (focused) { const again = this.querySelector(`[data-focus="${focused}"]`); if (again) { again.focus(); if (again.setSelectionRange && again.type === "search") again.setSelectionRange(again.value.length, again.value.length); } }
	}

	get filtered() {
		return Object.values(this.filters).some(Boolean);
	}

	tabs() {
		const { counts, counted_to: most } = this.page;
		return el("div", { class: "ai-tabs", role: "tablist" }, LISTS.map(([state, label]) =>
			el("button", { type: "button", role: "tab", "data-focus": state, "aria-selected": String(state === this.state), onclick: () => this.show({ state, filters: { ...PLAIN }, order: "" }) },
				t(label), el("b", { class: state === "copied" && counts[state] ? "ai-unread" : "" }, counts[state] >= most ? `${most - 1}+` : String(counts[state])))));
	}

	bar() {
		const { choices } = this.page;
		const set = (name) => (event) => this.show({ filters: { ...this.filters, [name]: event.target.value } });
		const select = (name, label, options) => (options.length || this.filters[name] ? el("select", { class: "ai-filter", "data-focus": name, "aria-label": t(label), onchange: set(name) },
			el("option", { value: "" }, t(label)), options.map((one) => el("option", { value: one.value, selected: one.value === this.filters[name] }, one.label))) : "");
		const date = (name, label) => el("input", { type: "date", class: "ai-filter ai-date", "data-focus": name, "aria-label": t(label), title: t(label), value: this.filters[name], onchange: set(name) });
		const orders = [["oldest", "Oldest first"], ["newest", "Newest first"], ...(this.state === "open" ? [["due", "By time left"]] : [])];
		const usual = this.state === "open" ? "oldest" : "newest";
		const box = el("details", { class: "ai-more", open: this.filtered || matchMedia("(min-width: 641px)").matches || this.unfolded, ontoggle: () => { this.unfolded = box.open; } }, el("summary", { class: "ap-button" }, t("Filters")), el("div", { class: "ai-bar" },
			select("doctype", "Type", choices.doctype), select("flow", "Flow", choices.flow), select("node", "Step", choices.node),
			this.state === "open" ? select("light", "Light", LIGHTS.map(([value, label]) => ({ value, label: t(label) }))) : "",
			date("from_date", "From"), date("to_date", "To"),
			el("select", { class: "ai-filter", "data-focus": "order", "aria-label": t("Order"), onchange: (event) => this.show({ order: event.target.value === usual ? "" : event.target.value }) },
				orders.map(([value, label]) => el("option", { value, selected: value === (this.order || usual) }, t(label)))),
			this.filtered ? el("button", { type: "button", class: "ap-button ap-quiet", onclick: () => this.show({ filters: { ...PLAIN } }) }, t("Clear filters")) : ""));
		return el("div", { class: "ai-bar", role: "search" },
			el("input", { type: "search", class: "ai-filter ai-text", "data-focus": "text", placeholder: t("Search title or number"), "aria-label": t("Search title or number"), value: this.filters.text, oninput: (event) => { clearTimeout(this.typing); const value = event.target.value; this.typing = setTimeout(() => this.show({ filters: { ...this.filters, text: value } }), 350); } }),
			box);
	}

	row(row, index) {
		const age = row.age ? t("Waiting {0} days", row.age) : t("Today");
		const when = row.light ? (row.next_rung_at ? t("Due {0}", row.next_rung_at.slice(5)) : age) : row.action_label || row.status_label;
		const link = el("a", { href: row.route, class: "ai-link", tabindex: index === Math.max(this.at, 0) ? "0" : "-1", onclick: (event) => this.follow(event, row, index), onfocus: () => this.mark(index) },
			row.light ? el("span", { class: `ai-light ai-${row.light}`, role: "img", "aria-label": t(LIGHTS.find(([value]) => value === row.light)[1]) }) : el("span", {}),
			el("span", { class: "ai-title" }, row.stands_in_for ? el("span", { class: "ap-tag" }, t("for {0}", row.stands_in_for)) : "", row.title || row.reference_name, el("small", {}, `${row.doctype_label} ${row.reference_name}`)),
			el("span", { class: "ai-step" }, row.node_label || row.status_label,
				row.kind_label ? el("span", { class: "ap-tag" }, row.kind_label) : "", row.round > 1 ? el("span", { class: "ap-tag" }, t("Round {0}", row.round)) : "", row.suspended ? el("span", { class: "ap-tag" }, t("Suspended")) : "",
				row.waiting_label ? el("small", { class: "ai-waits" }, row.waiting_label) : "", row.note ? el("small", {}, row.note) : "",
				row.sent_by_name ? el("small", {}, t("Sent by {0}", row.sent_by_name)) : "", row.holders && row.status === "Running" ? el("small", {}, row.holders) : "", row.why ? el("small", {}, row.why) : ""),
			el("span", { class: "ai-when" }, when, el("small", {}, row.closed_at || row.opened_at)));
		const pick = this.state === "open" && row.bulk ? el("label", { class: "ai-pick" }, el("input", { type: "checkbox", "aria-label": t("Pick {0}", row.title || row.reference_name), checked: this.picked.has(row.name), onchange: (event) => this.pick(row, event.target.checked) })) : el("span", { class: "ai-pick" });
		return el("li", { class: `ai-row${index === this.at ? " ai-at" : ""}${this.state === "copied" && !row.read_at ? " ai-new" : ""}`, "data-task": row.name }, this.state === "open" ? pick : "", link);
	}

	// On a wide screen a click opens beside the list; anywhere else, and with Ctrl, it is a link
	follow(event, row, index) {
		this.read(row);
		if (row.readable && (event.ctrlKey || event.metaKey || event.shiftKey || !matchMedia(WIDE).matches)) return;
		event.preventDefault();
		this.mark(index);
		this.beside(row);
	}

	async read(row) {
		if (this.state !== "copied" || row.read_at) return;
		row.read_at = "now";
		const line = this.querySelector(`[data-task="${row.name}"]`);
		if (line) line.classList.remove("ai-new");
		try {
			await call("read_copy", { copy: row.name }, true);
		} catch (error) {
			this.say(error.message);
		}
	}

	beside(row) {
		const side = this.querySelector(".ai-side");
		const panel = el("approval-panel", { doctype: row.reference_doctype, name: row.reference_name });
		panel.hidden = true;
		panel.addEventListener("approval-done", () => this.load());
		const fields = el("dl", { class: "ai-fields" });
		side.hidden = false;
		this.classList.add("ai-split");
		if (!matchMedia(WIDE).matches) side.scrollIntoView();
		side.replaceChildren(
			el("div", { class: "ai-side-head" }, el("h2", {}, row.title || row.reference_name),
				row.readable ? el("a", { class: "ap-button", href: row.route }, t("Open the document")) : "", el("button", { type: "button", class: "ap-button ap-quiet", "aria-label": t("Close"), onclick: () => this.closeSide() }, "×")),
			panel, fields);
		call("main_fields", { doctype: row.reference_doctype, name: row.reference_name }).then(
			(rows) => fields.replaceChildren(...rows.map((one) => el("div", { class: one.long ? "ai-long" : "" }, el("dt", {}, one.label), el("dd", {}, one.value)))),
			(error) => fields.replaceChildren(el("p", { class: "ap-error", role: "alert" }, error.message)));
	}

	closeSide() {
		this.querySelector(".ai-side").hidden = true;
		this.classList.remove("ai-split");
		this.focusRow();
	}

	mark(index) {
		this.at = index;
		this.querySelectorAll(".ai-row").forEach((line, number) => {
			line.classList.toggle("ai-at", number === index);
			line.querySelector(".ai-link").tabIndex = number === index ? 0 : -1;
		});
	}

	focusRow() {
		const link = this.querySelectorAll(".ai-link")[this.at];
		if (link) link.focus();
	}

	key(event) {
		if (event.ctrlKey || event.metaKey || event.altKey || !this.page || !this.page.rows.length) return;
		if (event.target.closest && event.target.closest("input, select, textarea, dialog, .ai-side, [contenteditable]")) return;
		const rows = this.page.rows;
		if (event.key === "j" || event.key === "k" || event.key === "ArrowDown" && this.at >= 0 && event.target.closest(".ai-link") || event.key === "ArrowUp" && event.target.closest(".ai-link")) {
			event.preventDefault();
			const by = event.key === "j" || event.key === "ArrowDown" ? 1 : -1;
			this.mark(Math.max(0, Math.min(rows.length - 1, this.at + by)));
			this.focusRow();
		} else if (event.key === "x" && rows[this.at] && rows[this.at].bulk) {
			const box = this.querySelectorAll(".ai-row")[this.at].querySelector("input");
			box.checked = !box.checked;
			this.pick(rows[this.at], box.checked);
		} else if (event.key === "o" && rows[this.at]) {
			this.read(rows[this.at]);
			this.beside(rows[this.at]);
		} else if (event.key === "Enter" && rows[this.at] && !event.target.closest("a, button")) {
			if (rows[this.at].readable) location.href = rows[this.at].route; else this.beside(rows[this.at]);
		}
	}

	// ---- many at once ----

	pick(row, on) {
		if (on) this.picked.add(row.name); else this.picked.delete(row.name);
		const bar = this.querySelector(".ai-bulk");
		if (bar) bar.replaceWith(this.bulk());
	}

	bulk() {
		const able = this.state === "open" ? this.page.rows.filter((row) => row.bulk) : [];
		if (!able.length) return el("div", { class: "ai-bulk", hidden: true });
		const all = able.length === this.picked.size;
		return el("div", { class: "ai-bulk" },
			el("label", {}, el("input", { type: "checkbox", checked: all, onchange: (event) => { this.picked = new Set(event.target.checked ? able.map((row) => row.name) : []); this.draw(); } }), t("All that can be approved together ({0})", able.length)),
			el("button", { type: "button", class: "ap-button ap-approve", disabled: !this.picked.size, onclick: () => this.approveMany() }, t("Approve {0} picked", this.picked.size)));
	}

	approveMany() {
		const rows = this.page.rows.filter((row) => this.picked.has(row.name));
		const demanded = rows.some((row) => row.bulk.opinion);
		const opinion = opinionField([], "", demanded ? t("One opinion for all (demanded)") : t("One opinion for all"));
		const key = requestKey();
		ask(this, {
			title: t("Approve {0} picked", rows.length), confirm: t("Approve {0} picked", rows.length),
			body: [el("ul", { class: "ai-named" }, rows.map((row) => el("li", {}, row.title || row.reference_name, el("small", {}, ` ${row.node_label}`)))), opinion.node],
			act: async () => {
				if (demanded && !opinion.input.value.trim()) { opinion.input.focus(); throw new Error(t("An opinion is required.")); }
				const told = await call("act_many", { rows: rows.map((row) => ({ task: row.name, seen: row.seen })), action: "approve", opinion: opinion.input.value.trim(), key }, true);
				this.results = told.map((one) => ({ ...one, title: (rows.find((row) => row.name === one.task) || {}).title }));
				this.picked.clear();
				await this.load();
			},
		});
	}

	tellResults() {
		const failed = this.results.filter((one) => !one.done);
		const box = el("div", { class: `ai-results${failed.length ? " ai-some-failed" : ""}`, role: "status" },
			el("b", {}, failed.length ? t("{0} approved, {1} not", this.results.length - failed.length, failed.length) : t("{0} approved", this.results.length)),
			el("button", { type: "button", class: "ap-button ap-quiet", "aria-label": t("Close"), onclick: () => { this.results = null; box.remove(); } }, "×"),
			failed.length ? el("ul", {}, failed.map((one) => el("li", {}, el("b", {}, one.title), ` ${one.message}`))) : "");
		this.querySelector(".ai-bar").after(box);
	}

	pager() {
		const { start, limit, next } = this.page;
		return el("div", { class: "ai-pager" },
			start ? el("button", { type: "button", class: "ap-button", onclick: () => { this.start = Math.max(0, start - limit); this.load(); } }, t("Previous page")) : "",
			next ? el("button", { type: "button", class: "ap-button", onclick: () => { this.start = next; this.load(); } }, t("Next page")) : "");
	}
}
