// Rows in which a filter is built: a field, how it is compared, and the field's own control.
import { element, t } from "./api.js";
import { data, described, extraFilters, form, setExtra, submit } from "./list.js";

const holder = form.querySelector("[data-filter-rows]");
const BY_KIND = {
	select: [["in", "in"], ["!=", "not_equals"]],
	check: [["=", "equals"]],
	link: [["=", "equals"], ["in", "in"], ["!=", "not_equals"]],
	date: [["timespan", "span"], ["=", "on_day"], ["between", "between"], [">=", "since"], ["<=", "until"]],
	number: [["between", "between"], ["=", "equals"], [">=", "greater"], ["<=", "less"], ["!=", "not_equals"]],
	text: [["like", "contains"], ["=", "equals"], ["!=", "not_equals"], ["in", "in"]],
};
const PRESENCE = [["set", "set"], ["not set", "not_set"]];
let known = null, count = 0;

const all = () => [...known.fields, ...known.rows];
const fieldOf = (name) => all().find((one) => one.fieldname === name) || known.fields[0];
const select = (attributes, pairs, chosen) => element("select", { class: "input", ...attributes },
	...pairs.map(([key, label]) => element("option", { value: key, selected: key === chosen }, label)));
// A record that a filter names, by its title
const titled = (df, name) => data.titles[`${df.target}/${name}`] || name;
const comparisons = (df) => [...BY_KIND[df.kind], ...(df.kind === "check" ? [] : PRESENCE)].map(([key, label]) => [key, t(label)]);

function single(df, value, id, label = t("value")) {
	const shared = { class: "input val", id, "aria-label": label };
	if (df.kind === "check") return select({ ...shared }, [["1", t("yes")], ["0", t("no")]], String(value || "1"));
	if (df.kind === "select") return select({ ...shared }, df.options, value);
	if (df.kind === "link") {
		return element("div", { class: "combo" }, element("input", { ...shared, role: "combobox", "aria-expanded": "false", "data-kind": "link", "data-target": df.target, "data-value": value || "", value: titled(df, value || ""), autocomplete: "off" }));
	}
	const type = df.kind === "date" ? "date" : df.kind === "number" ? "number" : "text";
	return element("input", { ...shared, type, step: df.kind === "number" ? "any" : null, value: df.kind === "date" ? String(value || "").slice(0, 10) : value ?? "" });
}

function many(df, chosen, id) {
	return element("div", { class: "many", role: "group", "aria-label": t("value"), id }, ...df.options.filter(([key]) => key).map(([key, label]) =>
		element("label", { class: "check" }, element("input", { type: "checkbox", class: "val-one", value: key, checked: chosen.includes(key) }), label)));
}

// Several records: each chosen one stands as a chip, the box adds another
function links(df, chosen, id) {
	const box = element("div", { class: "multi many-links", role: "group", "aria-label": t("value") });
	const chip = (name, label) => element("span", { class: "chip", "data-name": name }, label, element("button", { type: "button", "aria-label": t("remove_named", label), onclick: ({ target }) => { target.closest(".chip").remove(); input.focus(); } }, "×"));
	const combo = single(df, "", id), input = combo.querySelector("input");
	input.classList.remove("val");
	box.append(...chosen.map((name) => chip(name, titled(df, name))), combo);
	input.addEventListener("change", () => {
		const name = input.dataset.value;
		if (name && ![...box.querySelectorAll(".chip")].some((one) => one.dataset.name === name)) combo.before(chip(name, input.value));
		if (name) input.dataset.value = input.value = input.dataset.label = "";
	});
	return box;
}

function controls(df, operator, value) {
	const id = `filter-row-${++count}`;
	if (PRESENCE.some(([key]) => key === operator)) return [];
	if (operator === "timespan") return [select({ class: "input val", id, "aria-label": t("span") }, known.spans, value || "this month")];
	if (operator === "between") {
		const [from, to] = Array.isArray(value) ? value : ["", ""];
		const pair = [single(df, from, id), element("span", { class: "to" }, "—"), single(df, to, `${id}-to`, t("value_to"))];
		pair[0].classList.add("half");
		pair[2].classList.add("half", "val-to");
		return pair;
	}
	const list = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
	if (operator === "in" && df.kind === "select") return [many(df, list, id)];
	if (operator === "in" && df.kind === "link") return [links(df, list, id)];
	if (operator === "in") return [single({ kind: "text" }, list.join("，"), id)];
	return [single(df, operator === "like" ? String(value || "").replace(/^%|%$/g, "") : list[0] || "", id)];
}

function start(filter) {
	if (!filter) return [known.fields[0].fieldname, "", ""];
	const [name, operator, value] = filter;
	if (operator === "is") return [name, value === "set" ? "set" : "not set", ""];
	const isChoice = operator === "=" && fieldOf(name).kind === "select";
	return [name, isChoice ? "in" : operator, isChoice ? [value] : value];
}

export async function add(filter) {
	known = await described();
	if (filter) setExtra(extraFilters().filter((other) => JSON.stringify(other) !== JSON.stringify(filter)));
	const [name, operator, value] = start(filter);
	const field = select({ "aria-label": t("field") }, all().map((df) => [df.fieldname, df.label]), name);
	const op = element("select", { class: "input op", "aria-label": t("operator") });
	const box = element("span", { class: "filter-value dialog-row" });
	const go = element("button", { class: "btn btn-s btn-primary", type: "submit" }, t("apply"));
	const drop = element("button", { class: "btn btn-s btn-quiet", type: "button", "aria-label": t("remove_filter"), title: t("remove_filter") }, "✕");
	const row = element("div", { class: "filter-row" }, field, op, box, go, drop);
	const draw = (what) => { box.textContent = ""; box.append(...controls(fieldOf(field.value), op.value, what)); };
	const fill = (chosen, what) => {
		const pairs = comparisons(fieldOf(field.value));
		if (chosen && !pairs.some(([key]) => key === chosen)) pairs.push([chosen, chosen]);
		op.textContent = "";
		op.append(...pairs.map(([key, label]) => element("option", { value: key, selected: key === chosen }, label)));
		draw(what);
	};
	field.addEventListener("change", () => fill("", ""));
	op.addEventListener("change", () => draw(""));
	drop.addEventListener("click", () => { row.remove(); if (filter) { take(); submit(); } holder.hidden = !holder.children.length; });
	// The bar's own control of this field gives way to the row
	if (filter) clearBar(name);
	holder.append(row);
	holder.hidden = false;
	fill(operator, value);
	(filter ? box.querySelector("input, select") || op : field).focus();
}

function clearBar(name) {
	const control = form.querySelector(`.std [data-field="${name}"]`);
	if (control) { control.value = ""; control.dataset.value = ""; delete control.dataset.label; }
}

function valueOf(node) {
	return (node.dataset.kind === "link" ? node.dataset.value : node.value).trim();
}

function filterOf(row) {
	const [field, op] = row.querySelectorAll("select");
	const name = field.value, operator = op.value;
	if (PRESENCE.some(([key]) => key === operator)) return [name, "is", operator];
	const links = row.querySelector(".many-links");
	if (links) {
		const names = [...links.querySelectorAll(".chip")].map((one) => one.dataset.name);
		return names.length ? names.length === 1 ? [name, "=", names[0]] : [name, "in", names] : null;
	}
	const group = row.querySelector(".many");
	if (group) {
		const chosen = [...group.querySelectorAll("input:checked")].map((box) => box.value);
		return chosen.length ? chosen.length === 1 ? [name, "=", chosen[0]] : [name, "in", chosen] : null;
	}
	const first = row.querySelector(".val"), second = row.querySelector(".val-to");
	const value = first ? valueOf(first) : "";
	if (second) {
		const to = valueOf(second);
		return value && to ? [name, "between", [value, to]] : value ? [name, ">=", value] : to ? [name, "<=", to] : null;
	}
	if (!value) return null;
	if (operator === "like") return [name, "like", `%${value}%`];
	if (operator === "in" && df.kind === "link") return [links(df, list, id)];
	if (operator === "in") return [name, "in", value.split(/[,，、\s]+/).filter(Boolean)];
	// A moment is at least a day: “on the day” means all of it
	if (operator === "=" && fieldOf(name).timed) return [name, "between", [value, value]];
	return [name, operator, value];
}

// The rows as they stand become filters of the address
export function take() {
	const found = [...holder.children].map(filterOf).filter(Boolean);
	holder.textContent = "";
	setExtra([...extraFilters(), ...found]);
	found.forEach(([name]) => clearBar(name));
	return data;
}
