// What can be done to a draft: each function changes the draft it is given, keeps it well formed, and gives the step to show.

import { after, conditionsOf, lines, meetings, nodeOf, startOf, wayOf, waysFrom, waysTo } from "./designer_graph.js";

const WORDS = {
	"Approval": "step", "Exclusive Split": "choice", "Parallel Split": "fork", "Join": "join", "Automatic": "action", "Copy": "copy",
	"Issue Document": "issue", "End": "end", "Start": "start",
};
const NEW = {
	status: "", how: "Any One", vote_passes: "", vote_value: "", opinion: "On Reject or Return", collect_all: 0, skip_repeat: 0, non_decision: 0,
	approve_label: "", allow_reject: 1, reject_label: "", allow_return: 1, return_label: "", allow_abstain: 0, abstain_label: "",
	return_to: "initiator", after_return: "Step by Step", apart_initiator: 1, apart_earlier: 0, apart_fields: "", apart_kin: 0,
	editable_fields: "", required_fields: "", hidden_fields: "", run_action: "", irreversible: 0, document_kind: "", outcome: "Approved",
	submit_document: 1, position_x: 0, position_y: 0,
};

function unused(taken, word) {
	for (let number = 1; ; number++) if (!taken.has(`${word}${number}`)) return `${word}${number}`;
}

// Two steps of one name could not be told apart
function free(draft, label) {
	const taken = new Set(draft.nodes.map((one) => one.label));
	for (let number = 2, name = label; ; number++) {
		if (!taken.has(name)) return name;
		name = `${label} ${number}`;
	}
}

function addNode(draft, node_type, label, behind) {
	const taken = new Set([...draft.nodes.map((one) => one.node_key), ...draft.transitions.map((one) => one.transition_key)]);
	const node = { ...NEW, node_key: unused(taken, WORDS[node_type]), node_type, label: free(draft, label) };
	const at = draft.nodes.findIndex((one) => one.node_key === behind);
	draft.nodes.splice(at < 0 ? draft.nodes.length : at + 1, 0, node);
	return node.node_key;
}

function addWay(draft, from_node, to_node, decision = "approve", before = null) {
	const taken = new Set([...draft.nodes.map((one) => one.node_key), ...draft.transitions.map((one) => one.transition_key)]);
	const way = { transition_key: unused(taken, "t"), from_node, to_node, decision, label: "" };
	const at = before ? draft.transitions.indexOf(before) : -1;
	draft.transitions.splice(at < 0 ? draft.transitions.length : at, 0, way);
	return way;
}

// A draft to begin with: somebody hands something in, and it is done
export function begun(values, words) {
	const draft = { priority: 0, withdraw: "Before First Decision", reopen_rejected: 0, nodes: [], approvers: [], timers: [], transitions: [], conditions: [], ...values };
	const start = addNode(draft, "Start", words.start);
	addWay(draft, start, addNode(draft, "End", words.end));
	return draft;
}

// Puts a step, a branch or a block on a way; `words`: the labels of what is new
export function insertOn(draft, key, type, words) {
	const way = wayOf(draft, key);
	const behind = way.to_node;
	const was = lost(draft);
	const node = addNode(draft, type, words[type], way.from_node);
	way.to_node = node;
	if (type === "Exclusive Split") {
		branch(draft, node, behind, words);
		addWay(draft, node, behind);
	} else if (type === "Parallel Split") {
		const first = addNode(draft, "Approval", words.Approval, node);
		const second = addNode(draft, "Approval", words.Approval, first);
		const join = addNode(draft, "Join", words.Join, second);
		for (const one of [first, second]) {
			addWay(draft, node, one);
			addWay(draft, one, join);
		}
		addWay(draft, join, behind);
	} else if (type === "End") {
		dropLostSince(draft, was);
	} else {
		addWay(draft, node, behind);
	}
	return node;
}

function branch(draft, split, behind, words) {
	const other = waysFrom(draft, split).filter((one) => !conditionsOf(draft, one.transition_key).length).pop();
	const step = addNode(draft, "Approval", words.Approval, split);
	const way = addWay(draft, split, step, "approve", other);
	if (nodeOf(draft, split).node_type === "Exclusive Split") draft.conditions.push({ belongs_to: way.transition_key, group_no: 1, field_name: "", operator: "=", value: "" });
	addWay(draft, step, behind);
	return { step, way };
}

// One more branch out of a split, with a step in it; the way without conditions stays the last
export function addBranch(draft, split, words) {
	const found = meetings(draft).get(split);
	const last = waysFrom(draft, split).pop();
	return branch(draft, split, found || (last ? last.to_node : anEnd(draft)), words).step;
}

const anEnd = (draft) => (draft.nodes.find((one) => one.node_type === "End") || {}).node_key;

// A way between two steps; of several ways out of one step those without conditions stay last
export function connect(draft, from, to, decision = "approve") {
	const open = waysFrom(draft, from).find((one) => one.decision === decision && !conditionsOf(draft, one.transition_key).length);
	const parallel = nodeOf(draft, from).node_type === "Parallel Split";
	return addWay(draft, from, to, decision, parallel ? null : open).transition_key;
}

// Why two steps cannot be connected, as a text to translate; "" if they can
export function refusedWay(draft, from, to) {
	if (from === to) return "A step does not lead to itself.";
	if (nodeOf(draft, to).node_type === "Start") return "Nothing leads back to the start; use a return.";
	if (nodeOf(draft, from).node_type === "End") return "Nothing comes after an end.";
	if (waysFrom(draft, from).some((one) => one.to_node === to)) return "These two steps are connected already.";
	return "";
}

function dropWay(draft, way) {
	draft.transitions = draft.transitions.filter((one) => one !== way);
	draft.conditions = draft.conditions.filter((one) => one.belongs_to !== way.transition_key);
}

function dropNodes(draft, keys) {
	for (const way of draft.transitions.filter((one) => keys.has(one.from_node) || keys.has(one.to_node))) dropWay(draft, way);
	draft.nodes = draft.nodes.filter((one) => !keys.has(one.node_key));
	for (const table of ["approvers", "timers"]) draft[table] = (draft[table] || []).filter((one) => !keys.has(one.node_key));
	for (const node of draft.nodes) {
		const kept = lines(node.return_to).filter((one) => !keys.has(one));
		if (node.return_to) node.return_to = kept.join("\n") || "initiator";
	}
}

// Why a step cannot be taken out; "" if it can
export function refusedRemoval(draft, key) {
	const { node_type } = nodeOf(draft, key);
	if (node_type === "Start") return "The start stays; rename it if you like.";
	if (node_type === "End" && draft.nodes.filter((one) => one.node_type === "End").length === 1) return "The last end stays: every approval ends somewhere.";
	return "";
}

// Takes a step out and closes the gap; a split goes with its whole block. Gives the step before it.
export function removeNode(draft, key) {
	const { node_type } = nodeOf(draft, key);
	const was = lost(draft);
	const into = waysTo(draft, key);
	const found = meetings(draft);
	if (node_type === "Join") {
		const split = draft.nodes.find((one) => one.node_type === "Parallel Split" && found.get(one.node_key) === key);
		if (split) return removeNode(draft, split.node_key);
	}
	const next = onward(draft, key, found);
	for (const way of into) way.to_node = next;
	dropNodes(draft, new Set([key]));
	dropLostSince(draft, was);
	if (node_type === "Parallel Split" && nodeOf(draft, next) && nodeOf(draft, next).node_type === "Join") removeNode(draft, next);
	for (const way of into) tidy(draft, way);
	return (into[0] || { from_node: startOf(draft).node_key }).from_node;
}

function onward(draft, key, found) {
	const out = waysFrom(draft, key).filter((one) => one.decision !== "reject");
	if (nodeOf(draft, key).node_type === "End") return draft.nodes.find((one) => one.node_type === "End" && one.node_key !== key).node_key;
	return (out.length === 1 ? out[0].to_node : found.get(key)) || (out.length ? out[out.length - 1].to_node : anEnd(draft));
}

function lost(draft) {
	const kept = after(draft, [startOf(draft).node_key]);
	return new Set(draft.nodes.map((one) => one.node_key).filter((one) => !kept.has(one)));
}

// Takes out what Start led to before and no longer does
function dropLostSince(draft, was) {
	dropNodes(draft, new Set([...lost(draft)].filter((one) => !was.has(one))));
}

const isOtherwise = (draft, way) => nodeOf(draft, way.from_node).node_type === "Exclusive Split" && !conditionsOf(draft, way.transition_key).length;

// A branch that has become empty beside another empty one says nothing; a split with one way left is none
function tidy(draft, way) {
	const split = nodeOf(draft, way.from_node);
	if (!draft.transitions.includes(way) || !split) return;
	if (way.from_node === way.to_node) return dropWay(draft, way);
	const beside = waysFrom(draft, way.from_node).filter((one) => one !== way);
	const twin = beside.find((one) => one.to_node === way.to_node && one.decision === way.decision);
	const empty = split.node_type === "Parallel Split" && nodeOf(draft, way.to_node).node_type === "Join";
	if (twin || empty) dropWay(draft, twin && isOtherwise(draft, way) ? twin : way);
	dissolve(draft, split.node_key);
}

function dissolve(draft, split) {
	const node = nodeOf(draft, split);
	if (!node || !["Exclusive Split", "Parallel Split"].includes(node.node_type) || waysFrom(draft, split).length > 1) return;
	const [only] = waysFrom(draft, split);
	if (!only) return;
	const join = node.node_type === "Parallel Split" && joinBehind(draft, only.to_node);
	for (const way of waysTo(draft, split)) way.to_node = only.to_node;
	dropNodes(draft, new Set([split]));
	if (!join) return;
	const [on] = waysFrom(draft, join);
	for (const way of waysTo(draft, join)) if (on) way.to_node = on.to_node;
	dropNodes(draft, new Set([join]));
}

// The join that closes the block which this step stands in; inner blocks are passed with their own
function joinBehind(draft, key) {
	for (let depth = 0, seen = new Set(); key && !seen.has(key); key = (waysFrom(draft, key)[0] || {}).to_node) {
		seen.add(key);
		const { node_type } = nodeOf(draft, key);
		if (node_type === "Parallel Split") depth++;
		if (node_type === "Join" && depth-- === 0) return key;
	}
	return "";
}

// Takes a way out; the steps that only it led to go with it where it was a branch
export function removeWay(draft, key) {
	const way = wayOf(draft, key);
	const was = lost(draft);
	if (isOtherwise(draft, way) && waysFrom(draft, way.from_node).length > 2) {
		way.to_node = meetings(draft).get(way.from_node) || anEnd(draft); // one way must always be open: only its steps go
		dropLostSince(draft, was);
		return way.from_node;
	}
	dropWay(draft, way);
	if (waysFrom(draft, way.from_node).length) dropLostSince(draft, was);
	dissolve(draft, way.from_node);
	return nodeOf(draft, way.from_node) ? way.from_node : startOf(draft).node_key;
}

// Earlier ways are tried first; moves a way among those out of the same step
export function moveWay(draft, key, by) {
	const way = wayOf(draft, key);
	const row = waysFrom(draft, way.from_node);
	const other = row[row.indexOf(way) + by];
	if (!other) return;
	const [one, two] = [draft.transitions.indexOf(way), draft.transitions.indexOf(other)];
	[draft.transitions[one], draft.transitions[two]] = [other, way];
}

// The way that is taken when no other is: without conditions, and last
export function makeOtherwise(draft, key) {
	const way = wayOf(draft, key);
	draft.conditions = draft.conditions.filter((one) => one.belongs_to !== key);
	draft.transitions = draft.transitions.filter((one) => one !== way);
	draft.transitions.push(way);
}

// Another key for a step, wherever it is named
export function renameNode(draft, key, to) {
	nodeOf(draft, key).node_key = to;
	for (const table of ["approvers", "timers"]) for (const row of draft[table]) if (row.node_key === key) row.node_key = to;
	for (const way of draft.transitions) {
		if (way.from_node === key) way.from_node = to;
		if (way.to_node === key) way.to_node = to;
	}
	for (const node of draft.nodes) if (lines(node.return_to).includes(key)) node.return_to = lines(node.return_to).map((one) => (one === key ? to : one)).join("\n");
}
