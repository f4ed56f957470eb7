// Talking to the server and to the user: REST calls with the CSRF token, errors in words, toasts, dialogs.

const bootElement = document.getElementById("desk-boot");
export const boot = bootElement ? JSON.parse(bootElement.textContent) : { messages: {} };

export function t(key, ...values) {
	return (boot.messages[key] || key).replace(/\{(\d)\}/g, (_all, index) => values[index] ?? "");
}

export function plain(html) {
	return new DOMParser().parseFromString(String(html ?? "").replace(/<br\s*\/?>/gi, "\n"), "text/html").body.textContent.trim();
}

export class ServerError extends Error {
	constructor(message, status, type, messages) {
		super(message);
		Object.assign(this, { status, type, messages });
	}
}

function messagesOf(answer) {
	try {
		return JSON.parse(answer._server_messages || "[]").map((entry) => {
			const message = typeof entry === "string" ? JSON.parse(entry) : entry;
			return plain(message.message ?? message);
		}).filter(Boolean);
	} catch (_error) {
		return [];
	}
}

function errorOf(response, answer) {
	const type = answer.exc_type || "";
	let messages = messagesOf(answer);
	if (type === "TimestampMismatchError") messages = [t("conflict")];
	else if (response.status === 401 || type === "SessionExpired" || type === "CSRFTokenError") messages = [t("session")];
	else if (!messages.length) messages = [plain(answer._error_message || answer.message || answer.exception) || t("failed")];
	return new ServerError(messages.join("\n"), response.status, type, messages);
}

export async function request(method, url, body) {
	const headers = { Accept: "application/json", "X-Frappe-CSRF-Token": boot.csrf_token || "" };
	let payload = body;
	if (body && !(body instanceof FormData)) {
		headers["Content-Type"] = "application/json";
		payload = JSON.stringify(body);
	}
	const offline = (status) => new ServerError(t("offline"), status, "Offline", [t("offline")]);
	let response;
	try {
		response = await fetch(url, { method, headers, body: payload, credentials: "same-origin" });
	} catch (_error) {
		throw offline(0);
	}
	if (!(response.headers.get("Content-Type") || "").includes("json")) {
		if (response.ok) return response;
		// A proxy whose server does not answer
		if ([502, 503, 504].includes(response.status)) throw offline(response.status);
		throw errorOf(response, {});
	}
	const answer = await response.json();
	if (!response.ok) throw errorOf(response, answer);
	answer.told = messagesOf(answer);
	return answer;
}

export const call = async (method, args = {}) => (await request("POST", `/api/method/${method}`, args)).message;
export const read = async (method, args = {}) => {
	const query = new URLSearchParams(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));
	return (await request("GET", `/api/method/${method}?${query}`)).message;
};
export const resource = (doctype, name) => `/api/resource/${encodeURIComponent(doctype)}` + (name ? `/${encodeURIComponent(name)}` : "");

export async function download(method, args) {
	const response = await request("POST", `/api/method/${method}`, args);
	const blob = await response.blob();
	const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get("Content-Disposition") || "");
	const plainName = /filename="?([^";]+)/i.exec(response.headers.get("Content-Disposition") || "");
	const link = element("a", { href: URL.createObjectURL(blob), download: named ? decodeURIComponent(named[1]) : plainName ? plainName[1] : "export.xlsx" });
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

export function element(tag, attributes = {}, ...children) {
	const node = document.createElement(tag);
	for (const [key, value] of Object.entries(attributes)) {
		if (value === false || value === null || value === undefined) continue;
		if (key === "class") node.className = value;
		else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
		else node.setAttribute(key, value === true ? "" : value);
	}
	node.append(...children.filter((child) => child !== null && child !== undefined));
	return node;
}

export function toast(text, bad = false) {
	const box = document.querySelector(".toasts");
	const node = element("div", { class: bad ? "toast toast-bad" : "toast", role: bad ? "alert" : "status" }, text);
	box.append(node);
	setTimeout(() => node.remove(), bad ? 8000 : 3000);
}

// Keeps a message for the page that loads next.
export const flash = (text) => sessionStorage.setItem("desk-flash", text);

export function confirmBox(text, { danger = false } = {}) {
	return new Promise((resolve) => {
		const yes = element("button", { class: danger ? "btn btn-danger" : "btn btn-primary", type: "button" }, t("ok"));
		const no = element("button", { class: "btn", type: "button" }, t("cancel"));
		const box = element("dialog", { "aria-label": t("confirm") },
			element("div", { class: "dialog-body" }, text), element("div", { class: "dialog-foot" }, no, yes));
		const close = (answer) => { box.close(); box.remove(); resolve(answer); };
		yes.addEventListener("click", () => close(true));
		no.addEventListener("click", () => close(false));
		box.addEventListener("cancel", (event) => { event.preventDefault(); close(false); });
		document.body.append(box);
		box.showModal();
		yes.focus();
	});
}
