// The fields of a print: ticked and put in order, by arrows or by dragging the grip.
import { element } from "../api.js";
import { button } from "../builder/controls.js";

export function fieldList({ order, labels, design, w, changed }) {
	const box = element("div", { class: "p-fields", role: "group", "aria-label": w("fields") });
	const entry = (name) => design.fields.find((chosen) => chosen.fieldname === name);
	const settle = () => { design.fields = order.map(entry).filter(Boolean); changed(); };
	const place = (name, to) => { order.splice(order.indexOf(name), 1); order.splice(to, 0, name); };

	function arrow(name, key, sign, by) {
		const node = button(sign, () => {
			const to = order.indexOf(name) + by;
			if (to < 0 || to >= order.length) return;
			place(name, to);
			settle();
			draw();
			box.children[to].querySelector(`[data-by="${by}"]`).focus();
		}, "btn btn-s btn-quiet btn-icon");
		node.setAttribute("aria-label", w(key, labels[name]));
		node.dataset.by = by;
		return node;
	}

	function ticks(name) {
		const on = element("input", { type: "checkbox" });
		on.checked = Boolean(entry(name));
		on.addEventListener("change", () => {
			if (on.checked) design.fields.push({ fieldname: name, wide: 0, label: "" });
			else design.fields = design.fields.filter((chosen) => chosen.fieldname !== name);
			settle();
			draw();
		});
		const parts = [element("label", { class: "check" }, on, element("span", {}, labels[name]))];
		if (entry(name)) {
			const wide = element("input", { type: "checkbox", "aria-label": `${labels[name]}：${w("wide")}` });
			wide.checked = Boolean(entry(name).wide);
			wide.addEventListener("change", () => { entry(name).wide = wide.checked ? 1 : 0; changed(); });
			parts.push(element("label", { class: "check" }, wide, element("span", { "aria-hidden": "true" }, w("wide"))));
		}
		return parts;
	}

	function drag(grip, node, name) {
		let isHeld = false;
		grip.addEventListener("pointerdown", (event) => { event.preventDefault(); isHeld = true; grip.setPointerCapture(event.pointerId); node.classList.add("is-held"); });
		grip.addEventListener("pointermove", (event) => {
			if (!isHeld) return;
			const under = document.elementFromPoint(event.clientX, event.clientY);
			const over = under && under.closest("[data-name]");
			if (!over || over === node || !box.contains(over)) return;
			const to = order.indexOf(over.dataset.name), isLower = to > order.indexOf(name);
			place(name, to);
			if (isLower) over.after(node); else over.before(node);
		});
		grip.addEventListener("pointerup", () => { if (isHeld) { isHeld = false; settle(); draw(); } });
	}

	function line(name) {
		const grip = element("span", { class: "b-grip", "aria-hidden": "true" }, "⠿");
		const node = element("div", { class: "p-field", "data-name": name }, grip, ...ticks(name), arrow(name, "move_up", "↑", -1), arrow(name, "move_down", "↓", 1));
		drag(grip, node, name);
		return node;
	}

	function draw() {
		box.textContent = "";
		order.forEach((name) => box.append(line(name)));
	}
	draw();
	return box;
}
