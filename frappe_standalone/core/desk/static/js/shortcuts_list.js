// The list of a page's keys, under its headings; fetched when somebody asks for it.
import { element, t } from "./api.js";

function tableOf(known, group) {
	const rows = known.filter((entry) => (entry.group || "") === group).map((entry) => element("tr", {},
		element("td", {}, ...(entry.shown || entry.keys.join(" / ")).split(" / ").flatMap((key, index) => [index ? " " : "", element("kbd", {}, key)])),
		element("td", {}, t(entry.label))));
	return [group ? element("h3", {}, t(group)) : null, element("table", { class: "outcome" }, element("tbody", {}, ...rows))];
}

// known: what shortcuts.js holds
export function showList(known) {
	if (document.querySelector("dialog.shortcuts")) return;
	const close = element("button", { class: "btn btn-primary", type: "button" }, t("ok"));
	const groups = [...new Set(known.map((entry) => entry.group || ""))];
	const box = element("dialog", { class: "shortcuts", "aria-label": t("shortcuts") },
		element("div", { class: "dialog-head" }, element("h2", {}, t("shortcuts"))),
		// It scrolls where there are many, so the keyboard reaches it
		element("div", { class: "dialog-body", tabindex: "0" }, ...groups.flatMap((group) => tableOf(known, group)).filter(Boolean)),
		element("div", { class: "dialog-foot" }, close));
	const back = document.activeElement;
	const done = () => { box.close(); box.remove(); if (back && back.isConnected) back.focus(); };
	close.addEventListener("click", done);
	box.addEventListener("cancel", (event) => { event.preventDefault(); done(); });
	document.body.append(box);
	box.showModal();
	close.focus();
}
