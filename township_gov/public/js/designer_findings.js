// What the linter says of the draft, while it is drawn: marks on the drawing, sentences in a tab of their own.

import { server } from "./designer_api.js";
import { nodeOf, wayOf } from "./designer_graph.js";
import { registerTab } from "./designer_tabs.js";
import { nodeName } from "./designer_words.js";
import { el, t } from "./dom.js";

const PAUSE = 600; // ms after the last change

export class Findings {
	constructor(designer) {
		this.designer = designer;
		this.turn = 0;
		designer.model.addEventListener("change", () => this.soon());
		this.soon(0);
	}

	soon(pause = PAUSE) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.ask(), pause);
	}

	async ask() {
		const mine = ++this.turn;
		const { designer } = this;
		try {
			const found = await server.lint(designer.flow, designer.draft());
			if (mine !== this.turn || !designer.isConnected) return;
			designer.learned(found.map((one) => ({ ...one, node: one.node || "", transition: one.transition || "" })));
		} catch (error) {
			if (mine === this.turn) designer.learned([{ severity: "error", node: "", transition: "", message: error.message, what_to_do: "" }]);
		}
	}
}

// How many of each, for the button and the tab
export function counted(found) {
	const errors = found.filter((one) => one.severity === "error").length;
	return { errors, hints: found.length - errors };
}

registerTab({
	id: "check", label: () => t("Check"), order: 90,
	mount(host, designer) {
		const draw = () => {
			const { draft } = designer.model;
			const where = (one) => {
				const way = wayOf(draft, one.transition);
				return way ? `${nodeName(draft, way.from_node)} → ${nodeName(draft, way.to_node)}` : nodeOf(draft, one.node) ? nodeName(draft, one.node) : t("The whole flow");
			};
			const { errors, hints } = counted(designer.found);
			host.replaceChildren(el("div", { class: "fx-panel" },
				el("p", { class: `fx-verdict${errors ? " fx-bad" : ""}` }, !designer.found.length ? t("Nothing is wrong with the flow.") : errors ? t("{0} errors keep it from being published; {1} hints.", errors, hints) : t("Nothing keeps it from being published; {0} hints.", hints)),
				el("ul", { class: "fx-found" }, [...designer.found].sort((one, two) => (one.severity === "error" ? 0 : 1) - (two.severity === "error" ? 0 : 1)).map((one) => el("li", { class: one.severity === "error" ? "fx-error" : "fx-warning" },
					el("button", { type: "button", class: "fx-link", onclick: () => designer.choose(one.transition || one.node) }, where(one)), el("span", {}, one.message), one.what_to_do ? el("small", {}, one.what_to_do) : "")))));
		};
		designer.addEventListener("found", draw);
		draw();
	},
});
