// The second and third tab: numbers, the title and the list; who may do what.
import { element } from "../api.js";
import { button, line, pick, row, tick } from "./controls.js";
import { LAYOUT, TABLES, change, fields, isStandard, isTyped, labelOf, model, state, w } from "./state.js";

const numbers = document.getElementById("builder-settings");
const access = document.getElementById("builder-access");
const DIGITS = [2, 3, 4, 5, 6];

const setting = (key, tag) => (value) => change((form) => { form.settings[key] = value; }, tag ? `setting-${key}` : null);

export function draw() {
	if (!isTyped("numbering-") && !isTyped("setting-")) drawNumbers();
	drawAccess();
}

function example(choice) {
	const now = new Date(), two = (value) => String(value).padStart(2, "0");
	const period = { none: "", year: `${now.getFullYear()}-`, month: `${now.getFullYear()}${two(now.getMonth() + 1)}-`, day: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-` }[choice.period] || "";
	return `${choice.prefix || w("auto_prefix")}-${period}${"1".padStart(Number(choice.digits) || 4, "0")}`;
}

function drawNumbers() {
	const form = state.form, choice = form.numbering;
	numbers.textContent = "";
	const lock = isStandard() ? w("numbering_locked") : "";
	const put = (values, tag) => change((all) => { Object.assign(all.numbering, values); }, tag && `numbering-${tag}`);
	const texts = fields().filter((df) => ["Data", "Select", "Link", "Int", "Date"].includes(df.fieldtype));
	const options = (list) => list.map((df) => ({ value: df.key, label: labelOf(df) || df.fieldname }));
	const kinds = ["series", "field", "typed", "random"].map((value) => ({ value, label: w(`numbering ${value}`) }));
	if (choice.kind === "other") kinds.push({ value: "other", label: w("numbering other", choice.autoname) });
	numbers.append(element("h2", {}, w("numbering")), row(w("numbering_kind"), pick(choice.kind, kinds, (kind) => put({ kind })), { lock }));
	if (choice.kind === "series" && !lock) {
		const sample = element("output", { class: "b-sample" }, example(choice));
		numbers.append(row(w("prefix"), line(choice.prefix, (prefix) => { put({ prefix }, "prefix"); sample.textContent = example({ ...choice, prefix }); }, { maxlength: 30, placeholder: w("auto_prefix") })),
			row(w("period"), pick(choice.period, ["none", "year", "month", "day"].map((value) => ({ value, label: w(`period ${value}`) })), (period) => put({ period }))),
			row(w("digits"), pick(choice.digits, DIGITS.map((value) => ({ value, label: w("digits_of", value) })), (digits) => put({ digits: Number(digits) }))),
			element("p", { class: "b-row" }, w("next_number"), sample));
	}
	if (choice.kind === "field" && !lock) numbers.append(row(w("numbering_field"), pick(fieldKey(choice.field), [{ value: "", label: w("choose") }, ...options(texts)], (field) => put({ field }))));
	numbers.append(element("h2", {}, w("list_and_title")),
		row(w("title_field"), pick(fieldKey(form.settings.title_field), [{ value: "", label: w("first_text") }, ...options(texts)], setting("title_field")), { hint: w("title_hint") }),
		columnsOf(), row(w("sort_field"), pick(form.settings.sort_field || "modified", ["modified", "creation"].map((value) => ({ value, label: w(`sort ${value}`) })), setting("sort_field"))),
		tick(w("allow_import"), form.settings.allow_import, setting("allow_import")), tick(w("track_changes"), form.settings.track_changes, setting("track_changes")));
	numbers.append(row(w("max_attachments"), line(form.settings.max_attachments || "", (value) => setting("max_attachments", true)(Number(value) || 0), { inputmode: "numeric" }), { hint: w("max_attachments_hint") }));
}

const fieldKey = (name) => { const df = fields().find((entry) => entry.key === name || entry.fieldname === name); return df ? df.key : ""; };

function columnsOf() {
	const box = element("fieldset", { class: "b-conditions" }, element("legend", {}, w("list_columns")));
	for (const df of fields()) {
		if (LAYOUT.includes(df.fieldtype) || TABLES.includes(df.fieldtype) || ["HTML", "Text Editor", "Attach", "Attach Image"].includes(df.fieldtype)) continue;
		box.append(tick(labelOf(df) || df.fieldname, df.in_list_view, (value) => change(() => { df.in_list_view = value; })));
	}
	return box;
}

const RIGHTS = ["read", "create", "write", "delete", "print", "export", "import", "report"];
const SETS = { fill: ["read", "create", "write", "print"], look: ["read", "report", "print"], work: ["read", "create", "write", "print", "export", "report"], all: RIGHTS };

function drawAccess() {
	access.textContent = "";
	access.append(element("h2", {}, w("access")), element("p", { class: "field-hint" }, w("access_hint")));
	if (isStandard()) {
		access.append(element("p", {}, w("access_standard")), element("a", { class: "btn", href: `/app/permission-manager?doctype=${encodeURIComponent(state.form.name)}` }, w("permission_manager")));
		return;
	}
	const rules = state.form.permissions;
	const heads = [w("role"), ...RIGHTS.map((right) => w(`right ${right}`)), w("own_only"), ""];
	const body = element("tbody");
	rules.forEach((rule, at) => {
		const role = model.roles.find((entry) => entry.value === rule.role);
		const cells = [...RIGHTS, "if_owner"].map((right) => {
			const box = element("input", { type: "checkbox", "aria-label": `${role ? role.label : rule.role}：${right === "if_owner" ? w("own_only") : w(`right ${right}`)}` });
			box.checked = Boolean(rule[right]);
			box.addEventListener("change", () => change((form) => { form.permissions[at][right] = box.checked ? 1 : 0; }));
			return element("td", { class: "tick" }, box);
		});
		const drop = button("×", () => change((form) => { form.permissions.splice(at, 1); }), "btn btn-s btn-quiet btn-icon");
		drop.setAttribute("aria-label", w("rule_remove", role ? role.label : rule.role));
		body.append(element("tr", {}, element("th", { scope: "row" }, role ? role.label : rule.role), ...cells, element("td", { class: "ops" }, drop)));
	});
	access.append(element("div", { class: "table-wrap" }, element("table", { class: "table b-access" }, element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))), body)), adder());
}

// A role that is chosen but not added yet: it outlives a drawing, and saving adds it
const pending = { role: "", may: "fill" };
export const hasPending = () => Boolean(pending.role);

export function takePending() {
	if (!pending.role) return;
	const { role, may } = pending;
	Object.assign(pending, { role: "", may: "fill" });
	change((form) => form.permissions.push({ role, if_owner: may === "fill" ? 1 : 0, share: 0, email: 0, ...Object.fromEntries(RIGHTS.map((right) => [right, SETS[may].includes(right) ? 1 : 0])) }));
}

function adder() {
	const free = model.roles.filter((role) => !state.form.permissions.some((rule) => rule.role === role.value && !rule.if_owner));
	const note = element("p", { class: "field-hint b-pending", role: "status" });
	const say = () => { note.textContent = pending.role ? w("rule_pending") : ""; };
	say();
	return element("div", { class: "b-add-rule" },
		row(w("who"), pick(pending.role, [{ value: "", label: w("choose") }, ...free], (value) => { pending.role = value; say(); })),
		row(w("may"), pick(pending.may, Object.keys(SETS).map((value) => ({ value, label: w(`set ${value}`) })), (value) => { pending.may = value; })),
		button(w("rule_add"), takePending), note);
}
