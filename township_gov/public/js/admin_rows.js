// Rows that are added and taken away (conditions, recipients): a template element holds an empty one.

export function mountRows() {
	document.addEventListener("click", ({ target }) => {
		const add = target.closest("[data-add-row]"), take = target.closest("[data-take-row]");
		if (add) addRow(add.dataset.addRow);
		if (take) { const row = take.closest("[data-row]"), list = row.parentElement; row.remove(); number(list); list.dispatchEvent(new Event("change", { bubbles: true })); }
	});
	document.querySelectorAll("[data-rows]").forEach(number);
}

function addRow(name) {
	const list = document.querySelector(`[data-rows="${name}"]`);
	const made = document.querySelector(`template[data-of="${name}"]`).content.cloneNode(true);
	list.append(made);
	number(list);
	const first = list.lastElementChild.querySelector("select, input, textarea");
	if (first) first.focus();
}

// Each control is called by its row's number: 第 2 行字段
function number(list) {
	[...list.querySelectorAll(":scope > [data-row]")].forEach((row, index) => {
		for (const part of row.querySelectorAll("[data-label]")) part.setAttribute("aria-label", part.dataset.label.replace("{0}", index + 1));
	});
}

// Fields that belong to one choice only, and names of fields put into the text where the cursor was last
export function mountChoices() {
	document.querySelectorAll("[data-shows]").forEach(showFitting);
	let last = null;
	document.addEventListener("focusin", ({ target }) => { if (target.hasAttribute("data-insert-here")) last = target; });
	document.addEventListener("change", ({ target }) => {
		if (target.hasAttribute("data-shows")) showFitting(target);
		if (target.hasAttribute("data-insert") && target.value) {
			const text = last || target.form.querySelector("[data-insert-here]");
			text.setRangeText(`{${target.selectedOptions[0].textContent}}`, text.selectionStart, text.selectionEnd, "end");
			target.value = "";
			text.focus();
		}
	});
}

function showFitting(choice) {
	for (const part of choice.form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(",").includes(choice.value);
}
