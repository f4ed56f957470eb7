// The columns of a table, edited in a dialog as rows of a small table.
import { element, toast } from "../api.js";
import { line, pick, button } from "./controls.js";
import { kinds, LAYOUT, model, nameOf, newColumn, set, w } from "./state.js";

const FITTING = kinds.filter((kind) => !kind.values && !LAYOUT.includes(kind.fieldtype) && !["Table", "HTML"].includes(kind.fieldtype));

export function editColumns(df) {
	const columns = JSON.parse(JSON.stringify(df.table.fields));
	const body = element("tbody");
	const box = element("dialog", { class: "b-dialog", "aria-label": w("columns_of", nameOf(df)) },
		element("div", { class: "dialog-head" }, element("h2", {}, w("columns_of", nameOf(df)))),
		element("div", { class: "dialog-body" },
			element("div", { class: "table-wrap" }, element("table", { class: "table b-columns" },
				element("thead", {}, element("tr", {}, ...["col_label", "col_kind", "col_more", "col_reqd", ""].map((key) => element("th", { scope: "col" }, key && w(key))))), body)),
			element("div", {}, button(w("col_add"), () => { columns.push(newColumn()); draw(columns.length - 1); }, "btn btn-s"))),
		element("div", { class: "dialog-foot" }, button(w("ok"), close, "btn btn-primary"), button(w("cancel"), () => { box.close(); box.remove(); })));
	function close() {
		// A column that was begun is not dropped without a word
		const nameless = columns.findIndex((column) => !column.label && (column.kind !== "text" || column.options || column.reqd));
		if (nameless >= 0) {
			toast(w("name_column", nameless + 1), true);
			return body.rows[nameless].querySelector("input").focus();
		}
		set(df.key, { table: { ...df.table, fields: columns.filter((column) => column.label) } });
		box.close();
		box.remove();
	}
	function more(column) {
		if (column.fieldtype === "Select") {
			const area = element("textarea", { class: "input", rows: 2, "aria-label": w("options"), placeholder: w("one_a_line") });
			area.value = column.options || "";
			area.addEventListener("input", () => { column.options = area.value; });
			return area;
		}
		if (column.fieldtype === "Link") return pick(column.options, [{ value: "", label: "" }, ...model.forms], (value) => { column.options = value; }, { "aria-label": w("link_to") });
		return element("span");
	}
	function draw(focus = -1) {
		body.textContent = "";
		columns.forEach((column, at) => {
			const tick = element("input", { type: "checkbox", "aria-label": w("col_reqd") });
			tick.checked = Boolean(column.reqd);
			tick.addEventListener("change", () => { column.reqd = tick.checked ? 1 : 0; });
			const ops = [["col_up", "↑", -1], ["col_down", "↓", 1]].map(([key, sign, by]) => {
				const node = button(sign, () => { if (columns[at + by]) { [columns[at], columns[at + by]] = [columns[at + by], columns[at]]; draw(at + by); } }, "btn btn-s btn-quiet btn-icon");
				node.setAttribute("aria-label", w(key, at + 1));
				return node;
			});
			const drop = button("×", () => { columns.splice(at, 1); draw(); }, "btn btn-s btn-quiet btn-icon");
			drop.setAttribute("aria-label", w("col_remove", at + 1));
			const kindBox = pick(column.kind, FITTING.map((kind) => ({ value: kind.key, label: kind.label })), (value) => {
				const kind = FITTING.find((entry) => entry.key === value);
				Object.assign(column, { kind: kind.key, fieldtype: kind.fieldtype, options: kind.options });
				draw();
			}, { "aria-label": w("col_kind") });
			body.append(element("tr", {},
				element("td", {}, line(column.label, (value) => { column.label = value; }, { "aria-label": w("col_label") })),
				element("td", {}, kindBox), element("td", {}, more(column)), element("td", {}, tick), element("td", { class: "ops" }, ...ops, drop)));
		});
		if (focus >= 0) body.rows[focus].querySelector("input").focus();
	}
	box.addEventListener("cancel", () => box.remove());
	draw();
	document.body.append(box);
	box.showModal();
	body.querySelector("input")?.focus();
}
