// What can be put on a home: each dialog answers with a block {kind, label, col, row | text}, or null.
import { call, element, read, t, toast } from "./api.js";
import { filterRow } from "./filter_row.js";
import { setUpLinks } from "./link.js";

const API = "frappe_standalone.core.desk.home_editing.";
const NUMBERS = ["Int", "Float", "Currency", "Percent", "Duration"];
const select = (options, attributes = {}) => element("select", { class: "input", ...attributes }, ...options.map(([value, text]) => element("option", { value }, text)));
const pair = (text, control) => {
	control.setAttribute("aria-label", text);
	return element("label", { class: "pair" }, element("span", {}, text), control);
};
const text = () => element("input", { class: "input", maxlength: 60 });
const chosenText = (control) => (control.selectedOptions[0] ? control.selectedOptions[0].textContent : "");

function ask(title, body, answer) {
	return new Promise((resolve) => {
		const yes = element("button", { class: "btn btn-primary", type: "submit" }, t("ok"));
		const no = element("button", { class: "btn", type: "button" }, t("cancel"));
		const form = element("form", { method: "dialog" }, element("div", { class: "dialog-head" }, element("h2", {}, title)), element("div", { class: "dialog-body" }, ...body), element("div", { class: "dialog-foot" }, no, yes));
		const box = element("dialog", { "aria-label": title }, form);
		const close = (value) => { box.close(); box.remove(); resolve(value); };
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			Promise.resolve().then(answer).then((value) => { if (value) close(value); }, (error) => toast(error.message, true));
		});
		no.addEventListener("click", () => close(null));
		box.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
		document.body.append(box);
		box.showModal();
	});
}

// Conditions on a form's fields; the fields are asked for when the form is chosen
function conditions(form) {
	const box = element("div", {});
	const more = element("button", { class: "btn btn-s", type: "button" }, t("add_condition"));
	let fields = [];
	const load = async () => { fields = form.value ? await read(`${API}fields_of`, { doctype: form.value }) : []; box.textContent = ""; form.dispatchEvent(new CustomEvent("fields", { detail: fields })); };
	form.addEventListener("change", () => load().catch((error) => toast(error.message, true)));
	more.addEventListener("click", () => { if (!fields.length) return; box.append(filterRow(fields, null, () => {}, () => {})); setUpLinks(box, () => ({})); });
	const complete = (row) => {
		const filter = row.read();
		if (filter) return filter;
		row.querySelector(".filter-line > :nth-child(3)")?.focus?.();
		throw new Error(t("condition_value"));
	};
	return { nodes: [box, more], read: () => [...box.children].map(complete) };
}

export function askHeader() {
	const input = text();
	return ask(t("add_header"), [pair(t("words"), input)], () => input.value.trim() && { kind: "header", label: input.value.trim(), text: input.value.trim(), col: 12 });
}

export function askShortcut(choices) {
	const kind = select([["list", t("a_list")], ["new", t("a_new_record")], ["report", t("a_report")], ["url", t("an_address")]]);
	const form = select([["", t("choose")], ...choices.doctypes]), report = select([["", t("choose")], ...choices.reports]);
	const url = element("input", { class: "input", placeholder: "/approvals" }), name = text();
	const places = { list: pair(t("form"), form), new: pair(t("form"), form), report: pair(t("report"), report), url: pair(t("address"), url) };
	const place = element("div", {});
	const fit = () => place.replaceChildren(places[kind.value]);
	kind.addEventListener("change", fit);
	fit();
	return ask(t("add_shortcut"), [pair(t("leads_to"), kind), place, pair(t("caption"), name)], () => {
		const target = { list: form, new: form, report, url }[kind.value];
		if (!target.value) return null;
		const label = name.value.trim() || (kind.value === "new" ? t("new_one", chosenText(form)) : kind.value === "url" ? url.value : chosenText(target));
		const row = { list: { type: "DocType", link_to: form.value, doc_view: "List" }, new: { type: "DocType", link_to: form.value, doc_view: "New" }, report: { type: "Report", link_to: report.value }, url: { type: "URL", url: url.value.trim() } }[kind.value];
		return { kind: "shortcut", label, col: 3, row: { ...row, label } };
	});
}

export function askList(choices) {
	const form = select([["", t("choose")], ...choices.doctypes]), name = text(), where = conditions(form);
	return ask(t("add_list"), [pair(t("form"), form), pair(t("caption"), name), ...where.nodes], () => {
		if (!form.value) return null;
		const label = name.value.trim() || chosenText(form);
		return { kind: "quick_list", label, col: 6, row: { document_type: form.value, label, quick_list_filter: JSON.stringify(where.read()) } };
	});
}

export async function askCard(choices) {
	const card = select([["", t("a_new_one")], ...choices.cards]), form = select([["", t("choose")], ...choices.doctypes]), name = text(), where = conditions(form);
	const fn = select([["Count", t("count_records")], ["Sum", t("sum")], ["Average", t("average")]]), field = select([]);
	const colour = select([["blue", t("plain_colour")], ["green", t("green")], ["yellow", t("yellow")], ["red", t("red")]]);
	const sum = pair(t("of_field"), field), made = element("div", { class: "dialog-body" }, pair(t("form"), form), pair(t("caption"), name), pair(t("figure"), fn), sum, pair(t("colour"), colour), ...where.nodes);
	const fit = () => { made.hidden = Boolean(card.value); sum.hidden = fn.value === "Count"; };
	form.addEventListener("fields", ({ detail }) => field.replaceChildren(...detail.filter((df) => NUMBERS.includes(df.fieldtype)).map((df) => element("option", { value: df.fieldname }, df.label))));
	[card, fn].forEach((control) => control.addEventListener("change", fit));
	fit();
	return ask(t("add_card"), [pair(t("number_card"), card), made], async () => {
		if (card.value) return { kind: "number_card", label: chosenText(card), col: 3, row: { number_card_name: card.value, label: card.value } };
		if (!form.value) return null;
		const found = await call(`${API}make_number_card`, { label: name.value, doctype: form.value, function: fn.value, field: field.value, filters: JSON.stringify(where.read()), color: colour.value });
		choices.cards.push([found, found]);
		return { kind: "number_card", label: found, col: 3, row: { number_card_name: found, label: found } };
	});
}

export async function askChart(choices) {
	const chart = select([["", t("a_new_one")], ...choices.charts]), form = select([["", t("choose")], ...choices.doctypes]), name = text(), where = conditions(form);
	const by = select([]), type = select([["Bar", t("bars")], ["Line", t("lines")], ["Pie", t("pie")], ["Donut", t("ring")]]);
	const interval = select([["Monthly", t("month")], ["Weekly", t("week")], ["Quarterly", t("quarter")], ["Yearly", t("year")]]);
	const times = pair(t("period"), interval), made = element("div", { class: "dialog-body" }, pair(t("form"), form), pair(t("caption"), name), pair(t("group_by"), by), times, pair(t("drawn_as"), type), ...where.nodes);
	const isDate = () => by.selectedOptions[0] && by.selectedOptions[0].dataset.date === "1";
	const fit = () => { made.hidden = Boolean(chart.value); times.hidden = !isDate(); };
	form.addEventListener("fields", ({ detail }) => {
		const fields = detail.filter((df) => ["Select", "Link", "Check", "Date", "Datetime"].includes(df.fieldtype));
		by.replaceChildren(...fields.map((df) => element("option", { value: df.fieldname, "data-date": df.fieldtype.startsWith("Date") ? "1" : "0" }, df.label)));
		fit();
	});
	[chart, by].forEach((control) => control.addEventListener("change", fit));
	fit();
	return ask(t("add_chart"), [pair(t("chart"), chart), made], async () => {
		if (chart.value) return { kind: "chart", label: chosenText(chart), col: 6, row: { chart_name: chart.value, label: chart.value } };
		if (!form.value || !by.value) return null;
		const found = await call(`${API}make_chart`, { label: name.value, doctype: form.value, group_by: by.value, chart_type: type.value, interval: isDate() ? interval.value : "", filters: JSON.stringify(where.read()) });
		choices.charts.push([found, found]);
		return { kind: "chart", label: found, col: 6, row: { chart_name: found, label: found } };
	});
}
