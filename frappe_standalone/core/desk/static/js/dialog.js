// A box in front of the page: a head, a body, a button that does it and one that does not.
import { element, t, toast } from "./api.js";

// `run()` may be async; the box stays open where it returns false or throws. Returns {box, body, yes, close}.
export function openDialog({ title, body, label, run, danger = false, wide = false }) {
	const before = document.activeElement;
	const yes = label ? element("button", { class: danger ? "btn btn-danger" : "btn btn-primary", type: "submit" }, label) : null;
	const no = element("button", { class: label ? "btn" : "btn btn-primary", type: "button" }, label ? t("cancel") : t("ok"));
	const inner = element("div", { class: "dialog-body" }, ...body);
	const form = element("form", { method: "dialog" },
		element("div", { class: "dialog-head" }, element("h2", {}, title)), inner, element("div", { class: "dialog-foot" }, no, yes));
	const box = element("dialog", { "aria-label": title, class: wide ? "dialog-wide" : null }, form);
	const close = () => { box.close(); box.remove(); if (before && before.focus) before.focus(); };
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		if (!yes || yes.disabled) return;
		yes.disabled = true;
		try { if ((await run()) !== false) close(); }
		catch (error) { toast(error.message, true); }
		finally { yes.disabled = false; }
	});
	no.addEventListener("click", close);
	box.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
	document.body.append(box);
	box.showModal();
	const first = inner.querySelector("input:not([type=hidden]), select, textarea");
	(first || yes || no).focus();
	return { box, body: inner, yes, close };
}

export const labelled = (text, control) => element("label", { class: "stack" }, text, control);
