// What is being filled in is not called wrong yet: findings of a step or a way that was just begun wait until it is left,
// those of a line until the focus has left the line. Who asks (another tab, saving) is told everything.

const PAUSE = 80; // ms
export const WHOLE = "*";

export class Waiting {
	constructor(designer) {
		Object.assign(this, { designer, begun: new Set(), line: "", was: designer.selected });
		designer.addEventListener("select", () => this.left(designer.selected));
		designer.sheet.node.addEventListener("focusout", () => {
			const { line } = this;
			if (line) setTimeout(() => this.offLine(line), PAUSE); // by then what was pressed is drawn and has the focus
		});
	}

	// Steps and ways just made; WHOLE for the flow itself
	begin(keys) {
		for (const key of keys) this.begun.add(key);
	}

	// A line of this step or way was just added
	onLine(key) {
		this.line = key;
		this.again();
	}

	offLine(line) {
		const at = document.activeElement;
		if (this.line !== line || (at && at.closest(".fx-row"))) return;
		this.begun.delete(this.line);
		this.line = "";
		this.again();
	}

	left(selected) {
		const was = this.was;
		this.was = selected;
		if (was === selected) return;
		this.line = "";
		if (this.begun.delete(was)) this.again();
	}

	all() {
		if (!this.line && !this.begun.size) return;
		this.begun.clear();
		this.line = "";
		this.again();
	}

	has(finding) {
		const key = finding.node || finding.transition || WHOLE;
		return key === this.line || this.begun.has(key);
	}

	again() {
		if (this.designer.told) this.designer.learned(this.designer.told);
	}
}

// The steps and ways that a change has made
export function madeBy(draft, work) {
	const keys = () => [...draft().nodes.map((one) => one.node_key), ...draft().transitions.map((one) => one.transition_key)];
	const before = new Set(keys());
	const made = work();
	return [made, keys().filter((key) => !before.has(key))];
}
