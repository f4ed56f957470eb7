// What scrolls within a page (wide tables, charts, code) can be reached and scrolled with the keyboard, but only while it scrolls.
const REGIONS = ".table-wrap, .chart, pre.code";

function mark(box) {
	const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
	if (scrolls) box.tabIndex = 0;
	else box.removeAttribute("tabindex");
}

export function watchScrollRegions() {
	const sizes = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
	document.querySelectorAll(REGIONS).forEach((box) => sizes.observe(box));
}
