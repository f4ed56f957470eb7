// What the tabs of the designer that look ahead share: the server's words, a drawing that has changed, a path on it.

import { call, el, learn, t } from "./dom.js";
import { fault } from "./foresight_parts.js";

const API = "township_gov.workflows.designer_api.";
let texts = null;

export const ask = (name, values, act = true) => call(API + name, values, act);

// The words of the pages that look ahead; asked for once
export async function words() {
	texts = texts || call("foresight_texts");
	learn(await texts);
}

// Fills a tab when it is opened, and again when the drawing has changed meanwhile. `draw(given)` is told what the server knows.
// `draw` gives the marks that the tab sets on the drawing ({class: keys}), or nothing where it sets them itself.
export function panel(host, designer, draw) {
	host.classList.add("flow-foresight", "dp");
	let drawn = "", waiting = 0, turn = 0, marks = {};
	const changed = () => JSON.stringify([designer.flow, designer.given.modified, designer.draft()]);
	async function again() {
		const now = changed();
		if (now === drawn) return mark(designer, marks);
		drawn = now;
		const mine = ++turn;
		host.setAttribute("aria-busy", "true");
		try {
			await words();
			const made = await draw(() => mine === turn);
			if (made && mine === turn && !host.hidden) mark(designer, (marks = made));
		} catch (error) {
			if (mine === turn) host.replaceChildren(fault(error));
			drawn = "";
		} finally {
			if (mine === turn) host.removeAttribute("aria-busy");
		}
	}
	// What was marked holds for what was drawn then
	const later = () => {
		clearTimeout(waiting);
		if (!host.hidden) waiting = setTimeout(again, 600);
		else if (Object.keys(marks).length && drawn !== changed()) mark(designer, (marks = {}));
	};
	for (const event of ["change", "saved", "loaded"]) designer.addEventListener(event, later);
	again();
	return { shown: again, again: () => { drawn = ""; return again(); }, mark: (made) => mark(designer, (marks = made)) };
}

const MARKS = ["dp-added", "dp-changed", "dp-walked", "dp-stuck"];

// One tab's marks at a time
function mark(designer, marks) {
	for (const cls of MARKS) designer.mark(marks[cls] || [], cls);
}

// What `samples` knows of the flow as it is drawn; "" and a way to the check where it cannot be walked yet
export async function given(host, designer, fresh) {
	try {
		// Who may not change the flow looks ahead through it as it is kept
		if (!designer.mayWrite) return await call("samples", { flow: designer.flow }, true);
		const found = await call("samples", { flow: designer.flow || "", draft: designer.draft() }, true);
		return { ...found, unsaved: () => designer.draft() };
	} catch (error) {
		if (!fresh() || error.kind !== "FlowNotSound") throw error;
		host.replaceChildren(
			el("p", { class: "ff-note" }, t("The drawing has errors, so nothing can be tried with it yet.")), fault(error),
			el("p", {}, el("button", { type: "button", class: "ff-button", onclick: () => designer.open("check") }, t("Show what is wrong"))));
		return null;
	}
}

// The steps and ways that a walk took: keys for the designer's marks
export function path(draft, steps) {
	const visited = new Set(steps.map((step) => step.node));
	const keys = new Set(visited);
	for (const way of draft.transitions) {
		const step = [...steps].reverse().find((one) => one.node === way.from_node);
		if (!step || !visited.has(way.to_node)) continue;
		const decision = step.decision === "reject" ? "reject" : "approve";
		const taken = step.ways.length ? step.ways.some((one) => one.taken && one.to === way.to_node) : step.decision !== "return";
		if (taken && (way.decision || "approve") === decision) keys.add(way.transition_key);
	}
	return keys;
}
