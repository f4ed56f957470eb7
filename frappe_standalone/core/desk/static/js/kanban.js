// Cards that are dragged, or moved by “move to…”.
import { call, element, t, toast } from "./api.js";
import { data } from "./list.js";

const board = document.querySelector(".board-columns");
const nameOf = (card) => card.querySelector("a").textContent;
const columnOf = (card) => card.closest(".board-column");
let lifted = null;

function count(column, change) {
	const badge = column.querySelector("[data-count]");
	if (/^\d+$/.test(badge.textContent)) badge.textContent = Number(badge.textContent) + change;
}

// The card goes at once; it comes back where the record's rules say no, with their words
async function move(card, to) {
	const from = columnOf(card), behind = card.nextElementSibling, list = card.parentElement;
	if (from === to) return;
	to.querySelector("ul").prepend(card);
	to.classList.remove("is-empty");
	const none = to.querySelector(".board-none");
	if (none) none.hidden = true;
	count(from, -1);
	count(to, 1);
	try {
		await call("frappe_standalone.core.desk.kanban.move", { doctype: data.doctype, name: card.dataset.name, fieldname: board.dataset.boardFieldName, value: to.dataset.value });
		toast(t("card_moved", nameOf(card), to.dataset.label));
	} catch (error) {
		list.insertBefore(card, behind);
		count(from, 1);
		count(to, -1);
		if (none) { none.hidden = false; to.classList.add("is-empty"); }
		toast(error.message, true);
	}
}

async function ask(card) {
	const { labelled, openDialog } = await import("./dialog.js");
	const columns = [...board.querySelectorAll(".board-column")].filter((column) => column !== columnOf(card));
	const choice = element("select", { class: "input", "aria-label": t("move_to") }, ...columns.map((column, index) => element("option", { value: index }, column.dataset.label)));
	openDialog({
		title: t("move_card", nameOf(card)), label: t("move_now"), body: [labelled(t("move_to"), choice)],
		run: async () => { await move(card, columns[Number(choice.value)]); return true; },
	});
}

if (board && !board.dataset.fixed) {
	board.addEventListener("dragstart", (event) => {
		lifted = event.target.closest(".board-card");
		if (!lifted) return;
		event.dataTransfer.effectAllowed = "move";
		event.dataTransfer.setData("text/plain", lifted.dataset.name);
		lifted.classList.add("lifted");
	});
	board.addEventListener("dragover", (event) => {
		const column = event.target.closest(".board-column");
		if (!lifted || !column) return;
		event.preventDefault();
		board.querySelectorAll(".over").forEach((other) => other.classList.toggle("over", other === column));
		column.classList.add("over");
	});
	board.addEventListener("drop", (event) => {
		const column = event.target.closest(".board-column");
		if (!lifted || !column) return;
		event.preventDefault();
		move(lifted, column);
	});
	board.addEventListener("dragend", () => {
		if (lifted) lifted.classList.remove("lifted");
		board.querySelectorAll(".over").forEach((column) => column.classList.remove("over"));
		lifted = null;
	});
	board.addEventListener("click", ({ target }) => { const button = target.closest("[data-move-card]"); if (button) ask(button.closest(".board-card")).catch((error) => toast(error.message, true)); });
}
