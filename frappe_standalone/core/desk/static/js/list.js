// The list: picking rows, keys, filters that become the address. Dialogs are fetched when somebody opens one.
import { boot, call, confirmBox, flash, request, resource, t, toast } from "./api.js";
import { rememberList } from "./list_trail.js";
import { registerShortcuts } from "./shortcuts.js";

const card = document.getElementById("list");
export const data = JSON.parse(document.getElementById("list-data").textContent);
export const form = card.querySelector("form.filters");
const bulk = card.querySelector(".bulk");
const rows = [...card.querySelectorAll("tbody tr[data-name]")];
const boxes = [...card.querySelectorAll("[data-pick]")];
const all = card.querySelector("[data-pick-all]");
const beyond = new Set();  // picked by “all found”, not on this page
let last = null, at = -1;

Object.assign(boot.messages, data.messages);
export const failed = (error) => toast(error.message, true);
export const picked = () => [...boxes.filter((box) => box.checked).map((box) => box.closest("tr").dataset.name), ...beyond];

// What the dialogs need to know is asked for once
let told = null;
export async function described() {
	if (!told) {
		told = request("GET", `/api/method/frappe_standalone.core.desk.list_fields.describe?doctype=${encodeURIComponent(data.doctype)}`).then((answer) => {
			Object.assign(boot.messages, answer.message.messages);
			return answer.message;
		});
		told.catch(() => { told = null; });
	}
	return told;
}

function refresh() {
	if (!bulk) return;
	const count = picked().length, here = boxes.filter((box) => box.checked).length;
	bulk.hidden = !count;
	bulk.querySelector("[data-picked]").textContent = t("picked", count);
	boxes.forEach((box) => box.closest("tr").classList.toggle("picked", box.checked));
	if (all) { all.checked = here > 0 && here === boxes.length; all.indeterminate = here > 0 && here < boxes.length; }
}

export function unpick() {
	beyond.clear();
	boxes.forEach((box) => { box.checked = false; });
	refresh();
}

async function pickFound() {
	const names = await call("frappe_standalone.core.desk.list_bulk.names", {
		doctype: data.doctype, filters: JSON.stringify(data.asked), or_filters: JSON.stringify(data.or_filters), order_by: data.order_by,
	});
	const here = new Set(boxes.map((box) => box.closest("tr").dataset.name));
	boxes.forEach((box) => { box.checked = true; });
	beyond.clear();
	names.names.forEach((name) => { if (!here.has(name)) beyond.add(name); });
	refresh();
	if (names.more) toast(names.more);
}

card.addEventListener("change", ({ target }) => {
	if (target.matches("[data-pick-all]")) { if (!target.checked) beyond.clear(); boxes.forEach((box) => { box.checked = target.checked; }); }
	if (target.matches("[data-pick]") && !target.checked) beyond.clear();
	if (target.matches("[data-pick], [data-pick-all]")) refresh();
	else if (target.closest(".std") && target.dataset.kind !== "text") submit();
});
card.addEventListener("click", (event) => {
	const { target } = event;
	if (target.matches("[data-pick]")) {
		if (event.shiftKey && last) {
			const [from, to] = [boxes.indexOf(last), boxes.indexOf(target)].sort((a, b) => a - b);
			boxes.slice(from, to + 1).forEach((box) => { box.checked = target.checked; });
			refresh();
		}
		last = target;
		return;
	}
	const row = target.closest("tbody tr[data-name]");
	if (row && !target.closest("a, input, button, label") && !String(getSelection())) row.querySelector("td.title a").click();
});

const bulkDialog = async (kind) => (await import("./list_bulk.js")).open(kind);
const exportDialog = async (which) => (await import("./list_export.js")).open(which);
const columnsDialog = async () => (await import("./list_columns.js")).open();
const filterRows = async (index) => (await import("./list_filters.js")).add(index === null ? null : data.filters[index]);
const saveFilter = async () => (await import("./list_saved.js")).open();

async function setDefault(name) {
	await call("frappe.model.utils.user_settings.save", { doctype: data.doctype, user_settings: JSON.stringify({ List: { default_filter: name } }) });
	location.reload();
}

async function dropFilter(button) {
	if (!(await confirmBox(t("remove_saved", button.dataset.label), { danger: true }))) return;
	await request("DELETE", resource("List Filter", button.dataset.dropFilter));
	flash(t("deleted"));
	location.reload();
}

const ACTS = {
	"[data-bulk]": (button) => bulkDialog(button.dataset.bulk),
	"[data-export]": (button) => exportDialog(button.dataset.export),
	"[data-columns]": () => columnsDialog(),
	"[data-unpick]": () => unpick(),
	"[data-pick-found]": () => pickFound(),
	"[data-add-filter]": () => filterRows(null),
	"[data-edit-filter]": (button) => filterRows(Number(button.dataset.editFilter)),
	"[data-save-filter]": () => saveFilter(),
	"[data-default-filter]": (button) => setDefault(button.dataset.defaultFilter),
	"[data-drop-filter]": (button) => dropFilter(button),
	"[data-open-filters]": () => form.classList.toggle("open"),
};
document.addEventListener("click", ({ target }) => {
	for (const [mark, act] of Object.entries(ACTS)) {
		const button = target.closest(mark);
		if (button) { button.closest("details.menu")?.removeAttribute("open"); Promise.resolve(act(button)).catch(failed); return; }
	}
});

// ---- filters: every one becomes a part of the address, so that a list can be sent as a link ----
let extra = data.advanced.map((filter) => filter);
export const setExtra = (filters) => { extra = filters; };
export const extraFilters = () => extra;

const written = ([field, operator, value]) => [field, operator === "=" ? String(value) : JSON.stringify([operator, value])];

export function submit() {
	const query = new URLSearchParams();
	for (const input of form.querySelectorAll("input[name], [data-field]")) {
		if (input.closest("[data-filter-rows]")) continue;
		const key = input.name || input.dataset.field;
		const value = input.dataset.kind === "link" ? input.dataset.value : input.value.trim();
		if (key && value) query.append(key, input.dataset.like ? JSON.stringify(["like", `%${value}%`]) : value);
	}
	for (const filter of extra) query.append(...written(filter));
	const none = !String(query) && data.has_default;
	location.href = `${form.action.split("?")[0]}${String(query) ? `?${query}` : none ? "?_all=1" : ""}`;
}

form.addEventListener("submit", (event) => {
	event.preventDefault();
	const open = form.querySelector(".filter-row");
	if (open) import("./list_filters.js").then((rowsModule) => { rowsModule.take(); submit(); }).catch(failed);
	else submit();
});

// ---- keys ----
function go(step) {
	if (!rows.length) return false;
	at = Math.max(0, Math.min(rows.length - 1, at + step));
	rows.forEach((row, index) => row.classList.toggle("at", index === at));
	rows[at].querySelector("td.title a").focus({ preventScroll: true });
	rows[at].scrollIntoView({ block: "nearest" });
	return true;
}

registerShortcuts([
	...(!bulk ? [] : [{ keys: ["j", "ArrowDown"], shown: "J / ↓", label: t("key_next"), run: () => go(1) },
	{ keys: ["k", "ArrowUp"], shown: "K / ↑", label: t("key_previous"), run: () => (at < 0 ? false : go(-1)) },
	{ keys: ["Home"], label: t("key_first"), run: () => go(-rows.length) },
	{ keys: ["End"], label: t("key_last"), run: () => go(rows.length) },
	{ keys: ["Enter"], shown: "Enter", label: t("key_open") },
	{ keys: ["x", " "], shown: "X / Space", label: t("key_pick"), run: ({ target }) => {
		if (at < 0 || target.closest("button, summary, input, .list-head a, .pager a")) return false;
		boxes[at].checked = !boxes[at].checked;
		refresh();
		return true;
	} }]),
	{ keys: ["/"], shown: "/", label: t("key_search"), run: () => { form.querySelector("[name=_q]").focus(); form.querySelector("[name=_q]").select(); } },
	{ keys: ["f"], shown: "F", label: t("key_filter"), run: () => { filterRows(null).catch(failed); } },
	{ keys: ["n"], shown: "N", label: t("key_new"), run: () => { const link = document.querySelector(".list-head .btn-primary"); if (!link) return false; link.click(); return true; } },
	{ keys: ["Escape"], shown: "Esc", label: t("key_unpick"), run: () => { if (!picked().length) return false; unpick(); return true; } },
	{ keys: ["?"], shown: "?", label: t("shortcuts") },
	{ keys: ["ctrl+k"], shown: "Ctrl+K", label: t("key_find") },
]);
card.addEventListener("focusin", ({ target }) => {
	const row = target.closest("tbody tr[data-name]");
	if (row) { at = rows.indexOf(row); rows.forEach((other) => other.classList.toggle("at", other === row)); }
});
// Choices of the board and the calendar are addresses
document.addEventListener("change", ({ target }) => {
	if (target.matches("[data-go]")) location.href = target.value;
	if (target.matches("[data-board-field]")) {
		const url = new URL(location.href);
		url.searchParams.set("_field", target.value);
		location.href = url;
	}
});
// Links are looked for by typing; the code for it comes with the first one that gets the focus
form.addEventListener("focusin", async function first({ target }) {
	if (target.dataset.kind !== "link") return;
	form.removeEventListener("focusin", first);
	(await import("./link.js")).setUpLinks(form, () => ({}));
	target.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
	// Somebody may have typed already
	if (target.value && !target.dataset.value) target.dispatchEvent(new Event("input", { bubbles: true }));
});
refresh();
if (rows.length) rememberList(data, rows.map((row) => row.dataset.name), Boolean(card.querySelector("[rel=next]")));
