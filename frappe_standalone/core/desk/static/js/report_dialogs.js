// Two questions of the report builder: under which name, and who sees it.
import { element, t } from "./api.js";

function ask(title, body, answer) {
	return new Promise((resolve) => {
		const yes = element("button", { class: "btn btn-primary", type: "submit" }, t("ok"));
		const no = element("button", { class: "btn", type: "button" }, t("cancel"));
		const form = element("form", { method: "dialog" }, element("div", { class: "dialog-head" }, element("h2", {}, title)),
			element("div", { class: "dialog-body" }, ...body), element("div", { class: "dialog-foot" }, no, yes));
		const box = element("dialog", { "aria-label": title }, form);
		const close = (value) => { box.close(); box.remove(); resolve(value); };
		form.addEventListener("submit", (event) => { event.preventDefault(); const value = answer(); if (value) close(value); });
		no.addEventListener("click", () => close(null));
		box.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
		document.body.append(box);
		box.showModal();
	});
}

export function askName(name) {
	const input = element("input", { class: "input", id: "report-name", value: name, required: true, maxlength: 100 });
	return ask(t("save_report"), [element("label", { for: "report-name" }, t("report_name")), input], () => input.value.trim());
}

export function askRoles(data) {
	const choice = (value, text, checked) => element("label", { class: "check" }, element("input", { type: "radio", name: "who", value, checked }), text);
	const kind = data.is_private ? "me" : data.roles.length ? "roles" : "all";
	const who = [choice("me", t("only_me"), kind === "me"), choice("all", t("all_who_may"), kind === "all"), choice("roles", t("these_roles"), kind === "roles")];
	const boxes = data.all_roles.map(([name, label]) => element("label", { class: "check" }, element("input", { type: "checkbox", value: name, checked: data.roles.includes(name) }), label));
	const list = element("fieldset", { class: "role-list" }, ...boxes);
	const chosen = () => who.map((one) => one.querySelector("input")).find((input) => input.checked).value;
	list.addEventListener("change", () => { who[2].querySelector("input").checked = true; });
	return ask(t("who_sees"), [...who, list, element("p", { class: "small muted" }, t("rights_stay"))], () => {
		if (chosen() === "me") return [];
		if (chosen() === "all") return ["*"];
		return [...list.querySelectorAll("input:checked")].map((input) => input.value);
	});
}
