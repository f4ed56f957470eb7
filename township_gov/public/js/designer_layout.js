// Where steps and ways stand: rows along the way, branches side by side under their split. Nothing here touches the page.

import { SPLITS, meetings, walked } from "./designer_graph.js";

const SMALL = ["Join", "Parallel Split", "Exclusive Split"];
export const SIZE = { wide: 216, high: 58, small: 34, row: 58, lane: 40, margin: 28 };

export function sizeOf(node) {
	if (node.node_type === "Join") return { w: 132, h: SIZE.small };
	if (SMALL.includes(node.node_type)) return { w: 200, h: SIZE.small };
	if (node.node_type === "Start" || node.node_type === "End") return { w: 176, h: 44 };
	return { w: SIZE.wide, h: SIZE.high };
}

class Layouter {
	constructor(draft) {
		this.draft = draft;
		this.walk = walked(draft);
		this.meet = meetings(draft, this.walk);
		this.nodes = new Map(draft.nodes.map((one) => [one.node_key, one]));
		this.placed = new Set();
	}

	// A chain of steps, as far as `stop`: what stands left and right of its middle, steps and lanes by their distance from it
	chain(key, stop) {
		const made = { left: 0, right: 0, nodes: [], lanes: [] };
		const wider = (left, right) => { made.left = Math.max(made.left, left); made.right = Math.max(made.right, right); };
		while (key && key !== stop && !this.placed.has(key)) {
			this.placed.add(key);
			made.nodes.push([key, 0]);
			const { w } = sizeOf(this.nodes.get(key));
			wider(w / 2, w / 2);
			const out = this.walk.forward(key);
			if (out.length === 1) {
				key = out[0].to_node;
				continue;
			}
			const met = this.meet.get(key);
			this.branches(out, met || stop, made, SPLITS.includes(this.nodes.get(key).node_type), wider);
			key = met;
		}
		return made;
	}

	// Branches side by side: in the middle under a split, else the first straight on and the others to its right
	branches(out, met, made, centred, wider) {
		const blocks = out.map((way) => ({ way, ...this.branch(way, met) }));
		let at = 0;
		const middles = blocks.map((block) => {
			const middle = at + block.left;
			at = middle + block.right + SIZE.lane;
			return middle;
		});
		if (!blocks.length) return;
		const middle = centred ? (middles[0] + middles[middles.length - 1]) / 2 : middles[0];
		wider(middle, at - SIZE.lane - middle);
		blocks.forEach((block, index) => {
			const shift = middles[index] - middle;
			made.lanes.push([block.way.transition_key, shift], ...block.lanes.map(([way, by]) => [way, by + shift]));
			made.nodes.push(...block.nodes.map(([node, by]) => [node, by + shift]));
		});
	}

	branch(way, met) {
		const half = 84;
		const made = this.chain(way.to_node, met);
		return { ...made, left: Math.max(made.left, half), right: Math.max(made.right, half) };
	}

	run() {
		const [middle, lanes] = [new Map(), new Map()];
		let at = SIZE.margin;
		for (const root of this.walk.roots) {
			const made = this.chain(root, "");
			for (const [key, by] of made.nodes) middle.set(key, at + made.left + by);
			for (const [way, by] of made.lanes) lanes.set(way, at + made.left + by);
			at += made.left + made.right + SIZE.lane * 1.5;
		}
		return { middle, lanes, rank: this.walk.rank, back: this.walk.back, forward: this.walk.forward };
	}
}

// How much room stands under a row: more where branches begin, more still where ways carry words
function gaps(draft, laid, words) {
	const found = [];
	for (const node of draft.nodes) {
		const out = laid.forward(node.node_key);
		const need = out.some((way) => words(way)) ? 98 : out.length > 1 ? 68 : 48;
		const rank = laid.rank.get(node.node_key);
		found[rank] = Math.max(found[rank] || 0, need);
	}
	return found;
}

/** The arranged drawing: `nodes` (key → x y w h, the upper left corner), `lanes` (way → x), `rows` (key → where its row ends), size.
 *  `words(way)`: what stands on a way. */
export function arranged(draft, words) {
	const laid = new Layouter(draft).run();
	const gap = gaps(draft, laid, words);
	const high = [];
	for (const node of draft.nodes) high[laid.rank.get(node.node_key)] = Math.max(high[laid.rank.get(node.node_key)] || 0, sizeOf(node).h);
	const top = [];
	let at = SIZE.margin;
	for (let rank = 0; rank < high.length; rank++) {
		top[rank] = at;
		at += (high[rank] || 0) + (gap[rank] || 48);
	}
	const nodes = new Map(), rows = new Map();
	for (const node of draft.nodes) {
		const { w, h } = sizeOf(node);
		const rank = laid.rank.get(node.node_key);
		const x = Math.round(laid.middle.get(node.node_key) - w / 2);
		nodes.set(node.node_key, { x, y: top[rank] + Math.round((high[rank] - h) / 2), w, h });
		rows.set(node.node_key, top[rank] + high[rank]);
	}
	return { nodes, rows, lanes: laid.lanes, back: laid.back, rank: laid.rank };
}

export const isFree = (draft) => (draft.nodes || []).some((one) => one.position_x || one.position_y);

/** The drawing as it is shown: arranged, unless somebody has put steps elsewhere; lanes go along with their step. */
export function placed(draft, words) {
	const auto = arranged(draft, words);
	if (!isFree(draft)) return finished(draft, auto, auto);
	const nodes = new Map(auto.nodes), rows = new Map(auto.rows), lanes = new Map();
	for (const node of draft.nodes) {
		const { w, h } = sizeOf(node);
		if (!node.position_x && !node.position_y) continue;
		nodes.set(node.node_key, { x: node.position_x, y: node.position_y, w, h });
		rows.set(node.node_key, node.position_y + h);
	}
	const middle = (of, key) => of.get(key).x + of.get(key).w / 2;
	for (const way of draft.transitions) {
		if (!auto.lanes.has(way.transition_key) || !nodes.has(way.from_node) || !nodes.has(way.to_node)) continue;
		const lane = auto.lanes.get(way.transition_key);
		const straight = lane === middle(auto.nodes, way.to_node);
		lanes.set(way.transition_key, straight ? middle(nodes, way.to_node) : middle(nodes, way.from_node) + lane - middle(auto.nodes, way.from_node));
	}
	return finished(draft, { ...auto, nodes, rows, lanes }, auto);
}

function finished(draft, shown, auto) {
	const all = [...shown.nodes.values()];
	const right = Math.max(0, ...all.map((one) => one.x + one.w), ...[...shown.lanes.values()].map((one) => one + 84));
	const around = draft.transitions.filter((way) => auto.back.has(way.transition_key)).length;
	return { ...shown, right, width: right + SIZE.margin + around * 28 + (around ? 80 : 0), height: Math.max(0, ...all.map((one) => one.y + one.h)) + SIZE.margin };
}

// Positions that keep what somebody has put in its place, when the draft has got steps (`was`: the drawing before)
export function keepPlaces(draft, was, words) {
	if (!isFree(draft)) return;
	const auto = arranged(draft, words);
	const fresh = draft.nodes.filter((one) => !was.shown.nodes.has(one.node_key));
	const old = draft.nodes.filter((one) => was.shown.nodes.has(one.node_key));
	for (const node of old) {
		const grown = Math.max(0, auto.nodes.get(node.node_key).y - was.auto.nodes.get(node.node_key).y);
		Object.assign(node, { position_x: was.shown.nodes.get(node.node_key).x, position_y: was.shown.nodes.get(node.node_key).y + grown });
	}
	for (const node of fresh.sort((one, two) => auto.rank.get(one.node_key) - auto.rank.get(two.node_key))) {
		const into = draft.transitions.find((way) => way.to_node === node.node_key);
		const anchor = into && draft.nodes.find((one) => one.node_key === into.from_node);
		const [to, from] = [auto.nodes.get(node.node_key), anchor && auto.nodes.get(anchor.node_key)];
		node.position_x = Math.max(1, anchor ? anchor.position_x + to.x - from.x : to.x);
		node.position_y = Math.max(1, anchor ? anchor.position_y + to.y - from.y : to.y);
	}
}
