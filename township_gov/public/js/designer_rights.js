// Field rights of a step: each field of the document read only, editable, required or hidden; tables with their columns and rows.

import { choice, section, tick } from "./designer_fields.js";
import { lines, nodeOf } from "./designer_graph.js";
import { fieldLabel } from "./designer_words.js";
import { el, t } from "./dom.js";

const STATES = ["", "edit", "edit must", "must", "hide"];

export function stateOf(node, name) {
	if (lines(node.hidden_fields).includes(name)) return "hide";
	const must = lines(node.required_fields).includes(name);
	if (lines(node.editable_fields).includes(name)) return must ? "edit must" : "edit";
	return must ? "must" : "";
}

export function setState(node, name, state) {
	const put = (fieldname, on) => {
		const rest = lines(node[fieldname]).filter((one) => one !== name);
		node[fieldname] = [...rest, ...(on ? [name] : [])].join("\n");
	};
	put("editable_fields", state.startsWith("edit"));
	put("required_fields", state.endsWith("must"));
	put("hidden_fields", state === "hide");
}

export function rights(panel, node) {
	const { designer } = panel;
	const disabled = !designer.mayWrite;
	const all = lines(node.editable_fields).includes("*") || (node.node_type === "Start" && !lines(node.editable_fields).length);
	const edit = (work) => designer.edit(t("Field rights"), (draft) => work(nodeOf(draft, node.node_key)));
	const words = (state) => ({ "": all ? t("Editable") : t("Read only"), edit: t("Editable"), "edit must": t("Editable, required"), must: all ? t("Required") : t("Must be filled already"), hide: t("Hidden") }[state]);
	const states = all ? ["", "must", "hide"] : STATES;
	const row = (name, label, inner) => {
		const state = stateOf(node, name);
		const now = all && state.startsWith("edit") ? (state === "edit must" ? "must" : "") : state;
		const select = choice(states.map((value) => ({ value, label: words(value) })), now, (value) => edit((one) => setState(one, name, value)), disabled);
		select.setAttribute("aria-label", label);
		select.dataset.name = `right ${name}`;
		return el("div", { class: `fx-right${inner ? " fx-inner" : ""}${now ? " fx-set" : ""}`, "data-label": label }, el("span", {}, label), select);
	};
	const grown = (name, label) => el("div", { class: "fx-right fx-inner", "data-label": label }, tick(label, lines(node.editable_fields).includes(name), (on) => edit((one) => setState(one, name, on ? "edit" : "")), "", disabled));
	const shown = [];
	for (const field of designer.options.fields.filter((one) => !one.hidden)) {
		shown.push(row(field.fieldname, field.label));
		if (!field.table || !field.table.length || all) continue;
		for (const column of field.table.filter((one) => !one.hidden)) shown.push(row(`${field.fieldname}.${column.fieldname}`, `${field.label} · ${column.label}`, true));
		shown.push(grown(`${field.fieldname}:add`, t("{0}: may add rows", field.label)), grown(`${field.fieldname}:delete`, t("{0}: may delete rows", field.label)));
	}
	const list = el("div", { class: "fx-rights" }, shown);
	const finder = el("input", { type: "search", placeholder: t("Find a field"), "aria-label": t("Find a field"), oninput: (event) => {
		for (const one of list.children) one.hidden = !one.dataset.label.includes(event.target.value.trim());
	} });
	return section(panel, "rights", t("Field rights"), summary(designer, node, all), [
		node.node_type === "Start" ? el("p", { class: "fx-note" }, t("Without a field chosen here, the initiator fills in the whole document.")) : "",
		tick(t("All fields editable"), all, (on) => edit((one) => { one.editable_fields = on ? "*" : ""; }), "", disabled || (node.node_type === "Start" && all && !lines(node.editable_fields).length)),
		finder, list, other(designer, node, edit, disabled),
	]);
}

// Lines that name nothing the document has: shown, so that they can be taken out
function other(designer, node, edit, disabled) {
	const known = new Set(["*"]);
	for (const field of designer.options.fields) {
		known.add(field.fieldname).add(`${field.fieldname}:add`).add(`${field.fieldname}:delete`);
		for (const column of field.table || []) known.add(`${field.fieldname}.${column.fieldname}`);
	}
	const rest = [...new Set([node.editable_fields, node.required_fields, node.hidden_fields].flatMap(lines))].filter((one) => !known.has(one));
	return rest.map((name) => tick(t("{0} (not a field of the document)", name), true, () => edit((one) => setState(one, name, "")), "", disabled));
}

function summary(designer, node, all) {
	const label = (name) => fieldLabel(designer.options, name.replace(/:.*$/, ""));
	const list = (names) => (names.length > 3 ? t("{0} fields", names.length) : names.map(label).join("、"));
	const [edit, must, hide] = [lines(node.editable_fields).filter((one) => one !== "*"), lines(node.required_fields), lines(node.hidden_fields)];
	return [all ? t("All editable") : edit.length ? t("Editable: {0}", list(edit)) : t("Read only"), must.length && t("Required: {0}", list(must)), hide.length && t("Hidden: {0}", list(hide))].filter(Boolean).join("；");
}
