// fetch_from: what a link brings along.
import { read } from "./api.js";
import { control, data, form, inRow } from "./form_state.js";
import { setValue, valueOf } from "./values.js";

export async function titleOf(doctype, name) {
	if (!doctype || !name) return name;
	const rows = await read("frappe.desk.search.search_link", { doctype, txt: name }).catch(() => []);
	const row = rows.find((one) => one.value === name);
	return (row && row.label) || name;
}

// A field that was left out because it was empty takes its place once a link fills it.
function unblank(shown) {
	for (const node of [shown.closest("[data-fieldbox]"), shown.closest("[data-section]")]) {
		if (node && "blank" in node.dataset) { delete node.dataset.blank; node.hidden = false; }
	}
}

export async function fetchFrom(input) {
	const wanted = input.dataset && input.dataset.kind === "link" && !inRow(input) ? data.fetch[input.dataset.field] : null;
	if (!wanted || !input.dataset.value) return;
	const found = await read("frappe.client.get_value", {
		doctype: input.dataset.target, filters: JSON.stringify({ name: input.dataset.value }), fieldname: JSON.stringify(Object.values(wanted)),
	}).catch(() => null);
	for (const [fieldname, source] of Object.entries(wanted)) {
		const value = found ? found[source] : null;
		data.doc[fieldname] = value;
		const target = control(fieldname);
		const shown = form.querySelector(`[data-shown="${fieldname}"]`);
		if (target && (!valueOf(target) || data.fetch_always.includes(fieldname))) setValue(target, value, await titleOf(data.fetch_targets[fieldname], value));
		else if (shown) { shown.textContent = await titleOf(data.fetch_targets[fieldname], value) ?? ""; unblank(shown); }
	}
}
