// The tab Replay: real approvals of a stretch of time through the draft, as totals and a table of differences.

import { call, el, t } from "./dom.js";
import { button, field, fill, link, tile } from "./foresight_parts.js";

export class ReplayTab {
	constructor(given) {
		this.given = given;
		const [from, to] = lastMonth(given.today);
		this.from = el("input", { type: "date", value: from });
		this.to = el("input", { type: "date", value: to });
		this.found = el("div", { class: "ff-found" });
		this.node = el("section", {},
			el("div", { class: "ff-form" }, field(t("From"), this.from), field(t("Until"), this.to), button(t("Begin the replay"), () => this.replay(), true)),
			this.found);
	}

	replay() {
		const { flow, unsaved } = this.given;
		const asked = { flow, from_date: this.from.value, to_date: this.to.value, ...(unsaved ? { draft: unsaved() } : {}) };
		return fill(this.found, async () => this.draw(await call("replay", asked, Boolean(unsaved))));
	}

	draw({ totals, rows, more, from_today: today, doctype }) {
		const changed = totals.documents - totals.same;
		return [
			el("div", { class: "ff-tiles" }, tile(totals.documents, t("Documents")), tile(totals.same, t("Same")), tile(totals.path, t("Other path"), "ff-warn"),
				tile(totals.people, t("Other people"), "ff-warn"), tile(totals.outcome, t("Other outcome"), "ff-bad"), tile(totals.unknown, t("Outcome unknown"), "ff-warn"),
				tile(totals.not_for_it, t("Not for this flow"), "ff-warn"), tile(totals.stopped, t("Could not be told to the end"), "ff-bad")),
			today.length ? el("details", { class: "ff-note" }, el("summary", {}, t("Facts that the log does not hold")),
				el("ul", {}, today.map((row) => el("li", {}, t("{0}: {1} documents", row.what, row.documents))))) : "",
			changed ? "" : el("p", { class: "ff-note" }, totals.documents ? t("Everything would have gone the same way.") : t("No approval was started in this time.")),
			rows.length ? el("div", { class: "ff-wide" }, el("table", { class: "ff-table" },
				el("thead", {}, el("tr", {}, [t("Document"), t("Before"), t("With"), t("What would have gone differently")].map((label) => el("th", {}, label)))),
				el("tbody", {}, rows.map((row) => this.row(row, doctype))))) : "",
			more > 0 ? el("p", { class: "ff-note" }, t("and {0} more", more)) : "",
			totals.hidden ? el("p", { class: "ff-note" }, t("Hidden: {0} documents that you may not read", totals.hidden)) : "",
		];
	}

	row(row, doctype) {
		return el("tr", {},
			el("td", { "data-label": t("Document") }, link(doctype, row.name, row.document_title || row.name)),
			el("td", { "data-label": t("Before") }, path(row.path_before, []), el("small", {}, row.outcome_before)),
			el("td", { "data-label": t("With") }, row.path_after ? path(row.path_after, row.path_before) : t("Not for this flow"), el("small", {}, row.outcome_after || "")),
			el("td", { "data-label": t("What would have gone differently") }, this.said(row)));
	}

	said(row) {
		const lines = (row.people || []).map((one) => `${one.label}：${one.before.join("、")} → ${one.after.join("、") || t("Nobody may decide here")}`);
		if (row.presumed && row.presumed.length) lines.push(t("Presumed: {0}", row.presumed.join("、")));
		if (row.unused) lines.push(t("{0} decisions would not have been asked for", row.unused));
		if (row.stopped) lines.push(row.stopped);
		const missing = row.missing || [];
		return [
			el("ul", {}, lines.map((line) => el("li", {}, line))),
			missing.length ? el("details", { class: "ff-soft" }, el("summary", {}, t("Facts that the log does not hold")), el("ul", {}, missing.map((line) => el("li", {}, line)))) : "",
		];
	}
}

// The steps of a path; what the other path has not is marked
function path(labels, others) {
	return el("span", { class: "ff-line" }, labels.map((label) => el("span", { class: others.length && !others.includes(label) ? "ff-new" : "" }, label)));
}

function lastMonth(today) {
	const [year, month] = today.split("-").map(Number);
	const first = month === 1 ? [year - 1, 12] : [year, month - 1];
	const days = new Date(first[0], first[1], 0).getDate();
	const prefix = `${first[0]}-${String(first[1]).padStart(2, "0")}`;
	return [`${prefix}-01`, `${prefix}-${days}`];
}
