// The rows of a file: bad cells in colour and words, changed in place, by mouse or keyboard.
import { element, toast } from "./api.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
	constructor({ model, say, load, edit, leave }) {
		Object.assign(this, { model, say, load, edit, leave, view: "all", last: 0, state: model.state });
		this.body = document.getElementById("import-rows");
		this.foot = document.getElementById("import-foot");
		this.next = document.getElementById("import-next");
		this.drawHead();
		this.body.addEventListener("dblclick", (event) => this.open(event.target.closest("td[data-column]")));
		this.body.addEventListener("click", (event) => this.clicked(event));
		this.body.addEventListener("keydown", (event) => this.pressed(event));
		this.next.addEventListener("click", () => this.jump());
		document.querySelectorAll(".import-bar [data-view]").forEach((button) => button.addEventListener("click", () => this.show(button.dataset.view)));
	}

	drawHead() {
		const row = document.getElementById("import-head-row");
		row.append(element("th", { scope: "col", class: "line" }, this.say("line")), ...this.model.heads.map((head) => element("th", { scope: "col" }, head)));
	}

	take(state) {
		this.state = state;
		const { good, bad, left_out: out, done, refused, undone, filtered } = state.counts;
		const counts = { bad: bad + refused, all: good + bad + out + done + refused + undone, out: out + filtered };
		for (const [name, count] of Object.entries(counts)) {
			document.querySelector(`[data-count="${name}"]`).textContent = count;
		}
		document.querySelector('[data-view="out"]').hidden = !counts.out;
		document.getElementById("import-problems").hidden = !counts.bad;
		this.next.hidden = !counts.bad;
	}

	async show(view) {
		this.view = view;
		document.querySelectorAll(".import-bar [data-view]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === view)));
		this.last = 0;
		await this.more(true);
	}

	// Draws again what is shown, after the rows were checked again; the cell that had the focus has it still.
	async refresh(line, column) {
		await this.show(this.view);
		const cell = line && this.cell(line, column);
		if (cell) this.focus(cell);
	}

	async more(fresh) {
		let answer;
		try {
			answer = await this.load(this.view, this.last);
		} catch (error) {
			toast(error.message, true);
			return;
		}
		if (fresh) this.body.textContent = "";
		answer.rows.forEach((row) => this.body.append(...this.draw(row)));
		if (answer.rows.length) this.last = answer.rows[answer.rows.length - 1].line;
		this.foot.textContent = "";
		if (!this.body.children.length) this.foot.append(this.say(this.view === "bad" ? "no_bad" : "no_rows"));
		if (answer.more) this.foot.append(element("button", { class: "btn btn-s", type: "button", onclick: () => this.more(false) }, this.say("more")));
		const first = this.body.querySelector("td[data-column]");
		if (first && !this.body.querySelector('td[tabindex="0"]')) first.tabIndex = 0;
	}

	draw(row) {
		const reasons = new Map(row.reasons.filter(([column]) => column !== null));
		const whole = row.reasons.filter(([column]) => column === null || !this.model.heads.includes(column)).map(([, reason]) => reason);
		const open = this.state.can_change && ["good", "bad", "left out", "refused"].includes(row.state);
		const out = row.state === "left out";
		const lineCell = element("td", { class: "line" }, element("span", { class: "mono" }, String(row.line)), " ", element("span", { class: `import-state ${row.state}` }, this.say(`state_${row.state}`)));
		if (open) {
			lineCell.append(element("div", {}, element("button", { class: "btn btn-s btn-quiet", type: "button", "data-leave": out ? "in" : "out", "data-line": row.line, "aria-label": this.say(out ? "row_in" : "row_out", row.line) }, this.say(out ? "row_in_short" : "row_out_short"))));
		}
		const cells = row.cells.map((value, index) => this.drawCell(row, this.model.heads[index], value, reasons, open));
		const lines = [element("tr", { class: out ? "out" : null, "data-line": row.line }, lineCell, ...cells)];
		if (whole.length) lines.push(element("tr", { class: "whole" }, element("td", { class: "line" }), element("td", { colspan: this.model.heads.length, tabindex: "-1" }, element("span", { class: "stick" }, `⚠ ${whole.join("；")}`))));
		return lines;
	}

	drawCell(row, head, value, reasons, open) {
		const why = reasons.get(head);
		const matched = this.state.mapped || (this.state.fields[head] && this.state.fields[head] !== this.model.left_out);
		const name = this.say("edit_cell", row.line, head) + (why ? `: ${why}` : "");
		return element("td", {
			class: [why ? "cell-bad" : "", matched ? "" : "is-out"].join(" ").trim() || null,
			tabindex: "-1", role: "gridcell", "aria-label": open ? name : null, "aria-invalid": why ? "true" : null,
			"data-column": open ? head : null, "data-line": row.line,
		}, element("span", { class: "value", title: value }, value), why ? element("span", { class: "why" }, `⚠ ${why}`) : null);
	}

	cell(line, column) {
		return [...this.body.querySelectorAll(`td[data-line="${line}"]`)].find((cell) => cell.dataset.column === column);
	}

	clicked(event) {
		const button = event.target.closest("[data-leave]");
		if (button) {
			const line = Number(button.dataset.line);
			this.leave(line, button.dataset.leave === "out").then(() => this.refresh());
			return;
		}
		const cell = event.target.closest("td[data-column]");
		if (!cell || cell.querySelector(".input")) return;
		if (cell.classList.contains("cell-bad")) this.open(cell);
		else this.focus(cell);
	}

	pressed(event) {
		const cell = event.target.closest("td[data-column]");
		if (!cell || event.target !== cell) return;
		if (event.key === "Enter" || event.key === "F2") {
			event.preventDefault();
			this.open(cell);
		} else if (MOVES[event.key]) {
			event.preventDefault();
			const [down, right] = MOVES[event.key];
			const rows = [...this.body.querySelectorAll("tr:not(.whole)")];
			const row = rows[rows.indexOf(cell.parentNode) + down];
			const target = row && row.children[[...cell.parentNode.children].indexOf(cell) + right];
			if (target && target.dataset.column) this.focus(target);
		}
	}

	focus(cell) {
		this.body.querySelectorAll('td[tabindex="0"]').forEach((other) => { other.tabIndex = -1; });
		cell.tabIndex = 0;
		cell.focus();
		cell.scrollIntoView({ block: "nearest", inline: "nearest" });
	}

	open(cell) {
		if (!cell || cell.querySelector(".input")) return;
		const { column, line } = cell.dataset;
		const before = cell.querySelector(".value").textContent;
		const field = this.model.columns.find((each) => each.key === this.state.fields[column]);
		const input = field && field.options.length
			? element("select", { class: "input" }, element("option", { value: "" }, ""), ...field.options.map((option) => element("option", { value: option, selected: option === before }, option)))
			: element("input", { class: "input", value: before });
		input.setAttribute("aria-label", this.say("edit_cell", line, column));
		let finished = false;
		const finish = async (keep) => {
			if (finished) return;
			finished = true;
			if (!keep || input.value.trim() === before) {
				input.replaceWith(element("span", { class: "value", title: before }, before));
				if (!keep) this.focus(cell);
				return;
			}
			input.disabled = true;
			await this.edit(Number(line), column, input.value);
			await this.refresh(line, column);
		};
		input.addEventListener("keydown", (event) => {
			if (event.key === "Enter") { event.preventDefault(); finish(true); }
			if (event.key === "Escape") { event.preventDefault(); finish(false); }
		});
		input.addEventListener("blur", () => finish(true));
		if (input.tagName === "SELECT") input.addEventListener("change", () => finish(true));
		cell.querySelector(".value").replaceWith(input);
		input.focus();
	}

	// Goes to the next bad cell below the one with the focus; after the last one begins anew.
	async jump() {
		if (this.view === "out" || !this.body.querySelector(".cell-bad, .whole")) await this.show("bad");
		const bad = [...this.body.querySelectorAll("td.cell-bad, tr.whole td[colspan]")];
		const at = this.body.querySelector('td[tabindex="0"]');
		const below = bad.find((cell) => at && at !== cell && (at.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING));
		const target = below || bad[0];
		if (!target) return;
		target.tabIndex = 0;
		this.focus(target);
	}
}
