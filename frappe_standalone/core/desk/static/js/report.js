// A report: filters are parts of the address; export carries the same filters.
import { download, t, toast } from "./api.js";
import { setUpLinks } from "./link.js";
import { controls, valueOf } from "./values.js";

const data = JSON.parse(document.getElementById("report-data").textContent);
const form = document.querySelector("#report form.filters");

function filters() {
	const found = {};
	for (const input of form ? controls(form) : []) { const value = valueOf(input); if (value !== "" && value !== null && value !== 0) found[input.dataset.field] = value; }
	return found;
}

if (form) {
	setUpLinks(form, filters);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		location.href = `${form.action.split("?")[0]}?${new URLSearchParams({ _run: "1", ...filters() })}`;
	});
}
document.addEventListener("click", ({ target }) => {
	if (!target.closest("[data-export-report]")) return;
	download("frappe.desk.query_report.export_query", { report_name: data.report, filters: JSON.stringify(data.filters), file_format_type: "Excel" })
		.then(() => toast(t("exported")), (error) => toast(error.message, true));
});
