// The server did not answer when a new record was sent. Before it is sent again: was it saved after all?
import { boot, element, request, resource } from "./api.js";
import { wipeDraft } from "./form_draft.js";
import { showProblems } from "./form_errors.js";
import { data, status } from "./form_state.js";
import { go } from "./form_save.js";

// The newest record that this person made since the form was opened; null if there is none.
async function newest() {
	const query = new URLSearchParams({
		filters: JSON.stringify([["owner", "=", boot.user], ["creation", ">", data.opened.at]]),
		order_by: "creation desc", limit: "1",
	});
	const [row] = (await request("GET", `${resource(data.doctype)}?${query}`)).data;
	return row ? row.name : null;
}

// True if one was found: it is told, and sending it again is left to the person. `save` sends the form.
export async function isThere(save) {
	const name = await newest();
	status.lost = false;
	if (name === null) return false;
	const button = (label, act) => element("button", { type: "button", class: "btn btn-s", onclick: act }, label);
	showProblems([{ text: data.opened.found.replace("{0}", name), actions: [
		button(data.opened.show, () => { status.leaving = true; wipeDraft(); go(name); }),
		button(data.opened.again, () => save()),
	] }]);
	return true;
}
