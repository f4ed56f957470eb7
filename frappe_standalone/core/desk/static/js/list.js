// The list: picking rows, deleting and exporting them, filter rows, instant standard filters.
import { call, confirmBox, download, element, flash, t, toast } from "./api.js";
import { setUpLinks } from "./link.js";

const card = document.getElementById("list");
const data = JSON.parse(document.getElementById("list-data").textContent);
const form = card.querySelector("form.filters");
const bulk = card.querySelector(".bulk");
const boxes = [...card.querySelectorAll("[data-pick]")];
const all = card.querySelector("[data-pick-all]");
const picked = () => boxes.filter((box) => box.checked).map((box) => box.closest("tr").dataset.name);
let last = null;

function refresh() {
	const names = picked();
	bulk.hidden = !names.length;
	bulk.querySelector("[data-picked]").textContent = t("picked", names.length);
	boxes.forEach((box) => box.closest("tr").classList.toggle("picked", box.checked));
	if (all) { all.checked = names.length > 0 && names.length === boxes.length; all.indeterminate = names.length > 0 && names.length < boxes.length; }
}

card.addEventListener("change", ({ target }) => {
	if (target.matches("[data-pick-all]")) boxes.forEach((box) => { box.checked = target.checked; });
	if (target.matches("[data-pick], [data-pick-all]")) refresh();
	else if (target.closest(".std") && target.dataset.kind !== "text") submit();
});
card.addEventListener("click", (event) => {
	const { target } = event;
	if (target.matches("[data-pick]")) {
		if (event.shiftKey && last) {
			const [from, to] = [boxes.indexOf(last), boxes.indexOf(target)].sort((a, b) => a - b);
			boxes.slice(from, to + 1).forEach((box) => { box.checked = target.checked; });
			refresh();
		}
		last = target;
		return;
	}
	const row = target.closest("tbody tr[data-name]");
	if (row && !target.closest("a, input, button, label") && !String(getSelection())) row.querySelector("td.title a").click();
});

async function removePicked() {
	const names = picked();
	if (!(await confirmBox(t("delete_many", names.length), { danger: true }))) return;
	await call("frappe.desk.reportview.delete_items", { doctype: data.doctype, items: JSON.stringify(names) });
	flash(t("deleted"));
	location.reload();
}

async function exportRows(which) {
	await download("frappe.desk.reportview.export_query", {
		doctype: data.doctype, title: data.title, file_format_type: "Excel", fields: JSON.stringify(data.export_fields),
		filters: JSON.stringify(which === "picked" ? [["name", "in", picked()]] : data.filters),
		or_filters: JSON.stringify(which === "picked" ? [] : data.or_filters), order_by: data.order_by,
	});
	toast(t("exported"));
}

document.addEventListener("click", ({ target }) => {
	const failed = (error) => toast(error.message, true);
	if (target.closest("[data-bulk-delete]")) removePicked().catch(failed);
	else if (target.closest("[data-export]")) exportRows(target.closest("[data-export]").dataset.export).catch(failed);
	else if (target.closest("[data-unpick]")) { boxes.forEach((box) => { box.checked = false; }); refresh(); }
	else if (target.closest("[data-add-filter]")) addRow();
	else if (target.closest("[data-open-filters]")) form.classList.toggle("open");
});

// ---- filters: every one becomes a part of the address, so that a list can be sent as a link ----
const operators = { "=": "equals", "!=": "not_equals", like: "contains", ">=": "greater", "<=": "less", in: "in", between: "between", set: "set", "not set": "not_set" };
const holder = card.querySelector("[data-filter-rows]");

function valueControl(field, value) {
	const id = `filter-${holder.children.length}-value`;
	if (field.options && field.fieldtype === "Select") {
		return element("select", { class: "input val", "aria-label": t("value"), id }, ...field.options.map(([key, label]) => element("option", { value: key, selected: key === value }, label)));
	}
	if (field.fieldtype === "Check") return element("select", { class: "input val", "aria-label": t("value"), id }, element("option", { value: "1" }, t("yes")), element("option", { value: "0", selected: value === "0" }, t("no")));
	if (field.fieldtype === "Link") {
		return element("div", { class: "combo" }, element("input", { class: "input val", id, "aria-label": t("value"), role: "combobox", "aria-expanded": "false", "data-kind": "link", "data-target": field.target, "data-value": value || "", value: value || "", autocomplete: "off" }));
	}
	return element("input", { class: "input val", id, "aria-label": t("value"), value: value || "", type: field.fieldtype === "Date" || field.fieldtype === "Datetime" ? "date" : "text" });
}

function addRow(filter = null) {
	const [name, operator, value] = filter || [data.fields[0].fieldname, "=", ""];
	const row = element("div", { class: "filter-row" });
	const field = element("select", { class: "input", "aria-label": t("field") }, ...data.fields.map((df) => element("option", { value: df.fieldname, selected: df.fieldname === name }, df.label)));
	const op = element("select", { class: "input op", "aria-label": t("operator") }, ...Object.entries(operators).map(([key, label]) => element("option", { value: key, selected: key === operator }, t(label))));
	const box = element("span", {});
	const draw = (text) => {
		const df = data.fields.find((item) => item.fieldname === field.value) || data.fields[0];
		const simple = ["in", "between", "like"].includes(op.value) ? { fieldtype: "Data" } : df;
		box.textContent = "";
		if (!op.value.endsWith("set")) box.append(valueControl(simple, text));
	};
	field.addEventListener("change", () => draw(""));
	op.addEventListener("change", () => draw(""));
	const drop = element("button", { class: "btn btn-s btn-quiet", type: "button", "aria-label": t("remove_filter") }, "✕");
	drop.addEventListener("click", () => { row.remove(); submit(); });
	row.append(field, op, box, drop);
	holder.append(row);
	holder.hidden = false;
	draw(Array.isArray(value) ? value.join(",") : value ?? "");
	if (!filter) field.focus();
}

function filterOf(row) {
	const [field, op] = row.querySelectorAll("select");
	const control = row.querySelector(".val");
	if (op.value.endsWith("set")) return [field.value, JSON.stringify(["is", op.value])];
	const raw = control ? (control.dataset.kind === "link" ? control.dataset.value : control.value).trim() : "";
	if (!raw) return null;
	if (op.value === "=") return [field.value, raw];
	if (op.value === "like") return [field.value, JSON.stringify(["like", `%${raw}%`])];
	const value = ["in", "between"].includes(op.value) ? raw.split(/[,，、\s]+/).filter(Boolean) : raw;
	return [field.value, JSON.stringify([op.value, value])];
}

function submit() {
	const query = new URLSearchParams();
	for (const input of form.querySelectorAll("input[name], [data-field]")) {
		const key = input.name || input.dataset.field;
		const value = input.dataset.kind === "link" ? input.dataset.value : input.type === "checkbox" ? (input.checked ? "1" : "") : input.value.trim();
		if (key && value) query.append(key, input.dataset.like ? JSON.stringify(["like", `%${value}%`]) : value);
	}
	for (const row of holder.children) { const filter = filterOf(row); if (filter) query.append(...filter); }
	location.href = `${form.action.split("?")[0]}${String(query) ? `?${query}` : ""}`;
}

form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
for (const filter of data.advanced) addRow(filter);
setUpLinks(form, () => ({}));
refresh();
