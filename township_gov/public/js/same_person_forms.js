// The forms of the two desks as same_person.js reads and writes them.
import { lookFor, watched } from "./same_person.js";

const STARS = "******";
const typed = (input) => (input ? input.value.trim() : "");

// ---- the standalone desk ----
export function watchStandalone({ doctype, form, set, extra }) {
	const controls = (root, name) => root.querySelector(`[data-field="${name}"]`);
	const rowOf = (input) => input.closest("tr[data-row]") || (input.closest("tr.grid-more") || {}).previousElementSibling || null;
	const around = (row) => [row, row && row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? row.nextElementSibling : null].filter(Boolean);
	const at = (row, name) => (row ? around(row).map((part) => controls(part, name)).find(Boolean) : controls(form, name));
	const adapter = {
		doctype,
		township: () => { const input = controls(form, "township"); return input ? input.dataset.value : ""; },
		person: (row) => ({ person: typed(at(row, row ? "petitioner_name" : "applicant_name")), id_number: typed(at(row, "id_number")), phone: typed(at(row, "phone")) }),
		place: (row) => (row ? row.closest("[data-grid]") : controls(form, "applicant_name").closest(".field-body")),
		take: (row, { values, masked, record }) => {
			for (const [name, value] of Object.entries(values)) set(at(row, name), value);
			for (const [name, shown] of Object.entries(masked)) {
				const input = at(row, name);
				if (!input || input.value) continue; // who typed the number himself keeps it
				input.dataset.stored = STARS;
				input.setAttribute("placeholder", shown);
			}
			extra(row, { numbers_from: record, ...(row ? Object.fromEntries(Object.keys(masked).map((name) => [name, STARS])) : {}) });
		},
	};
	form.addEventListener("change", ({ target, isTrusted }) => {
		// what is taken over changes fields too, and asks nothing again
		if (isTrusted && target.dataset && watched(doctype, target.dataset.field)) lookFor(adapter, rowOf(target));
	});
}

// ---- Frappe Desk ----
export function watchFrappe(frm) {
	if (frm.samePersonWatched) return;
	frm.samePersonWatched = true;
	const table = frm.doctype === "Petition" ? "petitioners" : null;
	const adapter = {
		doctype: frm.doctype,
		township: () => frm.doc.township,
		person: (row) => ({ person: (row || frm.doc)[row ? "petitioner_name" : "applicant_name"] || "", id_number: plain((row || frm.doc).id_number), phone: plain((row || frm.doc).phone) }),
		place: (row) => frm.fields_dict[row ? table : "applicant_name"].$wrapper[0],
		take: (row, { values, masked, record }) => {
			const put = (name, value) => (row ? window.frappe.model.set_value(row.doctype, row.name, name, value) : frm.set_value(name, value));
			(row || frm.doc).numbers_from = record;
			for (const [name, value] of Object.entries(values)) put(name, value);
			for (const name of Object.keys(masked)) put(name, STARS);
		},
	};
	const child = table ? "Petition Petitioner" : frm.doctype;
	for (const name of [table ? "petitioner_name" : "applicant_name", "id_number", "phone"]) {
		window.frappe.ui.form.on(child, name, (form, cdt, cdn) => {
			if (form.is_new()) lookFor(adapter, table ? window.locals[cdt][cdn] : null);
		});
	}
}

const plain = (value) => (/^\*+$/.test(value || "") ? "" : value || "");
