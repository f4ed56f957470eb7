// The page that looks ahead at an approval flow (www/flow-foresight).

import { FlowForesight } from "./js/flow_foresight.js";

if (!customElements.get("flow-foresight")) customElements.define("flow-foresight", FlowForesight);
