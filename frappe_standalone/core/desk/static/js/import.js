// The first step of an import: form, template, file; then the page of the import itself opens.
import { element, request, t } from "./api.js";

const API = "frappe_standalone.core.data_import.api";
const form = document.getElementById("import-form");
const result = document.getElementById("import-result");
const map = document.getElementById("import-map");
const maps = document.getElementById("import-maps");
const parameterBox = document.getElementById("import-parameters");
const templates = document.getElementById("import-templates");

function offerTemplates() {
	const { doctype, import_type: kind } = form.elements;
	templates.hidden = !doctype.value;
	for (const link of templates.children) {
		const asked = new URLSearchParams({ doctype: doctype.value, import_type: kind.value, file_type: link.dataset.type });
		link.href = `/api/method/${API}.template?${asked}`;
	}
}

function offerMaps() {
	let offered = 0;
	for (const option of map.options) {
		option.hidden = Boolean(option.dataset.doctype) && option.dataset.doctype !== form.elements.doctype.value;
		option.disabled = option.hidden;
		if (option.dataset.doctype && !option.hidden) offered += 1;
	}
	maps.hidden = !offered;
	if (map.selectedOptions[0].hidden) map.value = "";
	offerParameters();
}

function offerParameters() {
	parameterBox.textContent = "";
	const wanted = JSON.parse(map.selectedOptions[0].dataset.parameters || "{}");
	for (const [name, preset] of Object.entries(wanted)) {
		const id = `parameter-${name}`;
		parameterBox.append(element("div", { class: "field" }, element("label", { class: "field-label", for: id }, preset.label || name),
			element("div", { class: "field-body" }, element("input", { class: "input", id, "data-parameter": name, value: preset.default || "" }),
				preset.description ? element("p", { class: "field-hint" }, preset.description) : null)));
	}
}

const parameters = () => Object.fromEntries([...parameterBox.querySelectorAll("[data-parameter]")].map((input) => [input.dataset.parameter, input.value.trim()]));

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	if (!form.reportValidity()) return;
	const button = form.querySelector("[type=submit]");
	result.textContent = t("uploading");
	button.disabled = true;
	const body = new FormData();
	body.append("file", form.elements.file.files[0]);
	body.append("doctype", form.elements.doctype.value);
	body.append("import_type", form.elements.import_type.value);
	body.append("map", map.value);
	body.append("parameters", JSON.stringify(parameters()));
	try {
		const name = (await request("POST", `/api/method/${API}.begin`, body)).message;
		location.href = `/app/data-import/${encodeURIComponent(name)}`;
	} catch (error) {
		button.disabled = false;
		result.textContent = "";
		result.append(element("div", { class: "section" }, element("div", { class: "notice notice-red", role: "alert" }, error.message)));
	}
});
form.elements.doctype.addEventListener("change", () => { offerMaps(); offerTemplates(); });
form.elements.import_type.addEventListener("change", offerTemplates);
map.addEventListener("change", offerParameters);
offerMaps();
offerTemplates();
