// Menus and dialogs of the designer: what can be inserted, whereto a way leads, which keys there are, what is asked before.

import { icon } from "./designer_icons.js";
import { el, t } from "./dom.js";

/** Opens a menu at a button. `items`: [{label, hint, sign, act}]; arrows, Home, End, Esc and the first numbers work. */
export function menu(host, anchor, name, items) {
	const before = document.activeElement;
	const rows = items.map((item) => el("button", {
		type: "button", role: "menuitem", class: "fx-item", "aria-label": item.label, tabindex: "-1",
		onclick: () => { box.close(); item.act(); },
	}, item.sign ? el("span", { class: "fx-sign" }, icon(item.sign)) : "", el("span", {}, el("b", {}, item.label), item.hint ? el("small", {}, item.hint) : "")));
	const list = el("div", { role: "menu", "aria-label": name, onkeydown: (event) => {
		const at = rows.indexOf(document.activeElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
		if (to !== undefined) rows[(to + rows.length) % rows.length].focus();
		else if (event.key === "Tab") box.close();
		else if (/^[1-9]$/.test(event.key) && rows[event.key - 1]) rows[event.key - 1].click();
		else return;
		event.preventDefault();
		event.stopPropagation();
	} }, el("p", { class: "fx-menu-name" }, name), rows);
	// A dialog of the browser: nothing behind it can be reached until something is chosen; a press outside of it closes it
	const box = el("dialog", { class: "fx-menu", "aria-label": name, onclick: (event) => { if (event.target === box) box.close(); } }, list);
	box.addEventListener("close", () => { box.remove(); if (before && before.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true }); });
	host.append(box);
	box.showModal();
	stand(box, anchor);
	rows[0].focus();
	return box;
}

// Beside the button, inside of the window; on a phone at its lower edge (the styles see to that)
function stand(box, anchor) {
	if (window.innerWidth <= 720) return;
	const at = anchor.getBoundingClientRect(), size = box.getBoundingClientRect();
	const left = at.right + 8 + size.width < window.innerWidth ? at.right + 8 : Math.max(8, at.left - size.width - 8);
	const top = Math.max(8, Math.min(at.top - 24, window.innerHeight - size.height - 8));
	box.style.left = `${left}px`;
	box.style.top = `${top}px`;
}

/** A dialog with buttons [{label, strong, danger, act}]; each closes it first. */
export function dialog(host, title, body, buttons) {
	const before = document.activeElement;
	const box = el("dialog", { class: "fx-dialog", "aria-label": title },
		el("h2", {}, title), el("div", { class: "fx-dialog-body" }, body),
		el("div", { class: "fx-dialog-foot" }, buttons.map((one) => el("button", {
			type: "button", class: `fx-button${one.strong ? " fx-strong" : ""}${one.danger ? " fx-danger" : ""}`,
			onclick: () => { box.close(); if (one.act) one.act(); },
		}, one.label))));
	box.addEventListener("close", () => { box.remove(); if (before && before.isConnected) before.focus({ preventScroll: true }); });
	host.append(box);
	box.showModal();
	const strong = box.querySelector(".fx-strong") || box.querySelector("button");
	strong.focus();
	return box;
}

export function help(host) {
	const rows = [
		["↑ ↓ ← →", t("Go to the step before, after, beside")],
		["Insert / +", t("Insert after the chosen step or on the chosen way")],
		["C", t("Connect the chosen step with another")],
		["Enter", t("Open what is chosen; Esc leads back to the drawing")],
		["Delete", t("Remove what is chosen")],
		["Alt + ↑ ↓ ← →", t("Move the chosen step")],
		["Ctrl + Z / Ctrl + Y", t("Undo, redo")],
		["Ctrl + S", t("Save")],
		["?", t("This help")],
	];
	dialog(host, t("Keyboard shortcuts"), [
		el("p", {}, t("Press ＋ on a line to insert a step there. Drag a step to move it; drag the dot under it to another step to connect them.")),
		el("table", { class: "fx-keys" }, el("tbody", {}, rows.map(([keys, what]) => el("tr", {}, el("td", {}, el("kbd", {}, keys)), el("td", {}, what))))),
	], [{ label: t("Close"), strong: true }]);
}
