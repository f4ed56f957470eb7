// <approval-panel doctype="…" name="…">: where a document stands, drawn; who has it and why; this person's buttons.
// After an act it fires "approval-done", so that the desk loads the document again.

import { actDialog, giveDialog, targetDialog, wholeDialog } from "./act_dialogs.js";
import { historyOf } from "./approval_history.js";
import { holders } from "./approval_holders.js";
import { drafts } from "./drafts.js";
import { call, el, learn, requestKey, t, upload } from "./dom.js";
import { flowDrawing, isNarrow } from "./flow_drawing.js";

// So many names stand in a list before the others are folded
const SHOWN = 3;

export class ApprovalPanel extends HTMLElement {
	connectedCallback() {
		this.classList.add("approval-panel");
		this.keys = new Map();
		this.files = new Map();
		this.closeMenus = (event) => this.querySelectorAll("details.ap-menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
		document.addEventListener("click", this.closeMenus);
		this.addEventListener("keydown", (event) => {
			const menu = event.key === "Escape" && this.querySelector("details.ap-menu[open]");
			if (menu) { menu.open = false; menu.querySelector("summary").focus(); event.stopPropagation(); }
		});
		if (window.ResizeObserver) {
			this.watch = new ResizeObserver(() => this.resized());
			this.watch.observe(this);
		}
		// What the form has asked for already is not asked again
		if (this.shown) this.take(this.shown);
		else this.load();
	}

	disconnectedCallback() {
		document.removeEventListener("click", this.closeMenus);
		if (this.watch) this.watch.disconnect();
	}

	get reference() {
		return { doctype: this.getAttribute("doctype"), name: this.getAttribute("name") };
	}

	async load() {
		try {
			this.take(await call("actions", this.reference));
		} catch (error) {
			this.take({ refused: error.message });
		}
	}

	take(shown) {
		this.hidden = !shown.refused && !shown.applies;
		if (shown.refused) return this.replaceChildren(el("p", { class: "ap-error", role: "alert" }, shown.refused));
		learn(shown.texts);
		this.shown = shown;
		this.draw();
	}

	// Closed it is a few lines: the way, who has it, my own buttons. People of each step and the log are folded.
	draw() {
		const shown = this.shown;
		this.way = el("div", { class: "ap-way-box" });
		this.replaceChildren(
			this.head(shown),
			this.way,
			shown.suspended ? el("p", { class: "ap-warn", role: "status" }, t("Suspended since {0}: {1}", shown.suspended.at, shown.suspended.reason)) : "",
			shown.waiting === "No Approver" ? el("p", { class: "ap-warn", role: "status" }, t("Nobody may decide here. The administrator has to name somebody, then choose Reassign.")) : "",
			holders(shown.now),
			shown.last ? this.lastOpinion(shown.last) : "",
			...shown.tasks.map((task) => this.task(task)),
			el("p", { class: "ap-said", role: "alert", hidden: true }),
			el("p", { class: "fd-hidden", "aria-live": "polite" }, this.told || ""),
			this.details(shown),
		);
		this.classList.toggle("ap-open", Boolean(this.open));
		this.drawWay();
	}

	drawWay() {
		const width = this.way ? this.way.clientWidth : 0;
		if (!width || !this.shown.drawing) return;
		this.drawnAt = width;
		this.way.replaceChildren(flowDrawing(this.shown.drawing, width, (key) => this.showStep(key)));
		const here = this.way.querySelector(".ap-here");
		const scroll = this.way.firstChild;
		if (here && scroll.scrollWidth > width) scroll.scrollLeft = here.offsetLeft - width / 3;
	}

	resized() {
		if (!this.shown || !this.way || !this.way.clientWidth) return;
		const changed = !this.drawnAt || isNarrow(this.drawnAt) !== isNarrow(this.way.clientWidth) || Math.abs(this.drawnAt - this.way.clientWidth) > 40;
		if (changed) this.drawWay();
	}

	showStep(key) {
		if (!this.shown.instance) return;
		if (!this.open) this.toggle();
		const place = this.querySelector(`[data-step="${CSS.escape(key)}"]`);
		if (place) place.scrollIntoView({ block: "nearest" });
	}

	head(shown) {
		return el("div", { class: "ap-head" },
			el("strong", {}, t("Approval")),
			el("span", { class: "ap-flow" }, shown.flow || shown.start_flow),
			shown.status ? el("span", { class: `ap-tag ap-${shown.status.toLowerCase()}` }, shown.suspended ? t("Suspended") : shown.status_label) : "",
			shown.round > 1 ? el("span", { class: "ap-tag" }, t("Round {0}", shown.round)) : "",
			this.numbers(shown),
			this.foot(shown));
	}

	// The official documents issued, each a way to its paper; the number alone for who may not open it
	numbers(shown) {
		const papers = shown.papers || [];
		const left = (shown.numbers || []).filter((number) => !papers.some((paper) => paper.number === number));
		return [
			...papers.map((paper) => el("a", { class: `ap-tag ap-number${paper.void ? " ap-rejected" : ""}`, href: paper.url, title: paper.title }, [paper.number, paper.void].filter(Boolean).join(" "))),
			...left.map((number) => el("span", { class: "ap-tag ap-number" }, number)),
		];
	}

	lastOpinion(last) {
		return el("p", { class: `ap-last ap-${last.action}` },
			el("b", {}, last.actor_name), ` ${last.label} `, el("small", {}, last.at.slice(5)), " ", el("q", { title: last.opinion }, last.opinion));
	}

	// ---- this person's own task ----

	task(task) {
		const draft = drafts.read(this.shown.me, task.task);
		const opinion = el("textarea", {
			class: "ap-opinion", rows: 1, placeholder: t("Opinion"), "aria-label": t("Opinion"),
			oninput: () => { grow(); drafts.write(this.shown.me, task.task, { opinion: opinion.value }); },
			onkeydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && first) { event.preventDefault(); this.decide(task, first, opinion); } },
		});
		const grow = () => { opinion.style.height = "auto"; opinion.style.height = `${opinion.scrollHeight + 2}px`; };
		opinion.value = draft.opinion || "";
		if (opinion.value) requestAnimationFrame(grow);
		const first = task.actions.find((one) => one.group === "primary");
		const whyId = (one) => `ap-why-${task.task}-${one.action}`;
		const button = (one) => el("button", { type: "button", class: `ap-button ap-${one.action.replace(/ /g, "-")}`, onclick: () => this.decide(task, one, opinion),
			...(one.blocked ? { "aria-disabled": "true", "aria-describedby": whyId(one) } : {}) },
			one.action === "return" ? `${one.label}…` : one.label);
		const blocked = task.actions.filter((one) => one.blocked);
		const more = task.actions.filter((one) => one.group === "more");
		return el("div", { class: "ap-task" },
			el("p", { class: "ap-mine", title: task.why }, t("Your task: {0}", task.label), task.stands_in_for ? el("span", { class: "ap-tag" }, t("for {0}", task.stands_in_for)) : ""),
			task.asked_by ? el("p", { class: "ap-asked-by" }, t("Asked by {0}", task.asked_by), task.note ? el("q", {}, task.note) : "") : "",
			task.waits_for.length ? el("p", { class: "ap-asked-by" }, t("Wait for {0}, whom you asked, or remove them.", task.waits_for.join("、"))) : "",
			opinion,
			el("div", { class: "ap-buttons" },
				task.actions.filter((one) => one.group === "primary").map(button),
				task.preview ? el("a", { class: "ap-button ap-quiet", href: task.preview, target: "_blank", rel: "noopener" }, t("See the paper")) : "",
				task.actions.filter((one) => one.group === "secondary").map(button),
				more.length ? menu(t("More"), more.map((one) => [`${one.label}…`, () => this.decide(task, one, opinion), one.action])) : ""),
			...blocked.map((one) => el("p", { class: "ap-blocked", id: whyId(one) }, el("b", {}, t("{0}: not possible yet.", one.label)), " ", one.blocked)),
			el("div", { class: "ap-tools" }, this.phraseBar(opinion, grow, task), this.attachBar(task)),
			task.fields.length ? el("p", { class: "ap-note" }, t("Fields you may change: {0}", task.fields.join("、"))) : "");
	}

	phraseBar(opinion, grow, task) {
		const put = (phrase) => { opinion.value += phrase; opinion.focus(); grow(); drafts.write(this.shown.me, task.task, { opinion: opinion.value }); };
		const bar = el("div", { class: "ap-phrases" });
		const draw = () => bar.replaceChildren(
			...this.shown.own_phrases.map((phrase) => el("span", { class: "ap-phrase ap-own" },
				el("button", { type: "button", onclick: () => put(phrase) }, phrase),
				el("button", { type: "button", class: "ap-drop", "aria-label": t("Remove the phrase {0}", phrase), onclick: () => change("drop_phrase", phrase) }, "×"))),
			...this.shown.phrases.map((phrase) => el("button", { type: "button", class: "ap-phrase", onclick: () => put(phrase) }, phrase)),
			el("button", { type: "button", class: "ap-phrase ap-keep", title: t("Keeps what stands in the box as your own phrase"), onclick: () => { if (opinion.value.trim()) change("keep_phrase", opinion.value.trim()); else this.say(t("Write the phrase into the box first.")); } }, `＋ ${t("Keep as phrase")}`));
		const change = async (name, phrase) => {
			try {
				this.shown.own_phrases = await call(name, { phrase }, true);
				draw();
			} catch (error) {
				this.say(error.message);
			}
		};
		draw();
		return bar;
	}

	attachBar(task) {
		const files = this.files.get(task.task) || [];
		this.files.set(task.task, files);
		const list = el("span", { class: "ap-files" });
		const draw = () => list.replaceChildren(...files.map((file) => el("span", { class: "ap-chip" }, file.file_name,
			el("button", { type: "button", "aria-label": t("Remove {0}", file.file_name), onclick: () => { files.splice(files.indexOf(file), 1); draw(); } }, "×"))));
		const input = el("input", { type: "file", class: "fd-hidden", multiple: true, "aria-label": t("Attach files"), onchange: async () => {
			for (const file of input.files) {
				try {
					files.push(await upload(file, task.task));
				} catch (error) {
					this.say(`${file.name}: ${error.message}`);
				}
			}
			input.value = "";
			draw();
		} });
		draw();
		return el("label", { class: "ap-attach" }, input, el("span", {}, `＋ ${t("Attach files")}`), list);
	}

	decide(task, action, opinion) {
		const text = opinion.value.trim();
		if (action.blocked) return this.say(action.blocked);
		const named = action.people !== null && action.people !== undefined;
		if (action.action === "return") return targetDialog(this, task, action, text);
		if (named) return actDialog(this, task, action, text);
		if (action.opinion && !text) {
			opinion.focus();
			opinion.setAttribute("aria-invalid", "true");
			return this.say(t("An opinion is required."));
		}
		if (action.confirm) return wholeDialog(this, { ...action, reason: false }, () => this.act(task, { action: action.action, opinion: text }));
		return this.act(task, { action: action.action, opinion: text }).catch((error) => this.say(error.message));
	}

	// Sends an act on a task. Throws what the server refused, so that whoever asked can show it at its place.
	act(task, values) {
		const attachments = (this.files.get(task.task) || []).map((file) => ({ name: file.name }));
		return this.send("act", { task: task.task, seen: this.shown.modified, ...values, ...(attachments.length ? { attachments } : {}) }, () => {
			drafts.drop(this.shown.me, task.task);
			this.files.delete(task.task);
		});
	}

	actOn(action, values) {
		return this.send("act_on", { ...this.reference, action, ...values });
	}

	// ---- what needs no task ----

	foot(shown) {
		const quiet = (error) => this.say(error.message);
		const items = shown.whole.map((one) => [one.label + (one.reason || one.confirm ? "…" : ""), () => (one.reason || one.confirm
			? wholeDialog(this, one, (reason) => this.actOn(one.action, reason ? { opinion: reason } : {}))
			: this.actOn(one.action, {}).catch(quiet)), one.action]);
		const manages = shown.whole.some((one) => one.action === "terminate");
		if (manages && shown.now.length) items.push([`${t("Give a task to somebody else")}…`, () => giveDialog(this, shown.now), "give"]);
		// What is there to be done next stands as a button, the rest in the menu
		const open = items.filter((one) => (one[2] === "reassign" && shown.waiting) || ["take_back", "resume"].includes(one[2]) || (one[2] === "withdraw" && !shown.tasks.length && items.length < 4));
		const rest = items.filter((one) => !open.includes(one));
		return el("div", { class: "ap-foot" },
			shown.can_start ? this.button(t("Start Approval"), "start", () => this.send("start", this.reference).catch(quiet)) : "",
			open.map(([label, act, kind]) => this.button(label, kind, act)),
			shown.instance ? el("a", { class: "ap-button ap-quiet", href: `/approval_sheet?${new URLSearchParams(this.reference)}`, target: "_blank" }, t("Approval Form")) : "",
			rest.length ? menu(t("Manage"), rest) : "",
			shown.instance ? el("button", { type: "button", class: "ap-toggle", "aria-expanded": String(Boolean(this.open)), onclick: () => this.toggle() }, t("Details")) : "");
	}

	button(label, kind, onclick) {
		return el("button", { type: "button", class: `ap-button ap-${kind}`, onclick }, label);
	}

	async send(name, values, after) {
		if (this.busy) return;
		this.busy = true;
		this.setAttribute("aria-busy", "true");
		// One key for one act: a request sent twice, or again after the line broke, decides once
		const what = JSON.stringify([name, values]);
		const key = this.keys.get(what) || requestKey();
		this.keys.set(what, key);
		try {
			await call(name, name === "start" ? values : { ...values, key }, true);
			this.keys.delete(what);
			if (after) after();
			this.told = t("Done. The approval has moved on.");
			this.dispatchEvent(new CustomEvent("approval-done", { bubbles: true }));
			await this.load();
		} catch (error) {
			if (error.answered) this.keys.delete(what);
			throw error;
		} finally {
			this.busy = false;
			this.removeAttribute("aria-busy");
		}
	}

	say(text) {
		const said = this.querySelector(".ap-said");
		said.textContent = text;
		said.hidden = false;
		said.scrollIntoView({ block: "nearest" });
	}

	// ---- details: everybody asked, copies, what happened ----

	toggle() {
		this.open = !this.open;
		this.classList.toggle("ap-open", this.open);
		this.querySelector(".ap-toggle").setAttribute("aria-expanded", String(this.open));
		this.querySelector(".ap-details").hidden = !this.open;
		if (this.open) this.fillLog();
	}

	details(shown) {
		if (!shown.instance) return "";
		const steps = shown.drawing.nodes.filter((step) => step.people.length);
		const box = el("div", { class: "ap-details", hidden: !this.open },
			el("ol", { class: "ap-asked" }, steps.map((step) => el("li", { "data-step": step.key },
				el("b", {}, step.label), step.how && step.people.length > 1 ? el("span", { class: "ap-how" }, t(`How: ${step.how}`)) : "",
				step.votes || step.turn ? el("span", { class: "ap-how" }, step.votes || step.turn) : "",
				this.people(step.people),
				(step.next || []).length ? el("small", {}, t("Then: {0}", step.next.join("、"))) : ""))),
			shown.copies.length ? el("p", { class: "ap-copies" }, `${t("Copies")}: `, shown.copies.map((one) => `${one.name} (${one.read_at ? t("read {0}", one.read_at.slice(5)) : t("unread")})`).join("、")) : "",
			shown.returns.length ? el("ul", { class: "ap-returns" }, shown.returns.map((one) => el("li", {},
				t("Round {0}: {1} returned it from {2} to {3}", one.round, one.actor_name, one.from_label, one.to_label), one.opinion ? el("q", {}, one.opinion) : ""))) : "",
			el("h3", { class: "ap-title" }, t("History")), el("div", { class: "ap-history" }));
		if (this.open) queueMicrotask(() => this.fillLog());
		return box;
	}

	async fillLog() {
		try {
			this.querySelector(".ap-history").replaceChildren(...historyOf(await call("history", this.reference)));
		} catch (error) {
			this.say(error.message);
		}
	}

	// Who decided, else the first few who may; the others are folded away
	people(all) {
		const acted = all.filter((person) => person.status === "Done");
		const first = acted.length ? acted : all.slice(0, all.length > SHOWN ? SHOWN - 1 : SHOWN);
		const rest = all.filter((person) => !first.includes(person));
		if (!rest.length) return first.map((person, index) => this.person(person, first[index - 1]));
		const fold = acted.length ? t("{0} more were asked", rest.length) : t("{0} more", rest.length);
		return [
			...first.map((person, index) => this.person(person, first[index - 1])),
			el("details", { class: "ap-rest" }, el("summary", {}, fold), rest.map((person, index) => this.person(person, rest[index - 1] || first[first.length - 1]))),
		];
	}

	// `before`: who stands above; a reason that both have is not said again
	person(person, before) {
		const when = person.until || person.since;
		return el("span", { class: `ap-person ap-${person.status.toLowerCase().replace(" ", "-")}`, title: person.why_full },
			person.name, person.post ? el("small", {}, ` ${person.post}`) : "", " ",
			el("small", {}, [person.kind_label, person.acted_by ? t("{0} for him", person.acted_by) : "", person.status === "Open" ? "" : person.status_label, when.slice(5)].filter(Boolean).join(" ")),
			before && before.why === person.why ? "" : el("small", { class: "ap-why" }, person.why));
	}
}

function menu(label, items) {
	const box = el("details", { class: "ap-menu" }, el("summary", { class: "ap-button", role: "button" }, label),
		el("div", { class: "ap-menu-list" }, items.map(([text, act, kind]) => el("button", { type: "button", class: `ap-item ap-item-${kind.replace(/[ _]/g, "-")}`, onclick: () => { box.open = false; act(); } }, text))));
	return box;
}
