// Matching the columns of a file to fields: one choice per column; what is recognised stays out of the way.
import { element } from "./api.js";

export function drawColumns({ model, say, state, choose }) {
	const box = document.getElementById("import-columns");
	const heads = document.getElementById("import-heads");
	const key = document.getElementById("import-key");
	const kind = document.getElementById("import-kind");
	const selects = new Map();

	function draw() {
		heads.textContent = "";
		for (const head of model.heads) {
			const chosen = state().fields[head];
			const select = element("select", { class: "input", "aria-label": say("match_column", head) }, element("option", { value: model.left_out }, say("not_matched")),
				...model.columns.map((column) => element("option", { value: column.key, selected: column.key === chosen }, column.label)));
			if (!model.columns.some((column) => column.key === chosen)) select.value = model.left_out;
			select.addEventListener("change", told);
			selects.set(head, select);
			heads.append(element("label", {}, element("span", { title: head }, head), select));
		}
		told();
	}

	const matched = () => [...selects].filter(([, select]) => select.value !== model.left_out);

	function told() {
		for (const select of selects.values()) select.closest("label").classList.toggle("is-out", select.value === model.left_out);
		const used = new Set(matched().map(([, select]) => select.value));
		const missing = model.columns.filter((column) => column.required && !used.has(column.key)).map((column) => column.label);
		const text = say("unmatched", used.size, model.heads.length, model.heads.length - used.size);
		document.getElementById("import-columns-told").textContent = missing.length ? `${text} ${say("missing", missing.join("、"))}` : text;
		const chosen = key.value || (state().key || [])[0] || "";
		while (key.options.length > 1) key.remove(1);
		for (const column of model.columns) {
			if (used.has(column.key) && !column.table) key.append(element("option", { value: column.key, selected: column.key === chosen }, column.label));
		}
		document.getElementById("import-key-pair").hidden = kind.value === "Insert New Records";
		return missing;
	}

	kind.addEventListener("change", told);
	document.getElementById("import-match").addEventListener("click", () => choose({
		fields: Object.fromEntries([...selects].map(([head, select]) => [head, select.value])),
		key: key.value ? [key.value] : [],
		import_type: kind.value,
	}));
	draw();
	if (told().length || state().failure || model.heads.some((head) => !(head in state().fields))) box.open = true;
}
