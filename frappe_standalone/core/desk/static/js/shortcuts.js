// The keys of a page: each registered with what it does, all shown by “?”.
import { element, t } from "./api.js";

const known = [];
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

// list: [{ keys: ["j", "ArrowDown"], label, run(event), shown?: "J / ↓", group?: heading }]. A key with Ctrl or Alt
// ("ctrl+s") works while somebody types, too. `run` is left out for keys that others handle; it returns false where it
// had nothing to do, and the browser goes on.
export function registerShortcuts(list) {
	for (const entry of list) if (!known.some((other) => other.label === entry.label && other.group === entry.group)) known.push(entry);
}

const named = (event) => [event.ctrlKey || event.metaKey ? "ctrl+" : "", event.altKey ? "alt+" : "", event.key.toLowerCase()].join("");
const held = (event) => event.ctrlKey || event.metaKey || event.altKey;

function tableOf(group) {
	const rows = known.filter((entry) => (entry.group || "") === group).map((entry) => element("tr", {},
		element("td", {}, ...(entry.shown || entry.keys.join(" / ")).split(" / ").flatMap((key, index) => [index ? " " : "", element("kbd", {}, key)])),
		element("td", {}, entry.label)));
	return [group ? element("h3", {}, group) : null, element("table", { class: "outcome" }, element("tbody", {}, ...rows))];
}

export function showShortcuts() {
	if (document.querySelector("dialog.shortcuts")) return;
	const close = element("button", { class: "btn btn-primary", type: "button" }, t("ok"));
	const groups = [...new Set(known.map((entry) => entry.group || ""))];
	const box = element("dialog", { class: "shortcuts", "aria-label": t("shortcuts") },
		element("div", { class: "dialog-head" }, element("h2", {}, t("shortcuts"))),
		// It scrolls where there are many, so the keyboard reaches it
		element("div", { class: "dialog-body", tabindex: "0" }, ...groups.flatMap(tableOf).filter(Boolean)),
		element("div", { class: "dialog-foot" }, close));
	const back = document.activeElement;
	const done = () => { box.close(); box.remove(); if (back && back.isConnected) back.focus(); };
	close.addEventListener("click", done);
	box.addEventListener("cancel", (event) => { event.preventDefault(); done(); });
	document.body.append(box);
	box.showModal();
	close.focus();
}

document.addEventListener("keydown", (event) => {
	if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
	const typing = event.target.closest && event.target.closest(TYPING);
	if (typing && !held(event)) return;
	if (event.key === "?" || event.key === "？") { if (!held(event)) { event.preventDefault(); showShortcuts(); } return; }
	const name = named(event);
	const entry = known.find((one) => one.run && one.keys.some((key) => key.toLowerCase() === name));
	if (entry && entry.run(event) !== false) event.preventDefault();
});
document.addEventListener("click", ({ target }) => { if (target.closest && target.closest("[data-shortcuts]")) showShortcuts(); });
