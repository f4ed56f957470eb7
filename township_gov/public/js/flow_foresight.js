// <flow-foresight flow="…">: a flow looked at ahead of time, in three tabs. What they ask for, the server decides.

import { call, el, learn, t } from "./dom.js";
import { MoveTab } from "./foresight_move.js";
import { ReplayTab } from "./foresight_replay.js";
import { WalkTab } from "./foresight_walk.js";

export class FlowForesight extends HTMLElement {
	async connectedCallback() {
		this.classList.add("flow-foresight");
		const flow = this.getAttribute("flow");
		try {
			learn(await call("foresight_texts"));
			this.given = await call("samples", { flow });
		} catch (error) {
			this.replaceChildren(el("p", { class: "ff-error", role: "alert" }, error.message));
			return;
		}
		this.tabs = [["simulate", t("Simulate"), new WalkTab(this.given)], ["replay", t("Replay Last Month"), new ReplayTab(this.given)]];
		if (this.given.may_migrate && this.given.has_published) this.tabs.push(["move", t("Move Running Approvals"), new MoveTab(this.given)]);
		const wanted = new URLSearchParams(location.search).get("tab");
		this.show(this.tabs.some(([key]) => key === wanted) ? wanted : "simulate");
	}

	show(chosen) {
		const download = `/api/method/township_gov.workflows.api.download_bpmn?flow=${encodeURIComponent(this.given.flow)}`;
		this.replaceChildren(
			el("div", { class: "ff-head" },
				el("div", { class: "ff-tabs", role: "tablist" }, this.tabs.map(([key, label]) =>
					el("button", { type: "button", role: "tab", "aria-selected": String(key === chosen), onclick: () => this.show(key) }, label))),
				el("span", { class: "ff-links" },
					el("a", { href: this.given.route }, t("Back to the flow")),
					el("a", { href: download }, t("Download BPMN")))),
			this.tabs.find(([key]) => key === chosen)[2].node);
	}
}
