// What a draft says as a graph: steps, ways, what follows what, where branches come together. Reads only.

export const SPLITS = ["Exclusive Split", "Parallel Split"];

export const nodeOf = (draft, key) => (draft.nodes || []).find((one) => one.node_key === key);
export const wayOf = (draft, key) => (draft.transitions || []).find((one) => one.transition_key === key);
export const startOf = (draft) => draft.nodes.find((one) => one.node_type === "Start");
export const conditionsOf = (draft, way) => (draft.conditions || []).filter((one) => (one.belongs_to || "") === (way || ""));
export const rulesOf = (draft, key, purpose, rung) => (draft.approvers || []).filter((one) =>
	one.node_key === key && purposeOf(one) === purpose && (rung === undefined || Number(one.rung || 0) === rung));
export const timersOf = (draft, key) => (draft.timers || []).filter((one) => one.node_key === key);

// Rows older than the column say it by their rung
function purposeOf(rule) {
	const purpose = rule.purpose || "Decides";
	return purpose === "Decides" && Number(rule.rung || 0) ? "Ladder" : purpose;
}

// Ways whose both ends are there
export function ways(draft) {
	const keys = new Set((draft.nodes || []).map((one) => one.node_key));
	return (draft.transitions || []).filter((one) => keys.has(one.from_node) && keys.has(one.to_node));
}

export const waysFrom = (draft, key) => ways(draft).filter((one) => one.from_node === key);
export const waysTo = (draft, key) => ways(draft).filter((one) => one.to_node === key);

export function lines(text) {
	return String(text || "").split(/[\n,]/).map((one) => one.trim()).filter(Boolean);
}

// Everything that can be come to from these steps, they included
export function after(draft, keys) {
	const found = new Set(keys);
	const todo = [...found];
	while (todo.length) {
		for (const way of waysFrom(draft, todo.pop())) {
			if (!found.has(way.to_node)) {
				found.add(way.to_node);
				todo.push(way.to_node);
			}
		}
	}
	return found;
}

// Steps that come before this one on some way
export function before(draft, key) {
	return (draft.nodes || []).filter((one) => one.node_key !== key && after(draft, [one.node_key]).has(key)).map((one) => one.node_key);
}

// The order in which steps follow one another, the ways that lead back, how far each step is from where the walk began
export function walked(draft) {
	const out = new Map(draft.nodes.map((one) => [one.node_key, []]));
	for (const way of ways(draft)) out.get(way.from_node).push(way);
	const [order, back, walking, done] = [[], new Set(), new Set(), new Set()];
	const walk = (key) => {
		walking.add(key);
		for (const way of out.get(key)) {
			if (walking.has(way.to_node)) back.add(way.transition_key);
			else if (!done.has(way.to_node)) walk(way.to_node);
		}
		walking.delete(key);
		done.add(key);
		order.unshift(key);
	};
	const roots = [...draft.nodes].sort((one, two) => rootRank(draft, one) - rootRank(draft, two));
	const first = [];
	for (const { node_key } of roots) {
		if (done.has(node_key)) continue;
		first.push(node_key);
		walk(node_key);
	}
	const rank = new Map();
	for (const key of order) {
		if (!rank.has(key)) rank.set(key, 0);
		for (const way of out.get(key)) {
			if (!back.has(way.transition_key)) rank.set(way.to_node, Math.max(rank.get(way.to_node) || 0, rank.get(key) + 1));
		}
	}
	return { order, back, rank, roots: first, forward: (key) => out.get(key).filter((way) => !back.has(way.transition_key)) };
}

// The Start first, then steps that nothing leads to, then what stands in a circle
function rootRank(draft, node) {
	if (node.node_type === "Start") return 0;
	return waysTo(draft, node.node_key).some((way) => way.from_node !== node.node_key) ? 2 : 1;
}

// Where all ways out of each step come together again: step → step, "" where they never do
export function meetings(draft, walk = walked(draft)) {
	const past = new Map(); // step → all steps that every way from it passes
	for (const key of [...walk.order].reverse()) {
		const sets = walk.forward(key).map((way) => past.get(way.to_node) || new Set());
		const common = sets.length ? new Set([...sets[0]].filter((one) => sets.every((set) => set.has(one)))) : new Set();
		past.set(key, common.add(key));
	}
	const found = new Map();
	for (const [key, all] of past) {
		const ahead = [...all].filter((one) => one !== key);
		found.set(key, ahead.reduce((near, one) => (!near || past.get(one).size > past.get(near).size ? one : near), ""));
	}
	return found;
}
