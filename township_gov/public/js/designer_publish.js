// The tab Publish of the designer: what publishing would change, in words and on the drawing; then the act, asked once more.

import { ask, panel } from "./designer_panel.js";
import { versionList } from "./designer_versions.js";
import { el, t } from "./dom.js";
import { button } from "./foresight_parts.js";

const MOST = 3; // other flows that are told of at once
const SIGNS = { added: "＋", removed: "－", changed: "✎" };

export function publish(host, designer) {
	let done = "";
	const tab = panel(host, designer, async (fresh) => {
		const found = await ask("compare", { flow: designer.flow || "", draft: designer.draft() });
		if (!fresh()) return;
		host.replaceChildren(...[
			done && el("p", { class: "ff-said", role: "status" }, done),
			where(designer, found), errors(designer, found), choice(found), act(designer, found, published), differences(designer, found), runs(designer, found),
			designer.flow && versionList(designer),
		].filter(Boolean));
		done = "";
		const keys = (kind) => found.changes.filter((one) => one.kind === kind && found.number).map((one) => one.key);
		return { "dp-added": keys("added"), "dp-changed": keys("changed") };
	});
	function published(text) {
		done = text;
		designer.say(text);
		return tab.again();
	}
	return tab;
}

function where(designer, { number, next, status, unchanged }) {
	const said = !number ? t("This flow is not published yet. It will be version {0}.", next)
		: status === "Retired" ? t("This flow is retired. Published, it is in force again.")
			: unchanged ? t("What is drawn is in force as version {0}.", number)
				: t("Version {0} is in force. What is drawn will be version {1}.", number, next);
	return el("p", { class: "dp-where" }, said, designer.dirty ? el("small", {}, t("There are changes that are not saved; publishing saves them.")) : "");
}

function errors(designer, { findings }) {
	const wrong = findings.filter((one) => one.severity === "error");
	if (!wrong.length) return "";
	return el("section", { class: "dp-errors" },
		el("h3", {}, t("{0} errors keep it from being published", wrong.length)),
		el("ul", {}, wrong.map((one) => {
			const key = one.node || one.transition;
			return el("li", {}, key ? el("button", { type: "button", class: "dp-link", onclick: () => show(designer, key) }, one.message) : el("b", {}, one.message),
				one.what_to_do ? el("span", {}, one.what_to_do) : "");
		})));
}

function show(designer, key) {
	designer.select(key);
	designer.board.reveal(key);
}

// By which flow new documents will start: the engine's own choice among those in force, in words
function choice({ choice: { lines, others, share } }) {
	const rows = lines.map((line, index) => el("li", {}, line, others[index] ? el("a", { href: others[index].url }, t("Open “{0}”", others[index].title)) : ""));
	const rest = rows.splice(MOST);
	return el("section", { class: `dp-choice${share === "Used" ? "" : " dp-behind"}` },
		el("h3", {}, t("By which flow new documents start")), el("ul", {}, rows),
		rest.length ? el("details", {}, el("summary", {}, t("{0} more flows", rest.length)), el("ul", {}, rest)) : "");
}

// The buttons, and the question in their place
function act(designer, found, published) {
	const { findings, next, unchanged, status, choice: { others } } = found;
	const place = el("div", { class: "dp-act" });
	if (!designer.given.may_write) return el("p", { class: "ff-note" }, t("You may look at this flow, but not change it."));
	if (findings.some((one) => one.severity === "error")) return "";
	const before = others.filter((one) => one.first), stands = unchanged && status === "Published" && !designer.dirty;
	if (stands && !before.length) return "";
	const label = unchanged ? t("Put version {0} in force", found.number) : t("Publish version {0}", next);
	// What would be without coming first is not said beside the question whether to come first
	const hideBehind = (hidden) => { for (const one of place.parentElement ? place.parentElement.querySelectorAll(".dp-behind") : []) one.hidden = hidden; };
	const offer = () => {
		hideBehind(false);
		place.replaceChildren(...[
			before.length && button(stands ? t("Use this flow instead") : t("Publish version {0} and use this flow", next), () => sure(true), true),
			!stands && button(label, () => sure(false), !before.length),
		].filter(Boolean));
	};
	function sure(first) {
		hideBehind(first);
		const yes = button(t("Yes, publish"), () => publish(first), true);
		place.replaceChildren(el("p", {}, first ? t("From now on new documents that fit this flow start by it, before {0}.", before.map((one) => `“${one.title}”`).join("、"))
			: before.length ? t("What is drawn is put in force, after {0}.", before.map((one) => `“${one.title}”`).join("、")) : t("From now on documents start by what is drawn here."),
		" ", keeps(found.running, others)), yes, button(t("Cancel"), offer));
		yes.focus();
	}
	async function publish(first) {
		place.setAttribute("aria-busy", "true");
		try {
			if (designer.dirty || !designer.flow) await designer.save({ quiet: true });
			if (designer.dirty || !designer.flow) return offer(); // the page has said why it was not kept
			const answer = await ask("publish", { flow: designer.flow, modified: designer.given.modified, first });
			designer.given = answer;
			designer.model.keep(answer.draft);
			designer.refresh("saved");
			designer.toasts.replaceChildren(); // what was said of the draft before holds no longer
			await published(t("Published as version {0}.", answer.version));
		} catch (error) {
			offer();
			place.append(el("p", { class: "ff-error", role: "alert" }, error.message));
		} finally {
			place.removeAttribute("aria-busy");
		}
	}
	offer();
	return place;
}

const sum = (rows) => rows.reduce((all, row) => all + row.count, 0);

// Of this flow and of those that it comes before or after
function keeps(running, others) {
	const count = sum(running) + others.reduce((all, one) => all + one.running, 0);
	return count ? t("{0} approvals that are under way go on by the flow and version they were started by.", count) : t("No approval is under way.");
}

const ABOUT = { who: "Who", how: "How", rights: "Rights", timers: "Time", conditions: "Conditions", rest: "" };

function differences(designer, { changes, number }) {
	if (!changes.length) return "";
	const kinds = { added: t("added"), removed: t("taken away"), changed: t("changed") };
	return el("section", { class: "dp-changes" },
		el("h3", {}, number ? t("What is different from version {0}", number) : t("What is drawn")),
		el("ul", {}, changes.map((one) => el("li", { class: `dp-${one.kind}` },
			el("span", { class: "dp-sign", "aria-hidden": "true" }, SIGNS[one.kind]),
			el("div", {},
				el("p", {}, one.kind !== "removed" && one.key ? el("button", { type: "button", class: "dp-link", onclick: () => show(designer, one.key) }, one.label) : el("b", {}, one.label),
					el("small", {}, one.of === "transition" ? t("way {0}", kinds[one.kind]) : kinds[one.kind])),
				one.lines.length ? el("ul", {}, one.lines.map((line) => el("li", {}, ABOUT[line.about] ? el("small", { class: "dp-about" }, t(ABOUT[line.about])) : "", line.text))) : "")))));
}

function runs(designer, { running, version }) {
	if (!running.length) return "";
	const older = running.filter((row) => row.version !== version);
	return el("section", {},
		el("h3", {}, t("Under way")),
		el("ul", { class: "dp-runs" }, running.map((row) => el("li", {}, t("Version {0}: {1} approvals", row.number, row.count)))),
		older.length ? el("p", {}, el("button", { type: "button", class: "dp-link", onclick: () => designer.open("moving") }, t("Move {0} of them to the version in force", sum(older)))) : "");
}
