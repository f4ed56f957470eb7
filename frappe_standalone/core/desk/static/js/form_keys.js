// The keys of a form, registered with those of every page; those that others answer to stand in
// form_keys_elsewhere.js.
import { selectTab, shownTabs } from "./form_tabs.js";
import { registerShortcuts, showLater } from "./shortcuts.js";

const press = (selector) => { const node = document.querySelector(selector); if (node && !node.disabled) node.click(); return Boolean(node); };

// What is being typed is settled first
function settle() {
	if (document.activeElement && document.activeElement.blur) document.activeElement.blur();
}

function save() {
	settle();
	press('.form-head [data-action="save"]');
}

function submit() {
	settle();
	if (press('.form-head [data-action="submit"]')) return;
	const opinion = document.querySelector(".form-slot .ap-opinion");
	if (opinion) opinion.focus(); else press('.form-head [data-action="save"]');
}

// Only where the page has it: the list promises what works here
function on(selector, keys, shown, label, run = () => press(selector)) {
	return document.querySelector(selector) ? [{ keys, shown, label, run, group: "keys_form" }] : [];
}

function goToTab(event) {
	const tab = shownTabs()[Number(event.key) - 1];
	if (!tab) return false;
	selectTab(tab);
	tab.focus();
	return true;
}

const onForm = () => [
	...on('.form-head [data-action="save"]', ["ctrl+s"], "Ctrl+S", "save", save),
	...on("#form", ["ctrl+enter"], "Ctrl+Enter", "key_submit", submit),
	...on('[data-step="-1"]', ["alt+pageup", "ctrl+<"], "Alt+PgUp / Ctrl+Shift+<", "key_previous"),
	...on('[data-step="1"]', ["alt+pagedown", "ctrl+>"], "Alt+PgDn / Ctrl+Shift+>", "key_next"),
	...on("[data-key=new]", ["alt+n"], "Alt+N", "key_new"),
	...on(".crumbs a", ["alt+l"], "Alt+L", "key_list"),
	...on("[data-key=print]", ["alt+p"], "Alt+P", "key_print"),
	...on("#comment", ["alt+c"], "Alt+C", "key_comment", () => document.getElementById("comment").focus()),
	...on("label[for=attach-file]", ["alt+u"], "Alt+U", "key_papers"),
	...on("[role=tab] + [role=tab]", [..."123456789"].map((number) => `alt+${number}`), "Alt+1 / Alt+9", "key_tab", goToTab),
];

export function setUpKeys() {
	registerShortcuts(onForm());
	showLater(() => import("./form_keys_elsewhere.js").then(({ keysElsewhere }) => keysElsewhere()));
}
