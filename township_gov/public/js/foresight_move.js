// The tab Move Running Approvals: a forecast first, then the move, part by part.

import { call, el, t } from "./dom.js";
import { button, choice, field, fill, link, tile } from "./foresight_parts.js";

const PART = 200;

export class MoveTab {
	constructor(given) {
		this.given = given;
		this.mapping = {};
		this.found = el("div", { class: "ff-found" });
		const steps = [["", t("choose …")], ...given.steps.map((one) => [one.key, one.label])];
		this.node = el("section", {},
			el("div", { class: "ff-form" },
				given.old_steps.map((one) => field(`${one.label} → ${t("This step is called now")}`, choice(steps, "", (key) => (this.mapping[one.key] = key)))),
				button(t("Forecast"), () => this.forecast(), true)),
			this.found);
	}

	forecast() {
		return fill(this.found, async () => this.draw(await this.run(true), true));
	}

	async move(count, version) {
		if (!window.confirm(t("Move {0} approvals to version {1}? This cannot be undone.", count, version))) return;
		await fill(this.found, async () => this.draw(await this.run(false), false));
	}

	// All parts, one request after another, added up
	async run(dry) {
		const whole = { totals: {}, rows: [], version: "" };
		let after = "";
		do {
			const part = await call("migrate_instances", { flow: this.given.flow, mapping: this.mapping, dry_run: dry, after, limit: PART }, true);
			for (const [name, count] of Object.entries(part.totals)) whole.totals[name] = (whole.totals[name] || 0) + count;
			whole.rows.push(...part.rows);
			whole.version = part.version;
			after = part.next;
			this.found.replaceChildren(el("p", { class: "ff-note" }, t("{0}: {1} documents", t("Running approvals"), whole.totals.approvals)));
		} while (after);
		return whole;
	}

	draw({ totals, rows, version }, dry) {
		const moving = totals["as is"] + totals.mapped;
		if (!totals.approvals) return el("p", { class: "ff-note" }, t("Nothing runs by an older version."));
		return [
			el("div", { class: "ff-tiles" }, tile(totals.approvals, t("Running approvals")), tile(totals["as is"], t("As is")), tile(totals.mapped, t("Mapped")),
				tile(totals.reassigned, t("Needs new people"), "ff-warn"), tile(totals.stays + totals.failed, t("Stay"), "ff-bad")),
			dry ? (moving ? el("p", {}, button(t("Move"), () => this.move(moving, version), true)) : "") : el("p", { class: "ff-said", role: "status" }, t("Moved {0} approvals; {1} stay on their version.", moving, totals.stays + totals.failed)),
			rows.length ? el("div", { class: "ff-wide" }, el("table", { class: "ff-table" },
				el("thead", {}, el("tr", {}, [t("Document"), t("Standing at"), t("Reason")].map((label) => el("th", {}, label)))),
				el("tbody", {}, rows.map((row) => el("tr", {},
					el("td", { "data-label": t("Document") }, row.document ? link(row.doctype, row.document, row.title) : row.instance),
					el("td", { "data-label": t("Standing at") }, row.standing || ""),
					el("td", { "data-label": t("Reason") }, row.reasons.length ? row.reasons.join(" ") : t("Needs new people"))))))) : "",
		];
	}
}
