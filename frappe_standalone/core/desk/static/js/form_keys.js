// Keyboard shortcuts of a form, and the list of them that `?` and the form's menu show.
import { element, t } from "./api.js";

import { selectTab, shownTabs } from "./form_tabs.js";

const press = (selector) => { const node = document.querySelector(selector); if (node) node.click(); return Boolean(node); };

// Settle what is being typed before acting on it.
function settle() {
	if (document.activeElement && document.activeElement.blur) document.activeElement.blur();
}

const keys = {
	"ctrl+s": () => { settle(); press('.form-head [data-action="save"]'); },
	"ctrl+enter": () => {
		settle();
		if (press('.form-head [data-action="submit"]')) return;
		const opinion = document.querySelector(".form-slot .ap-opinion");
		if (opinion) opinion.focus(); else press('.form-head [data-action="save"]');
	},
	"alt+n": () => press("[data-key=new]"),
	"alt+l": () => press(".crumbs a"),
	"alt+p": () => press("[data-key=print]"),
	"alt+c": () => { const box = document.getElementById("comment"); if (box) box.focus(); },
	"alt+u": () => press("label[for=attach-file]"),
};
const LIST = [
	["Ctrl+S", "key_save"], ["Ctrl+Enter", "key_act"], ["Ctrl+K", "key_find"], ["Alt+N", "key_new"], ["Alt+L", "key_list"], ["Alt+P", "key_print"],
	["Alt+C", "key_comment"], ["Alt+U", "key_attach"], ["Alt+1 … 9", "key_tab"], ["Alt+Enter", "key_open"], ["?", "key_help"],
];
const GRID = [
	["Enter", "key_down"], ["Tab", "key_next"], ["↑ ↓ ← →", "key_move"], ["Ctrl+Delete", "key_remove"], ["Ctrl+D", "key_copy"],
	["Alt+↑ / ↓", "key_shift"], ["Ctrl+V", "key_paste"],
];

const named = (event) => [event.ctrlKey || event.metaKey ? "ctrl+" : "", event.altKey ? "alt+" : "", event.key.toLowerCase()].join("");
const isTyping = (node) => node.closest("input, textarea, select, [contenteditable]");

export function showKeys() {
	const table = (title, rows) => [element("h3", {}, title), element("dl", { class: "keys" }, ...rows.flatMap(([key, text]) => [
		element("dt", {}, ...key.split(" ").map((part) => (/^[/…]$/.test(part) ? part : element("kbd", {}, part)))), element("dd", {}, t(text))]))];
	const close = element("button", { type: "button", class: "btn" }, t("close"));
	const box = element("dialog", { "aria-label": t("keys") }, element("div", { class: "dialog-head" }, element("h2", {}, t("keys"))),
		element("div", { class: "dialog-body" }, ...table(t("keys_form"), LIST), ...table(t("keys_table"), GRID)), element("div", { class: "dialog-foot" }, close));
	close.addEventListener("click", () => box.close());
	box.addEventListener("close", () => box.remove());
	document.body.append(box);
	box.showModal();
	close.focus();
}

export function setUpKeys() {
	document.addEventListener("keydown", (event) => {
		if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
		const act = keys[named(event)];
		const tab = event.altKey && /^[1-9]$/.test(event.key) && shownTabs()[Number(event.key) - 1];
		if (act) { event.preventDefault(); act(); }
		else if (tab) { event.preventDefault(); selectTab(tab); tab.focus(); }
		else if ((event.key === "?" || event.key === "？") && !isTyping(event.target)) { event.preventDefault(); showKeys(); }
	});

}
