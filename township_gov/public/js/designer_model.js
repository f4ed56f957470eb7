// The draft that is drawn: every change can be undone, and who listens is told of each. Snapshots are of the whole draft.

const MOST = 200; // changes kept
const ONE_THOUGHT = 1500; // ms: keystrokes in one field within this time are one change

const text = (draft) => JSON.stringify(draft);

export class Model extends EventTarget {
	constructor() {
		super();
		this.draft = null;
		this.open({});
	}

	// A draft as it is stored; nothing can be undone past it
	open(draft) {
		Object.assign(this, { draft: JSON.parse(text(draft)), stored: text(draft), past: [], future: [], group: "", at: 0 });
	}

	// What is drawn is stored now; what was done stays undoable
	keep(draft) {
		this.draft = JSON.parse(text(draft));
		this.stored = text(draft);
		this.group = "";
	}

	get dirty() {
		return text(this.draft) !== this.stored;
	}

	// Does `work(draft)` as one change named `what`; gives what `work` gave. Changes of one `group` that follow at once are one.
	// `quiet`: the control that changed shows it already; `whole`: nothing is as it was.
	change(what, work, { group = "", quiet = false, whole = false } = {}) {
		const before = text(this.draft);
		const given = work(this.draft);
		if (text(this.draft) === before) {
			if (!quiet) this.tell(what, { quiet: false, whole: false, same: true });
			return given;
		}
		const now = Date.now();
		if (!group || group !== this.group || now - this.at > ONE_THOUGHT) {
			this.past.push({ what, draft: before });
			if (this.past.length > MOST) this.past.shift();
		}
		Object.assign(this, { group, at: now, future: [] });
		this.tell(what, { quiet, whole });
		return given;
	}

	undo() {
		return this.step(this.past, this.future);
	}

	redo() {
		return this.step(this.future, this.past);
	}

	// Takes the newest of one pile back; its name, or "" if there is none
	step(from, to) {
		const last = from.pop();
		if (!last) return "";
		to.push({ what: last.what, draft: text(this.draft) });
		this.draft = JSON.parse(last.draft);
		this.group = "";
		this.tell(last.what, { quiet: false, whole: true });
		return last.what;
	}

	tell(what, how) {
		this.dispatchEvent(new CustomEvent("change", { detail: { what, ...how } }));
	}
}
