// Two versions of a flow, drawn one above the other: `data-flows` holds {here, shipped, texts}.

import { el } from "./dom.js";
import { flowDrawing } from "./flow_drawing.js";

export class FlowPair extends HTMLElement {
	connectedCallback() {
		const { here, shipped, texts } = JSON.parse(this.dataset.flows);
		for (const [shown, text] of [[here, texts.here], [shipped, texts.shipped]]) {
			this.append(el("div", { class: "approval-panel" }, el("h3", {}, text), flowDrawing(shown, this.clientWidth - 48, () => {})));
		}
	}
}
