// The keys of a form and of its tables, registered with those of every page; those of tables work in grid_keys.js.
import { t } from "./api.js";
import { selectTab, shownTabs } from "./form_tabs.js";
import { registerShortcuts } from "./shortcuts.js";

const press = (selector) => { const node = document.querySelector(selector); if (node && !node.disabled) node.click(); return Boolean(node); };

// Settle what is being typed before acting on it.
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

// Not where a page has none of it: the list of keys promises what works here
function shown(selector, entry) {
	return document.querySelector(selector) ? [entry] : [];
}

function goToTab(event) {
	const tab = shownTabs()[Number(event.key) - 1];
	if (!tab) return false;
	selectTab(tab);
	tab.focus();
	return true;
}

const onForm = () => [
	...shown('.form-head [data-action="save"]', { keys: ["ctrl+s"], shown: "Ctrl+S", label: t("save"), run: save }),
	{ keys: ["ctrl+enter"], shown: "Ctrl+Enter", label: t("key_submit"), run: submit },
	...shown("[data-step]", { keys: ["alt+pageup", "ctrl+<"], shown: "Alt+PgUp / Ctrl+Shift+<", label: t("key_previous"), run: () => press('[data-step="-1"]') }),
	...shown("[data-step]", { keys: ["alt+pagedown", "ctrl+>"], shown: "Alt+PgDn / Ctrl+Shift+>", label: t("key_next"), run: () => press('[data-step="1"]') }),
	...shown("[data-key=new]", { keys: ["alt+n"], shown: "Alt+N", label: t("key_new"), run: () => press("[data-key=new]") }),
	{ keys: ["alt+l"], shown: "Alt+L", label: t("key_list"), run: () => press(".crumbs a") },
	...shown("[data-key=print]", { keys: ["alt+p"], shown: "Alt+P", label: t("key_print"), run: () => press("[data-key=print]") }),
	...shown("#comment", { keys: ["alt+c"], shown: "Alt+C", label: t("key_comment"), run: () => document.getElementById("comment").focus() }),
	...shown("label[for=attach-file]", { keys: ["alt+u"], shown: "Alt+U", label: t("key_papers"), run: () => press("label[for=attach-file]") }),
	...(shownTabs().length > 1 ? [{ keys: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `alt+${number}`), shown: "Alt+1 / Alt+9", label: t("key_tab"), run: goToTab }] : []),
	{ keys: ["alt+enter"], shown: "Alt+Enter", label: t("key_linked") },
	{ keys: ["ctrl+k"], shown: "Ctrl+K", label: t("key_find") },
	{ keys: ["?"], shown: "?", label: t("shortcuts") },
].map((entry) => ({ ...entry, group: t("keys_form") }));

const inTable = () => [
	["Enter", "key_row"], ["Tab", "key_cell"], ["↑ / ↓ / ← / →", "key_cells"], ["Ctrl+Delete", "key_drop"], ["Ctrl+D", "key_copy"],
	["Alt+↑ / Alt+↓", "key_move"], ["Ctrl+V", "key_paste"],
].map(([keys, label]) => ({ keys: [], shown: keys, label: t(label), group: t("keys_table") }));

const inText = () => [["Ctrl+B", "key_bold"], ["Ctrl+I", "key_italic"], ["Ctrl+U", "key_underline"], ["Ctrl+Z", "key_undo"], ["Alt+F10", "key_tools"]]
	.map(([keys, label]) => ({ keys: [], shown: keys, label: t(label), group: t("keys_text") }));

export function setUpKeys() {
	registerShortcuts(onForm());
	if (document.querySelector("#form [data-grid][data-editable]")) registerShortcuts(inTable());
	if (document.querySelector("#form [data-rich]")) registerShortcuts(inText());
}
