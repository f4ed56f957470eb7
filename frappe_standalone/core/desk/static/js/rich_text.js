// Formatted text, edited where it stands: what a memo or a notice needs. The toolbar is one stop of the Tab key, reached from
// the text with Alt+F10, its buttons by arrows; Escape goes back.
import { element, t, toast } from "./api.js";
import { labelled, openDialog } from "./dialog.js";
import { words } from "./form_state.js";
import { cleaned, htmlOf, linkOf } from "./rich_clean.js";
import { askTable, cellBeside, TABLE_ACTS } from "./rich_table.js";

const COMMANDS = { bold: "bold", italic: "italic", underline: "underline", list: "insertUnorderedList", numbers: "insertOrderedList", undo: "undo", redo: "redo" };
const STATES = ["bold", "italic", "underline", "list", "numbers"];

class RichText {
	constructor(box) {
		this.box = box;
		this.text = box.querySelector("[data-field]");
		this.tools = box.querySelector(".rich-tools");
		this.range = null;
		this.text.richValue = () => htmlOf(this.text);
		this.listen();
		this.rove(this.controls()[0]);
	}

	// ---- where the cursor is ----
	listen() {
		this.text.addEventListener("input", () => { this.text.dataset.touched = ""; });
		this.text.addEventListener("keydown", (event) => this.keyed(event));
		this.text.addEventListener("keyup", () => this.follow());
		this.text.addEventListener("paste", (event) => this.paste(event));
		this.tools.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
		this.tools.addEventListener("click", ({ target }) => { const button = target.closest("button"); if (button) this.press(button); });
		this.tools.addEventListener("keydown", (event) => this.walk(event));
		this.tools.addEventListener("change", (event) => { event.stopPropagation(); this.run("formatBlock", event.target.value); });
		document.addEventListener("selectionchange", () => this.follow());
		const label = document.querySelector(`label[for="${this.text.id}"]`);
		if (label) label.addEventListener("click", () => this.text.focus());
	}

	follow() {
		const selection = getSelection();
		if (!selection.rangeCount || !this.text.contains(selection.anchorNode)) return;
		this.range = selection.getRangeAt(0).cloneRange();
		for (const name of STATES) this.button(name).setAttribute("aria-pressed", document.queryCommandState(COMMANDS[name]));
		this.button("link").setAttribute("aria-pressed", Boolean(this.within("a")));
		const block = document.queryCommandValue("formatBlock");
		this.tools.querySelector("select").value = /^h[2-4]$/.test(block) ? block : "p";
		this.tools.querySelector("[data-in-table]").hidden = !this.within("td, th");
	}

	within(selector) {
		const node = this.range && this.range.startContainer;
		const found = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest(selector);
		return found && this.text.contains(found) && found !== this.text ? found : null;
	}

	back() {
		this.text.focus();
		if (!this.range) return;
		const selection = getSelection();
		selection.removeAllRanges();
		selection.addRange(this.range);
	}

	place(node) {
		const range = document.createRange();
		range.selectNodeContents(node);
		range.collapse(true);
		this.range = range;
		this.back();
	}

	// ---- what is done to the text ----
	run(command, value) {
		this.back();
		document.execCommand(command, false, value);
		this.changed();
	}

	changed() {
		this.text.dataset.touched = "";
		this.text.dispatchEvent(new Event("input", { bubbles: true }));
		this.follow();
	}

	press(button) {
		this.follow(); // the browser tells of a new selection a little later
		const { command } = button.dataset, cell = this.within("td, th");
		if (TABLE_ACTS[command]) { if (cell) { this.place(TABLE_ACTS[command](cell)); this.changed(); } }
		else if (command === "link") this.link().catch((error) => toast(error.message, true));
		else if (command === "table") askTable((html) => this.run("insertHTML", html)).catch((error) => toast(error.message, true));
		else if (command === "clear") this.plain();
		else this.run(COMMANDS[command]);
	}

	plain() {
		this.run("removeFormat");
		if (!this.within("li, td, th")) this.run("formatBlock", "p");
	}

	async link() {
		await words("rich");
		const link = this.within("a"), chosen = this.range ? String(this.range) : "";
		const address = element("input", { class: "input", value: link ? link.getAttribute("href") : "", placeholder: "https://", "aria-label": t("link_address"), autocomplete: "off" });
		const said = element("input", { class: "input", value: link ? link.textContent : chosen, "aria-label": t("link_words"), autocomplete: "off" });
		const dialog = openDialog({
			title: t("link"), label: t("insert"), body: [labelled(t("link_address"), address), labelled(t("link_words"), said), element("p", { class: "muted small" }, t("link_hint"))],
			run: () => {
				const href = linkOf(address.value);
				if (address.value.trim() && !href) { toast(t("bad_url", address.value), true); address.focus(); return false; }
				dialog.close(); // while it is open nothing behind it can be changed
				if (link) this.choose(link);
				if (!href) { this.run("unlink"); if (!link || said.value !== link.textContent) this.run("insertText", said.value); }
				else this.run("insertHTML", element("a", { href }, said.value.trim() || href).outerHTML);
				return false;
			},
		});
	}

	choose(node) {
		this.range = document.createRange();
		this.range.selectNode(node);
	}

	paste(event) {
		const { files } = event.clipboardData, html = event.clipboardData.getData("text/html"), text = event.clipboardData.getData("text/plain");
		if (files.length && !html) return; // a picture goes to the papers
		event.preventDefault();
		event.stopPropagation();
		if (html && cleaned(html)) document.execCommand("insertHTML", false, cleaned(html));
		else document.execCommand("insertText", false, text);
		this.changed();
	}

	// ---- by keyboard ----
	keyed(event) {
		this.follow();
		if (event.altKey && event.key === "F10") { event.preventDefault(); this.controls().find((one) => one.tabIndex === 0).focus(); return; }
		const cell = event.key === "Tab" && !event.ctrlKey && !event.altKey && this.within("td, th");
		const next = cell && cellBeside(cell, event.shiftKey ? -1 : 1);
		if (next) { event.preventDefault(); this.place(next); }
	}

	controls() { return [...this.tools.querySelectorAll("button, select")].filter((one) => !one.closest(".rich-group[hidden]")); }

	button(name) { return this.tools.querySelector(`[data-command="${name}"]`); }

	rove(to) { for (const one of this.tools.querySelectorAll("button, select")) one.tabIndex = one === to ? 0 : -1; }

	walk(event) {
		if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.back(); return; }
		const all = this.controls(), at = all.indexOf(event.target);
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		const next = step ? all[(at + step + all.length) % all.length] : { Home: all[0], End: all[all.length - 1] }[event.key];
		if (!next) return;
		event.preventDefault();
		this.rove(next);
		next.focus();
	}
}

export function setUpRich(form) {
	document.execCommand("defaultParagraphSeparator", false, "p");
	document.execCommand("styleWithCSS", false, false);
	form.querySelectorAll("[data-rich]").forEach((box) => new RichText(box));
}
