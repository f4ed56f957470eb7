// The import page: upload, look at the preview with its bad rows, then load all or nothing.
import { call, confirmBox, element, request, t, toast } from "./api.js";

const API = "frappe_standalone.core.data_import.api";
const card = document.getElementById("import");
const form = document.getElementById("import-form");
const result = document.getElementById("import-result");
const map = document.getElementById("import-map");
const parameterBox = document.getElementById("import-parameters");

function step(number) {
	card.querySelectorAll("[data-step]").forEach((item) => {
		if (Number(item.dataset.step) === number) item.setAttribute("aria-current", "step");
		else item.removeAttribute("aria-current");
	});
}

const doctype = () => form.elements.doctype.value;

function offerMaps() {
	for (const option of map.options) option.hidden = Boolean(option.dataset.doctype) && option.dataset.doctype !== doctype();
	if (map.selectedOptions[0].hidden) map.value = "";
	offerParameters();
}

function offerParameters() {
	parameterBox.textContent = "";
	const wanted = JSON.parse(map.selectedOptions[0].dataset.parameters || "{}");
	for (const [name, preset] of Object.entries(wanted)) {
		const id = `parameter-${name}`;
		parameterBox.append(element("div", { class: "field" }, element("label", { class: "field-label", for: id }, name),
			element("div", { class: "field-body" }, element("input", { class: "input", id, "data-parameter": name, value: preset.default || "" }),
				preset.description ? element("p", { class: "field-hint" }, preset.description) : null)));
	}
}

const parameters = () => Object.fromEntries([...parameterBox.querySelectorAll("[data-parameter]")].map((input) => [input.dataset.parameter, input.value.trim()]));

function sampleTable(answer) {
	const reasons = new Map(answer.bad.map((row) => [row.line, row.reason]));
	const head = element("tr", {}, element("th", {}, t("line")), ...answer.columns.map((column) => element("th", { scope: "col" }, column)));
	const body = answer.sample.map(([line, ...cells]) => {
		const bad = reasons.get(line);
		return element("tr", {}, element("td", { class: bad ? "num cell-bad" : "num", title: bad }, String(line)), ...cells.map((cell) => element("td", {}, String(cell ?? ""))));
	});
	return element("div", { class: "table-wrap" }, element("table", { class: "table" }, element("thead", {}, head), element("tbody", {}, ...body)));
}

function badTable(answer) {
	if (!answer.bad.length) return null;
	const head = element("tr", {}, element("th", {}, t("line")), element("th", {}, t("reason")));
	const rows = answer.bad.map((row) => element("tr", {}, element("td", { class: "num cell-bad" }, String(row.line)), element("td", {}, row.reason)));
	const left = answer.bad_count - answer.bad.length;
	return element("div", { class: "table-wrap" }, element("table", { class: "table" }, element("thead", {}, head), element("tbody", {}, ...rows)),
		left > 0 ? element("p", { class: "list-foot" }, t("more_rows", left)) : null);
}

const counted = (answer) => answer.counts.map((entry) => `${entry.label}: ${t("import_done", entry.created, entry.updated, entry.unchanged)}`);

function show(answer, file) {
	step(2);
	result.textContent = "";
	const good = answer.rows - answer.filtered - answer.bad_count;
	const verdict = answer.bad_count
		? element("div", { class: "notice notice-red", role: "alert" }, t("import_bad", answer.bad_count))
		: element("div", { class: "notice notice-green" }, [t("import_ok", good), ...counted(answer)].join(" · "));
	const button = answer.bad_count || !good ? null : element("button", { class: "btn btn-primary", type: "button" }, t("import_now", good));
	if (button) button.addEventListener("click", () => apply(file, button, good));
	result.append(element("div", { class: "section" }, verdict, button), badTable(answer) || "", sampleTable(answer));
}

async function apply(file, button, good) {
	if (!(await confirmBox(t("import_now", good)))) return;
	button.disabled = true;
	try {
		const answer = await call(`${API}.apply`, { doctype: doctype(), file, map: map.value || null, parameters: parameters() });
		step(3);
		result.textContent = "";
		if (answer.loaded) result.append(element("div", { class: "section" }, element("div", { class: "notice notice-green" }, counted(answer).join(" · "))));
		else show(answer, file);
	} catch (error) {
		button.disabled = false;
		toast(error.message, true);
	}
}

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	if (!form.reportValidity()) return;
	result.textContent = t("uploading");
	const body = new FormData();
	body.append("file", form.elements.file.files[0]);
	body.append("doctype", doctype());
	try {
		const uploaded = (await request("POST", `/api/method/${API}.upload`, body)).message;
		show(await call(`${API}.preview`, { doctype: doctype(), file: uploaded.file, map: map.value || null, parameters: parameters() }), uploaded.file);
	} catch (error) {
		result.textContent = "";
		result.append(element("div", { class: "section" }, element("div", { class: "notice notice-red", role: "alert" }, error.message)));
	}
});
form.elements.doctype.addEventListener("change", offerMaps);
map.addEventListener("change", offerParameters);
offerMaps();
