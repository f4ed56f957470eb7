// The fourth tab: what comes after the fields. It needs a saved form.
import { call, element, read, toast } from "../api.js";
import { isStandard, state, w } from "./state.js";

const box = document.getElementById("builder-after");
const API = "frappe_standalone.core.form_builder.api.";

export async function draw() {
	box.textContent = "";
	if (!state.form.name) {
		box.append(element("p", { class: "b-empty" }, w("save_first")));
		return;
	}
	const model = await read(`${API}after`, { doctype: state.form.name });
	box.append(element("h2", {}, w("after")), element("div", { class: "b-steps" }, ...model.steps.map((step) =>
		element("a", { class: "b-step", href: step.url }, element("b", {}, step.label), element("span", {}, step.hint)))), menu(model.menu));
	if (isStandard()) box.append(element("h2", {}, w("changed_here")), model.changes.length ? element("ul", { class: "b-changes" }, ...model.changes.map((text) => element("li", {}, text))) : element("p", { class: "field-hint" }, w("unchanged")));
}

function menu(choices) {
	const field = element("fieldset", { class: "b-conditions b-menu" }, element("legend", {}, w("menu")), element("p", { class: "field-hint" }, w("menu_hint")));
	const ticks = (list) => element("div", { class: "b-ticks" }, ...list.map(menuTick));
	const homes = choices.filter((choice) => choice.home);
	field.append(ticks(choices.filter((choice) => !choice.home)));
	if (homes.length) field.append(element("details", { open: homes.some((choice) => choice.has) }, element("summary", {}, w("on_homes")), ticks(homes)));
	return field;
}

function menuTick(choice) {
	const tick = element("input", { type: "checkbox" });
	tick.checked = Boolean(choice.has);
	tick.addEventListener("change", async () => {
		try {
			await call(`${API}put_into_menu`, { doctype: state.form.name, workspace: choice.name, there: tick.checked ? 1 : 0 });
			toast(w("saved"));
		} catch (error) {
			tick.checked = !tick.checked;
			toast(error.message, true);
		}
	});
	return element("label", { class: "check" }, tick, element("span", {}, choice.label));
}
