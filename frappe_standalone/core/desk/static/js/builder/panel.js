// The side panel: the selected field in plain words; what may not be changed says why.
import { element } from "../api.js";
import { button, line, lines, pick, row, tick } from "./controls.js";
import { mayRemove, nudge } from "./canvas.js";
import { conditionRows } from "./conditions.js";
import { editColumns } from "./columns.js";
import { LAYOUT, TABLES, choiceLabel, duplicate, field, fields, isTyped, kindOf, kinds, labelOf, locksOf, model, nameOf, remove, set, state, w } from "./state.js";

const panel = document.getElementById("builder-panel");
let shown = null;

export function draw() {
	const df = state.selected ? field(state.selected) : null;
	const focus = document.activeElement && panel.contains(document.activeElement) ? document.activeElement : null;
	if (df && focus && shown === df.key && isTyped(`${df.key}:`) && ["INPUT", "TEXTAREA"].includes(focus.tagName)) return;
	const opened = [...panel.querySelectorAll("details[open]")].map((node) => node.dataset.part);
	const id = focus && focus.id;
	shown = df && df.key;
	panel.textContent = "";
	if (!df) {
		panel.append(element("p", { class: "b-empty" }, w("panel_empty")));
		return;
	}
	panel.append(head(df), ...body(df));
	panel.querySelectorAll("details").forEach((node) => { if (opened.includes(node.dataset.part)) node.open = true; });
	if (id) document.getElementById(id)?.focus();
}

function head(df) {
	const ops = [button("↑", () => nudge(df.key, -1)), button("↓", () => nudge(df.key, 1)), button(w("copy"), () => duplicate(df.key))];
	ops.forEach((node, at) => { node.className = "btn btn-s btn-quiet"; if (at < 2) node.setAttribute("aria-label", w(at ? "down" : "up")); });
	if (mayRemove(df)) ops.push(button(w("remove"), () => remove(df.key), "btn btn-s btn-danger"));
	return element("header", { class: "b-panel-head" }, element("h2", {}, nameOf(df)), element("div", { class: "b-ops" }, ...ops));
}

function body(df) {
	const parts = [labelRow(df)];
	if (LAYOUT.includes(df.fieldtype)) return [...parts, ...layoutRows(df)];
	parts.push(kindRow(df), ...optionRows(df));
	if (df.fieldtype !== "HTML") parts.push(...commonTicks(df));
	parts.push(part("when", w("when"), conditionRows(df, "show", w("cond_show"))), part("expert", w("expert"), ...expertRows(df)));
	return parts;
}

const put = (df, key, tag) => (value) => set(df.key, { [key]: value }, tag ? key : null);

function labelRow(df) {
	const box = line(labelOf(df), (value) => set(df.key, { label: value, shown_label: value }, "label"), { id: "panel-label", maxlength: 80 });
	return row(LAYOUT.includes(df.fieldtype) ? w("heading") : w("label"), box, { hint: df.fieldtype === "Column Break" ? w("column_hint") : "" });
}

function kindRow(df) {
	const choices = kinds.filter((kind) => !kind.values && !LAYOUT.includes(kind.fieldtype)).map((kind) => ({ value: kind.key, label: kind.label }));
	if (!kindOf(df.kind)) choices.unshift({ value: df.kind, label: df.kind_label });
	const box = pick(df.kind, choices, (key) => {
		const kind = kindOf(key), values = { kind: key, kind_label: kind.label, fieldtype: kind.fieldtype, options: kind.options };
		if (kind.fieldtype === "Table" && !df.table) values.table = { name: "", own: 1, fields: [] };
		set(df.key, values);
	});
	return row(w("kind"), box, { lock: locksOf(df).fieldtype });
}

function optionRows(df) {
	const lock = locksOf(df).options;
	if (df.fieldtype === "Select") return choiceRows(df, lock);
	if (df.fieldtype === "Link") return [row(w("link_to"), pick(df.options, [{ value: "", label: w("choose") }, ...model.forms], put(df, "options")), { hint: w("link_hint"), lock })];
	if (DATES.includes(df.fieldtype)) return dateRows(df);
	if (df.fieldtype === "HTML") return [row(w("words_shown"), lines(df.options, put(df, "options", true)), { lock })];
	if (TABLES.includes(df.fieldtype) && df.table) return [tableRow(df)];
	return [];
}

// A return is not before the departure: another date of the form, by its key
const DATES = ["Date", "Datetime"];
function dateRows(df) {
	const others = fields().filter((other) => other.key !== df.key && DATES.includes(other.fieldtype));
	if (!others.length) return [];
	const chosen = others.find((other) => other.key === df.not_before || other.fieldname === df.not_before);
	return [row(w("not_before"), pick(chosen ? chosen.key : "", [{ value: "", label: w("none") }, ...others.map((other) => ({ value: other.key, label: nameOf(other) }))], put(df, "not_before")), { hint: w("not_before_hint"), lock: locksOf(df).options })];
}

// The choices of the program stay; what is typed comes after them.
function choiceRows(df, lock) {
	const shipped = df.shipped_choices || [];
	if (!shipped.length) return [row(w("options"), lines(df.options, put(df, "options", true), { placeholder: w("one_a_line") }), { hint: w("options_hint"), lock })];
	const added = (df.options || "").split("\n").filter((value) => !shipped.includes(value)).join("\n");
	const words = shipped.filter(Boolean).map((value) => choiceLabel(df, value)).join("、");
	return [row(w("options_added"), lines(added, (value) => set(df.key, { options: [...shipped, ...value.split("\n").filter(Boolean)].join("\n") }, "options"), { rows: 3, placeholder: w("one_a_line") }), { hint: w("options_shipped", words), lock })];
}

function tableRow(df) {
	const names = df.table.fields.map((column) => labelOf(column)).filter(Boolean).join("、") || w("no_columns");
	const node = button(w("edit_columns"), () => editColumns(df));
	node.disabled = !df.table.own || Boolean(locksOf(df).table);
	return element("div", { class: "b-row" }, element("p", { class: "field-hint" }, w("has_columns", names)), node,
		node.disabled ? element("p", { class: "b-lock" }, locksOf(df).table || w("shared_table")) : null);
}

function commonTicks(df) {
	const isTable = TABLES.includes(df.fieldtype), lock = locksOf(df);
	const parts = [tick(w("reqd"), df.reqd, put(df, "reqd"), { lock: lock.reqd })];
	if (!isTable) {
		parts.push(tick(w("in_list"), df.in_list_view, put(df, "in_list_view")), tick(w("in_filter"), df.in_standard_filter, put(df, "in_standard_filter")),
			tick(w("searchable"), df.searchable, put(df, "searchable")), row(w("default"), defaultBox(df)));
	}
	parts.push(row(w("description"), lines(df.description, put(df, "description", true), { rows: 2 }), { hint: w("description_hint") }),
		tick(w("read_only"), df.read_only, put(df, "read_only"), { lock: lock.read_only }), tick(w("hidden"), df.hidden, put(df, "hidden"), { lock: lock.hidden }));
	return parts;
}

function defaultBox(df) {
	const change = put(df, "default", true);
	if (df.fieldtype === "Select") return pick(df.default, ["", ...(df.options || "").split("\n").filter(Boolean)].map((value) => ({ value, label: choiceLabel(df, value) })), change);
	if (df.fieldtype === "Check") return pick(df.default || "0", [{ value: "0", label: w("no") }, { value: "1", label: w("yes") }], change);
	if (df.fieldtype === "Date") return pick(df.default, [{ value: "", label: w("none") }, { value: "Today", label: w("today") }, ...(df.default && df.default !== "Today" ? [{ value: df.default, label: df.default }] : [])], change);
	if (df.fieldtype === "Datetime" || df.fieldtype === "Time") return pick(df.default, [{ value: "", label: w("none") }, { value: "now", label: w("now") }], change);
	if (df.fieldtype === "Link" && df.options === "User") return pick(df.default, [{ value: "", label: w("none") }, { value: "__user", label: w("whoever") }], change);
	return line(df.default, change);
}

function expertRows(df) {
	const lock = locksOf(df), isTable = TABLES.includes(df.fieldtype);
	const parts = [row(w("fieldname"), line(df.fieldname, put(df, "fieldname", true), { placeholder: w("by_pinyin"), class: "input mono", maxlength: 60 }), { hint: w("fieldname_hint"), lock: lock.fieldname })];
	if (!isTable) parts.push(tick(w("unique"), df.unique, put(df, "unique"), { lock: lock.unique }));
	if (["Float", "Currency", "Percent"].includes(df.fieldtype)) parts.push(row(w("precision"), pick(df.precision, ["", "0", "1", "2", "3", "4", "6"].map((value) => ({ value, label: value || w("usual") })), put(df, "precision")), { lock: lock.precision }));
	if (["Int", "Float", "Currency"].includes(df.fieldtype)) parts.push(tick(w("non_negative"), df.non_negative, put(df, "non_negative")));
	if (df.fieldtype === "Data") parts.push(row(w("length"), line(df.length || "", (value) => set(df.key, { length: Number(value) || 0 }, "length"), { inputmode: "numeric" }), { lock: lock.length }));
	parts.push(row(w("permlevel"), pick(df.permlevel || 0, [0, 1, 2, 3].map((value) => ({ value, label: value ? w("level", value) : w("level0") })), (value) => set(df.key, { permlevel: Number(value) })), { hint: w("permlevel_hint") }),
		tick(w("no_copy"), df.no_copy, put(df, "no_copy")), tick(w("print_hide"), df.print_hide, put(df, "print_hide")));
	if (state.form.settings.is_submittable) parts.push(tick(w("allow_on_submit"), df.allow_on_submit, put(df, "allow_on_submit"), { lock: lock.allow_on_submit }));
	parts.push(conditionRows(df, "need", w("cond_need")), conditionRows(df, "lock", w("cond_lock")));
	return parts;
}

function layoutRows(df) {
	const parts = [];
	if (df.fieldtype === "Section Break") parts.push(tick(w("collapsible"), df.collapsible, put(df, "collapsible")));
	if (df.fieldtype !== "Column Break") parts.push(conditionRows(df, "show", w("cond_show_part")));
	return parts;
}

const part = (key, title, ...content) => element("details", { class: "b-part", "data-part": key }, element("summary", {}, title), ...content);
