// Draws where an approval stands: steps as boxes, ways as lines behind them. Sideways on a desk, downwards on a phone.

import { el, t } from "./dom.js";

const SMALL = { "Parallel Split": 14, Join: 40, End: 76, Copy: 104 };
const SVG = "http://www.w3.org/2000/svg";
const SIGNS = { done: "✓", current: "●", rejected: "✕", again: "↻" };
const PHONE = 560;
const NAME = 13; // px of a letter in a step's name

// The sizes of one drawing: along the way (main) and across it
function sizes(shown, width) {
	const down = width < PHONE;
	const longest = new Map();
	for (const way of shown.ways.filter((one) => one.words && !one.back)) {
		const rank = rankOf(shown, way.source);
		longest.set(rank, Math.max(longest.get(rank) || 0, way.words.length));
	}
	// On a desk the words of a way stand in two lines of 11 px above it
	const room = (rank) => Math.max(104, Math.min(200, Math.ceil(longest.get(rank) / 2 + 0.5) * 11 + 26));
	const gaps = (wide, narrow) => Array.from({ length: shown.ranks }, (_none, rank) => (longest.has(rank) ? wide(rank) : narrow));
	if (down) {
		const lane = Math.max(100, Math.floor(width / shown.lanes));
		return { down, lane, box: { main: 46, cross: lane - 8 }, gap: gaps((rank) => (longest.get(rank) * 11 > lane - 4 ? 44 : 34), 16) };
	}
	const plain = new Set(shown.nodes.filter((node) => !SMALL[node.type]).map((node) => node.rank)).size;
	const fixed = gaps(room, 24).reduce((sum, gap) => sum + gap, 0) + (shown.ranks - plain) * 60;
	const main = Math.max(104, Math.min(148, Math.floor((width - fixed) / Math.max(plain, 1))));
	return { down, lane: 62, box: { main, cross: 50 }, gap: gaps(room, 24) };
}

function rankOf(shown, key) {
	return shown.nodes.find((node) => node.key === key).rank;
}

// Where each rank begins, and how long it is
function ranks(shown, size) {
	const found = [];
	let at = 0;
	for (let rank = 0; rank < shown.ranks; rank++) {
		const here = shown.nodes.filter((node) => node.rank === rank);
		const length = Math.max(...here.map((node) => mainOf(node, size)), 0);
		found.push({ from: at, to: at + length });
		at += length + size.gap[rank];
	}
	return found;
}

function mainOf(node, size) {
	if (size.down) return node.type === "Parallel Split" ? 10 : ["Join", "End"].includes(node.type) ? 28 : size.box.main;
	return SMALL[node.type] || size.box.main;
}

// A node as a rectangle in (main, cross)
function boxes(shown, size) {
	const places = ranks(shown, size);
	return new Map(shown.nodes.map((node) => {
		const main = mainOf(node, size);
		const cross = node.type === "End" && !size.down ? 30 : node.type === "Join" && !size.down ? 26 : size.box.cross;
		const from = places[node.rank].from + (places[node.rank].to - places[node.rank].from - main) / 2;
		const center = size.lane * (node.lane + 0.5);
		const left = center - cross / 2;
		// Downwards, a step that stands alone may be as wide as two lanes, so that its name fits
		const wide = size.down && !SMALL[node.type] && shown.lanes > 1 && node.lane === 0 && aloneAt(shown, node.rank) ? size.lane : 0;
		return [node.key, { from, to: from + main, center, left, cross: cross + wide, rank: places[node.rank] }];
	}));
}

function aloneAt(shown, rank) {
	const passes = (way) => rankOf(shown, way.source) < rank && rank < rankOf(shown, way.target) && way.lane;
	return shown.nodes.filter((node) => node.rank === rank).length === 1 && !shown.ways.some((way) => !way.back && passes(way));
}

// A line from one box to the next: out, over to its lane, along, over to the target's lane, in
function path(way, from, to, size) {
	const lane = size.lane * (way.lane + 0.5);
	const out = from.rank.to + 10, back = to.rank.from - 10;
	const points = [[from.to, from.center], [out, from.center], [out, lane], [Math.max(out, back), lane], [Math.max(out, back), to.center], [to.from, to.center]];
	return points.map(([main, cross], index) => `${index ? "L" : "M"}${size.down ? `${cross} ${main}` : `${main} ${cross}`}`).join("");
}

function lines(shown, places, size, length, across) {
	const svg = document.createElementNS(SVG, "svg");
	const [width, height] = size.down ? [across, length] : [length, across];
	for (const [name, value] of [["width", width], ["height", height], ["aria-hidden", "true"], ["focusable", "false"]]) svg.setAttribute(name, value);
	// What was taken is drawn last, over the rest
	const order = ["not taken", "open", "taken"];
	const ways = shown.ways.filter((way) => !way.back).sort((one, two) => order.indexOf(one.state) - order.indexOf(two.state));
	for (const way of ways) {
		const line = document.createElementNS(SVG, "path");
		line.setAttribute("d", path(way, places.get(way.source), places.get(way.target), size));
		line.setAttribute("class", `fd-way fd-${way.state.replace(" ", "-")}`);
		svg.append(line);
	}
	return svg;
}

function words(shown, places, size) {
	return shown.ways.filter((way) => way.words && !way.back).map((way) => {
		const from = places.get(way.source);
		const lane = size.lane * (way.lane + 0.5);
		const main = from.rank.to + 10;
		const place = size.down
			? `left:${lane - size.lane / 2 + 2}px;width:${size.lane - 4}px;top:${main + 1}px`
			: `left:${main + 4}px;width:${size.gap[rankOf(shown, way.source)] - 26}px;top:${lane - 30}px`;
		return el("span", { class: `fd-words fd-${way.state.replace(" ", "-")}`, style: place, title: way.words }, el("span", {}, way.words));
	});
}

const STATES = {
	done: "Done", current: "Now", rejected: "Refused", again: "To be done again", todo: "Still to come", "not taken": "Not taken",
};

// The line under a step's name: a number, a vote, what it waits for, or who has it
function below(node, room) {
	if (node.type === "Join") return node.branches ? `${node.arrived}/${node.branches}` : "";
	if (node.state === "not taken") return t("Not taken");
	if (node.state === "again") return t("To be done again");
	const told = node.number || node.waits || node.turn || node.votes;
	if (told) return told;
	const acted = node.people.filter((person) => person.status === "Done");
	const asked = acted.length ? acted : node.people.filter((person) => person.status === "Open");
	if (!asked.length) return "";
	const names = asked.length > 1 ? t("{0} among {1} people", asked[0].name, asked.length) : asked[0].acted_by || asked[0].name;
	const dated = acted.length ? `${names} ${asked[asked.length - 1].until.slice(5, 10)}` : names;
	return broad(dated) <= room ? dated : names; // no name is cut for a date
}

// How wide a text is in letters of so many pixels
const broad = (text, letter = 12) => [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? letter : letter * 0.55), 0);

function step(node, place, size, here, choose) {
	const style = size.down
		? `top:${place.from}px;height:${place.to - place.from}px;left:${place.left}px;width:${place.cross}px`
		: `left:${place.from}px;width:${place.to - place.from}px;top:${place.center - place.cross / 2}px;height:${place.cross}px`;
	const room = (size.down ? place.cross : place.to - place.from) - 20;
	const told = below(node, room);
	const people = node.people.map((person) => `${person.name} ${person.status_label}`).join("、");
	const kind = node.type.toLowerCase().replace(" ", "-");
	return el("li", {
		class: `ap-step fd-${kind} ap-is-${node.state.replace(" ", "-")}${here ? " ap-here" : ""}${Math.max(broad(node.label, NAME) + (SIGNS[node.state] ? 17 : 0), broad(told)) > room ? " fd-long" : ""}`, style,
		"aria-current": node.state === "current" && node.type !== "Join" ? "step" : null, title: [node.label, told, people].filter(Boolean).join("\n"),
		onclick: () => choose(node.key),
	},
	node.type === "Parallel Split" ? el("span", { class: "fd-hidden" }, node.label) : [
		el("span", { class: "fd-line" }, el("span", { class: "ap-dot", "aria-hidden": "true" }, SIGNS[node.state] || ""), el("span", { class: node.type === "Join" && (told || !size.down) ? "fd-hidden" : "ap-label" }, node.label)),
		told ? el("small", { class: "ap-holder" }, told) : "",
		el("span", { class: "fd-hidden" }, t(STATES[node.state])),
	]);
}

// The drawing for a container of this width; `choose` is told which step was pressed
export function flowDrawing(shown, width, choose) {
	const size = sizes(shown, width);
	const places = boxes(shown, size);
	const length = ranks(shown, size).slice(-1)[0].to + 2;
	const across = size.lane * shown.lanes;
	const here = shown.nodes.find((node) => node.state === "current");
	const box = el("div", { class: `fd ${size.down ? "fd-down" : "fd-aside"}`, style: size.down ? `height:${length}px;width:${across}px` : `width:${length}px;height:${across}px` });
	box.append(lines(shown, places, size, length, across), ...words(shown, places, size),
		el("ol", { class: "ap-steps" }, shown.nodes.map((node) => step(node, places.get(node.key), size, node === here, choose))));
	const scroll = el("div", { class: "fd-scroll", tabindex: "0", role: "group", "aria-label": t("Where it stands") }, box);
	scroll.addEventListener("scroll", () => shade(scroll), { passive: true });
	requestAnimationFrame(() => shade(scroll));
	return scroll;
}

// A side behind which the drawing goes on fades out
function shade(scroll) {
	const { scrollLeft, scrollWidth, clientWidth } = scroll;
	scroll.classList.toggle("fd-before", scrollLeft > 4);
	scroll.classList.toggle("fd-after", scrollWidth - scrollLeft - clientWidth > 4);
}

// Both directions of the page have one breaking point
export function isNarrow(width) {
	return width < PHONE;
}
