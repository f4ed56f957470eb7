// Which columns the list shows, in which order, how wide; rows on a page; the order it opens with.
import { call, element, request, resource, t } from "./api.js";
import { openDialog, labelled } from "./dialog.js";
import { data, described } from "./list.js";

const WIDTHS = [["", "width_auto"], ["90", "width_narrow"], ["160", "width_middle"], ["280", "width_wide"]];
const SIZES = ["20", "50", "100"];
const select = (label, pairs, chosen) => element("select", { class: "input", "aria-label": label }, ...pairs.map(([key, text]) => element("option", { value: key, selected: key === chosen }, text)));

function row(df, shown, width) {
	const box = element("input", { type: "checkbox", checked: shown, "aria-label": t("show_column", df.label) });
	const move = (up) => element("button", { class: "btn btn-s btn-quiet", type: "button", "aria-label": t(up ? "move_up" : "move_down", df.label), title: t(up ? "move_up" : "move_down", df.label), "data-move": up ? "up" : "down" }, up ? "↑" : "↓");
	return element("li", { "data-column": df.fieldname }, element("label", { class: "check" }, box, df.label),
		select(t("width_of", df.label), WIDTHS.map(([key, label]) => [key, t(label)]).concat(width && !WIDTHS.some(([key]) => key === String(width)) ? [[String(width), `${width}`]] : []), String(width || "")), move(true), move(false));
}

export async function open() {
	const known = await described();
	const byName = Object.fromEntries(known.fields.map((df) => [df.fieldname, df]));
	const title = data.columns[0];
	const chosen = data.columns.slice(1).filter((name) => byName[name]);
	const others = known.fields.filter((df) => df.fieldname !== title && !chosen.includes(df.fieldname)).map((df) => df.fieldname);
	const list = element("ul", { class: "pick-list" }, ...[...chosen, ...others].map((name) => row(byName[name], chosen.includes(name), data.widths[name])));
	list.addEventListener("click", ({ target }) => {
		const button = target.closest("[data-move]");
		if (!button) return;
		const item = button.closest("li"), isUp = button.dataset.move === "up";
		const other = isUp ? item.previousElementSibling : item.nextElementSibling;
		if (other) { if (isUp) other.before(item); else other.after(item); button.focus(); item.scrollIntoView({ block: "nearest" }); }
	});
	const size = select(t("page_length"), SIZES.map((one) => [one, one]), String(data.size));
	const sortField = select(t("sort_first"), known.fields.filter((df) => !["_user_tags", "_assign"].includes(df.fieldname)).map((df) => [df.fieldname, df.label]), data.sort.replace(/^-/, ""));
	const direction = select(t("sort_first"), [["", t("ascending")], ["-", t("descending")]], data.sort.startsWith("-") ? "-" : "");
	const everybody = data.may_set ? element("input", { type: "checkbox" }) : null;
	const fields = () => [...list.children].filter((item) => item.querySelector("input").checked).map((item) => ({ fieldname: item.dataset.column, label: byName[item.dataset.column].label, width: Number(item.querySelector("select").value) || undefined }));
	const reset = element("button", { class: "btn", type: "button" }, t("columns_reset"));
	reset.addEventListener("click", async () => {
		await save({ fields: [], page_length: null, sort: null });
		if (everybody && everybody.checked) await keepForAll([]);
		reload();
	});
	const opened = openDialog({
		title: t("columns"), label: t("apply_save"), wide: true,
		body: [
			element("p", { class: "dialog-hint" }, t("columns_hint")), list,
			element("div", { class: "dialog-row" }, labelled(t("page_length"), size), labelled(t("sort_first"), sortField), direction),
			everybody ? element("label", { class: "check" }, everybody, t("columns_all")) : null,
		].filter(Boolean),
		run: async () => {
			const changed = (value, before) => (value === before ? undefined : value);
			await save({
				fields: everybody && everybody.checked ? [] : fields(),
				page_length: changed(Number(size.value), data.size), sort: changed(direction.value + sortField.value, data.sort),
			});
			if (everybody && everybody.checked) await keepForAll(fields());
			reload();
		},
	});
	opened.box.querySelector(".dialog-foot").prepend(reset);
	reset.style.marginRight = "auto";
}

const save = (settings) => call("frappe.model.utils.user_settings.save", { doctype: data.doctype, user_settings: JSON.stringify({ List: settings }) });

async function keepForAll(fields) {
	const values = { fields: JSON.stringify(fields) };
	try { await request("PUT", resource("List View Settings", data.doctype), values); }
	catch (error) { if (error.status !== 404) throw error; await request("POST", resource("List View Settings"), { name: data.doctype, ...values }); }
}

// What was sorted or paged for this once gives way to what was just chosen
function reload() {
	const url = new URL(location.href);
	["_sort", "_limit", "_start"].forEach((key) => url.searchParams.delete(key));
	location.href = url;
}
