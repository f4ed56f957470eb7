// Dialogs of the approval panel: the browser's own <dialog>, so that focus, Esc and screen readers work by themselves.

import { call, el, t } from "./dom.js";

// Opens a dialog. `act` does the work: what it throws is shown in the dialog, and nothing typed is lost.
export function ask(host, { title, body, confirm, danger, act }) {
	const said = el("p", { class: "ap-said", role: "alert", hidden: true });
	const yes = el("button", { type: "submit", class: `ap-button ${danger ? "ap-danger" : "ap-approve"}` }, confirm);
	const box = el("dialog", { class: "ap-dialog", "aria-label": title },
		el("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); run(); } },
			el("h2", {}, title), body, said,
			el("div", { class: "ap-dialog-foot" }, el("button", { type: "button", class: "ap-button", onclick: () => box.close() }, t("Cancel")), yes)));
	async function run() {
		if (yes.disabled) return;
		yes.disabled = true;
		said.hidden = true;
		try {
			await act();
			box.close();
		} catch (error) {
			said.textContent = error.message;
			said.hidden = false;
		} finally {
			yes.disabled = false;
		}
	}
	const before = document.activeElement;
	box.addEventListener("close", () => { box.remove(); if (before && before.isConnected) before.focus(); });
	host.append(box);
	box.showModal();
	const first = box.querySelector("input, textarea, select");
	if (first) first.focus();
	return box;
}

export function field(label, control, help) {
	return el("label", { class: "ap-field" }, el("span", {}, label), control, help || "");
}

export function opinionField(phrases, value, label) {
	const input = el("textarea", { class: "ap-opinion", rows: 3, "aria-label": label || t("Opinion") });
	input.value = value || "";
	const chips = el("div", { class: "ap-phrases" }, phrases.map((phrase) =>
		el("button", { type: "button", class: "ap-phrase", onclick: () => { input.value += phrase; input.focus(); } }, phrase)));
	return { input, node: el("div", { class: "ap-field" }, el("span", {}, label || t("Opinion")), input, chips) };
}

// Chooses people by name; with `most` at most so many. `find` asks the server, so that only those who may be named appear.
export function peoplePicker(task, action, most) {
	const chosen = new Map();
	let found = [], active = -1, timer = 0, turn = 0, waiting = false, wanted = false;
	const list = el("ul", { class: "ap-options", role: "listbox", id: "ap-options", hidden: true });
	const chips = el("div", { class: "ap-chosen", "aria-live": "polite" });
	const input = el("input", {
		type: "text", class: "ap-input", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": "ap-options", "aria-autocomplete": "list",
		placeholder: t("Name, post or office"), oninput: () => typed(), onfocus: () => look(), onkeydown: keys,
		onblur: () => setTimeout(close, 150),
	});

	// What is found is of what was typed before, so nothing can be taken until the server has answered
	function typed() {
		[found, active, waiting, wanted] = [[], -1, true, false];
		list.replaceChildren(el("li", { class: "ap-none" }, "…"));
		turn++;
		clearTimeout(timer);
		timer = setTimeout(look, 200);
	}

	async function look() {
		const mine = ++turn;
		const values = { action, txt: input.value.trim(), limit: 20 };
		if (task) values.task = task;
		try {
			const rows = await call("people", values);
			if (mine !== turn) return;
			found = rows.filter((row) => !chosen.has(row.user));
			active = found.length ? 0 : -1;
			waiting = false;
			if (wanted && found.length) return void take(found[0]);
			draw();
		} catch (error) {
			if (mine === turn) list.replaceChildren(el("li", { class: "ap-none", role: "alert" }, error.message));
		}
		list.hidden = false;
		input.setAttribute("aria-expanded", "true");
	}

	function draw() {
		list.replaceChildren(...found.map((row, index) => el("li", {
			role: "option", id: `ap-option-${index}`, "aria-selected": String(index === active), onmousedown: (event) => { event.preventDefault(); take(row); },
		}, el("b", {}, row.name), el("small", {}, [row.post, row.office].filter(Boolean).join(" · ")))));
		if (!found.length) list.append(el("li", { class: "ap-none" }, t("Nobody found who may be named here.")));
		if (active >= 0) input.setAttribute("aria-activedescendant", `ap-option-${active}`); else input.removeAttribute("aria-activedescendant");
		const shown = list.children[active];
		if (shown) shown.scrollIntoView({ block: "nearest" });
	}

	function keys(event) {
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			event.preventDefault();
			if (list.hidden) return void look();
			active = found.length ? (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length : -1;
			draw();
		} else if (event.key === "Enter" && (waiting || (!list.hidden && found[active]))) {
			event.preventDefault();
			if (waiting) wanted = true;
			else take(found[active]);
		} else if (event.key === "Escape" && !list.hidden) {
			event.preventDefault();
			event.stopPropagation();
			close();
		} else if (event.key === "Backspace" && !input.value && chosen.size) {
			drop([...chosen.keys()].pop());
		}
	}

	function take(row) {
		wanted = false;
		if (most === 1) chosen.clear();
		chosen.set(row.user, row);
		input.value = "";
		turn++;
		close();
		show();
	}

	function drop(user) {
		chosen.delete(user);
		show();
	}

	function show() {
		chips.replaceChildren(...[...chosen.values()].map((row) => el("span", { class: "ap-chip" }, row.name, row.post ? el("small", {}, ` ${row.post}`) : "",
			el("button", { type: "button", "aria-label": t("Remove {0}", row.name), onclick: () => drop(row.user) }, "×"))));
	}

	function close() {
		list.hidden = true;
		input.setAttribute("aria-expanded", "false");
	}

	const node = el("div", { class: "ap-field ap-picker" }, el("span", {}, most === 1 ? t("Person") : t("People")), chips, input, list);
	return { node, get users() { return [...chosen.keys()]; }, get names() { return [...chosen.values()].map((row) => row.name); } };
}
