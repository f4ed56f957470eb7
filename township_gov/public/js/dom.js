// Building elements without HTML strings, talking to the server, and texts in the reader's language.

// el("p", { class: "x", onclick: f }, "text", child): text becomes a text node, so data is never read as markup.
export function el(tag, attributes, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {})) {
		if (value === null || value === undefined || value === false) continue;
		if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
		else if (name === "value") node.value = value;
		else node.setAttribute(name, value === true ? "" : value);
	}
	for (const child of children.flat(Infinity)) {
		if (child !== null && child !== undefined && child !== false && child !== "") node.append(child);
	}
	return node;
}

let texts = {};

export function learn(more) {
	texts = { ...texts, ...(more || {}) };
}

// The text in the reader's language, {0} {1} filled in
export function t(text, ...values) {
	return (texts[text] || text).replace(/\{(\d)\}/g, (_all, index) => values[index] ?? "");
}

function token() {
	if (window.frappe && window.frappe.csrf_token) return window.frappe.csrf_token;
	const boot = document.getElementById("desk-boot");
	return boot ? JSON.parse(boot.textContent).csrf_token || "" : "";
}

function plain(html) {
	const text = String(html ?? "").replace(/<br\s*\/?>/gi, "\n");
	return new DOMParser().parseFromString(text, "text/html").body.textContent.trim();
}

function messageOf(answer) {
	try {
		const told = JSON.parse(answer._server_messages || "[]").map((one) => plain(JSON.parse(one).message));
		if (told.length) return told.join("\n");
	} catch (_error) {
		// not the envelope of a refusal: fall through to what else the answer says
	}
	return plain(answer._error_message || answer.message || answer.exception || "");
}

const API = "/api/method/township_gov.workflows.api.";

// Calls the approval API (a name with dots: another function, by its whole path): reading by GET, acting by POST. Throws an
// Error whose message a person can read; its `kind` is the refusal's class.
export async function call(name, values, act) {
	const headers = { Accept: "application/json", "X-Frappe-CSRF-Token": token() };
	const options = { method: act ? "POST" : "GET", headers, credentials: "same-origin" };
	let url = name.includes(".") ? `/api/method/${name}` : API + name;
	if (act) {
		headers["Content-Type"] = "application/json";
		options.body = JSON.stringify(values);
	} else if (values) {
		url += "?" + new URLSearchParams(values);
	}
	const failed = t("The request failed. Check the connection and try again.");
	let response, answer;
	try {
		response = await fetch(url, options);
		answer = await response.json();
	} catch (_error) {
		throw new Error(failed);
	}
	if (!response.ok) throw Object.assign(new Error(messageOf(answer) || failed), { answered: true, kind: answer.exc_type });
	return answer.message;
}

// Sends one file to the document of a task; the platform's own upload keeps its limits on size and kind
export async function upload(file, task) {
	const body = new FormData();
	for (const [name, value] of [["file", file], ["is_private", "1"], ["method", "township_gov.workflows.api.attach"], ["task", task]]) body.append(name, value);
	const failed = t("The request failed. Check the connection and try again.");
	let response, answer;
	try {
		response = await fetch("/api/method/upload_file", { method: "POST", headers: { Accept: "application/json", "X-Frappe-CSRF-Token": token() }, credentials: "same-origin", body });
		answer = await response.json();
	} catch (_error) {
		throw new Error(failed);
	}
	if (!response.ok) throw new Error(messageOf(answer) || failed);
	return answer.message;
}

// Working minutes as people say them
export function duration(minutes) {
	const all = Math.abs(minutes), hours = Math.floor(all / 60);
	return hours ? t("{0} h {1} min", hours, all % 60) : t("{0} min", all);
}

// A key that makes a repeated request harmless
export function requestKey() {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
