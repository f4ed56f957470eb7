// Earlier versions of a flow: a list, one to look at as it was drawn, and taken back as a draft.

import { Board } from "./designer_board.js";
import { ask } from "./designer_panel.js";
import { learnLabels } from "./designer_words.js";
import { el, t } from "./dom.js";
import { button, fault } from "./foresight_parts.js";

export function versionList(designer) {
	const list = el("ul", { class: "dp-versions" });
	const box = el("details", { class: "dp-earlier", ontoggle: () => box.open && fill() }, el("summary", {}, t("Published versions")), list);
	async function fill() {
		try {
			const rows = await ask("versions", { flow: designer.flow }, false);
			list.replaceChildren(...rows.map((row) => one(designer, row)));
			if (!rows.length) list.replaceChildren(el("li", { class: "ff-note" }, t("None yet.")));
		} catch (error) {
			list.replaceChildren(el("li", {}, fault(error)));
		}
	}
	return box;
}

function one(designer, row) {
	return el("li", {},
		el("p", {}, el("b", {}, t("Version {0}", row.number)), row.in_force ? el("span", { class: "ff-status" }, t("In force")) : "",
			el("small", {}, [row.at, row.by, row.running ? t("{0} under way", row.running) : ""].filter(Boolean).join(" · "))),
		el("span", { class: "dp-buttons" }, labelled(button(t("Look at it"), () => look(designer, row)), t("Look at version {0}", row.number)),
			designer.given.may_write ? labelled(button(t("Take it back as a draft"), () => take(designer, row)), t("Take version {0} back as a draft", row.number)) : ""));
}

function labelled(node, name) {
	node.setAttribute("aria-label", name);
	return node;
}

async function version(designer, row) {
	const found = await ask("version", { flow: designer.flow, name: row.name }, false);
	learnLabels(found.labels);
	return found;
}

// As it was drawn, in a window of its own
async function look(designer, row) {
	const place = el("div", { class: "dp-picture", "aria-busy": "true" });
	const close = button(t("Close"), () => dialog.close());
	const dialog = el("dialog", { class: "dp-look flow-foresight", "aria-label": t("Version {0}", row.number), onclose: () => dialog.remove() },
		el("div", { class: "dp-look-head" }, el("h2", {}, t("Version {0}", row.number), el("small", {}, [row.at, row.by].filter(Boolean).join(" · "))), close), place);
	designer.append(dialog);
	dialog.showModal();
	try {
		const found = await version(designer, row);
		const marks = new Map([["dp-changed", new Set(found.changes.filter((change) => change.kind === "changed").map((change) => change.key))],
			["dp-added", new Set(found.changes.filter((change) => change.kind === "added").map((change) => change.key))]]);
		const board = new Board({ model: { draft: found.draft }, options: designer.options, selected: "", marks, found: [], mayWrite: false });
		place.replaceChildren(board.node);
		board.draw();
		board.fit();
		const lines = found.changes.map((change) => el("li", {}, el("b", {}, change.label), change.lines.map((line) => el("span", {}, line.text))));
		if (lines.length) place.append(el("section", { class: "dp-changes" }, el("h3", {}, t("What is different there from the version in force")), el("ul", { class: "dp-plain" }, lines)));
	} catch (error) {
		place.replaceChildren(fault(error));
	} finally {
		place.removeAttribute("aria-busy");
	}
}

// The drawing becomes what it was; it can be undone, and nothing is in force by it
async function take(designer, row) {
	try {
		const { draft } = await version(designer, row);
		designer.edit(t("Take back version {0}", row.number), (drawn) => {
			Object.assign(drawn, draft);
		}, { whole: true });
		designer.tellPerson(t("The drawing is version {0} again. It is in force only when you publish it.", row.number));
	} catch (error) {
		designer.tellPerson(error.message, null, true);
	}
}
