// The tab Move Running Approvals: a forecast first, then the move, part by part, each told by where the approvals stand.

import { call, el, t } from "./dom.js";
import { button, choice, field, fill, link, tile } from "./foresight_parts.js";

const PART = 200;

export class MoveTab {
	constructor(given) {
		this.given = given;
		this.mapping = {};
		this.expected = null;
		this.found = el("div", { class: "ff-found" });
		const steps = [["", t("choose …")], ...given.steps.map((one) => [one.key, one.label])];
		this.node = el("section", {},
			el("div", { class: "ff-form" },
				given.old_steps.map((one) => field(`${one.label} → ${t("This step is called now")}`, choice(steps, "", (key) => (this.mapping[one.key] = key)))),
				button(t("Forecast"), () => this.forecast(), true)),
			this.found);
	}

	forecast() {
		return fill(this.found, async () => this.draw((this.expected = await this.run(true)), true));
	}

	// The button asks once more in its own place
	sure(place, count, version) {
		const yes = button(t("Move"), () => this.move(), true);
		place.replaceChildren(el("span", { class: "ff-sure" }, t("Move {0} approvals to version {1}? This cannot be undone.", count, numberOf(version))),
			yes, button(t("Cancel"), () => place.replaceChildren(this.mover(place, count, version))));
		yes.focus();
	}

	mover(place, count, version) {
		return button(t("Move them to version {0}", numberOf(version)), () => this.sure(place, count, version), true);
	}

	async move() {
		await fill(this.found, async () => this.draw(await this.run(false), false));
		if (this.given.moved) this.given.moved();
	}

	// All parts, one request after another, added up
	async run(dry) {
		const whole = { totals: {}, groups: new Map(), rows: [], version: "" };
		let after = "";
		do {
			const part = await call("migrate_instances", { flow: this.given.flow, mapping: this.mapping, dry_run: dry, after, limit: PART }, true);
			add(whole.totals, part.totals);
			for (const group of part.groups) add(groupOf(whole.groups, group), group);
			whole.rows.push(...part.rows);
			whole.version = part.version;
			after = part.next;
			this.found.replaceChildren(el("p", { class: "ff-note" }, t("{0}: {1} documents", t("Running approvals"), whole.totals.approvals)));
		} while (after);
		return whole;
	}

	draw(told, dry) {
		const { totals, rows, version } = told;
		const moving = totals["as is"] + totals.mapped;
		if (!totals.approvals) return el("p", { class: "ff-note" }, t("Nothing runs by an older version."));
		const place = el("p", { class: "ff-asked" });
		if (dry && moving) place.append(this.mover(place, moving, version));
		return [
			el("div", { class: "ff-tiles" }, tile(totals.approvals, t("Running approvals")), tile(totals["as is"], t("As is")), tile(totals.mapped, t("Mapped")),
				tile(totals.reassigned, t("Needs new people"), "ff-warn"), tile(totals.stays + totals.failed, t("Stay"), "ff-bad")),
			dry ? (moving ? place : "") : el("p", { class: "ff-said", role: "status" }, t("Moved {0} approvals; {1} stay on their version.", moving, totals.stays + totals.failed)),
			this.byGroup(told, dry),
			rows.length ? el("div", { class: "ff-wide" }, table([t("Document"), t("Standing at"), t("Reason")], rows.map((row) => [
				row.document ? link(row.doctype, row.document, row.title) : row.instance, row.standing || "", row.reasons.length ? row.reasons.join(" ") : t("Needs new people"),
			]))) : "",
		];
	}

	// What is expected of each group; after the move what came of it, beside that
	byGroup(told, dry) {
		const expected = this.expected ? this.expected.groups : told.groups;
		const keys = [...new Set([...expected.keys(), ...told.groups.keys()])];
		const heads = [t("Version"), t("Standing at"), t("Forecast"), ...(dry ? [] : [t("Result")])];
		return el("div", { class: "ff-wide" }, table(heads, keys.map((key) => {
			const group = expected.get(key) || told.groups.get(key);
			const cells = [t("Version {0}", numberOf(group.version)), group.standing, said(expected.get(key))];
			if (dry) return cells;
			const result = said(told.groups.get(key));
			return [...cells, result === cells[2] ? result : el("b", { class: "ff-new" }, result)];
		})));
	}
}

const numberOf = (version) => String(version).split("-v").pop();

function groupOf(groups, { version, standing }) {
	const key = JSON.stringify([version, standing]);
	if (!groups.has(key)) groups.set(key, { version, standing });
	return groups.get(key);
}

function add(whole, part) {
	for (const [name, count] of Object.entries(part)) if (typeof count === "number") whole[name] = (whole[name] || 0) + count;
}

// A group in words: how many go over, how many of them to other people, how many stay
function said(group) {
	if (!group) return "—";
	const moving = group["as is"] + group.mapped, staying = group.stays + group.failed;
	return [moving && t("{0} move", moving), group.reassigned && t("{0} of them to other people", group.reassigned), staying && t("{0} stay", staying)].filter(Boolean).join("，") || "—";
}

function table(heads, rows) {
	return el("table", { class: "ff-table" },
		el("thead", {}, el("tr", {}, heads.map((label) => el("th", {}, label)))),
		el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell, index) => el("td", { "data-label": heads[index] }, cell))))));
}
