// <approval-panel doctype="…" name="…">: where a document stands, who must act and why, the opinions so far,
// and this person's buttons. After an act it fires "approval-done", so that the desk loads the document again.

import { call, el, learn, requestKey, t } from "./dom.js";

// So many names stand under a step before the others are folded
const SHOWN = 3;
const SIGNS = { done: "✓", current: "●", rejected: "✕", todo: "" };

export class ApprovalPanel extends HTMLElement {
	connectedCallback() {
		this.classList.add("approval-panel");
		this.load();
	}

	get reference() {
		return { doctype: this.getAttribute("doctype"), name: this.getAttribute("name") };
	}

	async load() {
		try {
			const shown = await call("actions", this.reference);
			learn(shown.texts);
			this.hidden = !shown.applies;
			this.shown = shown;
			this.chosen = null;
			this.draw();
		} catch (error) {
			this.hidden = false;
			this.replaceChildren(el("p", { class: "ap-error", role: "alert" }, error.message));
		}
	}

	// Closed it is a few lines: the way, whose turn it is, my own buttons. People, reasons and the log are folded.
	draw() {
		const shown = this.shown;
		this.replaceChildren(
			this.head(shown),
			this.way(shown),
			shown.last ? this.lastOpinion(shown.last) : "",
			shown.waiting ? this.standstill() : "",
			...shown.tasks.map((task) => this.task(task)),
			el("p", { class: "ap-said", role: "alert", hidden: true }),
			this.details(shown),
		);
		this.classList.toggle("ap-open", Boolean(this.open));
	}

	head(shown) {
		return el("div", { class: "ap-head" },
			el("strong", {}, t("Approval")),
			el("span", { class: "ap-flow" }, shown.flow || shown.start_flow),
			shown.status ? el("span", { class: `ap-tag ap-${shown.status.toLowerCase()}` }, shown.status_label) : "",
			shown.round > 1 ? el("span", { class: "ap-tag" }, t("Round {0}", shown.round)) : "",
			this.foot(shown),
			shown.instance ? el("button", {
				type: "button", class: "ap-toggle", "aria-expanded": String(Boolean(this.open)), "aria-controls": "ap-details", onclick: () => this.toggle(),
			}, t("Details")) : "",
		);
	}

	way(shown) {
		// A phone shows one step: the current one, else where it ended, else the first
		const done = shown.steps.filter((step) => step.state !== "todo");
		const here = shown.steps.find((step) => step.state === "current") || done[done.length - 1] || shown.steps[0];
		return el("ol", { class: "ap-steps" }, shown.steps.map((step, index) =>
			el("li", { class: `ap-step ap-is-${step.state}${step === here ? " ap-here" : ""}`, "aria-current": step.state === "current" ? "step" : null },
				el("span", { class: "ap-dot", "aria-hidden": "true" }, SIGNS[step.state]),
				el("span", { class: "ap-label" }, step.label),
				el("small", { class: "ap-nth" }, `${index + 1}/${shown.steps.length}`),
				this.holder(step),
			)));
	}

	// Whose turn it is, or who decided, in one line
	holder(step) {
		const acted = step.people.filter((person) => person.status === "Done");
		const asked = acted.length ? acted : step.people.filter((person) => person.status === "Open");
		if (!asked.length) return "";
		const names = asked.length > 1 ? t("{0} among {1} people", asked[0].name, asked.length) : asked[0].name;
		const when = acted.length ? ` ${asked[asked.length - 1].until.slice(5, 10)}` : "";
		return el("small", { class: "ap-holder", title: asked.map((person) => person.name).join("、") }, names, when);
	}

	toggle() {
		this.open = !this.open;
		this.classList.toggle("ap-open", this.open);
		this.querySelector(".ap-toggle").setAttribute("aria-expanded", String(this.open));
		this.querySelector(".ap-details").hidden = !this.open;
		if (this.open) this.fillLog();
	}

	details(shown) {
		if (!shown.instance) return "";
		const steps = shown.steps.filter((step) => step.people.length);
		const box = el("div", { class: "ap-details", id: "ap-details", hidden: !this.open },
			el("ol", { class: "ap-asked" }, steps.map((step) => el("li", {},
				el("b", {}, step.label),
				step.people.length > 1 ? el("span", { class: "ap-how" }, step.how === "All" ? t("All have to agree") : t("One is enough")) : "",
				this.people(step.people)))),
			el("h3", { class: "ap-title" }, t("History")),
			el("ol", { class: "ap-log" }));
		if (this.open) queueMicrotask(() => this.fillLog());
		return box;
	}

	async fillLog() {
		try {
			const rows = await call("history", this.reference);
			this.querySelector(".ap-log").replaceChildren(...rows.map((row) => this.row(row)));
		} catch (error) {
			this.say(error.message);
		}
	}

	// Who decided, else the first few who may; the others are folded away
	people(all) {
		const acted = all.filter((person) => person.status === "Done");
		const first = acted.length ? acted : all.slice(0, all.length > SHOWN ? SHOWN - 1 : SHOWN);
		const rest = all.filter((person) => !first.includes(person));
		if (!rest.length) return first.map((person) => this.person(person));
		const fold = acted.length ? t("{0} more were asked", rest.length) : t("{0} more", rest.length);
		return [
			...first.map((person) => this.person(person)),
			el("details", { class: "ap-rest" }, el("summary", {}, fold), rest.map((person) => this.person(person))),
		];
	}

	person(person) {
		const when = person.until || person.since;
		return el("span", { class: `ap-person ap-${person.status.toLowerCase().replace(" ", "-")}`, title: `${person.why}\n${when}` },
			person.name, " ", el("small", {}, person.status === "Open" ? "" : `${person.status_label} ${when.slice(5)}`));
	}

	lastOpinion(last) {
		return el("p", { class: `ap-last ap-${last.action}` },
			el("b", {}, last.actor_name), ` ${last.label} `, el("small", {}, last.at.slice(5)), " ", el("q", { title: last.opinion }, last.opinion));
	}

	standstill() {
		return el("p", { class: "ap-warn", role: "status" },
			t("Nobody may decide here. The administrator has to name somebody, then choose Reassign."));
	}

	// ---- this person's own task ----

	task(task) {
		const opinion = el("textarea", {
			class: "ap-opinion", rows: 1, placeholder: t("Opinion"), "aria-label": t("Opinion"),
			oninput: () => { opinion.style.height = "auto"; opinion.style.height = `${opinion.scrollHeight + 2}px`; },
		});
		const phrases = el("div", { class: "ap-phrases" }, this.shown.phrases.map((phrase) =>
			el("button", { type: "button", class: "ap-phrase", onclick: () => { opinion.value += phrase; opinion.focus(); } }, phrase)));
		const target = task.targets.length
			? el("select", { class: "ap-target", "aria-label": t("Return to") },
				el("option", { value: "" }, t("Choose where to return it.")),
				task.targets.map((one) => el("option", { value: one.key }, one.label)))
			: null;
		if (target && task.targets.length === 1) target.value = task.targets[0].key;
		const button = (one) => el("button", {
			type: "button", class: `ap-button ap-${one.action}`, onclick: () => this.decide(task, one, opinion, target),
		}, one.label);
		const back = task.actions.find((one) => one.action === "return");
		const buttons = el("div", { class: "ap-buttons" },
			task.actions.filter((one) => one !== back).map(button),
			back ? el("span", { class: "ap-back" }, button(back), target) : "");
		return el("div", { class: "ap-task" },
			el("p", { class: "ap-mine", title: task.why }, t("Your task: {0}", task.label)),
			opinion, buttons, phrases,
			task.fields.length ? el("p", { class: "ap-note" }, t("Fields you may change: {0}", task.fields.join("、"))) : "");
	}

	decide(task, action, opinion, target) {
		if (action.opinion && !opinion.value.trim()) {
			opinion.focus();
			return this.say(t("An opinion is required."));
		}
		if (action.action === "return" && !target.value) {
			target.focus();
			return this.say(t("Choose where to return it."));
		}
		const values = { task: task.task, action: action.action, opinion: opinion.value.trim(), seen: this.shown.modified };
		if (action.action === "return") values.to_node = target.value;
		return this.send("act", values);
	}

	// ---- what needs no task ----

	foot(shown) {
		const buttons = [];
		if (shown.can_start) buttons.push(this.button(t("Start Approval"), "start", () => this.send("start", this.reference)));
		if (shown.can_withdraw) buttons.push(this.button(t("Withdraw"), "withdraw", () => this.ask(t("Withdraw this approval?"), "withdraw")));
		if (shown.can_reassign && shown.waiting) buttons.push(this.button(t("Reassign"), "reassign", () => this.send("act_on", { ...this.reference, action: "reassign" })));
		return el("div", { class: "ap-foot" }, buttons);
	}

	button(label, kind, onclick) {
		return el("button", { type: "button", class: `ap-button ap-${kind}`, onclick }, label);
	}

	ask(question, action) {
		const foot = this.querySelector(".ap-foot");
		foot.replaceChildren(el("span", {}, question),
			this.button(t("Confirm"), "start", () => this.send("act_on", { ...this.reference, action })),
			this.button(t("Cancel"), "quiet", () => this.draw()));
		foot.querySelector("button").focus();
	}

	async send(name, values) {
		if (this.busy) return;
		this.busy = true;
		this.setAttribute("aria-busy", "true");
		// One key for one click, so that a request sent twice decides once
		const key = requestKey();
		try {
			await call(name, name === "start" ? values : { ...values, key }, true);
			this.dispatchEvent(new CustomEvent("approval-done", { bubbles: true }));
			await this.load();
		} catch (error) {
			this.say(error.message);
		} finally {
			this.busy = false;
			this.removeAttribute("aria-busy");
		}
	}

	say(text) {
		const said = this.querySelector(".ap-said");
		said.textContent = text;
		said.hidden = false;
	}

	// ---- what happened ----

	row(row) {
		return el("li", { class: `ap-row ap-${row.action}` },
			el("span", { class: "ap-at" }, row.at),
			el("span", { class: "ap-who", title: row.why || "" }, row.actor_name, row.post_name ? el("small", {}, ` ${row.post_name}`) : ""),
			el("b", {}, row.label),
			row.from_label ? el("span", { class: "ap-way" }, row.to_label && row.to_label !== row.from_label ? `${row.from_label} → ${row.to_label}` : row.from_label) : "",
			row.minutes_used ? el("small", {}, t("Working minutes: {0}", row.minutes_used)) : "",
			row.opinion ? el("q", {}, row.opinion) : "",
			row.attachments.map((file) => el("a", { href: file.file_url, target: "_blank", rel: "noopener" }, file.file_name)),
		);
	}
}
