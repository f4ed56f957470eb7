// The record before and the one after, in the order of the list that somebody came from.
import { read, t, toast } from "./api.js";
import { leaveFor } from "./form_leave.js";
import { data } from "./form_state.js";
import { keepTrail, trailOf } from "./list_trail.js";

// So many names are asked for at once; so many seen ones are asked for again, because records come and go meanwhile
const MORE = 20, SEEN = 100;
const trail = trailOf(data.doctype);
const at = trail ? trail.names.indexOf(data.name) : -1;
const buttons = [...document.querySelectorAll("[data-step]")];

const ask = (start, length) => read("frappe.client.get_list", {
	doctype: data.doctype, fields: '["name"]', filters: JSON.stringify(trail.filters), or_filters: trail.or_filters.length ? JSON.stringify(trail.or_filters) : null,
	order_by: trail.order_by, limit_start: start, limit_page_length: length,
}).then((rows) => rows.map((row) => String(row.name)));

async function after() {
	const { names, start } = trail, skip = Math.max(0, names.length - SEEN);
	const found = await ask(start + skip, names.length - skip + MORE);
	const fresh = found.filter((name) => !names.includes(name));
	keepTrail({ ...trail, names: [...names, ...fresh], more: found.length === names.length - skip + MORE });
	return fresh[0];
}

async function before() {
	const { names, start } = trail, from = Math.max(0, start - MORE);
	const fresh = (await ask(from, start - from)).filter((name) => !names.includes(name));
	keepTrail({ ...trail, names: [...fresh, ...names], start: from });
	return fresh[fresh.length - 1];
}

// Without a list behind it: by the day of making, newest first, as a list without filters stands
const byCreation = (step) => read("frappe.desk.form.utils.get_next", { doctype: data.doctype, value: data.name, prev: step < 0 ? 1 : 0, sort_field: "creation" });

function neighbour(step) {
	if (at < 0) return byCreation(step);
	const known = trail.names[at + step];
	if (known) return known;
	return step > 0 ? trail.more && after() : trail.start > 0 && before();
}

async function go(step) {
	const name = await neighbour(step);
	if (!name) { toast(t(step > 0 ? "no_next" : "no_previous")); return; }
	await leaveFor(`${data.list_url}/${encodeURIComponent(name)}`);
}

export function setUpSteps() {
	const back = document.querySelector(".crumbs a");
	if (trail && back) back.href = trail.url;
	for (const button of buttons) button.addEventListener("click", () => go(Number(button.dataset.step)).catch((error) => toast(error.message, true)));
	if (at < 0 || !buttons.length) return;
	document.querySelector("[data-place]").textContent = t("place_in_list", trail.start + at + 1);
	buttons[0].disabled = !at && !trail.start;
	buttons[1].disabled = at === trail.names.length - 1 && !trail.more;
}
