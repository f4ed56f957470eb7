// Somebody who came before: found while his name or a number is typed, on both desks. `form` is how the desk's form is
// read and written: {doctype, township(), person(row), take(row, found, words), place(row)}.
import { call, el, learn, t } from "./dom.js";

const SERVER = "township_gov.same_person.";
const WATCHED = { "Service Case": ["applicant_name", "id_number", "phone"], Petition: ["petitioner_name", "id_number", "phone"] };
let learned = false;

export const watched = (doctype, fieldname) => (WATCHED[doctype] || []).includes(fieldname);

function line(form, row, found, box) {
	const { values, masked } = found;
	const name = values.applicant_name || values.petitioner_name;
	const facts = [...Object.values(masked), values.address].filter(Boolean).join(" · ");
	const take = el("button", { type: "button", class: "btn btn-s btn-xs btn-primary" }, t("Take over"));
	take.addEventListener("click", () => {
		form.take(row, found);
		box.replaceChildren(el("p", { class: "sp-note", role: "status" }, t("taken over from {0}", found.open[1])));
	});
	const look = el("a", { href: `/app/${found.open[0].toLowerCase().replace(/ /g, "-")}/${encodeURIComponent(found.open[1])}`, target: "_blank", rel: "noopener" }, t("Look"));
	return el("li", {}, el("span", { class: "sp-who" }, el("b", {}, name), ` ${facts}`), el("span", { class: "sp-same" }, found.same.join(" · ")),
		el("small", {}, t("Last: {0}", found.last)), take, look);
}

function boxAt(place) {
	let box = place.querySelector(":scope > .same-person");
	if (!box) { box = el("div", { class: "same-person", "aria-live": "polite" }); place.append(box); }
	return box;
}

let turn = 0;

export async function lookFor(form, row) {
	const mine = ++turn, person = form.person(row), township = form.township();
	if (!township) return;
	const found = await call(`${SERVER}find`, { doctype: form.doctype, township, ...person }, true).catch(() => []);
	if (mine !== turn) return;
	if (!learned) { learn(await call(`${SERVER}words`, {})); learned = true; }
	const box = boxAt(form.place(row));
	if (!found.length) return box.remove();
	const away = el("button", { type: "button", class: "btn btn-s btn-xs btn-quiet btn-default", onclick: () => box.remove() }, t("Not this person"));
	box.replaceChildren(el("p", {}, t("Was here before:")), el("ul", {}, ...found.map((one) => line(form, row, one, box))), away);
}
