// The tab Simulate: a document or a sample walked step by step, drawn as a path from top to bottom.

import { call, el, t } from "./dom.js";
import { button, choice, field, fill, moment, spell } from "./foresight_parts.js";

const QUIET = ["Exclusive Split", "Parallel Split", "Join"]; // drawn without a number: nobody is asked there
const HIDDEN = ["Section Break", "Column Break", "Table", "Attach"];

export class WalkTab {
	constructor(given) {
		this.given = given;
		this.choices = {};
		this.values = {};
		this.who = "";
		this.name = given.documents.length ? given.documents[0].name : "";
		this.version = "draft";
		this.start = "";
		this.form = el("div", { class: "ff-form" });
		this.found = el("div", { class: "ff-found" });
		this.node = el("section", {}, this.form, this.found);
		this.ask();
		if (this.name) this.walk();
		else this.found.append(el("p", { class: "ff-note" }, t("Choose a document, or fill in a sample.")));
	}

	// What is known to ask with, again: the flow was drawn further. What was chosen stays.
	again(given) {
		this.given = given;
		if (this.name && !given.documents.some((row) => row.name === this.name)) this.name = "";
		this.ask();
		return this.found.querySelector(".ff-path, .ff-error") ? this.walk() : undefined;
	}

	ask() {
		const { documents, people, has_published: published } = this.given;
		if (!this.who && people.length) this.startBy(people[0].value);
		// By its title; the number only where several have one title, and of the chosen one under the box
		const titles = documents.map((row) => row.title);
		const named = documents.map((row) => [row.name, !row.title ? row.name : titles.filter((one) => one === row.title).length > 1 ? `${row.title}（${row.name}）` : row.title]);
		const chosen = documents.find((row) => row.name === this.name && row.title && row.title !== row.name);
		this.form.replaceChildren(
			field(t("Document"), choice([["", t("With a sample")], ...named], this.name, (name) => this.change({ name, choices: {} })), chosen && chosen.name),
			published ? field(t("Version"), choice([["draft", t("Draft")], ["published", t("In force")]], this.version, (version) => this.change({ version, choices: {} }))) : "",
			field(t("Starts"), el("input", { type: "datetime-local", value: this.start, onchange: (event) => this.change({ start: event.target.value }) })),
			this.name ? "" : el("div", { class: "ff-sample" },
				people.length ? field(t("Started by"), choice(people.map((one) => [one.value, one.label]), this.who, (who) => { this.startBy(who); this.ask(); this.stale(); })) : "",
				this.given.fields.filter((one) => !HIDDEN.includes(one.type)).map((one) => field(one.label, this.input(one)))),
			button(t("Walk"), () => this.walk(), true));
	}

	input(one) {
		const keep = (value) => { this.values[one.name] = value; this.stale(); };
		if (one.options.length) {
			const options = one.options.map((row) => [row.value, row.label]);
			return choice(options.some(([value]) => !value) ? options : [["", ""], ...options], this.values[one.name] || "", keep);
		}
		const type = { Int: "number", Float: "number", Currency: "number", Check: "checkbox", Date: "date" }[one.type] || "text";
		return el("input", { type, value: this.values[one.name] || "", oninput: (event) => keep(type === "checkbox" ? Number(event.target.checked) : event.target.value) });
	}

	// The sample takes its office and township from who starts it, as a form does
	startBy(who) {
		this.who = who;
		const { brings = {} } = this.given.people.find((one) => one.value === who) || {};
		for (const one of this.given.fields) if (brings[one.target] && one.options.some((row) => row.value === brings[one.target])) this.values[one.name] = brings[one.target];
	}

	// What was walked with other values stands back until it is walked again
	stale() {
		if (!this.found.querySelector(".ff-path") || this.found.classList.contains("ff-stale")) return;
		this.found.classList.add("ff-stale");
		this.found.prepend(el("p", { class: "ff-note", role: "status" }, t("Changed: walk again to see the way.")));
		if (this.given.walked) this.given.walked({ outcome: "", steps: [] });
	}

	change(values) {
		Object.assign(this, values);
		this.ask();
		if (this.name) return void this.walk();
		if (this.given.walked) this.given.walked({ outcome: "", steps: [] });
		this.found.replaceChildren(el("p", { class: "ff-note" }, t("Choose a document, or fill in a sample.")));
	}

	decide(node, visit, value) {
		const chosen = [...(this.choices[node] || [])];
		while (chosen.length <= visit) chosen.push("approve");
		chosen[visit] = value;
		this.choices[node] = chosen.slice(0, visit + 1); // what was chosen for later visits belongs to another way
		this.walk();
	}

	walk() {
		this.found.classList.remove("ff-stale");
		return fill(this.found, async () => {
			const asked = { flow: this.given.flow, version: this.version, choices: this.choices };
			if (this.name) Object.assign(asked, { doctype: this.given.doctype, name: this.name });
			else Object.assign(asked, { doc: this.values, initiator: this.who });
			if (this.start) asked.start = this.start.replace("T", " ");
			const { unsaved, walked } = this.given; // of the designer: a flow that is not kept yet, and who draws its path
			if (unsaved && this.version === "draft") asked.draft = unsaved();
			const found = await call("simulate", asked, true);
			if (walked) walked(found);
			return this.draw(found);
		});
	}

	draw(found) {
		const visits = {};
		let count = 0;
		[this.told, this.unsure] = ["", false];
		return [
			this.summary(found),
			el("ol", { class: "ff-path" }, found.steps.map((step) => {
				visits[step.node] = (visits[step.node] ?? -1) + 1;
				return this.step(step, QUIET.includes(step.type) ? "" : String(++count), visits[step.node]);
			})),
		];
	}

	summary(found) {
		const outcome = found.outcome_label || (found.problem ? t("Could not be told to the end") : t("Nobody may decide here"));
		// Where nothing is known of a step's time, its start is no end
		const unknown = Boolean(found.unknown.length && found.outcome);
		const blank = unknown && found.steps.length && moment(found.ends_at) === moment(found.steps[0].entered_at);
		return el("div", { class: "ff-summary" },
			el("p", {}, el("b", { class: `ff-tag ff-${found.outcome.toLowerCase() || "stuck"}` }, outcome),
				found.ends_at && !blank ? el("span", {}, `${unknown ? t("Ends at the earliest") : t("Expected end")} ${moment(found.ends_at)}`) : ""),
			unknown ? el("p", { class: "ff-note" }, t("Expected end cannot be told: {0} have neither a time limit nor past tasks.", found.unknown.join("、"))) : "",
			found.problem ? el("p", { class: "ff-error" }, found.problem) : "");
	}

	step(step, number, visit) {
		const kind = step.type.toLowerCase().replace(/ /g, "-");
		return el("li", { class: `ff-step ff-${kind} ${step.inside.length ? "ff-inside" : ""} ${step.nobody_left ? "ff-stuck" : ""}` },
			el("span", { class: "ff-dot", "aria-hidden": "true" }, number),
			el("div", { class: "ff-body" },
				el("p", { class: "ff-title" }, el("b", {}, step.label), step.type === "Approval" || step.type_label === step.label ? "" : el("small", {}, step.type_label),
					step.how && step.people.length > 1 ? el("small", {}, step.how_label) : "", step.inside.length ? el("small", {}, t("side by side")) : "",
					step.status ? el("span", { class: "ff-status" }, step.status) : "", this.when(step)),
				step.ways.length > 1 || (step.ways[0] && step.ways[0].met.length) ? this.ways(step.ways) : "",
				this.people(step),
				step.nobody_left ? el("p", { class: "ff-error" }, t("Nobody may decide here; the approval would stand still.")) : "",
				["Automatic", "Issue Document"].includes(step.type) && !step.people.length ? el("p", { class: "ff-note" }, t("done by the program")) : "",
				this.takes(step),
				step.alternatives.length ? this.alternatives(step, visit) : ""));
	}

	// When it is entered: once, and only as far as it is known
	when(step) {
		const at = moment(step.entered_at), same = at === this.told, unsure = this.unsure;
		this.told = at;
		if (step.people.length && !step.takes && step.type !== "Start") this.unsure = true;
		return same ? "" : el("time", {}, unsure ? t("at the earliest {0}", at) : at);
	}

	ways(rows) {
		return el("ul", { class: "ff-ways" }, rows.map((row) =>
			el("li", { class: row.taken ? "ff-taken" : "" },
				el("span", { class: "ff-mark", "aria-hidden": "true" }, row.taken ? "✓" : row.held ? "" : "×"),
				el("span", {}, `→ ${row.to_label}`, row.label ? el("small", {}, row.label) : ""),
				el("span", { class: "ff-when" }, row.when, row.met.length ? el("small", {}, row.met.join("；")) : ""),
				el("small", {}, row.taken ? t("taken") : row.held ? "" : t("not held")))));
	}

	people(step) {
		if (!step.people.length && !step.passed_over.length) return "";
		return el("ul", { class: "ff-people" },
			step.people.map((row) => el("li", {},
				el("span", { class: "ff-who" }, row.name, row.post ? el("small", {}, row.post) : ""),
				el("span", { class: "ff-why", title: row.why_full }, row.why, row.substitutes.length ? el("small", {}, t("Stands in: {0}", row.substitutes.join("、"))) : ""),
				el("span", { class: "ff-did" }, row.action_label || row.status_label))),
			step.passed_over.map((row) => el("li", { class: "ff-over" },
				el("span", { class: "ff-who" }, row.name), el("span", { class: "ff-why" }, row.reason), el("span", { class: "ff-did" }, t("Passed over")))));
	}

	takes(step) {
		const { takes, rungs } = step;
		const text = takes && { median: t("Takes about {0} of working time (as the last {1} did)", spell(takes.minutes), takes.count), limit: t("Takes up to {0} of working time (time limit)", spell(takes.minutes)) }[takes.basis];
		if (!text && !rungs.length) return "";
		return el("ul", { class: "ff-note ff-time" }, text ? el("li", {}, text) : "", rungs.map((row) =>
			el("li", {}, `${row.do_label} ${moment(row.at)}`, row.to.length ? `：${row.to.join("、")}` : "", `（${t("after {0} of working time", spell(row.after))}）`)));
	}

	alternatives(step, visit) {
		const mine = step.people.find((row) => row.action && row.action !== "start");
		const now = step.decision === "return" ? `return:${step.decision_to}` : step.decision;
		const said = (row) => row.problem || row.outcome || row.leads_to.map((label) => t("Leads to {0}", label)).join("，");
		const options = [[now, mine ? mine.action_label : step.decision], ...step.alternatives.map((row) => [row.to ? `${row.action}:${row.to}` : row.action, [row.label, said(row)].filter(Boolean).join(" · ")])];
		return el("label", { class: "ff-decision" }, el("span", {}, t("Decision")), choice(options, now, (value) => this.decide(step.node, visit, value)));
	}
}
