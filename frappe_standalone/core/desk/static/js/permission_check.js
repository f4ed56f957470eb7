// The question "may this user do that": its parts become the address, so an answer can be sent as a link.
import { setUpLinks } from "./link.js";
import { controls, setValue, valueOf } from "./values.js";

const form = document.querySelector("#permission-check form");
const asked = () => Object.fromEntries(controls(form).map((input) => [input.dataset.field, valueOf(input)]).filter(([, value]) => value));

setUpLinks(form, asked);
form.querySelector("[data-field=doctype]").addEventListener("change", () => setValue(form.querySelector("[data-field=name]"), "", ""));
form.addEventListener("submit", (event) => {
	event.preventDefault();
	location.href = `${form.action.split("?")[0]}?${new URLSearchParams(asked())}`;
});
