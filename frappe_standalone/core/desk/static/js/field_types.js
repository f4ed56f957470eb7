// Field types that need more than an input: several records as chips, rich text, a signature, stars, a colour, a place.
import { element, t, toast } from "./api.js";

const changed = (node) => node.dispatchEvent(new Event("change", { bubbles: true }));

// ---- Table MultiSelect: chosen records as chips; the box below adds one ----
function setUpChips(form) {
	const draw = (box) => {
		const rows = JSON.parse(box.dataset.rows || "[]"), names = JSON.parse(box.dataset.names || "{}");
		box.querySelectorAll(".chip").forEach((chip) => chip.remove());
		const locked = !box.querySelector("input");
		box.prepend(...rows.map((row, index) => {
			const value = row[box.dataset.link], name = names[value] || value;
			return element("span", { class: "chip" }, name, locked ? null : element("button", { type: "button", "data-drop": index, "aria-label": t("remove_named", name) }, "×"));
		}));
	};
	const set = (box, rows) => { box.dataset.rows = JSON.stringify(rows); draw(box); changed(box); };
	form.querySelectorAll("[data-multi]").forEach(draw);
	form.addEventListener("desk:chips", ({ target }) => draw(target));
	form.addEventListener("click", ({ target }) => {
		const drop = target.closest("[data-drop]"), box = drop && drop.closest("[data-multi]");
		if (!box) return;
		set(box, JSON.parse(box.dataset.rows).filter((_row, index) => index !== Number(drop.dataset.drop)));
		box.querySelector("input").focus();
	});
	form.addEventListener("change", (event) => {
		const { target } = event, box = target.closest("[data-multi]");
		if (!box || target === box || !target.dataset.value) return;
		event.stopPropagation();
		const rows = JSON.parse(box.dataset.rows || "[]"), { value } = target.dataset;
		box.dataset.names = JSON.stringify({ ...JSON.parse(box.dataset.names || "{}"), [value]: target.value });
		target.dataset.value = target.value = target.dataset.label = "";
		if (!rows.some((row) => row[box.dataset.link] === value)) set(box, [...rows, { [box.dataset.link]: value }]);
	}, true);
	form.addEventListener("keydown", (event) => {
		const box = event.target.closest("[data-multi]");
		if (!box || event.key !== "Backspace" || event.target.value) return;
		set(box, JSON.parse(box.dataset.rows || "[]").slice(0, -1));
	});
}

// ---- a signature drawn with mouse, pen or finger, kept as a picture ----
function setUpSignatures(form) {
	for (const box of form.querySelectorAll("[data-sign]")) {
		const input = box.querySelector("[data-field]"), canvas = box.querySelector("canvas"), pen = canvas.getContext("2d");
		let drawing = false;
		const show = () => {
			pen.clearRect(0, 0, canvas.width, canvas.height);
			if (!input.value) return;
			const picture = new Image();
			picture.addEventListener("load", () => pen.drawImage(picture, 0, 0, canvas.width, canvas.height));
			picture.src = input.value;
		};
		const at = (event) => {
			const place = canvas.getBoundingClientRect();
			return [(event.clientX - place.left) * (canvas.width / place.width), (event.clientY - place.top) * (canvas.height / place.height)];
		};
		canvas.addEventListener("pointerdown", (event) => {
			drawing = true;
			canvas.setPointerCapture(event.pointerId);
			Object.assign(pen, { lineWidth: 2.5, lineCap: "round", strokeStyle: "#1c2733" });
			pen.beginPath();
			pen.moveTo(...at(event));
		});
		canvas.addEventListener("pointermove", (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); } });
		canvas.addEventListener("pointerup", () => { drawing = false; input.value = canvas.toDataURL("image/png"); changed(input); });
		box.querySelector("[data-sign-clear]").addEventListener("click", () => { input.value = ""; show(); changed(input); });
		input.addEventListener("change", show);
		show();
	}
}

// ---- stars over the list of a rating; the list stays for the keyboard ----
function setUpStars(form) {
	for (const select of form.querySelectorAll("[data-stars]")) {
		const stars = [...select.options].slice(1).map((option, index) => element("span", { class: "star", "data-at": index + 1 }, "★"));
		const holder = element("span", { class: "stars", "aria-hidden": "true" }, ...stars);
		const show = () => stars.forEach((star, index) => star.classList.toggle("on", index < select.selectedIndex));
		holder.addEventListener("click", ({ target }) => {
			const star = target.closest(".star");
			if (!star || select.disabled) return;
			select.selectedIndex = Number(star.dataset.at) === select.selectedIndex ? 0 : Number(star.dataset.at);
			show();
			changed(select);
		});
		select.addEventListener("change", show);
		select.classList.add("stars-list");
		select.after(holder);
		show();
	}
}

function setUpColours(form) {
	for (const swatch of form.querySelectorAll("[data-swatch]")) {
		const input = swatch.parentElement.querySelector("[data-field]");
		const show = () => { if (/^#[0-9a-f]{6}$/i.test(input.value)) swatch.value = input.value; };
		input.addEventListener("input", show);
		swatch.addEventListener("input", (event) => { event.stopPropagation(); input.value = swatch.value; changed(input); });
		show();
	}
}

function setUpPlaces(form) {
	form.addEventListener("click", ({ target }) => {
		const button = target.closest("[data-here]");
		if (!button) return;
		const input = button.parentElement.querySelector("[data-field]");
		if (!navigator.geolocation || !window.isSecureContext) { toast(t("no_place"), true); return; }
		navigator.geolocation.getCurrentPosition(({ coords }) => {
			input.value = `${coords.longitude.toFixed(6)}, ${coords.latitude.toFixed(6)}`;
			changed(input);
		}, () => toast(t("no_place"), true), { timeout: 10_000 });
	});
}

export function setUpFieldTypes(form) {
	setUpChips(form);
	if (form.querySelector("[data-rich]")) import("./rich_text.js").then(({ setUpRich }) => setUpRich(form));
	setUpSignatures(form);
	setUpStars(form);
	setUpColours(form);
	setUpPlaces(form);
}
