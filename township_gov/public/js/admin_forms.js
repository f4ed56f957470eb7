// Forms of the administration pages. `data-call` names the method that a form sends its fields to; what it answers is
// shown: {html} in the place that `data-into` names, {url} is opened, {said} is told on the page that follows.

import { call, el } from "./dom.js";

const SAID = "administration-said";

export function mountForms() {
	tellWhatWasDone();
	document.addEventListener("submit", (event) => {
		const form = event.target.closest("form[data-call]");
		if (!form) return;
		event.preventDefault();
		const button = event.submitter;
		const method = (button && button.dataset.call) || form.dataset.call;
		const into = button && button.dataset.call ? button.dataset.into : form.dataset.into;
		send(form, method, into, button);
	});
	document.addEventListener("click", ({ target }) => {
		if (target.closest("[data-print-here]")) window.print();
		if (target.closest("[data-print]")) printPage(target.closest("[data-print]"));
		const all = target.closest("[data-tick-all]");
		if (all) all.closest("form").querySelectorAll(`input[type=checkbox][name="${all.dataset.tickAll}"]`).forEach((box) => { if (!box.closest("[hidden]")) box.checked = true; });
	});
	document.addEventListener("input", ({ target }) => { if (target.dataset.narrow) narrow(target); });
}

// What a form holds: texts by name, ticks as 1 and 0; a name that ends with [] gathers a list
export function valuesOf(form) {
	const values = {};
	for (const field of form.elements) {
		if (!field.name || field.disabled || (field.type === "radio" && !field.checked)) continue;
		if (field.name.endsWith("[]")) {
			const list = (values[field.name.slice(0, -2)] = values[field.name.slice(0, -2)] || []);
			if (field.type !== "checkbox" || field.checked) list.push(field.value);
		} else if (field.type === "file") {
			continue;
		} else values[field.name] = field.type === "checkbox" ? Number(field.checked) : field.value;
	}
	return values;
}

async function send(form, method, into, button) {
	const question = (button && button.dataset.ask) || form.dataset.ask;
	if (question && !window.confirm(question)) return;
	const values = valuesOf(form);
	const file = form.querySelector("input[type=file]");
	if (file && file.files.length) Object.assign(values, { file_name: file.files[0].name, file_content: await asBase64(file.files[0]) });
	form.setAttribute("aria-busy", "true");
	try {
		const answer = (await call(method, values, true)) || {};
		if (into && answer.html !== undefined) return show(document.querySelector(into), answer);
		if (answer.said) sessionStorage.setItem(SAID, answer.said);
		if (answer.url && new URL(answer.url, location.href).href !== location.href) location.assign(answer.url);
		else location.reload();
	} catch (error) {
		say(form, error.message, "alert");
	} finally {
		form.removeAttribute("aria-busy");
	}
}

// The server has escaped what stands in it
function show(place, answer) {
	place.innerHTML = answer.html;
	place.dispatchEvent(new CustomEvent("administration:shown", { bubbles: true }));
	const heading = place.querySelector("h2, [role=status]");
	if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
	place.scrollIntoView({ block: "nearest" });
}

export function say(form, text, role) {
	let place = form.querySelector(".adm-said");
	if (!place) form.append(place = el("p", { class: "adm-said" }));
	place.className = `adm-said adm-said-${role}`;
	place.setAttribute("role", role);
	place.textContent = text;
	place.scrollIntoView({ block: "nearest" });
}

function tellWhatWasDone() {
	const said = sessionStorage.getItem(SAID), page = document.querySelector(".adm");
	if (!said || !page) return;
	sessionStorage.removeItem(SAID);
	page.prepend(el("p", { class: "adm-said adm-said-status", role: "status" }, said));
}

async function asBase64(file) {
	const bytes = new Uint8Array(await file.arrayBuffer());
	let text = "";
	for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}

// Printing is recorded first, as every print is
async function printPage(button) {
	try {
		await call(button.dataset.print, JSON.parse(button.dataset.values || "{}"), true);
		window.print();
	} catch (error) {
		say(button.closest("section, form, div"), error.message, "alert");
	}
}

// Shows of a list only what holds the text typed above it
function narrow(input) {
	const wanted = input.value.trim().toLowerCase();
	for (const item of document.querySelectorAll(input.dataset.narrow)) {
		item.hidden = Boolean(wanted) && !item.textContent.toLowerCase().includes(wanted);
	}
}
