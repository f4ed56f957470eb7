// What the flow designer asks the server for.

import { call } from "./dom.js";

const API = "township_gov.workflows.designer_api.";
const OURS = ["DocType", "Official Document Kind", "Post", "Role", "Township", "Township Office", "User"];

export const server = {
	load: (flow) => call(`${API}load`, { flow }),
	options: (document_type) => call(`${API}options`, { document_type }),
	lint: (flow, draft) => call(`${API}lint`, { flow, draft }, true),
	save: (flow, draft, modified) => call(`${API}save`, { flow, draft, modified }, true),
};

// Records that are found by what was typed: [{value, label, description}]
export async function search(doctype, txt) {
	if (OURS.includes(doctype)) return call(`${API}find`, { doctype, txt });
	const found = await call("frappe.desk.search.search_link", { doctype, txt, page_length: 12 }, true);
	return (found || []).map((one) => ({ value: one.value, label: one.label || one.value, description: one.description || "" }));
}

// What records are called, by their names: `wanted` is [[doctype, name]]; each is told to `keep(doctype, name, label)`
export function called(wanted, keep) {
	const all = new Map(wanted.filter(([, name]) => name).map((one) => [one.join("|"), one]));
	return Promise.all([...all.values()].map(async ([doctype, name]) => {
		const rows = await search(doctype, name).catch(() => []); // who may not look it up reads the record's name
		const row = rows.find((one) => one.value === name);
		if (row) keep(doctype, name, row.label);
	}));
}
