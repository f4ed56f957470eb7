// <secret-numbers>: a full number after a reason is given, and records found by a number. A number stands on the page for
// half a minute and in no address.

import { el } from "./dom.js";

const SECONDS = 30;

export class SecretNumbers extends HTMLElement {
	connectedCallback() {
		const { texts, record } = JSON.parse(this.dataset.content);
		this.texts = texts;
		this.said = el("p", { class: "sn-said", role: "status", hidden: true });
		this.replaceChildren(
			...(record ? [el("h2", {}, record.title), ...record.fields.map((field) => this.field(field))] : []),
			this.search(),
			this.said,
		);
	}

	field(field) {
		const shown = el("b", { "aria-live": "polite" }, field.masked);
		const reason = el("input", { type: "text", placeholder: this.texts.reason, "aria-label": this.texts.reason, required: true });
		const show = async (event) => {
			event.preventDefault();
			const number = await this.ask("unmask", { doctype: field.doctype, name: field.name, fieldname: field.fieldname, reason: reason.value });
			if (number === null) return;
			shown.textContent = number;
			setTimeout(() => (shown.textContent = field.masked), SECONDS * 1000);
		};
		return el("form", { class: "sn-row", onsubmit: show }, el("span", {}, field.label), shown, reason, el("button", { type: "submit", class: "btn btn-default" }, this.texts.show));
	}

	search() {
		const number = el("input", { type: "text", inputmode: "numeric", autocomplete: "off", placeholder: this.texts.number, "aria-label": this.texts.number, required: true });
		const list = el("ul", { class: "sn-list" });
		const find = async (event) => {
			event.preventDefault();
			const rows = await this.ask("find", { number: number.value });
			if (rows === null) return;
			const head = el("li", {}, rows.length ? this.texts.found : this.texts.none);
			list.replaceChildren(head, ...rows.map((row) => el("li", {}, el("a", { href: row.route }, `${row.label} ${row.name} ${row.title}`))));
		};
		return el("section", {}, el("form", { class: "sn-row", onsubmit: find }, number, el("button", { type: "submit", class: "btn btn-default" }, this.texts.find)), list);
	}

	// The answer, or null where it was refused: the words of the refusal stand below
	async ask(method, values) {
		this.said.hidden = true;
		try {
			return await post(`/api/method/township_gov.secret_fields.${method}`, values, this.texts.failed);
		} catch (error) {
			this.said.textContent = error.message;
			this.said.hidden = false;
			return null;
		}
	}
}

function token() {
	if (window.frappe && window.frappe.csrf_token) return window.frappe.csrf_token;
	const boot = document.getElementById("desk-boot");
	return boot ? JSON.parse(boot.textContent).csrf_token || "" : "";
}

// Throws an Error with words that a person can read.
async function post(url, values, failed) {
	const headers = { Accept: "application/json", "Content-Type": "application/json", "X-Frappe-CSRF-Token": token() };
	let response, answer;
	try {
		response = await fetch(url, { method: "POST", headers, credentials: "same-origin", body: JSON.stringify(values) });
		answer = await response.json();
	} catch (_error) {
		throw new Error(failed);
	}
	if (response.ok) return answer.message;
	const told = JSON.parse(answer._server_messages || "[]").map((one) => JSON.parse(one).message);
	throw new Error(new DOMParser().parseFromString(told.join("\n"), "text/html").body.textContent.trim() || failed);
}
