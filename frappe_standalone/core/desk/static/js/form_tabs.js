// The tabs of a form, by mouse, arrows and Alt+number; the address keeps the open one.
const tabs = [...document.querySelectorAll("[role=tab]")];

export function selectTab(tab) {
	tabs.forEach((other) => {
		other.setAttribute("aria-selected", other === tab);
		other.tabIndex = other === tab ? 0 : -1;
		document.getElementById(other.getAttribute("aria-controls")).hidden = other !== tab;
	});
	history.replaceState(null, "", `#${tab.id}`);
}

export function openTabOf(node) {
	const panel = node.closest("[role=tabpanel]");
	if (panel && panel.hidden) selectTab(document.getElementById(panel.getAttribute("aria-labelledby")));
}

export const shownTabs = () => tabs.filter((tab) => !tab.hidden);

export function setUpTabs() {
	for (const tab of tabs) {
		tab.addEventListener("click", () => selectTab(tab));
		tab.addEventListener("keydown", (event) => {
			const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], shown = shownTabs();
			const next = step && shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
			if (next) { event.preventDefault(); selectTab(next); next.focus(); }
		});
	}
	const asked = location.hash.startsWith("#tab-") && document.getElementById(location.hash.slice(1));
	if (asked) selectTab(asked);
}
