// In which order a list showed its records: kept for the tab, so that a form leads to the next and the one before, and back
// to the list as it was filtered. Only names are kept, for the person who saw them.
import { boot } from "./api.js";

const keyOf = (doctype) => `desk-trail|${boot.user}|${doctype}`;

export function keepTrail(trail) {
	try { sessionStorage.setItem(keyOf(trail.doctype), JSON.stringify(trail)); } catch (_error) { /* a full store: the form asks the server */ }
}

export function trailOf(doctype) {
	try {
		const trail = JSON.parse(sessionStorage.getItem(keyOf(doctype)));
		return trail && Array.isArray(trail.names) ? trail : null;
	} catch (_error) { return null; }
}

// data: what the list page says of itself; names: its rows; more: whether another page follows
export function rememberList(data, names, more) {
	const start = Number(new URLSearchParams(location.search).get("_start")) || 0;
	keepTrail({
		doctype: data.doctype, url: location.pathname + location.search, filters: data.asked, or_filters: data.or_filters,
		order_by: data.order_by, start, names, more,
	});
}
