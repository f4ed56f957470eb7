// The record before and the one after, in the order of the list that somebody came from.
import { t, toast } from "./api.js";
import { leaveFor } from "./form_leave.js";
import { data } from "./form_state.js";
import { trailOf } from "./list_trail.js";

const trail = trailOf(data.doctype);
const at = trail ? trail.names.indexOf(data.name) : -1;
const buttons = [...document.querySelectorAll("[data-step]")];

const known = (step) => (at < 0 ? null : trail.names[at + step]);

async function go(step) {
	const name = known(step) || (await (await import("./form_steps_asked.js")).neighbour(at < 0 ? null : trail, step));
	if (!name) { toast(t(step > 0 ? "no_next" : "no_previous")); return; }
	await leaveFor(`${data.list_url}/${encodeURIComponent(name)}`);
}

export function setUpSteps() {
	const back = document.querySelector(".crumbs a");
	if (trail && back) back.href = trail.url;
	for (const button of buttons) button.addEventListener("click", () => go(Number(button.dataset.step)).catch((error) => toast(error.message, true)));
	if (at < 0 || !buttons.length) return;
	document.querySelector("[data-place]").textContent = t("place_in_list", trail.start + at + 1);
	buttons[0].disabled = !at && !trail.start;
	buttons[1].disabled = at === trail.names.length - 1 && !trail.more;
}
