// The dialogs behind the panel's buttons: return to a step, name people, a reason, a task for somebody else.

import { ask, field, opinionField, peoplePicker } from "./dialogs.js";
import { el, t } from "./dom.js";

function phrasesOf(panel) {
	return [...panel.shown.own_phrases, ...panel.shown.phrases];
}

// Where it goes back to, and what will happen then
export function targetDialog(panel, task, action, text) {
	const opinion = opinionField(phrasesOf(panel), text);
	const told = el("p", { class: "ap-then", "aria-live": "polite" });
	const target = el("select", { class: "ap-target", "aria-label": t("Return to"), onchange: () => tell() },
		task.targets.length > 1 ? el("option", { value: "" }, t("Choose where to return it.")) : "",
		task.targets.map((one) => el("option", { value: one.key }, one.label)));
	const tell = () => { told.textContent = (task.targets.find((one) => one.key === target.value) || { then: "" }).then; };
	tell();
	ask(panel, {
		title: action.label, confirm: action.label, body: [field(t("Return to"), target), told, opinion.node],
		act: () => {
			if (!target.value) throw refusal(target, t("Choose where to return it."));
			if (action.opinion && !opinion.input.value.trim()) throw refusal(opinion.input, t("An opinion is required."));
			return panel.act(task, { action: "return", to_node: target.value, opinion: opinion.input.value.trim() });
		},
	});
}

const HELP = {
	transfer: "He decides instead of you; the time already used goes with it.",
	delegate: "He answers with an opinion; you decide. The clock runs on.",
	"add before": "You can decide when he has signed.",
	"add beside": "He decides here as you do.",
	"add after": "He signs when you have decided, before it goes on.",
	remove: "Only those you added and who have not acted.",
	copy: "For information; nothing waits for them.",
};

// An act that names people
export function actDialog(panel, task, action, text) {
	const opinion = opinionField(phrasesOf(panel), text, action.action === "delegate" ? t("What you ask") : t("Opinion"));
	const picker = action.action === "remove" ? tickList(task.removable) : peoplePicker(task.task, action.action, action.people);
	ask(panel, {
		title: action.label, confirm: action.label, body: [el("p", { class: "ap-then" }, t(HELP[action.action])), picker.node, opinion.node],
		act: () => {
			if (!picker.users.length) throw refusal(picker.node.querySelector("input"), t("Name at least one person."));
			if (action.opinion && !opinion.input.value.trim()) throw refusal(opinion.input, t("An opinion is required."));
			return panel.act(task, { action: action.action, users: picker.users, opinion: opinion.input.value.trim() });
		},
	});
}

function tickList(people) {
	const boxes = people.map((one) => [one, el("input", { type: "checkbox", value: one.user })]);
	const node = el("div", { class: "ap-field ap-ticks" }, el("span", {}, t("People")), boxes.map(([one, box]) => el("label", {}, box, one.name)));
	return { node, get users() { return boxes.filter(([, box]) => box.checked).map(([one]) => one.user); } };
}

// A reason, or only a confirmation of what cannot be undone
export function wholeDialog(panel, action, act) {
	const opinion = action.reason ? opinionField([], "", t("Reason")) : null;
	ask(panel, {
		title: action.label, confirm: action.label, danger: Boolean(action.confirm),
		body: [action.confirm ? el("p", { class: "ap-then" }, action.confirm) : "", opinion ? opinion.node : ""],
		act: () => {
			const reason = opinion ? opinion.input.value.trim() : "";
			if (opinion && !reason) throw refusal(opinion.input, t("Write down the reason."));
			return act(reason);
		},
	});
}

// The administrator gives one open task to somebody else, or strikes its signer
export function giveDialog(panel, now) {
	const which = el("select", { class: "ap-target", "aria-label": t("Task") }, now.map((one) => el("option", { value: one.task }, `${one.name} — ${one.step}`)));
	const how = el("select", { class: "ap-target", "aria-label": t("What to do") }, el("option", { value: "reassign" }, t("Give it to the person named")), el("option", { value: "remove" }, t("Take the signer off")));
	const holder = el("div", {});
	let picker;
	const renew = () => { picker = peoplePicker(which.value, "reassign", 1); holder.replaceChildren(how.value === "reassign" ? picker.node : ""); };
	which.addEventListener("change", renew);
	how.addEventListener("change", renew);
	renew();
	const reason = opinionField([], "", t("Reason"));
	ask(panel, {
		title: t("Give a task to somebody else"), confirm: t("Confirm"), body: [field(t("Task"), which), field(t("What to do"), how), holder, reason.node],
		act: () => {
			const values = { task: which.value, opinion: reason.input.value.trim() };
			if (!values.opinion) throw refusal(reason.input, t("Write down the reason."));
			if (how.value === "reassign") {
				if (!picker.users.length) throw refusal(picker.node.querySelector("input"), t("Name at least one person."));
				values.users = picker.users;
			}
			return panel.actOn(how.value, values);
		},
	});
}

function refusal(control, text) {
	if (control) {
		control.setAttribute("aria-invalid", "true");
		control.focus();
	}
	return new Error(text);
}
