// The tab of the designer in which the chosen step is described.

import { el, t } from "./dom.js";
import { registerTab } from "./designer_tabs.js";

registerTab({
	id: "step", label: () => t("Step"), order: 0,
	mount(host, designer) {
		const draw = () => {
			const node = (designer.draft().nodes || []).find((one) => one.node_key === designer.selected);
			host.replaceChildren(el("p", {}, node ? node.label : ""));
		};
		designer.addEventListener("select", draw);
		designer.addEventListener("change", draw);
		draw();
	},
});
