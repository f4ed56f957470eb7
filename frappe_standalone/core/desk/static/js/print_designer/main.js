// The print designer: choices on the left, and after each of them the paper on the right.
import { call, confirmBox, element, t, toast } from "../api.js";
import { button, line, lines, pick, row, tick } from "../builder/controls.js";
import { fieldList } from "./fields.js";

const model = JSON.parse(document.getElementById("print-model").textContent);
const API = "frappe_standalone.core.print_designer.api.";
const w = (key, ...values) => (model.words[key] || key).replace(/\{(\d)\}/g, (_all, index) => values[index] ?? "");
const choices = document.getElementById("print-choices"), frame = document.getElementById("print-preview");
const saveButton = document.getElementById("print-save"), dirty = document.querySelector(".dirty");
const SIZES = { A4: [210, 297], A3: [297, 420], A5: [148, 210], "16K": [184, 260] };
const PIXELS = 3.78;  // of a millimetre

const format = model.format;
const opened = format.name;
let record = model.records.length ? model.records[0].name : "", isDefault = 0, made = { html: "", css: "" };
// chosen fields first in their order, then the others
const chosen = format.design ? format.design.fields.map((entry) => entry.fieldname) : [];
const order = [...chosen, ...model.fields.map((df) => df.fieldname).filter((name) => !chosen.includes(name))];
const labels = Object.fromEntries(model.fields.map((df) => [df.fieldname, df.label]));

let timer, asked = 0;
function changed() {
	dirty.hidden = false;
	clearTimeout(timer);
	timer = setTimeout(show, 250);
}

async function show() {
	const mine = ++asked;
	try {
		const answer = await call(`${API}preview`, { doctype: model.doctype, format, name: record });
		if (mine !== asked) return;
		made = answer;
		frame.srcdoc = answer.page;
		fit();
	} catch (error) {
		if (mine === asked) toast(error.message, true);
	}
}

// The whole width of the paper is seen, however wide the window is.
function fit() {
	const design = format.design || { paper: "A4", landscape: 0 };
	const [width, height] = design.landscape ? [...SIZES[design.paper]].reverse() : SIZES[design.paper];
	const pixels = Math.round(width * PIXELS) + 60, box = frame.parentElement;
	const scale = Math.min(1, box.clientWidth / pixels);
	frame.style.width = `${pixels}px`;
	frame.style.height = `${Math.max(Math.round(height * PIXELS) + 80, Math.round(box.clientHeight / scale))}px`;
	frame.style.transform = `scale(${scale})`;
}

const put = (key) => (value) => { format.design[key] = value; changed(); };

function drawHead() {
	const formats = [{ value: "", label: w("new") }, ...model.formats.map((entry) => ({ value: entry.name, label: entry.label + (entry.own ? "" : `（${w("program")}）`) }))];
	const open = (name) => { location.href = `/app/print-format-builder?doctype=${encodeURIComponent(model.doctype)}${name ? `&format=${encodeURIComponent(name)}` : ""}`; };
	isDefault = (model.formats.find((entry) => entry.name === opened) || {}).default || 0;
	if (!format.own) {
		format.name = "";
		choices.before(element("p", { class: "notice p-copy" }, w("as_copy")));
	} else if (!opened) {
		format.name = `${model.label}${model.formats.length ? model.formats.length + 1 : ""}`;
		isDefault = 1;
	}
	const name = line(format.name, (value) => { format.name = value; dirty.hidden = false; }, { maxlength: 60 });
	document.getElementById("print-name").append(row(w("format"), pick(opened, formats, open)), row(w("name"), name), tick(w("default"), isDefault, (value) => { isDefault = value; dirty.hidden = false; }));
}

function drawRecord() {
	const records = [...model.records.map((entry) => ({ value: entry.name, label: entry.label })), { value: "", label: w("blank") }];
	document.getElementById("print-record").append(row(w("record"), pick(record, records, (value) => { record = value; show(); })));
}

function draw() {
	choices.textContent = "";
	if (format.design) drawChoices(format.design);
	else drawSource();
}

function drawChoices(design) {
	const heads = [{ value: "", label: w("none") }, ...model.letter_heads.map((value) => ({ value, label: value }))];
	const blocks = model.blocks.map((block) => tick(block.label, design.blocks.includes(block.key), (on) => put("blocks")(on ? [...design.blocks, block.key] : design.blocks.filter((key) => key !== block.key))));
	choices.append(element("h2", {}, w("fields")), element("p", { class: "field-hint" }, w("fields_hint")), fieldList({ order, labels, design, w, changed }),
		element("h2", {}, w("layout")), row(w("title"), line(design.title, put("title"), { maxlength: 80 })),
		row(w("columns"), pick(design.columns, [1, 2, 3].map((value) => ({ value, label: w("columns_of", value) })), (value) => put("columns")(Number(value)))),
		row(w("letter_head"), pick(design.letter_head, heads, put("letter_head"))), tick(w("number"), design.number, put("number")),
		row(w("signatures"), lines(design.signatures.join("\n"), (value) => put("signatures")(value.split("\n")), { rows: 3 }), { hint: w("signatures_hint") }),
		...blocks, row(w("footer"), lines(design.footer, put("footer"), { rows: 2 })), paper(design), source());
}

function paper(design) {
	const margin = (side) => row(w(side), line(design.margins[side], (value) => { design.margins[side] = Number(value) || 0; changed(); }, { inputmode: "decimal" }));
	return element("details", { class: "b-part", open: true }, element("summary", {}, w("page")), element("div", { class: "p-pair" },
		row(w("paper"), pick(design.paper, model.papers.map((value) => ({ value, label: value })), put("paper"))),
		row(w("direction"), pick(design.landscape, [{ value: 0, label: w("portrait") }, { value: 1, label: w("landscape") }], (value) => put("landscape")(Number(value)))),
		...["top", "bottom", "left", "right"].map(margin),
		row(w("font_size"), pick(design.font_size, [9, 10, 10.5, 12, 14, 16].map((value) => ({ value, label: w("points", value) })), (value) => put("font_size")(Number(value))))));
}

function source() {
	return element("details", { class: "b-part" }, element("summary", {}, w("source")), button(w("to_source"), async () => {
		if (!await confirmBox(w("to_source_ask"))) return;
		Object.assign(format, { kept: format.design, design: null, html: made.html, css: made.css });
		draw();
		changed();
	}));
}

function drawSource() {
	const code = { rows: 16, spellcheck: "false", class: "input code" };
	choices.append(row(w("html"), lines(format.html, (value) => { format.html = value; changed(); }, code)), row(w("css"), lines(format.css, (value) => { format.css = value; changed(); }, { ...code, rows: 8 })));
	if (format.kept) choices.append(button(w("to_design"), () => { format.design = format.kept; draw(); changed(); }));
}

async function save() {
	saveButton.disabled = true;
	try {
		const answer = await call(`${API}save`, { doctype: model.doctype, format, default: isDefault });
		dirty.hidden = true;
		history.replaceState(null, "", `/app/print-format-builder?doctype=${encodeURIComponent(model.doctype)}&format=${encodeURIComponent(answer.format.name)}`);
		toast(w("saved"));
	} catch (error) {
		toast(error.message, true);
	} finally {
		saveButton.disabled = false;
	}
}

saveButton.addEventListener("click", save);
document.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); } });
window.addEventListener("resize", fit);
window.addEventListener("beforeunload", (event) => { if (!dirty.hidden) { event.preventDefault(); event.returnValue = t("leave"); } });
drawHead();
drawRecord();
draw();
show();
