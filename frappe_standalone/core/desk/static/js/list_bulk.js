// What is done with the records that were picked: one field, deletion, assignment, tags, print. Each is told how it went.
import { call, element, flash, t, toast } from "./api.js";
import { openDialog, labelled } from "./dialog.js";
import { setUpLinks } from "./link.js";
import { data, described, picked } from "./list.js";

const AT_ONCE = 20, MOST_PRINTED = 50;
const API = "frappe_standalone.core.desk.list_bulk.";

async function inParts(method, names, args, dialog) {
	const fill = element("i"), text = element("span", { role: "status" });
	dialog.body.append(element("div", { class: "bar" }, fill), text);
	const results = [];
	for (let at = 0; at < names.length; at += AT_ONCE) {
		text.textContent = t("running", Math.min(at + AT_ONCE, names.length), names.length);
		results.push(...await call(API + method, { doctype: data.doctype, names: JSON.stringify(names.slice(at, at + AT_ONCE)), ...args }));
		fill.style.width = `${(100 * results.length) / names.length}%`;
	}
	return results;
}

// All went well: the page is drawn anew. Else a table says what did not, and why.
function tell(results) {
	const bad = results.filter((row) => !row.ok), good = results.length - bad.length;
	if (!bad.length) { flash(t("all_done", good)); location.reload(); return; }
	const rows = bad.map((row) => element("tr", {}, element("td", {}, row.title, row.title === row.name ? null : element("div", { class: "muted mono" }, row.name)), element("td", {}, row.message)));
	const opened = openDialog({
		title: t("result", good, bad.length), wide: true,
		body: [element("table", { class: "outcome" }, element("thead", {}, element("tr", {}, element("th", {}, t("record")), element("th", {}, t("why")))), element("tbody", {}, ...rows))],
	});
	opened.box.addEventListener("close", () => { if (good) location.reload(); });
}

function runner(method, names, opened, argsOf) {
	return async () => {
		const args = argsOf();
		if (!args) return false;
		tell(await inParts(method, names, args, opened()));
		return true;
	};
}

function valueControl(df) {
	const shared = { class: "input", id: "bulk-value", "aria-label": t("new_value") };
	if (df.kind === "select") return element("select", shared, ...df.options.map(([key, label]) => element("option", { value: key }, label)));
	if (df.kind === "check") return element("select", shared, element("option", { value: "1" }, t("yes")), element("option", { value: "0" }, t("no")));
	if (df.kind === "link") return element("div", { class: "combo" }, element("input", { ...shared, role: "combobox", "aria-expanded": "false", "data-kind": "link", "data-target": df.target, "data-value": "", autocomplete: "off" }));
	const type = df.timed ? "datetime-local" : df.kind === "date" ? "date" : df.kind === "number" ? "number" : "text";
	return element("input", { ...shared, type, step: type === "number" ? "any" : null });
}
const valueOf = (node) => (node.dataset.kind === "link" ? node.dataset.value : node.value.replace("T", " "));

async function edit(names) {
	const known = await described();
	const fields = known.fields.filter((df) => df.editable);
	if (!fields.length) { toast(t("no_field"), true); return; }
	const field = element("select", { class: "input", "aria-label": t("field") }, ...fields.map((df) => element("option", { value: df.fieldname }, df.label)));
	const box = element("div", {});
	const draw = () => { box.textContent = ""; box.append(valueControl(fields.find((df) => df.fieldname === field.value))); };
	field.addEventListener("change", draw);
	draw();
	let opened;
	opened = openDialog({
		title: t("edit_many", names.length), label: t("run"),
		body: [labelled(t("field"), field), element("div", { class: "stack-like" }, element("div", { class: "field-label" }, t("new_value")), box), element("p", { class: "dialog-hint" }, `${t("empty_value")} ${t("each_saved")}`)],
		run: runner("edit", names, () => opened, () => ({ fieldname: field.value, value: valueOf(box.querySelector("#bulk-value")) })),
	});
	setUpLinks(opened.box, () => ({}));
}

function remove(names) {
	let opened;
	opened = openDialog({
		title: t("delete_many_ask", names.length), label: t("delete_now"), danger: true, body: [element("p", { class: "dialog-hint" }, t("each_saved"))],
		run: runner("delete", names, () => opened, () => ({})),
	});
}

function assign(names) {
	const person = element("input", { class: "input", id: "bulk-person", role: "combobox", "aria-expanded": "false", "data-kind": "link", "data-target": "User", "data-value": "", autocomplete: "off", "aria-label": t("assign_to") });
	const until = element("input", { class: "input", type: "date", "aria-label": t("due") });
	const remark = element("textarea", { class: "input", rows: "2", "aria-label": t("remark") });
	let opened;
	opened = openDialog({
		title: t("assign_many", names.length), label: t("run"),
		body: [labelled(t("assign_to"), element("div", { class: "combo" }, person)), labelled(t("due"), until), labelled(t("remark"), remark)],
		run: runner("assign", names, () => opened, () => {
			if (!person.dataset.value) { toast(t("choose_person"), true); return null; }
			return { user: person.dataset.value, date: until.value, description: remark.value.trim() };
		}),
	});
	setUpLinks(opened.box, () => ({}));
}

function tag(names) {
	const word = element("input", { class: "input", maxlength: "60", "aria-label": t("tag"), list: "known-tags" });
	const away = element("input", { type: "checkbox" });
	let opened;
	opened = openDialog({
		title: t("tag_many", names.length), label: t("run"),
		body: [labelled(t("tag"), word), element("label", { class: "check" }, away, t("tag_remove"))],
		run: runner("tag", names, () => opened, () => {
			if (!word.value.trim()) { toast(t("write_tag"), true); return null; }
			return { tag: word.value.trim(), remove: away.checked ? 1 : 0 };
		}),
	});
}

function print(names) {
	if (names.length > MOST_PRINTED) toast(t("only_first", MOST_PRINTED));
	const query = new URLSearchParams({ doctype: data.doctype, names: JSON.stringify(names.slice(0, MOST_PRINTED)) });
	window.open(`/printview/many?${query}`, "_blank", "noopener");
}

export async function open(kind) {
	const names = picked();
	if (!names.length) return;
	await described();
	await { edit, delete: remove, assign, tag, print }[kind](names);
}
