// What the flow designer asks the server for.

import { call } from "./dom.js";

const API = "township_gov.workflows.designer_api.";

export const server = {
	load: (flow) => call(`${API}load`, { flow }, true),
	options: (document_type) => call(`${API}options`, { document_type }, true),
	lint: (flow, draft) => call(`${API}lint`, { flow, draft }, true),
	save: (flow, draft, modified) => call(`${API}save`, { flow, draft, modified }, true),
};

// Names that a link offers for what was typed: [{value, description}]
export async function search(doctype, txt) {
	const found = await call("frappe.desk.search.search_link", { doctype, txt, page_length: 12 }, true);
	return (found || []).map((one) => ({ value: one.value, label: one.label || one.value, description: one.description || "" }));
}
