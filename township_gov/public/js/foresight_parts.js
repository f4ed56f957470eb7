// Parts that the tabs of <flow-foresight> share.

import { el, t } from "./dom.js";

export const moment = (text) => String(text || "").slice(0, 16);

// `under`: what is said below the box
export function field(label, input, under) {
	const box = el("label", { class: "ff-field" }, el("span", {}, label), input);
	return under ? el("div", { class: "ff-under" }, box, el("small", {}, under)) : box;
}

// Working minutes as people say them
export function spell(minutes) {
	const hours = Math.floor(minutes / 60), rest = minutes % 60;
	return hours && rest ? t("{0} h {1} min", hours, rest) : hours ? t("{0} h", hours) : t("{0} min", rest);
}

export function choice(options, selected, onchange) {
	return el("select", { onchange: onchange && ((event) => onchange(event.target.value)) },
		options.map(([value, label]) => el("option", { value, selected: value === selected }, label)));
}

export function button(label, onclick, strong) {
	return el("button", { type: "button", class: strong ? "ff-button ff-strong" : "ff-button", onclick }, label);
}

export function fault(error) {
	return el("p", { class: "ff-error", role: "alert" }, error.message);
}

// Shows that something is being reckoned, then what came of it
export async function fill(place, work) {
	place.setAttribute("aria-busy", "true");
	try {
		place.replaceChildren(...[await work()].flat().filter(Boolean));
	} catch (error) {
		place.replaceChildren(fault(error));
	} finally {
		place.removeAttribute("aria-busy");
	}
}

export function tile(count, label, tone) {
	return el("div", { class: `ff-tile ${count ? tone || "" : ""}` }, el("b", {}, String(count)), el("span", {}, label));
}

export function link(doctype, name, label) {
	return el("a", { href: `/app/${doctype.toLowerCase().replace(/ /g, "-")}/${encodeURIComponent(name)}` }, label || name);
}

export { t };
