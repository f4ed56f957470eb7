// A block copied from a spreadsheet fills the cells to the right and below; what a cell cannot take is said at the cell.
import { read, t } from "./api.js";
import { drawAll, gridRows, addRows, rowOf } from "./grid.js";
import { clearError, mark } from "./form_errors.js";
import { words } from "./form_state.js";
import { checkOf, dateOf, datetimeOf, durationOf, half, intOf, numberOf, timeOf } from "./typed.js";
import { controls, setValue } from "./values.js";

const LOOK = "frappe_standalone.core.desk.link_names.find_links";
const AT_ONCE = 200;
const DATES = { date: [dateOf, "bad_date_text"], "datetime-local": [datetimeOf, "bad_date_text"], time: [timeOf, "bad_time_text"] };
const NUMBERS = { int: [intOf, "bad_int"], float: [numberOf, "bad_number"], duration: [durationOf, "bad_duration"] };

function optionOf(select, text) {
	const wanted = half(text).toLowerCase();
	return [...select.options].find((option) => [option.value, option.text].some((known) => half(known).toLowerCase() === wanted));
}

// [value] to set, or a text that says what is wrong.
function readCell(input, text) {
	const { kind } = input.dataset;
	const [reader, bad] = DATES[input.type] || NUMBERS[kind] || [];
	if (kind === "check") { const value = checkOf(text); return value === undefined ? t("bad_check", text) : [value]; }
	if (reader) { const value = reader(text); return value === undefined ? t(bad, text) : [value ?? ""]; }
	if (input.tagName === "SELECT") {
		const option = optionOf(input, text);
		return option ? [option.value] : t("bad_option", text, [...input.options].map((one) => one.text).filter(Boolean).slice(0, 8).join("、"));
	}
	if (input.tagName === "INPUT") text = text.replace(/\s*\n\s*/g, " ");
	const most = Number(input.getAttribute("maxlength"));
	return most > 0 && text.length > most ? t("too_long", text.length, most) : [text];
}

function put(input, text) {
	clearError(input);
	delete input.dataset.bad;
	const value = readCell(input, text);
	if (Array.isArray(value)) { setValue(input, value[0]); return true; }
	refuse(input, text, value);
	return false;
}

// The text stays in the cell where the cell can show it, so that it can be mended there.
function refuse(input, text, why) {
	if (input.tagName !== "SELECT" && input.type !== "checkbox" && !DATES[input.type]) input.value = text;
	input.dataset.bad = why;
	mark(input, why);
}

// Links are looked up together: by name or by title, exactly.
async function putLinks(waiting) {
	const groups = new Map();
	for (const one of waiting) {
		const { target } = one.input.dataset;
		if (!groups.has(target)) groups.set(target, []);
		groups.get(target).push(one);
	}
	let wrong = 0;
	for (const [doctype, cells] of groups) {
		const texts = [...new Set(cells.map((cell) => cell.text))], found = {};
		for (let at = 0; doctype && at < texts.length; at += AT_ONCE) {
			Object.assign(found, await read(LOOK, { doctype, texts: JSON.stringify(texts.slice(at, at + AT_ONCE)) }));
		}
		for (const { input, text } of cells) {
			const hit = found[text];
			clearError(input);
			delete input.dataset.bad;
			if (hit && hit.value) setValue(input, hit.value, hit.label || hit.value);
			else { wrong++; setValue(input, "", text); refuse(input, text, t(hit ? "link_several" : "link_unknown", text)); }
		}
	}
	return wrong;
}

const takes = (input) => input && !input.readOnly && !input.disabled && !["secret", "attach", "multi", "none"].includes(input.dataset.kind);

export async function paste(grid, input, lines, of) {
	await Promise.all([words("pasting"), drawAll(grid, of)]);
	const first = gridRows(grid).indexOf(rowOf(input)), column = controls(rowOf(input)).indexOf(input);
	const missing = first + lines.length - gridRows(grid).length;
	if (missing > 0) addRows(grid, missing);
	const rows = gridRows(grid), links = [];
	let cells = 0, wrong = 0;
	lines.forEach((line, number) => {
		const inputs = rows[first + number] ? controls(rows[first + number]).slice(column) : [];
		line.forEach((raw, index) => {
			const target = inputs[index], text = raw.trim();
			if (!takes(target)) return;
			cells++;
			if (target.dataset.kind === "link" && text) links.push({ input: target, text });
			else if (target.dataset.kind === "link") setValue(target, "");
			else if (!put(target, text)) wrong++;
		});
	});
	wrong += await putLinks(links);
	grid.dataset.changed = "";
	grid.dispatchEvent(new Event("change", { bubbles: true }));
	return { cells, wrong };
}
