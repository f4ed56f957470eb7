// What leaves the list as a file: which columns, which rows of tables, in which format.
import { call, download, element, t, toast } from "./api.js";
import { openDialog, labelled } from "./dialog.js";
import { data, described, picked } from "./list.js";

const LIMIT = 50000;

export async function open(which) {
	const known = await described();
	const names = which === "picked" ? picked() : null;
	const tick = (value, label, checked) => element("label", { class: "check" }, element("input", { type: "checkbox", value, checked }), label);
	const own = element("div", { class: "ticks", role: "group", "aria-label": t("export_columns") },
		...known.fields.map((df) => tick(df.fieldname, df.label, data.columns.includes(df.fieldname) || df.fieldname === "name")));
	const tables = known.tables.map((table) => element("details", {}, element("summary", {}, `${t("export_tables")}：${table.label}`),
		element("div", { class: "ticks" }, ...table.fields.map((df) => tick(`${table.fieldname}.${df.fieldname}`, df.label, false)))));
	const format = element("select", { class: "input", "aria-label": t("export_format") }, element("option", { value: "Excel" }, t("xlsx")), element("option", { value: "CSV" }, t("csv")));
	const told = element("p", { class: "dialog-hint", role: "status" }, names ? t("export_rows", names.length) : "");
	const opened = openDialog({
		title: t("export_title", data.title), label: t("export"), wide: true,
		body: [told, labelled(t("export_format"), format), element("div", { class: "field-label" }, t("export_columns")), own, ...tables, element("p", { class: "dialog-hint" }, t("export_note"))],
		run: async () => {
			const fields = [...opened.box.querySelectorAll(".ticks input:checked")].map((box) => box.value);
			if (!fields.length) { toast(t("choose_column"), true); return false; }
			// The columns of the list come first, in the list's own order
			const ordered = [...data.columns.filter((name) => fields.includes(name)), ...fields.filter((name) => !data.columns.includes(name))];
			await download("frappe.desk.reportview.export_query", {
				doctype: data.doctype, title: data.title, file_format_type: format.value, fields: JSON.stringify(ordered), order_by: data.order_by,
				filters: JSON.stringify(names ? [["name", "in", names]] : data.asked), or_filters: JSON.stringify(names ? [] : data.or_filters),
				...(names ? { selected_items: JSON.stringify(names) } : {}),
			});
			toast(t("exported"));
			return true;
		},
	});
	if (names) return;
	const count = await call("frappe.desk.reportview.get_count", { doctype: data.doctype, filters: JSON.stringify(data.asked), or_filters: JSON.stringify(data.or_filters), limit: LIMIT + 1 });
	told.textContent = count > LIMIT ? t("export_capped", LIMIT.toLocaleString()) : t("export_rows", count);
}
