// Who has it now, and why. What several have in common is said once, above them.

import { duration, el, t } from "./dom.js";

const HOLDERS = 5; // names before the others are folded

export function holders(now) {
	if (!now.length) return "";
	const rows = [...now];
	const list = (part) => el("ul", { class: "ap-now", "aria-label": t("Who has it now") }, grouped(part).flatMap(group));
	if (rows.length <= HOLDERS) return list(rows);
	const mine = rows.findIndex((one) => one.mine);
	if (mine > HOLDERS - 2) rows.unshift(...rows.splice(mine, 1));
	return el("div", {}, list(rows.slice(0, HOLDERS - 1)),
		el("details", { class: "ap-rest" }, el("summary", {}, t("{0} more", rows.length - HOLDERS + 1)), list(rows.slice(HOLDERS - 1))));
}

function grouped(rows) {
	const same = (one) => JSON.stringify([one.step, one.why, one.age, one.age ? "" : one.since, one.next, one.due]);
	const found = [];
	for (const row of rows) {
		const last = found[found.length - 1];
		if (last && same(last[0]) === same(row)) last.push(row);
		else found.push([row]);
	}
	return found;
}

const group = (rows) => (rows.length === 1 ? [holder(rows[0], facts(rows[0]))]
	: [el("li", { class: "ap-holder-head" }, facts(rows[0])), ...rows.map((one) => holder(one, [], " ap-beside"))]);

function facts(one) {
	const age = one.age ? t("Waiting {0} days", one.age) : t("Since {0}", one.since.slice(11));
	return [
		el("span", { class: "ap-at-step" }, one.step),
		el("small", { class: "ap-why", title: one.why_full }, one.why),
		el("small", { title: one.since }, age),
		one.left !== null && one.left !== undefined ? el("small", { class: one.left < 0 ? "ap-late" : "", title: one.due },
			one.left < 0 ? t("Over time by {0}", duration(one.left)) : t("{0} in {1} ({2})", one.next || t("reminder"), duration(one.left), one.due.slice(5))) : "",
	];
}

function holder(one, told, more = "") {
	return el("li", { class: `ap-holder-row${one.mine ? " ap-is-mine" : ""}${more}` },
		el("span", { class: `ai-light ai-${one.light}` }),
		el("b", {}, one.name), one.post ? el("small", {}, one.post) : "",
		one.chair ? el("span", { class: "ap-tag" }, t("Chair")) : "",
		one.kind ? el("span", { class: "ap-tag" }, one.asked_by ? t("{0}, asked by {1}", one.kind_label, one.asked_by) : one.kind_label) : "",
		told,
		one.substitutes.map((other) => el("small", { class: "ap-acts-for" }, other.until ? t("{0} acts for {1} until {2}", other.name, one.name, other.until) : t("{0} acts for {1}", other.name, one.name))),
		one.note ? el("q", {}, one.note) : "");
}
