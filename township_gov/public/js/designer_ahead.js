// The tabs of the designer that look ahead and publish. What they draw is fetched when one of them is first opened.

import { registerTab } from "./designer_tabs.js";
import { el, t } from "./dom.js";

const TABS = [
	["trial", () => t("Trial"), 50, async () => (await import("./designer_trial.js")).trial],
	["replay", () => t("Replay"), 60, async () => (await import("./designer_trial.js")).replay],
	["publish", () => t("Publish"), 70, async () => (await import("./designer_publish.js")).publish],
	["moving", () => t("Move running"), 80, async () => (await import("./designer_moving.js")).moving],
];

for (const [id, label, order, fetched] of TABS) {
	registerTab({
		id, label, order,
		mount(host, designer) {
			host.append(el("p", { class: "fx-loading", role: "status" }, t("Loading…")));
			let tab = null;
			fetched().then((mount) => { tab = mount(host, designer); }, (error) => host.replaceChildren(el("p", { class: "fx-failed", role: "alert" }, error.message)));
			return { shown: () => tab && tab.shown() };
		},
	});
}
