// Keyboard shortcuts of a form, and the list of them that `?` and the form's menu show.
import { element, read, t, toast } from "./api.js";

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
const named = (event) => [event.ctrlKey || event.metaKey ? "ctrl+" : "", event.altKey ? "alt+" : "", event.key.toLowerCase()].join("");
const isTyping = (node) => node.closest("input, textarea, select, [contenteditable]");

export async function showKeys() {
	const close = element("button", { type: "button", class: "btn" }, t("close"));
	const body = element("div", { class: "dialog-body" });
	body.innerHTML = await read("frappe_standalone.core.desk.form_keys.shortcuts");
	const box = element("dialog", { "aria-label": t("keys") }, element("div", { class: "dialog-head" }, element("h2", {}, t("keys"))),
		body, element("div", { class: "dialog-foot" }, close));
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
		else if ((event.key === "?" || event.key === "？") && !isTyping(event.target)) { event.preventDefault(); showKeys().catch((error) => toast(error.message, true)); }
	});

}
