// The tab of the designer in which running approvals are moved onto the version in force.

import { panel, words } from "./designer_panel.js";
import { call, el, t } from "./dom.js";
import { MoveTab } from "./foresight_move.js";

export function moving(host, designer) {
	let shown = "";
	const note = (text) => {
		host.replaceChildren(el("p", { class: "ff-note" }, text));
		return {};
	};
	return panel(host, designer, async (fresh) => {
		const { flow, running_version: version } = designer.given;
		if (shown === `${flow} ${version}` && host.querySelector(".ff-form")) return {}; // drawing on changes nothing here
		if (!flow || !version) return note(t("The flow is not published yet, so nothing runs by it."));
		await words();
		const given = await call("samples", { flow, version: "published" });
		if (!fresh()) return {};
		if (!given.may_migrate) return note(t("Only an administrator who may change this flow moves running approvals."));
		shown = `${flow} ${version}`;
		host.replaceChildren(
			el("p", { class: "ff-note" }, t("Approvals go on by the version by which they were started. Here they are moved to version {0}, which is in force.", version.split("-v").pop())),
			new MoveTab(given).node);
		return {};
	});
}
