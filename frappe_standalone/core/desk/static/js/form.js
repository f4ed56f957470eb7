// The form: its buttons and its start. What it is made of stands in the files it imports.
import { call, confirmBox, flash, request, resource, t, toast } from "./api.js";
import { setUpGrid } from "./grid.js";
import { setUpGridKeys } from "./grid_keys.js";
import { setUpDraft, wipeDraft } from "./form_draft.js";
import { recheck, showRefusal } from "./form_errors.js";
import { fetchFrom, titleOf } from "./form_fetch.js";
import { setUpFiles } from "./form_files.js";
import { setUpKeys } from "./form_keys.js";
import { setUpLeaving } from "./form_leave.js";
import { applyRules } from "./form_rules.js";
import { patiently, reload, save } from "./form_save.js";
import { currentDoc, data, docOf, form, grids, of, setDirty, status } from "./form_state.js";
import { setUpSteps } from "./form_steps.js";
import { setUpTabs } from "./form_tabs.js";
import { setUpLinks } from "./link.js";
import { showShortcuts } from "./shortcuts.js";
import { setValue, tidy } from "./values.js";

const actions = {
	save: () => save(),
	submit: async () => { if (await confirmBox(t("confirm_submit"))) await save({ docstatus: 1 }); },
	cancel: async () => {
		if (!(await confirmBox(t("confirm_cancel"), { danger: true }))) return;
		await patiently(() => call("frappe.client.cancel", { doctype: data.doctype, name: data.name }));
		reload();
	},
	delete: async () => {
		if (!(await confirmBox(t("delete_one", data.title), { danger: true }))) return;
		await patiently(() => request("DELETE", resource(data.doctype, data.name)));
		status.leaving = true;
		wipeDraft();
		flash(t("deleted"));
		location.replace(document.querySelector(".crumbs a").href);
	},
	server: async (button) => {
		const { method, label } = JSON.parse(button.dataset.detail);
		if (status.dirty && !(await save())) return;
		if (!(await confirmBox(t("confirm_action", label)))) return;
		const answer = await patiently(() => request("POST", `/api/method/${method}`, { doc: JSON.stringify(currentDoc()) }));
		status.leaving = true;
		flash((answer.told.length ? answer.told : [t("done")]).join(" · "));
		reload();
	},
	keys: () => showShortcuts(),
	autosave: async () => {
		await call("frappe_standalone.core.desk.form_settings.set_autosave", { on: data.autosave ? 0 : 1 });
		if (status.dirty) toast(t("done")); else reload();
	},
};

document.addEventListener("click", (event) => {
	const button = event.target.closest("[data-action]");
	if (button) Promise.resolve(actions[button.dataset.action](button)).catch(showRefusal);
	const called = event.target.closest("[data-method]");
	if (called && called.dataset.method) {
		call(called.dataset.method, { doctype: data.doctype, name: data.name }).then(() => reload(), showRefusal);
	}
});

form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
form.addEventListener("input", ({ target }) => { delete target.dataset.bad; setDirty(true); });
form.addEventListener("desk:row-drawn", applyRules);
form.addEventListener("change", (event) => {
	const { target } = event;
	setDirty(true);
	if (target.dataset && target.dataset.field) { tidy(target); recheck(target); }
	applyRules();
	fetchFrom(target).then(applyRules);
});

grids.forEach((grid) => { setUpGrid(grid, of); setUpGridKeys(grid, of); });
setUpLinks(form, docOf, data.creatable);
setUpTabs();
setUpFiles();
setUpLeaving();
setUpSteps();
setUpKeys();
if (data.autosave && !data.is_new && !data.doc.docstatus) import("./form_autosave.js").then(({ setUpAutosave }) => setUpAutosave(form));
if (form.querySelector("[data-rich], [data-sign], [data-multi], [data-stars], [data-swatch], [data-here]")) import("./field_types.js").then(({ setUpFieldTypes }) => setUpFieldTypes(form));
applyRules();
setDirty(false);
setUpDraft(form);
const scroll = sessionStorage.getItem("desk-scroll");
if (scroll) { sessionStorage.removeItem("desk-scroll"); window.scrollTo(0, Number(scroll)); }
if (data.is_new) { const first = form.querySelector("[data-field]:not([readonly]):not([disabled])"); if (first) first.focus({ preventScroll: true }); }
// For apps: put a value into a control, and send values along that have no control (of the document, or of a row).
async function setField(input, value) {
	if (!input) return;
	const named = input.dataset.kind === "link" ? await titleOf(input.dataset.target, value) : undefined;
	setValue(input, value, named);
	input.dispatchEvent(new Event("change", { bubbles: true }));
}
function extra(row, values) {
	if (row) row.dataset.row = JSON.stringify({ ...JSON.parse(row.dataset.row), ...values });
	else Object.assign(data.doc, values);
}
const slot = document.querySelector(".form-slot");
const announce = () => document.dispatchEvent(new CustomEvent("desk:form-ready", {
	detail: { doctype: data.doctype, name: data.name, modified: data.modified, slot, reload, form, set: setField, extra },
}));
// App bundles are modules loaded after this one; they listen by the time the document is complete.
if (document.readyState === "complete") announce(); else window.addEventListener("load", announce);
