// The keys of a page: each registered with what it does, all shown by “?”.
const known = [], later = [];
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

// list: [{ keys: ["j", "ArrowDown"], label, run(event), shown?: "J / ↓", group?: heading }]. A key with Ctrl or Alt
// ("ctrl+s") works while somebody types, too. `run` is left out for keys that others handle; it returns false where it
// had nothing to do, and the browser goes on. Label and group may be keys of messages.
export function registerShortcuts(list) {
	for (const entry of list) if (!known.some((other) => other.label === entry.label && other.group === entry.group)) known.push(entry);
}

const named = (event) => [event.ctrlKey || event.metaKey ? "ctrl+" : "", event.altKey ? "alt+" : "", event.key.toLowerCase()].join("");
const held = (event) => event.ctrlKey || event.metaKey || event.altKey;

// load: () => promise of such a list, for keys that others handle, or for words; asked when the keys are shown.
export const showLater = (load) => later.push(load);

export async function showShortcuts() {
	for (const load of later.splice(0)) registerShortcuts(await load());
	(await import("./shortcuts_list.js")).showList(known);
}

document.addEventListener("keydown", (event) => {
	if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
	const typing = event.target.closest && event.target.closest(TYPING);
	if (typing && !held(event)) return;
	if (event.key === "?" || event.key === "？") { if (!held(event)) { event.preventDefault(); showShortcuts(); } return; }
	const name = named(event);
	const entry = known.find((one) => one.run && one.keys.some((key) => key.toLowerCase() === name));
	if (entry && entry.run(event) !== false) event.preventDefault();
});
document.addEventListener("click", ({ target }) => { if (target.closest && target.closest("[data-shortcuts]")) showShortcuts(); });
