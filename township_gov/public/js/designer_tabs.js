// The tabs at the right of the flow designer. A module adds one with `registerTab`; the designer draws and opens them.

const tabs = [];

/**
 * Adds a tab. `label`: a text, or a function that gives it once the reader's texts are known.
 * `mount(host, designer)` fills the tab when it is first opened; what it returns may have `shown()`, called at every opening.
 * `order`: small numbers stand first (the step has 0, the check 90).
 */
export function registerTab({ id, label, mount, order = 50 }) {
	if (tabs.some((one) => one.id === id)) return;
	tabs.push({ id, label: typeof label === "function" ? label : () => label, mount, order });
	tabs.sort((one, two) => one.order - two.order);
}

export function registeredTabs() {
	return [...tabs];
}
