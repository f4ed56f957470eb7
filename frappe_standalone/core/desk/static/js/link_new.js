// A new record made from a link's list, in place: a dialog with the fields its form cannot do without, then back, filled in.
import { element, read, request, resource, t } from "./api.js";
import { choose, setUpLinks } from "./link.js";
import { controls, problemOf, valueOf } from "./values.js";

const PART = "frappe_standalone.core.desk.quick_form.quick_form";
const needed = (input) => input.getAttribute("aria-required") === "true";

function say(input, text) {
	input.setAttribute("aria-invalid", "true");
	(input.closest(".field-body") || input.parentElement).append(element("p", { class: "field-error" }, text));
}

function problems(body) {
	body.querySelectorAll(".field-error").forEach((node) => node.remove());
	const wrong = controls(body).filter((input) => {
		const value = valueOf(input);
		const text = problemOf(input) || (needed(input) && (value === "" || value === null) ? t("required", input.dataset.label || input.getAttribute("data-name") || "") : "");
		input.removeAttribute("aria-invalid");
		if (text) say(input, text);
		return text;
	});
	if (wrong.length) wrong[0].focus();
	return wrong.length;
}

function refusal(body, error) {
	const box = body.querySelector(".notice");
	box.textContent = (error.messages || [error.message]).join(" ");
	box.hidden = false;
}

export async function makeNew(input, doctype, text, docOf) {
	const given = await read(PART, { doctype, text, near: JSON.stringify(docOf(input), (key, value) => (key === "__parent" ? undefined : value)).slice(0, 3000) });
	const cancel = element("button", { type: "button", class: "btn" }, t("cancel"));
	const make = element("button", { type: "submit", class: "btn btn-primary" }, t("save"));
	const holder = element("div", { class: "dialog-body quick" }, element("div", { class: "notice notice-red", role: "alert", hidden: true }));
	holder.insertAdjacentHTML("beforeend", given.html);
	const form = element("form", { novalidate: true, autocomplete: "off" }, holder,
		element("div", { class: "dialog-foot" }, element("a", { class: "btn btn-quiet", href: given.url, target: "_blank", rel: "noopener" }, t("whole_form")), cancel, make));
	const box = element("dialog", { "aria-label": given.title, class: "quick-dialog" }, element("div", { class: "dialog-head" }, element("h2", {}, given.title)), form);
	setUpLinks(form, () => ({ doctype, ...Object.fromEntries(controls(form).map((one) => [one.dataset.field, valueOf(one)])) }));
	const close = () => { box.close(); box.remove(); input.focus(); };
	cancel.addEventListener("click", close);
	box.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		event.stopPropagation();
		if (problems(form)) return;
		make.disabled = true;
		try {
			const values = { ...given.values, ...Object.fromEntries(controls(form).map((one) => [one.dataset.field, valueOf(one)])) };
			const { data } = await request("POST", resource(doctype), values);
			box.close();
			box.remove();
			choose(input, data.name, given.title_field ? data[given.title_field] : data.name);
			input.focus();
		} catch (error) {
			refusal(form, error);
			make.disabled = false;
		}
	});
	document.body.append(box);
	box.showModal();
	const first = form.querySelector("[data-field]");
	if (first) first.focus();
}
