// Each text is saved by itself; the page then shows how everybody reads it.
import { call, flash, t, toast } from "./api.js";

const page = document.getElementById("wording");

async function keep(row, text) {
	const { source, context } = JSON.parse(row.dataset.row);
	try {
		await call("frappe_standalone.core.wording.api.change", { source, context, text });
		flash(t("saved"));
		const url = new URL(location.href);
		url.searchParams.set("text", text);
		location.href = url;
	} catch (error) {
		toast(error.message, true);
	}
}

page.addEventListener("click", ({ target }) => {
	const row = target.closest("[data-row]");
	if (target.closest("[data-keep]")) keep(row, row.querySelector("input").value);
	if (target.closest("[data-back]")) keep(row, JSON.parse(row.dataset.row).shipped);
});
page.addEventListener("keydown", (event) => {
	const row = event.target.closest("[data-row]");
	if (row && event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); keep(row, event.target.value); }
});
