// Small signs of the designer, as lines on a grid of 16.

const SVG = "http://www.w3.org/2000/svg";

const SIGNS = {
	"Start": "M5 3.5v9l7-4.5z",
	"Approval": "M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.5c.5-2.4 2.5-3.5 5-3.5s4.5 1.1 5 3.5",
	"Exclusive Split": "M8 2v4M8 6 4 10v4M8 6l4 4v4",
	"Parallel Split": "M8 2v4M3.5 14V6h9v8M8 6v8",
	"Join": "M3.5 2v6h9V2M8 2v12",
	"Automatic": "M9 2 4 9h4l-1 5 5-7H8z",
	"Copy": "M2 4.5h12v8H2zM2 5l6 4.5L14 5",
	"Issue Document": "M4 2h6l3 3v9H4zM10 2v3h3M6 8h4.5M6 11h4.5",
	"End": "M4 4h8v8H4z",
	"undo": "M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7",
	"redo": "M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9",
	"tidy": "M6 2h4v3H6zM2 11h4v3H2zM10 11h4v3h-4zM8 5v3M4 11V8h8v3",
	"fit": "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
	"help": "M6 6a2 2 0 1 1 2.7 1.9C8.2 8.1 8 8.5 8 9.2M8 11.8v.2M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z",
	"trash": "M3 4.5h10M6.5 4.5V2.5h3v2M4.5 4.5l.6 9h5.8l.6-9",
	"up": "M8 13V3M4 7l4-4 4 4", "down": "M8 3v10M4 9l4 4 4-4",
	"back": "M10 3 5 8l5 5",
	"close": "M4 4l8 8M12 4l-8 8",
	"plus": "M8 3v10M3 8h10", "minus": "M3 8h10",
};

export function icon(name) {
	const svg = document.createElementNS(SVG, "svg");
	for (const [key, value] of [["viewBox", "0 0 16 16"], ["class", "fx-icon"], ["aria-hidden", "true"], ["focusable", "false"]]) svg.setAttribute(key, value);
	const path = document.createElementNS(SVG, "path");
	path.setAttribute("d", SIGNS[name] || "");
	svg.append(path);
	return svg;
}

export function svgPart(tag, attributes) {
	const node = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
	return node;
}
