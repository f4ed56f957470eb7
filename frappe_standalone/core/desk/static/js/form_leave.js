// Leaving a form with changes that are not saved: by a link of this page it is asked in words, by the browser in the browser's.
import { confirmBox, t } from "./api.js";
import { keepDraft } from "./form_draft.js";
import { status } from "./form_state.js";

export async function leaveFor(url) {
	if (status.dirty && !(await confirmBox(t("leave_form")))) return;
	if (status.dirty) keepDraft();
	status.leaving = true;
	location.href = url;
}

function isPlain(event, link) {
	const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank";
	return !event.defaultPrevented && !elsewhere && !link.getAttribute("href").startsWith("#");
}

export function setUpLeaving() {
	document.addEventListener("click", (event) => {
		const link = event.target.closest("a[href]");
		if (!link || !status.dirty || status.leaving || !isPlain(event, link)) return;
		event.preventDefault();
		leaveFor(link.href);
	});
	// Signing out wipes the draft too
	document.addEventListener("click", (event) => {
		const out = event.target.closest("[data-logout]");
		if (!out || !status.dirty || status.leaving) return;
		event.stopPropagation();
		confirmBox(t("leave_out"), { danger: true }).then((sure) => { if (sure) { status.leaving = true; out.click(); } });
	}, true);
	window.addEventListener("beforeunload", (event) => { if (status.dirty && !status.leaving) { event.preventDefault(); event.returnValue = t("leave"); } });
}
