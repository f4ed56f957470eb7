// The page on which approval flows are drawn (www/flow-designer). A tab of its own is a module that is named here.

import "./js/designer_ahead.js";
import "./js/designer_step_tab.js";
import { FlowDesigner } from "./js/designer.js";

if (!customElements.get("flow-designer")) customElements.define("flow-designer", FlowDesigner);
