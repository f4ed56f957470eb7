// The keys of a page: each registered with what it does, all shown by “?”.
import { element, t } from "./api.js";

const known = [];
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

// list: [{ keys: ["j", "ArrowDown"], label, run(event), shown?: "j / ↓" }]; `run` may be left out for keys that others handle.
export function registerShortcuts(list) {
	for (const entry of list) if (!known.some((other) => other.label === entry.label)) known.push(entry);
}

export function showShortcuts() {
	if (document.querySelector("dialog.shortcuts")) return;
	const close = element("button", { class: "btn btn-primary", type: "button" }, t("ok"));
	const rows = known.map((entry) => element("tr", {}, element("td", {}, element("kbd", {}, entry.shown || entry.keys.join(" / "))), element("td", {}, entry.label)));
	const box = element("dialog", { class: "shortcuts", "aria-label": t("shortcuts") },
		element("div", { class: "dialog-head" }, element("h2", {}, t("shortcuts"))),
		element("div", { class: "dialog-body" }, element("table", { class: "outcome" }, element("tbody", {}, ...rows))),
		element("div", { class: "dialog-foot" }, close));
	const done = () => { box.close(); box.remove(); };
	close.addEventListener("click", done);
	box.addEventListener("cancel", (event) => { event.preventDefault(); done(); });
	document.body.append(box);
	box.showModal();
	close.focus();
}

document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
	if (event.target.closest && event.target.closest(TYPING)) return;
	if (document.querySelector("dialog[open]")) return;
	if (event.key === "?") { event.preventDefault(); showShortcuts(); return; }
	const entry = known.find((one) => one.run && one.keys.includes(event.key));
	if (entry && entry.run(event) !== false) event.preventDefault();
});
document.addEventListener("click", ({ target }) => { if (target.closest && target.closest("[data-shortcuts]")) showShortcuts(); });
