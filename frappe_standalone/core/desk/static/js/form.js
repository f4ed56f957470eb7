// The form: reads the page's controls, checks what must be filled, saves over REST, shows errors at their fields.
import { call, confirmBox, element, flash, read, request, resource, t, toast } from "./api.js";
import { holds } from "./conditions.js";
import { drawAll, gridRows, readGrid, readRow, rowOf, setUpGrid } from "./grid.js";
import { setUpLinks } from "./link.js";
import { controls, setValue, valueOf } from "./values.js";

const data = JSON.parse(document.getElementById("form-data").textContent);
const form = document.getElementById("form");
const errorBox = document.getElementById("form-errors");
const dirtyMark = document.querySelector(".dirty");
const grids = [...form.querySelectorAll("[data-grid]")];
const of = { doctype: data.doctype, name: data.name };
const inRow = (input) => input.closest("[data-grid]");
let dirty = false, leaving = false;

function currentDoc() {
	const doc = { ...data.doc };
	for (const input of controls(form)) if (!inRow(input)) doc[input.dataset.field] = valueOf(input);
	return doc;
}

const docOf = (input) => (inRow(input) ? { parent: data.name, ...currentDoc(), ...readRow(rowOf(input)), __parent: currentDoc() } : currentDoc());

// Tables that nobody touched are left as they are stored.
const isSent = (grid) => "editable" in grid.dataset && (data.is_new || "changed" in grid.dataset);

function changes() {
	const sent = {};
	for (const input of controls(form)) if (!inRow(input)) sent[input.dataset.field] = valueOf(input);
	for (const grid of grids.filter(isSent)) sent[grid.dataset.grid] = readGrid(grid);
	return sent;
}

function setDirty(value) {
	dirty = value;
	dirtyMark.hidden = !value;
}

// ---- conditions: show, require, lock ----
function applyRules() {
	const doc = currentDoc();
	for (const node of form.querySelectorAll("[data-rules]")) {
		const rules = JSON.parse(node.dataset.rules);
		const scope = node.closest("tr") ? docOf(node) : doc;
		if (rules.show) node.hidden = "blank" in node.dataset || !holds(rules.show, scope);
		if (rules.need) {
			const needed = holds(rules.need, scope);
			node.querySelectorAll(".req").forEach((mark) => { mark.hidden = !needed; });
			node.querySelectorAll("[data-field]").forEach((input) => input.setAttribute("aria-required", needed));
		}
		if (rules.lock) {
			const locked = holds(rules.lock, scope);
			node.querySelectorAll("[data-field]").forEach((input) => {
				if (input.tagName === "SELECT" || input.type === "checkbox") input.disabled = locked;
				else input.readOnly = locked;
			});
		}
	}
}

// ---- errors ----
function clearErrors() {
	errorBox.hidden = true;
	form.querySelectorAll(".field-error").forEach((node) => node.remove());
	form.querySelectorAll("[aria-invalid]").forEach((node) => node.removeAttribute("aria-invalid"));
}

function mark(input, text) {
	input.setAttribute("aria-invalid", "true");
	(input.closest(".field-body") || input.closest("td")).append(element("p", { class: "field-error" }, text));
	const panel = input.closest("[role=tabpanel]");
	if (panel && panel.hidden) selectTab(document.getElementById(panel.getAttribute("aria-labelledby")));
	for (let section = input.closest("details"); section; section = section.parentElement.closest("details")) section.open = true;
	const more = input.closest("tr.grid-more");
	if (more) more.hidden = false;
}

function showErrors(messages) {
	errorBox.textContent = "";
	const list = element("ul", {}, ...messages.map((text) => element("li", {}, text)));
	errorBox.append(messages.length > 1 ? list : messages[0] || t("failed"));
	errorBox.hidden = false;
	const first = form.querySelector("[aria-invalid]");
	if (first) first.focus(); else errorBox.focus();
	errorBox.scrollIntoView({ block: "center" });
}

// A refusal in words is put at the field whose label it names.
function showRefusal(error) {
	clearErrors();
	for (const message of error.messages || [error.message]) {
		const named = Object.entries(data.labels).filter(([, label]) => label && message.includes(label)).sort((a, b) => b[1].length - a[1].length);
		for (const [fieldname] of named.slice(0, 1)) {
			const input = controls(form).find((node) => node.dataset.field === fieldname && !inRow(node));
			if (input) mark(input, message);
		}
	}
	showErrors(error.messages || [error.message]);
}

function missing() {
	const found = [];
	for (const input of controls(form)) {
		if (input.getAttribute("aria-required") !== "true" || input.closest("[hidden]:not([role=tabpanel]):not(.grid-more)")) continue;
		const value = valueOf(input);
		if (value === "" || value === null) found.push(input);
	}
	return found;
}

function checkRequired() {
	clearErrors();
	const messages = missing().map((input) => {
		const grid = inRow(input);
		const label = grid ? input.getAttribute("aria-label") || nameOf(input) : nameOf(input);
		const text = grid ? t("required_row", nameOf(grid), gridRows(grid).indexOf(rowOf(input)) + 1, label) : t("required", label);
		mark(input, text);
		return text;
	});
	if (messages.length) showErrors(messages);
	return !messages.length;
}

const nameOf = (node) => data.labels[node.dataset.field || node.dataset.grid] || node.dataset.field;

// ---- saving ----
async function save(extra = {}) {
	const button = document.querySelector('[data-action="save"]');
	if (button) button.disabled = true;
	try {
		for (const grid of grids.filter(isSent)) await drawAll(grid, of);
		if (!checkRequired()) return false;
		const body = { ...(data.is_new ? data.doc : { modified: data.modified }), ...changes(), ...extra };
		const answer = await request(data.is_new ? "POST" : "PUT", resource(data.doctype, data.is_new ? null : data.name), body);
		leaving = true;
		flash([t("saved"), ...answer.told].join(" · "));
		go(answer.data.name);
		return true;
	} catch (error) {
		showRefusal(error);
		return false;
	} finally {
		if (button) button.disabled = false;
	}
}

function go(name) {
	sessionStorage.setItem("desk-scroll", String(window.scrollY));
	const url = `${data.list_url}/${encodeURIComponent(name)}`;
	if (location.pathname === url) location.reload(); else location.replace(url + location.hash);
}

export function reload() {
	leaving = true;
	go(data.name);
}

// ---- actions ----
const actions = {
	save: () => save(),
	submit: async () => { if (await confirmBox(t("confirm_submit"))) await save({ docstatus: 1 }); },
	cancel: async () => {
		if (!(await confirmBox(t("confirm_cancel"), { danger: true }))) return;
		await call("frappe.client.cancel", { doctype: data.doctype, name: data.name });
		reload();
	},
	delete: async () => {
		if (!(await confirmBox(t("delete_one", data.title), { danger: true }))) return;
		await request("DELETE", resource(data.doctype, data.name));
		leaving = true;
		flash(t("deleted"));
		location.replace(data.list_url);
	},
	server: async (button) => {
		const { method, label } = JSON.parse(button.dataset.detail);
		if (dirty && !(await save())) return;
		if (!(await confirmBox(t("confirm_action", label)))) return;
		const answer = await request("POST", `/api/method/${method}`, { doc: JSON.stringify(currentDoc()) });
		leaving = true;
		flash((answer.told.length ? answer.told : [t("done")]).join(" · "));
		reload();
	},
};

document.addEventListener("click", (event) => {
	const button = event.target.closest("[data-action]");
	if (button) actions[button.dataset.action](button).catch(showRefusal);
	const called = event.target.closest("[data-method]");
	if (called && called.dataset.method) {
		call(called.dataset.method, { doctype: data.doctype, name: data.name }).then(() => reload(), showRefusal);
	}
});
document.addEventListener("keydown", (event) => {
	if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
		event.preventDefault();
		if (document.activeElement && document.activeElement.blur) document.activeElement.blur();
		if (document.querySelector('[data-action="save"]')) save();
	}
});
window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) { event.preventDefault(); event.returnValue = t("leave"); } });
form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
form.addEventListener("input", () => setDirty(true));
form.addEventListener("desk:row-drawn", applyRules);
form.addEventListener("change", (event) => {
	setDirty(true);
	applyRules();
	fetchFrom(event.target);
});

// ---- fetch_from: what a link brings along ----
async function fetchFrom(input) {
	const wanted = input.dataset && input.dataset.kind === "link" && !inRow(input) ? data.fetch[input.dataset.field] : null;
	if (!wanted || !input.dataset.value) return;
	const found = await read("frappe.client.get_value", {
		doctype: input.dataset.target, filters: JSON.stringify({ name: input.dataset.value }), fieldname: JSON.stringify(Object.values(wanted)),
	}).catch(() => null);
	for (const [fieldname, source] of Object.entries(wanted)) {
		const value = found ? found[source] : null;
		data.doc[fieldname] = value;
		const control = controls(form).find((node) => node.dataset.field === fieldname && !inRow(node));
		const shown = form.querySelector(`[data-shown="${fieldname}"]`);
		if (control && (!valueOf(control) || data.fetch_always.includes(fieldname))) setValue(control, value);
		else if (shown) { shown.textContent = await titleOf(data.fetch_targets[fieldname], value) ?? ""; unblank(shown); }
	}
	applyRules();
}

async function titleOf(doctype, name) {
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

// ---- tabs ----
const tabs = [...document.querySelectorAll("[role=tab]")];
function selectTab(tab) {
	tabs.forEach((other) => {
		other.setAttribute("aria-selected", other === tab);
		document.getElementById(other.getAttribute("aria-controls")).hidden = other !== tab;
	});
	history.replaceState(null, "", `#${tab.id}`);
}
tabs.forEach((tab, index) => {
	tab.addEventListener("click", () => selectTab(tab));
	tab.addEventListener("keydown", (event) => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		const next = step && tabs[(index + step + tabs.length) % tabs.length];
		if (next) { selectTab(next); next.focus(); }
	});
});
if (location.hash.startsWith("#tab-")) { const tab = document.getElementById(location.hash.slice(1)); if (tab) selectTab(tab); }

// ---- files ----
async function upload(file, fieldname) {
	const body = new FormData();
	body.append("file", file, file.name);
	body.append("is_private", "1");
	if (!data.is_new) { body.append("doctype", data.doctype); body.append("docname", data.name); }
	if (fieldname) body.append("fieldname", fieldname);
	return (await request("POST", "/api/method/upload_file", body)).message;
}

const picker = document.getElementById("attach-file");
async function attach(files) {
	for (const file of files) {
		try { await upload(file); } catch (error) { toast(`${t("upload_failed", file.name)} ${error.message}`, true); return; }
	}
	if (dirty) { toast(t("done")); } else reload();
}
if (picker) picker.addEventListener("change", () => attach([...picker.files]));
const attachments = document.getElementById("attachments");
if (attachments) {
	attachments.addEventListener("click", async (event) => {
		if (!event.target.closest("[data-remove-file]")) return;
		const item = event.target.closest("li");
		if (!(await confirmBox(t("remove_file", item.querySelector("a").textContent), { danger: true }))) return;
		call("frappe.desk.form.utils.remove_attach", { fid: item.dataset.file, dt: data.doctype, dn: data.name }).then(() => item.remove(), showRefusal);
	});
}
form.addEventListener("change", async ({ target }) => {
	if (!target.dataset || target.dataset.kind !== "attach" || !target.files.length) return;
	try {
		const file = await upload(target.files[0], target.dataset.field);
		target.dataset.value = file.file_url;
		const shown = target.parentElement.querySelector("[data-file]");
		Object.assign(shown, { href: file.file_url, textContent: file.file_name, hidden: false });
	} catch (error) { toast(error.message, true); }
});

// ---- start ----
grids.forEach((grid) => setUpGrid(grid, of));
setUpLinks(form, docOf);
applyRules();
setDirty(false);
const scroll = sessionStorage.getItem("desk-scroll");
if (scroll) { sessionStorage.removeItem("desk-scroll"); window.scrollTo(0, Number(scroll)); }
if (data.is_new) { const first = form.querySelector("[data-field]:not([readonly]):not([disabled])"); if (first) first.focus({ preventScroll: true }); }
const slot = document.querySelector(".form-slot");
const announce = () => document.dispatchEvent(new CustomEvent("desk:form-ready", {
	detail: { doctype: data.doctype, name: data.name, modified: data.modified, slot, reload },
}));
// App bundles are modules loaded after this one; they listen by the time the document is complete.
if (document.readyState === "complete") announce(); else window.addEventListener("load", announce);
