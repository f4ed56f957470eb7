// What is not saved yet: kept in this browser, warned about when the page is left, and told apart from what others saved.

import { dialog } from "./designer_menus.js";
import { t } from "./dom.js";

const PAUSE = 400; // ms after the last change

export class Keeping {
	constructor(designer) {
		this.designer = designer;
		designer.model.addEventListener("change", () => {
			clearTimeout(this.timer);
			this.timer = setTimeout(() => this.write(), PAUSE);
		});
		window.addEventListener("beforeunload", (event) => {
			this.write();
			if (!designer.dirty || !designer.isConnected) return;
			event.preventDefault();
			event.returnValue = "";
		});
	}

	get key() {
		return `flow-designer|${document.body.dataset.user || ""}|${this.designer.flow || ""}`;
	}

	write() {
		const { designer } = this;
		try {
			if (!designer.dirty) localStorage.removeItem(this.key);
			else localStorage.setItem(this.key, JSON.stringify({ draft: designer.model.draft, modified: designer.given.modified, at: Date.now() }));
		} catch (_error) {
			// a browser that keeps nothing: the warning at leaving remains
		}
	}

	drop() {
		clearTimeout(this.timer);
		try { localStorage.removeItem(this.key); } catch (_error) { /* nothing was kept */ }
	}

	// What was left here unsaved, asked about before it is taken up
	offer() {
		const { designer } = this;
		let kept = null;
		try { kept = JSON.parse(localStorage.getItem(this.key) || "null"); } catch (_error) { /* unreadable: as if nothing was kept */ }
		if (!kept || !kept.draft || !designer.mayWrite || JSON.stringify(kept.draft) === designer.model.stored) return;
		const when = new Date(kept.at).toLocaleString("zh-CN", { hour12: false, month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
		const since = kept.modified !== designer.given.modified ? t("The flow has been saved since by somebody; taking up your draft replaces that when you save.") : "";
		dialog(designer, t("Unsaved draft"), [t("On this computer is a draft of {0} that was not saved.", when), since].filter(Boolean).join(" "), [
			{ label: t("Discard the draft"), act: () => this.drop() },
			{ label: t("Take up the draft"), strong: true, act: () => designer.edit(t("Take up the draft"), (draft) => {
				for (const name of Object.keys(draft)) delete draft[name];
				Object.assign(draft, kept.draft);
			}, { whole: true }) },
		]);
	}

	// Somebody saved in between: theirs or mine, nothing is lost unasked
	conflict(latest) {
		const { designer } = this;
		dialog(designer, t("Somebody else has saved this flow"), t("{0} saved it at {1}, after you opened it. Yours is not saved yet; choose which one goes on. Undo brings yours back.", latest.saved_by, latest.modified.slice(0, 16)), [
			{ label: t("Cancel") },
			{ label: t("Save mine over it"), danger: true, act: () => { designer.given.modified = latest.modified; designer.save(); } },
			{ label: t("Load theirs"), strong: true, act: () => designer.takeOver(latest) },
		]);
	}
}
