// The report builder: what is chosen on the left is asked from the server and shown on the right.
import { boot, call, confirmBox, download, element, flash, request, t, toast } from "./api.js";
import { filterRow } from "./filter_row.js";
import { setUpLinks } from "./link.js";
import { askName, askRoles } from "./report_dialogs.js";

const data = JSON.parse(document.getElementById("report-data").textContent);
Object.assign(boot.messages, data.messages);
const API = "frappe_standalone.core.desk.report_builder_api.";
const root = document.getElementById("builder");
const pageBox = document.querySelector(".builder-page");
const result = document.getElementById("report-result");
const state = data.settings;
const own = data.fields.filter((df) => !df.table);
const numbers = own.filter((df) => ["Int", "Float", "Currency", "Percent", "Check", "Duration"].includes(df.fieldtype));
const groupable = own.filter((df) => ["Select", "Link", "Check", "Data", "Date", "Datetime"].includes(df.fieldtype) && df.fieldname !== "name");
const grouped = () => state.group_by && /`([^`]+)`$/.exec(state.group_by.group_by)[1];
const labelOf = (df) => (df.table ? `${df.table}: ${df.label}` : df.label);
const failed = (error) => toast(error.message, true);
let dirty = false, timer = null, asked = 0;

// v15 keeps the two columns of a grouped report in `fields`; what a plain list would show is kept here
let columns = grouped() ? [] : state.fields;

const select = (options, chosen, attributes = {}) => element("select", { class: "input", ...attributes },
	...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
const pair = (text, control) => {
	control.setAttribute("aria-label", text);
	return element("label", { class: "pair" }, element("span", {}, text), control);
};
const button = (text, action, attributes = {}) => element("button", { class: "btn btn-s", type: "button", onclick: action, ...attributes }, text);
const part = (title, hint, ...nodes) => element("fieldset", {}, element("legend", {}, title), element("p", { class: "hint" }, hint), ...nodes);

function changed() {
	dirty = true;
	document.querySelector(".dirty").hidden = false;
	clearTimeout(timer);
	timer = setTimeout(() => show().catch(failed), 350);
}

function settings() {
	const asked_ = { ...state, filters: rowsOf(root, "[data-filters] > .filter-line") };
	asked_.fields = grouped() ? [[grouped(), data.doctype], ["_aggregate_column", data.doctype]] : columns;
	asked_.measures = grouped() ? [...root.querySelectorAll("[data-measure]")].map((box) => box.read()) : [];
	return asked_;
}
const rowsOf = (place, query) => [...place.querySelectorAll(query)].map((row) => row.read()).filter(Boolean);

async function show() {
	const mine = ++asked;
	result.classList.add("busy");
	const refused = document.querySelector("[data-refused]");
	try {
		const answer = await request("POST", `/api/method/${API}preview`, { doctype: data.doctype, settings: JSON.stringify(settings()) });
		if (mine !== asked) return;
		refused.hidden = true;
		result.innerHTML = answer.message.html;
		document.querySelector("[data-count]").textContent = answer.message.text;
		if (!answer.message.count) result.append(element("div", { class: "empty" }, element("strong", {}, t("no_match"))));
	} catch (error) {
		refused.textContent = error.message;
		refused.hidden = false;
	}
	result.classList.remove("busy");
}

// ---- the parts of the page ----
function columnList() {
	const list = element("ol", { "aria-label": t("columns") });
	const move = (from, to) => { columns.splice(to, 0, columns.splice(from, 1)[0]); draw(); changed(); };
	columns.forEach(([name, doctype], index) => {
		const df = data.fields.find((one) => one.fieldname === name && one.doctype === doctype);
		const small = (text, label, action, disabled) => element("button", { class: "btn btn-s btn-quiet btn-icon", type: "button", "aria-label": label, title: label, disabled, onclick: action }, text);
		list.append(element("li", {}, element("span", {}, df ? labelOf(df) : name),
			small("↑", t("move_up", df ? df.label : name), () => move(index, index - 1), index === 0),
			small("↓", t("move_down", df ? df.label : name), () => move(index, index + 1), index === columns.length - 1),
			small("✕", t("remove_one", df ? df.label : name), () => { columns.splice(index, 1); draw(); changed(); }, columns.length === 1)));
	});
	const left = data.fields.filter((df) => !columns.some(([name, doctype]) => name === df.fieldname && doctype === df.doctype));
	const add = select([["", t("choose")], ...left.map((df) => [`${df.doctype}:${df.fieldname}`, labelOf(df)])], "", { "aria-label": t("add_column") });
	add.addEventListener("change", () => { const [doctype, name] = add.value.split(":"); columns.push([name, doctype]); draw(); changed(); });
	return part(t("columns"), t("columns_hint"), list, pair(t("add_column"), add));
}

function filterPart(rows) {
	const box = element("div", { "data-filters": true });
	const add = (filter) => box.append(filterRow(data.fields, filter, changed, changed));
	rows.forEach(add);
	return part(t("conditions"), t("conditions_hint"), box, button(t("add_condition"), () => { add(null); setUpLinks(root, () => ({})); }));
}

function groupPart() {
	const name = grouped() || "";
	const field = select([["", t("no_groups")], ...groupable.map((df) => [df.fieldname, df.label])], name, { "aria-label": t("group_by") });
	field.addEventListener("change", () => {
		if (!field.value && !columns.length) columns = [["name", data.doctype]];
		state.measures = state.measures && state.measures.length ? settings().measures : [];
		if (field.value && !state.measures.length) state.measures = [{ function: "count", field: "", label: "", where: [] }];
		state.group_by = field.value ? { group_by: `\`tab${data.doctype}\`.\`${field.value}\``, aggregate_function: "count", aggregate_on: `\`tab${data.doctype}\`.\`name\`` } : null;
		draw();
		changed();
	});
	const nodes = [pair(t("group_by"), field)];
	const df = own.find((one) => one.fieldname === name);
	if (df && ["Date", "Datetime"].includes(df.fieldtype)) nodes.push(keyed("group_period", t("period"), [["", t("each_day")], ["Month", t("month")], ["Quarter", t("quarter")], ["Year", t("year")]]));
	else if (df) nodes.push(keyed("group_order", t("order"), [["", t("largest_first")], ["name", t("by_name")]]));
	if (df) {
		const box = element("div", {});
		const add = (one) => box.append(measure(one));
		state.measures.forEach(add);
		nodes.push(box, button(t("add_figure"), () => { add({ function: "count", field: "", label: "", where: [] }); changed(); }));
	}
	return part(t("groups"), t("groups_hint"), ...nodes);
}

function keyed(key, text, options) {
	const control = select(options, state[key] || "", { "aria-label": text });
	control.addEventListener("change", () => { state[key] = control.value; changed(); });
	return pair(text, control);
}

function measure(one) {
	const box = element("div", { "data-measure": true });
	const fn = select([["count", t("count_records")], ["sum", t("sum")], ["avg", t("average")]], one.function, { "aria-label": t("figure") });
	const field = select(numbers.map((df) => [df.fieldname, df.label]), one.field, { "aria-label": t("of_field") });
	const name = element("input", { class: "input", "aria-label": t("heading"), placeholder: t("heading"), value: one.label });
	const where = element("div", { class: "where" });
	const only = (filter) => where.append(filterRow(own, filter, changed, changed));
	one.where.forEach((row) => only([data.doctype, ...row]));
	const line = element("div", { class: "line" }, fn, field, name, element("button", { class: "btn btn-s btn-quiet btn-icon", type: "button", "aria-label": t("remove_figure"), title: t("remove_figure"), onclick: () => { box.remove(); changed(); } }, "✕"));
	const fit = () => { field.hidden = fn.value === "count"; fn.options[1].disabled = fn.options[2].disabled = !numbers.length; };
	box.append(line, where, button(t("only_those"), () => { only(null); setUpLinks(root, () => ({})); }, { class: "btn btn-s btn-quiet" }));
	box.addEventListener("change", () => { fit(); changed(); });
	fit();
	box.read = () => ({ function: fn.value, field: fn.value === "count" ? "" : field.value, label: name.value.trim(), where: rowsOf(where, ".filter-line").map((row) => row.slice(1)) });
	return box;
}

function lastPart() {
	const kind = (state.chart_args && state.chart_args.chart_type) || "";
	const chart = select([["", t("no_chart")], ["bar", t("bars")], ["line", t("lines")], ["pie", t("pie")]], kind, { "aria-label": t("chart") });
	chart.addEventListener("change", () => { state.chart_args = chart.value ? { chart_type: chart.value, x_axis: grouped(), y_axes: ["_aggregate_column"] } : null; changed(); });
	const totals = element("input", { type: "checkbox", checked: Boolean(state.add_totals_row) });
	totals.addEventListener("change", () => { state.add_totals_row = totals.checked ? 1 : 0; changed(); });
	return part(t("around"), t("around_hint"), ...(grouped() ? [pair(t("chart"), chart)] : []), element("label", { class: "check" }, totals, t("totals_row")));
}

function orderPart() {
	const found = /^`tab([^`]+)`\.`([^`]+)` (asc|desc)$/.exec(state.order_by || "") || [];
	const shown = data.fields.filter((df) => !df.table);
	const field = select(shown.map((df) => [df.fieldname, df.label]), found[2], { "aria-label": t("order_by") });
	const way = select([["desc", t("downwards")], ["asc", t("upwards")]], found[3], { "aria-label": t("direction") });
	const keep = () => { state.order_by = `\`tab${data.doctype}\`.\`${field.value}\` ${way.value}`; changed(); };
	[field, way].forEach((control) => control.addEventListener("change", keep));
	return part(t("order"), t("order_hint"), pair(t("order_by"), field), pair(t("direction"), way));
}

function draw() {
	const filters = root.querySelector("[data-filters]") ? rowsOf(root, "[data-filters] > .filter-line") : state.filters;
	if (root.querySelector("[data-measure]")) state.measures = [...root.querySelectorAll("[data-measure]")].map((box) => box.read());
	const middle = grouped() ? [groupPart()] : [columnList(), orderPart(), groupPart()];
	root.replaceChildren(filterPart(filters), ...middle, lastPart());
	setUpLinks(root, () => ({}));
}

// ---- what is done with a report ----
async function save(name) {
	const chosen = name || (data.is_mine && data.name) || (await askName(data.name));
	if (!chosen) return;
	const saved = await call("frappe.desk.reportview.save_report", { name: chosen, doctype: data.doctype, report_settings: JSON.stringify(settings()) });
	dirty = false;
	flash(t("saved"));
	location.href = `${data.here}/${encodeURIComponent(saved)}`;
}

const actions = {
	save: () => save(),
	saveAs: async () => { const name = await askName(""); if (name) await save(name); },
	share: async () => {
		const roles = await askRoles(data);
		if (!roles) return;
		await call(`${API}share_report`, { name: data.name, roles: JSON.stringify(roles) });
		flash(t("saved"));
		location.reload();
	},
	delete: async () => {
		if (!(await confirmBox(t("delete_one", data.name), { danger: true }))) return;
		await call("frappe.desk.reportview.delete_report", { name: data.name });
		dirty = false;
		flash(t("deleted"));
		location.href = data.here;
	},
	export: () => download(`${API}export_report`, { doctype: data.doctype, settings: JSON.stringify(settings()), title: data.name || undefined }).then(() => toast(t("exported"))),
	printReport: async () => { window.open(`${data.here}${data.name ? `/${encodeURIComponent(data.name)}` : ""}?${new URLSearchParams({ _print: "1", _settings: JSON.stringify(settings()) })}`, "_blank", "noopener"); },
	toggleBuilder: async (control) => { toggle(root.hidden); control.setAttribute("aria-expanded", String(!root.hidden)); },
};

function toggle(open) {
	root.hidden = !open;
	pageBox.classList.toggle("open", open);
	document.querySelector("[data-save]").hidden = !open;
}

document.addEventListener("click", ({ target }) => {
	for (const [name, action] of Object.entries(actions)) {
		const control = target.closest(`[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`);
		if (control) action(control).catch(failed);
	}
});
window.addEventListener("beforeunload", (event) => { if (dirty) { event.preventDefault(); event.returnValue = t("leave"); } });
draw();
toggle(!data.name);
