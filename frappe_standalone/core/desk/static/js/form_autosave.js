// Saving by itself, for those who switched it on.
import { t, toast } from "./api.js";
import { noteLoaded, wipeDraft } from "./form_draft.js";
import { problemsNow, showRefusal } from "./form_errors.js";
import { send, ways } from "./form_save.js";
import { data, grids, isSent, of, setDirty, status } from "./form_state.js";
import { drawAll, readRow } from "./grid.js";

const PAUSE = 20_000;
let timer, typed = 0;

// New rows get the names they were stored under, so that the next save changes them and adds none.
function nameRows(stored) {
	for (const grid of grids.filter(isSent)) {
		const rows = stored[grid.dataset.grid] || [];
		[...grid.querySelectorAll("tbody > tr[data-row]")].forEach((row, index) => {
			if (rows[index]) row.dataset.row = JSON.stringify({ ...readRow(row), ...rows[index] });
		});
	}
}

async function saveQuietly(before) {
	await before;
	for (const grid of grids.filter(isSent)) await drawAll(grid, of);
	// What is not complete yet waits without a word
	if (!status.dirty || status.leaving || problemsNow().length) return;
	const at = typed;
	const answer = await send({});
	data.modified = answer.data.modified;
	nameRows(answer.data);
	if (at === typed) {
		setDirty(false);
		wipeDraft();
		noteLoaded({ anew: true });
		for (const grid of grids) { delete grid.dataset.changed; delete grid.dataset.gone; }
	}
	toast(t("saved_itself"));
}

// Saving by hand waits for it: two at once would be taken for two people.
function startQuietly() {
	status.busy = saveQuietly(status.busy).catch((error) => showRefusal(error, ways(error)));
}

export function setUpAutosave(form) {
	const later = () => {
		typed++;
		clearTimeout(timer);
		timer = setTimeout(startQuietly, PAUSE);
	};
	form.addEventListener("input", later);
	form.addEventListener("change", later);
}
