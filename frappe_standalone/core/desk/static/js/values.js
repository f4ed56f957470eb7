// Reads a control back into the value that is stored; `data-kind` is set by the widgets in core/desk/widgets.
import { plain, t } from "./api.js";
import { durationOf, intOf, numberOf } from "./typed.js";

const paragraphs = (text) => text.split(/\n+/).filter((line) => line.trim()).map((line) => {
	const p = document.createElement("p");
	p.textContent = line;
	return p.outerHTML;
}).join("");

// What cannot be read is sent as it stands: the check before saving stops it.
const typed = (read) => (input) => {
	if (input.type === "number") return input.value === "" ? null : Number(input.value);
	const value = read(input.value);
	return value === undefined ? input.value : value;
};

const readers = {
	text: (input) => input.value,
	int: typed(intOf),
	float: typed(numberOf),
	duration: typed(durationOf),
	rating: (input) => Number(input.value),
	check: (input) => (input.checked ? 1 : 0),
	datetime: (input) => (input.value ? input.value.replace("T", " ") + (input.value.length === 16 ? ":00" : "") : null),
	time: (input) => (input.value ? input.value + (input.value.length === 5 ? ":00" : "") : null),
	link: (input) => input.dataset.value || "",
	attach: (input) => input.dataset.value || "",
	secret: (input) => input.value || input.dataset.stored || "",
	html: (input) => (input.value === input.defaultValue ? input.dataset.html : paragraphs(input.value)),
	rich: (input) => ("touched" in input.dataset ? (input.richValue || richOf)(input) : input.dataset.html || ""),
	multi: (input) => JSON.parse(input.dataset.rows || "[]"),
	place: (input) => placeOf(input),
};

const richOf = (input) => (input.textContent.trim() || input.querySelector("img") ? input.innerHTML : "");

function placeOf(input) {
	if (input.value === input.defaultValue) return input.dataset.value || "";
	const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(input.value);
	if (!found) return input.value.trim();
	const point = { type: "Point", coordinates: [Number(found[1]), Number(found[2])] };
	return JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: point }] });
}

export function valueOf(input) {
	const value = (readers[input.dataset.kind] || readers.text)(input);
	return input.type === "date" && value === "" ? null : value;
}

export function setValue(input, value, label) {
	const { kind } = input.dataset;
	if (kind === "check") input.checked = Boolean(Number(value));
	else if (kind === "link") { input.dataset.value = value || ""; input.value = input.dataset.label = label || value || ""; }
	else if (kind === "html") { input.dataset.html = value || ""; input.value = input.defaultValue = plain(value); }
	else if (kind === "rich") { input.innerHTML = value || ""; input.dataset.touched = ""; }
	else if (kind === "attach") { input.dataset.value = value || ""; input.dispatchEvent(new CustomEvent("desk:file", { bubbles: true })); }
	else if (kind === "multi") { input.dataset.rows = JSON.stringify(value || []); input.dispatchEvent(new CustomEvent("desk:chips", { bubbles: true })); }
	else if (kind === "datetime") input.value = String(value ?? "").slice(0, 19).replace(" ", "T");
	else if (kind === "duration") { input.value = value ?? ""; if (typeof value === "number") input.value = durationText(value); }
	else { input.value = value ?? ""; tidy(input); }
}

export function durationText(seconds) {
	const parts = [[Math.floor(seconds / 86400), "days"], [Math.floor(seconds / 3600) % 24, "hours"], [Math.floor(seconds / 60) % 60, "minutes"], [seconds % 60, "seconds"]];
	return parts.filter(([count]) => count).map(([count, unit]) => t(`unit_${unit}`, count)).join(" ") || t("unit_minutes", 0);
}

// Shows a number as the desk writes it, once it is typed.
export function tidy(input) {
	const { kind } = input.dataset;
	if (!["int", "float", "duration"].includes(kind) || input.type === "number" || !input.value) return;
	const value = valueOf(input);
	if (typeof value !== "number") return;
	if (kind === "duration") input.value = durationText(value);
	else input.value = input.dataset.money === undefined ? String(value)
		: value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: Number(input.dataset.money) || 2 });
}

const isJson = (text) => { try { JSON.parse(text); return true; } catch (_error) { return false; } };

// What is wrong with what was typed, in words; "" if it can be read.
export function problemOf(input) {
	const { kind } = input.dataset, value = input.value;
	if (input.disabled || input.readOnly) return "";
	if (input.validity && input.validity.badInput) return t(["date", "datetime-local"].includes(input.type) ? "bad_date" : "bad_time");
	if (["int", "float", "duration"].includes(kind) && input.type !== "number") {
		const read = valueOf(input);
		if (typeof read === "string" && read !== "") return t(kind === "int" ? "bad_int" : kind === "float" ? "bad_number" : "bad_duration", value);
		if (read < 0 && "min" in input.dataset) return t("bad_negative");
	}
	if (kind === "json" && value.trim() && !isJson(value)) return t("bad_json");
	if (input.type === "email" && input.validity.typeMismatch) return t("bad_email", value);
	if (input.type === "url" && input.validity.typeMismatch) return t("bad_url", value);
	return input.dataset.bad || "";
}

export const controls = (root) => [...root.querySelectorAll("[data-field]")];
