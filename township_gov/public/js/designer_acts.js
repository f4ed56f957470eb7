// What a person does to the drawing, each with what is said about it: insert, connect, remove, move a branch.

import { addBranch, connect, insertOn, makeOtherwise, moveWay, refusedRemoval, refusedWay, removeNode, removeWay } from "./designer_edits.js";
import { nodeOf, wayOf, waysFrom } from "./designer_graph.js";
import { isFree, keepPlaces } from "./designer_layout.js";
import { menu } from "./designer_menus.js";
import { SPLITS, nodeName, typeWords, wayWords } from "./designer_words.js";
import { madeBy } from "./designer_waiting.js";
import { t } from "./dom.js";

export const INSERTED = ["Approval", "Exclusive Split", "Parallel Split", "Copy", "Automatic", "Issue Document", "End"];

// The labels of new steps, in the language of who draws
export function newLabels() {
	return Object.fromEntries(["Approval", "Exclusive Split", "Parallel Split", "Join", "Copy", "Automatic", "Issue Document", "End"].map((type) => [type, t(`New: ${type}`)]));
}

export const Acts = (Base) => class extends Base {
	insertMenu(way, anchor) {
		const { from_node, to_node } = wayOf(this.model.draft, way);
		const draft = this.model.draft;
		const items = INSERTED.filter((type) => type !== "End" || nodeOf(draft, to_node).node_type !== "End" || SPLITS.includes(nodeOf(draft, from_node).node_type))
			.map((type) => ({ label: typeWords(type), hint: this.hint(type), sign: type, act: () => this.insert(way, type) }));
		menu(this, anchor, t("Insert between “{0}” and “{1}”", nodeName(draft, from_node), nodeName(draft, to_node)), items);
	}

	// After a step: on its way; where there are several, a further branch
	insertAfter(key, anchor) {
		if (!this.mayWrite) return;
		const draft = this.model.draft;
		if (wayOf(draft, key)) return void this.insertMenu(key, anchor);
		const node = nodeOf(draft, key), out = waysFrom(draft, key);
		if (node.node_type === "End") return void this.say(t("Nothing comes after an end."));
		if (SPLITS.includes(node.node_type)) return void this.addBranch(key);
		if (out.length === 1) return void this.insertMenu(out[0].transition_key, anchor);
		if (!out.length) return void this.connectMenu(key, anchor);
		menu(this, anchor, t("On which way?"), out.map((way) => ({
			label: nodeName(draft, way.to_node), hint: wayWords(draft, way, this.options), act: () => this.insertMenu(way.transition_key, anchor),
		})));
	}

	// A change that makes steps or ways, which are not called wrong before they are left
	begun(what, work) {
		const [key, made] = madeBy(() => this.model.draft, () => this.edit(what, work));
		this.waiting.begin(made);
		return key;
	}

	insert(way, type) {
		const was = isFree(this.model.draft) ? { shown: this.board.laid, auto: this.board.arranged() } : null;
		const key = this.begun(t("Insert: {0}", typeWords(type)), (draft) => {
			const made = insertOn(draft, way, type, newLabels());
			if (was) keepPlaces(draft, was, (one) => wayWords(draft, one, this.options));
			return made;
		});
		this.say(t("Inserted: {0}", typeWords(type)));
		this.choose(this.toFill(key, type), true);
	}

	// After a branch is inserted, the first thing to say is when it is taken
	toFill(key, type) {
		if (type === "Exclusive Split") return waysFrom(this.model.draft, key)[0].transition_key;
		return type === "Parallel Split" ? waysFrom(this.model.draft, key)[0].to_node : key;
	}

	addBranch(split) {
		const was = isFree(this.model.draft) ? { shown: this.board.laid, auto: this.board.arranged() } : null;
		const key = this.begun(t("Add a branch"), (draft) => {
			const made = addBranch(draft, split, newLabels());
			if (was) keepPlaces(draft, was, (one) => wayWords(draft, one, this.options));
			return made;
		});
		this.say(t("A branch was added."));
		const into = this.model.draft.transitions.find((one) => one.to_node === key);
		this.choose(nodeOf(this.model.draft, split).node_type === "Exclusive Split" ? into.transition_key : key, true);
	}

	connectMenu(from, anchor) {
		if (!this.mayWrite) return;
		const draft = this.model.draft;
		const able = draft.nodes.filter((one) => !refusedWay(draft, from, one.node_key));
		if (!able.length) return void this.say(t("There is no other step to connect with."));
		menu(this, anchor, t("Lead “{0}” to", nodeName(draft, from)), able.map((one) => ({
			label: nodeName(draft, one.node_key), sign: one.node_type, act: () => this.connect(from, one.node_key),
		})));
	}

	connect(from, to) {
		const refused = refusedWay(this.model.draft, from, to);
		if (refused) return void this.tellPerson(t(refused));
		const key = this.edit(t("Connect"), (draft) => connect(draft, from, to));
		this.say(t("“{0}” now leads to “{1}”.", nodeName(this.model.draft, from), nodeName(this.model.draft, to)));
		this.choose(key);
	}

	remove(key) {
		if (!this.mayWrite || !key) return;
		const draft = this.model.draft;
		const way = wayOf(draft, key);
		const refused = way ? "" : refusedRemoval(draft, key);
		if (refused) return void this.tellPerson(t(refused));
		const name = way ? t("the way from “{0}” to “{1}”", nodeName(draft, way.from_node), nodeName(draft, way.to_node)) : nodeName(draft, key);
		const count = draft.nodes.length;
		const to = this.edit(t("Remove {0}", name), (made) => (way ? removeWay(made, key) : removeNode(made, key)));
		const gone = count - this.model.draft.nodes.length;
		this.tellPerson(gone > 1 ? t("Removed: {0}, with {1} steps in all.", name, gone) : t("Removed: {0}.", name), { label: t("Undo"), act: () => this.undo() });
		this.select(to);
		this.board.focus(to);
	}

	tidy() {
		this.edit(t("Arrange"), (draft) => { for (const node of draft.nodes) Object.assign(node, { position_x: 0, position_y: 0 }); });
		this.say(t("The drawing is arranged."));
	}

	moveWay(key, by) {
		this.edit(t("Change the order"), (draft) => moveWay(draft, key, by));
	}

	makeOtherwise(key) {
		this.edit(t("Otherwise"), (draft) => makeOtherwise(draft, key));
	}
};
