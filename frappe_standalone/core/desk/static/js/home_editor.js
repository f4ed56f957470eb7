// Arranging a home: blocks in order, each with its width; what can be added stands in dialogs of its own.
import { boot, call, confirmBox, element, flash, toast, t } from "./api.js";
import { askChart, askCard, askHeader, askList, askShortcut } from "./home_dialogs.js";

const data = JSON.parse(document.getElementById("home-data").textContent);
Object.assign(boot.messages, data.messages);
const API = "frappe_standalone.core.desk.home_editing.";
const list = document.getElementById("home-rows");
const failed = (error) => toast(error.message, true);
const widths = [[3, "quarter_width"], [4, "third_width"], [6, "half_width"], [8, "two_thirds"], [12, "full_width"]];
let blocks = data.blocks, dirty = false;

function changed() {
	dirty = true;
	document.querySelector(".dirty").hidden = false;
	draw();
}

const small = (text, label, action, disabled) => element("button", { class: "btn btn-s btn-quiet btn-icon", type: "button", "aria-label": label, title: label, disabled, onclick: action }, text);

function row(block, index) {
	const move = (to) => { blocks.splice(to, 0, blocks.splice(index, 1)[0]); changed(); list.children[to].querySelector("button").focus(); };
	const near = widths.reduce((best, one) => (Math.abs(one[0] - block.col) < Math.abs(best[0] - block.col) ? one : best))[0];
	const width = element("select", { class: "input", "aria-label": t("width_of", block.label) }, ...widths.map(([value, key]) => element("option", { value, selected: value === near }, t(key))));
	width.addEventListener("change", () => { block.col = Number(width.value); dirty = true; document.querySelector(".dirty").hidden = false; });
	return element("li", {}, element("span", { class: "kind" }, t(`kind_${block.kind}`)), element("span", { class: "what" }, block.label), width,
		small("↑", t("move_up", block.label), () => move(index - 1), index === 0), small("↓", t("move_down", block.label), () => move(index + 1), index === blocks.length - 1),
		small("✕", t("remove_one", block.label), () => { blocks = blocks.filter((one) => one !== block); changed(); }));
}

function draw() {
	list.replaceChildren(...blocks.map(row));
}

async function add(ask) {
	const block = await ask(data.choices);
	if (!block) return;
	if (block.kind !== "header" && blocks.some((one) => one.kind === block.kind && one.label === block.label)) { toast(t("already_there", block.label), true); return; }
	blocks.push(block);
	changed();
}

const newRole = document.getElementById("new-role");
async function make() {
	if (!newRole || !newRole.value) return newRole?.focus();
	const name = await call(`${API}make_home`, { role: newRole.value });
	dirty = false;
	newRole.value = "";
	location.href = `/app/home-editor?home=${encodeURIComponent(name)}`;
}

async function save() {
	await call(`${API}save_home`, { name: data.name, blocks: JSON.stringify(blocks) });
	dirty = false;
	flash(t("saved"));
	// A role that was chosen for a new home is not forgotten with this page
	if (newRole && newRole.value && await confirmBox(t("make_home_too", newRole.selectedOptions[0].textContent))) return make();
	if (newRole) newRole.value = "";
	location.reload();
}

const adders = [["add_shortcut", askShortcut], ["add_card", askCard], ["add_chart", askChart], ["add_list", askList], ["add_header", askHeader]];
document.getElementById("home-add").append(...(data.name ? adders : []).map(([key, ask]) => element("button", { class: "btn", type: "button", onclick: () => add(ask).catch(failed) }, t(key))));
document.addEventListener("click", ({ target }) => {
	if (target.closest("[data-save-home]")) save().catch(failed);
	if (target.closest("[data-make-home]")) make().catch(failed);
});
window.addEventListener("beforeunload", (event) => { if (dirty || (newRole && newRole.value)) { event.preventDefault(); event.returnValue = t("leave"); } });
draw();
