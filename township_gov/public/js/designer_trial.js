// The tabs Trial and Replay of the designer: what is drawn, walked by a document or a sample, or by last month's documents.

import { given, panel, path } from "./designer_panel.js";
import { el, t } from "./dom.js";
import { ReplayTab } from "./foresight_replay.js";
import { WalkTab } from "./foresight_walk.js";

export function trial(host, designer) {
	let walk = null;
	const walked = (found) => tab.mark({
		"dp-walked": path(designer.draft(), found.steps),
		"dp-stuck": found.outcome ? [] : found.steps.filter((step) => step.nobody_left).map((step) => step.node),
	});
	const tab = panel(host, designer, async (fresh) => {
		const known = await given(host, designer, fresh);
		if (!known || !fresh()) return {};
		if (walk && walk.node.isConnected) return void (await walk.again({ ...known, walked }));
		walk = new WalkTab({ ...known, walked });
		host.replaceChildren(el("p", { class: "ff-note" }, t("Walks through what is drawn, saved or not. Nothing is written, nobody is told.")), walk.node);
		return undefined;
	});
	return tab;
}

export function replay(host, designer) {
	let asked = null;
	return panel(host, designer, async (fresh) => {
		const known = await given(host, designer, fresh);
		if (!known || !fresh()) return {};
		const replay = new ReplayTab(known);
		if (asked) [replay.from.value, replay.to.value] = [asked.from.value, asked.to.value];
		asked = replay;
		host.replaceChildren(el("p", { class: "ff-note" }, t("Real approvals of these days, told again by what is drawn. Nothing is written.")), replay.node);
		return {};
	});
}
