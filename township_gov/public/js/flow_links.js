// On the form of an approval flow: the ways to draw it, and to look ahead before it is published.

import { call, el, learn, t } from "./dom.js";

export async function flowLinks(slot, flow) {
	try {
		learn(await call("foresight_texts"));
	} catch (_error) {
		return; // nobody who may not read flows gets here; without its texts the row stays away
	}
	const name = encodeURIComponent(flow);
	const links = [
		[t("Draw the Flow"), `/flow-designer?flow=${name}`],
		[t("Simulate"), `/flow-foresight?flow=${name}`],
		[t("Replay Last Month"), `/flow-foresight?flow=${name}&tab=replay`],
		[t("Download BPMN"), `/api/method/township_gov.workflows.api.download_bpmn?flow=${name}`],
	];
	const row = el("p", { class: "flow-links" }, links.map(([label, href], index) => el("a", { class: `btn btn-sm ${index ? "btn-default" : "btn-primary"}`, href }, label)));
	slot.querySelector(".flow-links")?.remove();
	slot.append(row);
}
