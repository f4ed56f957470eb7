// The pages where administrators change rules and people without code, on both desks.

import { mountForms } from "./js/admin_forms.js";
import { mountMonths } from "./js/admin_months.js";
import { mountChoices, mountRows } from "./js/admin_rows.js";

mountForms();
mountMonths();
mountRows();
mountChoices();

// Only the page that compares flows draws them
if (document.querySelector("flow-pair")) {
	import("./js/flow_pair.js").then(({ FlowPair }) => {
		if (!customElements.get("flow-pair")) customElements.define("flow-pair", FlowPair);
	});
}
