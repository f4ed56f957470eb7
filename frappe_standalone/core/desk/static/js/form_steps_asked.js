// The record beyond what the list showed is asked of the server.
import { read } from "./api.js";
import { data } from "./form_state.js";
import { keepTrail } from "./list_trail.js";

// So many names are asked for at once; so many seen ones are asked for again, because records come and go meanwhile
const MORE = 20, SEEN = 100;
const ask = (trail, start, length) => read("frappe.client.get_list", {
	doctype: data.doctype, fields: '["name"]', filters: JSON.stringify(trail.filters), or_filters: trail.or_filters.length ? JSON.stringify(trail.or_filters) : null,
	group_by: trail.filters.some((row) => row.length > 3) ? `\`tab${data.doctype}\`.\`name\`` : null, order_by: trail.order_by, limit_start: start, limit_page_length: length,
}).then((rows) => rows.map((row) => String(row.name)));

async function after(trail) {
	const { names, start } = trail, skip = Math.max(0, names.length - SEEN);
	const found = await ask(trail, start + skip, names.length - skip + MORE);
	const fresh = found.filter((name) => !names.includes(name));
	keepTrail({ ...trail, names: [...names, ...fresh], more: found.length === names.length - skip + MORE });
	return fresh[0];
}

async function before(trail) {
	const { names, start } = trail, from = Math.max(0, start - MORE);
	const fresh = (await ask(trail, from, start - from)).filter((name) => !names.includes(name));
	keepTrail({ ...trail, names: [...fresh, ...names], start: from });
	return fresh[fresh.length - 1];
}

// Without a list behind it: by the day of making, newest first, as a list without filters stands
const byCreation = (step) => read("frappe.desk.form.utils.get_next", { doctype: data.doctype, value: data.name, prev: step < 0 ? 1 : 0, sort_field: "creation" });

// trail: the list behind the form with the record at that end of it; null without one
export function neighbour(trail, step) {
	if (!trail) return byCreation(step);
	return step > 0 ? trail.more && after(trail) : trail.start > 0 && before(trail);
}
