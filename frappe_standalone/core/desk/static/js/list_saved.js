// Saving the filters in use under a name, for oneself or for everybody.
import { boot, call, element, flash, request, resource, t } from "./api.js";
import { openDialog, labelled } from "./dialog.js";
import { data, described } from "./list.js";

export async function open() {
	await described();
	const name = element("input", { class: "input", maxlength: "60", required: true, "aria-label": t("filter_name") });
	const shared = element("input", { type: "checkbox" });
	const first = element("input", { type: "checkbox" });
	openDialog({
		title: t("save_filter"), label: t("apply_save"),
		body: [
			labelled(t("filter_name"), name),
			data.may_share ? element("label", { class: "check" }, shared, t("for_all")) : null,
			element("label", { class: "check" }, first, t("is_default")),
		].filter(Boolean),
		run: async () => {
			if (!name.value.trim()) return false;
			const answer = await request("POST", resource("List Filter"), {
				filter_name: name.value.trim(), reference_doctype: data.doctype, for_user: shared.checked ? "" : boot.user,
				filters: JSON.stringify(data.filters.map((row) => [data.doctype, ...row])),
			});
			if (first.checked) await call("frappe.model.utils.user_settings.save", { doctype: data.doctype, user_settings: JSON.stringify({ List: { default_filter: answer.data.name } }) });
			flash(t("filter_saved"));
			location.reload();
			return true;
		},
	});
}
