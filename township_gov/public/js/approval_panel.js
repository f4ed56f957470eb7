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

	draw() {
		const shown = this.shown;
		this.replaceChildren(
			this.head(shown),
			this.steps(shown),
			shown.last ? this.lastOpinion(shown.last) : "",
			shown.waiting ? this.standstill() : "",
			...shown.tasks.map((task) => this.task(task)),
			this.foot(shown),
			this.past(shown),
		);
	}

	head(shown) {
		return el("div", { class: "ap-head" },
			el("strong", {}, t("Approval")),
			el("span", { class: "ap-flow" }, shown.flow || shown.start_flow),
			shown.status ? el("span", { class: `ap-tag ap-${shown.status.toLowerCase()}` }, shown.status_label) : "",
			shown.round > 1 ? el("span", { class: "ap-tag" }, t("Round {0}", shown.round)) : "",
		);
	}

	steps(shown) {
		return el("ol", { class: "ap-steps" }, shown.steps.map((step) =>
			el("li", { class: `ap-step ap-is-${step.state}`, "aria-current": step.state === "current" ? "step" : null },
				el("span", { class: "ap-dot", "aria-hidden": "true" }, SIGNS[step.state]),
				el("span", { class: "ap-label" }, step.label),
				step.people.length > 1 ? el("span", { class: "ap-how" }, step.how === "All" ? t("All have to agree") : t("One is enough")) : "",
				this.people(step.people),
			)));
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
			el("b", {}, last.actor_name), ` ${last.label} `, el("small", {}, last.at.slice(5)), el("q", {}, last.opinion));
	}

	standstill() {
		return el("p", { class: "ap-warn", role: "status" },
			t("Nobody may decide here. The administrator has to name somebody, then choose Reassign."));
	}

	// ---- this person's own task ----

	task(task) {
		const box = el("div", { class: "ap-task" }, el("p", { class: "ap-mine" }, t("Your task: {0}", task.label), " ", el("small", {}, task.why)));
		if (task.fields.length) box.append(el("p", { class: "ap-note" }, t("Fields you may change: {0}", task.fields.join("、"))));
		const opinion = el("textarea", { class: "ap-opinion", rows: 2, placeholder: t("Opinion"), "aria-label": t("Opinion") });
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
		box.append(opinion, phrases, buttons);
		return box;
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
		return el("div", { class: "ap-foot" }, buttons, el("p", { class: "ap-said", role: "alert", hidden: true }));
	}

	button(label, kind, onclick) {
		return el("button", { type: "button", class: `ap-button ap-${kind}`, onclick }, label);
	}

	ask(question, action) {
		const foot = this.querySelector(".ap-foot");
		foot.replaceChildren(el("span", {}, question),
			this.button(t("Confirm"), "start", () => this.send("act_on", { ...this.reference, action })),
			this.button(t("Cancel"), "quiet", () => this.draw()),
			el("p", { class: "ap-said", role: "alert", hidden: true }));
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

	past(shown) {
		if (!shown.instance) return "";
		const list = el("ol", { class: "ap-log" });
		const open = async () => {
			const rows = await call("history", this.reference);
			list.replaceChildren(...rows.map((row) => this.row(row)));
		};
		const details = el("details", { class: "ap-past", ontoggle: () => details.open && open().catch((error) => this.say(error.message)) },
			el("summary", {}, t("History")), list);
		return details;
	}

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
