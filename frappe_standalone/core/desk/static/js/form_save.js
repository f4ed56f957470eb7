// Saving: checks first, sends what changed, keeps what was typed whatever the server answers.
import { boot, element, flash, request, resource, t } from "./api.js";
import { drawAll } from "./grid.js";
import { keepDraft, wipeDraft } from "./form_draft.js";
import { findProblems, showProblems, showRefusal } from "./form_errors.js";
import { changes, data, grids, isSent, of, setDirty, status } from "./form_state.js";

const SESSION = ["SessionExpired", "CSRFTokenError", "AuthenticationError"];

export function go(name) {
	sessionStorage.setItem("desk-scroll", String(window.scrollY));
	const url = `${data.list_url}/${encodeURIComponent(name)}`;
	if (location.pathname === url) location.reload(); else location.replace(url + location.hash);
}

export function reload() {
	status.leaving = true;
	go(data.name);
}

export const send = (extra) => request(data.is_new ? "POST" : "PUT", resource(data.doctype, data.is_new ? null : data.name),
	{ ...(data.is_new ? data.doc : { modified: data.modified }), ...changes(), ...extra });

// Whoever is signed out is a guest to the server, and refused like any guest.
async function isSignedOut(error) {
	if (error.status === 401 || SESSION.includes(error.type)) return true;
	if (error.status !== 403) return false;
	const who = await request("GET", "/api/method/frappe.auth.get_logged_user").catch(() => ({}));
	return who.message !== boot.user;
}

// Signed out meanwhile (in another tab, or after a long break): sign in here and go on.
export async function patiently(act) {
	try {
		return await act();
	} catch (error) {
		if (!(await isSignedOut(error))) throw error;
		keepDraft();
		const { signInAgain } = await import("./sign_in_again.js");
		if (!(await signInAgain(boot.user))) throw error;
		return act();
	}
}

// What the person can do about a refusal besides mending a field.
export function ways(error) {
	const button = (label, act) => element("button", { type: "button", class: "btn btn-s", onclick: act }, label);
	if (error.type === "TimestampMismatchError") {
		return [
			button(t("take_over"), () => { keepDraft({ restore: true }); reload(); }),
			button(t("show_newest"), () => window.open(location.pathname, "_blank", "noopener")),
		];
	}
	if (error.status === 503 || error.type === "Offline") return [button(t("try_again"), () => save())];
	return [];
}

export async function save(extra = {}) {
	const buttons = document.querySelectorAll('.form-head [data-action="save"], .form-head [data-action="submit"]');
	buttons.forEach((button) => { button.disabled = true; });
	try {
		await status.busy;
		for (const grid of grids.filter(isSent)) await drawAll(grid, of);
		const problems = findProblems();
		if (problems.length) { showProblems(problems); return false; }
		if (status.lost && await (await import("./form_lost.js")).isThere(save)) return false;
		const answer = await patiently(() => send(extra));
		status.leaving = true;
		wipeDraft();
		flash([t("saved"), ...answer.told].join(" · "));
		go(answer.data.name);
		return true;
	} catch (error) {
		keepDraft();
		// The server may have saved it and its answer was lost: a new record would be made twice
		if (data.is_new && error.type === "Offline") status.lost = true;
		showRefusal(error, ways(error));
		return false;
	} finally {
		buttons.forEach((button) => { button.disabled = false; });
	}
}
