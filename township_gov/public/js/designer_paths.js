// The line of a way, and where its words and its 「＋」 stand.

const ROUND = 8, OUT = 16, IN = 18;

const middle = (box) => box.x + box.w / 2;

// Straight pieces with round corners
function rounded(points) {
	const at = points.filter(([x, y], index) => !index || x !== points[index - 1][0] || y !== points[index - 1][1]);
	let path = `M${at[0].join(" ")}`;
	for (let index = 1; index < at.length; index++) {
		const [before, here, next] = [at[index - 1], at[index], at[index + 1]];
		const turns = next && !((before[0] === here[0] && here[0] === next[0]) || (before[1] === here[1] && here[1] === next[1]));
		if (!turns) {
			path += `L${here.join(" ")}`;
			continue;
		}
		const toward = (from, to) => {
			const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
			const by = Math.min(ROUND, far / 2) / (far || 1);
			return [from[0] + (to[0] - from[0]) * by, from[1] + (to[1] - from[1]) * by];
		};
		path += `L${toward(here, before).join(" ")}Q${here.join(" ")} ${toward(here, next).join(" ")}`;
	}
	return path;
}

/** `laid`: see designer_layout.placed; `wordy`: whether words stand on it, or on a way beside it; `side`: how many ways lead back
 *  before it.
 *  Gives the path's `d` and the points of the words and of the 「＋」, in the middle of each. */
export function line(laid, way, wordy, side) {
	const from = laid.nodes.get(way.from_node), to = laid.nodes.get(way.to_node);
	const row = Math.max(laid.rows.get(way.from_node), from.y + from.h);
	if (to.y < row + 8) return around(laid, from, to, side);
	const [sx, tx] = [middle(from), middle(to)];
	const lane = laid.lanes.has(way.transition_key) ? laid.lanes.get(way.transition_key) : sx;
	const out = laid.lanes.has(way.transition_key) ? row + OUT : from.y + from.h;
	const into = Math.max(out, to.y - IN);
	const d = rounded([[sx, from.y + from.h], [sx, out], [lane, out], [lane, into], [tx, into], [tx, to.y]]);
	const room = Math.min(into, to.y) - Math.max(out, row);
	const top = Math.max(out, row);
	if (wordy) return { d, words: [lane, top + 24], plus: [lane, top + Math.min(56, Math.max(room - 4, 48))] };
	return { d, words: null, plus: [lane, top + Math.max(13, Math.min(room / 2, 26))] };
}

// Back, or to a step beside: out at the right of the drawing and in from the side
function around(laid, from, to, side) {
	const lane = laid.right + 34 + side * 28;
	const [sy, ty] = [from.y + from.h / 2, to.y + to.h / 2];
	const d = rounded([[from.x + from.w, sy], [lane, sy], [lane, ty], [to.x + to.w, ty]]);
	return { d, words: [lane, (sy + ty) / 2 - 18], plus: [lane, (sy + ty) / 2 + 18], back: true };
}

// A way that is being drawn: from a step's handle to the pointer
export function loose(from, x, y) {
	return `M${middle(from)} ${from.y + from.h}C${middle(from)} ${from.y + from.h + 40} ${x} ${y - 40} ${x} ${y}`;
}
