// Printing the approval sheet: first the printing is recorded, then the browser's own dialog opens.

import { call } from "./js/dom.js";

const button = document.getElementById("print");

button.addEventListener("click", async () => {
	button.disabled = true;
	try {
		await call("printed", { doctype: button.dataset.doctype, name: button.dataset.name }, true);
		window.print();
	} catch (error) {
		window.alert(error.message);
	} finally {
		button.disabled = false;
	}
});
