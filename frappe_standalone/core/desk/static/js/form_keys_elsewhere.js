// Keys of a form that link boxes, tables, formatted text and the page's head answer to: the list shows them, too.
import { words } from "./form_state.js";

const onForm = () => [["Alt+Enter", "key_linked"], ["Ctrl+K", "key_find"], ["?", "shortcuts"]]
	.map(([keys, label]) => ({ keys: [], shown: keys, label, group: "keys_form" }));

const inTable = () => [
	["Enter", "key_row"], ["Tab", "key_cell"], ["↑ / ↓ / ← / →", "key_cells"], ["Ctrl+Delete", "key_drop"], ["Ctrl+D", "key_copy"],
	["Alt+↑ / Alt+↓", "key_move"], ["Ctrl+V", "key_paste"],
].map(([keys, label]) => ({ keys: [], shown: keys, label, group: "keys_table" }));

const inText = () => [["Ctrl+B", "key_bold"], ["Ctrl+I", "key_italic"], ["Ctrl+U", "key_underline"], ["Ctrl+Z", "key_undo"], ["Alt+F10", "key_tools"]]
	.map(([keys, label]) => ({ keys: [], shown: keys, label, group: "keys_text" }));

const has = (selector) => document.querySelector(`#form ${selector}`);

export async function keysElsewhere() {
	await words("keys");
	return [...onForm(), ...(has("[data-grid][data-editable]") ? inTable() : []), ...(has("[data-rich]") ? inText() : [])];
}
