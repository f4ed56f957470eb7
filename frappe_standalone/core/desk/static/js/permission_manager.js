// The permission manager: a tick first says whom it concerns, then holds at once; a refused one goes back to what it was.
import { call, confirmBox, flash, t, toast } from "./api.js";

const card = document.getElementById("permission-manager");
const API = "frappe_standalone.core.desk.permission_manager.";
const EFFECT = "frappe_standalone.core.desk.permission_effect.effect";
const rule = (element) => ({ doctype: card.dataset.doctype, ...JSON.parse(element.closest("[data-rule]").dataset.rule) });
const add = card.querySelector("[data-add]");
// A role that is chosen but not added yet outlives the page's own reloading, and leaving asks
const KEPT = "desk-permission-add";
let reloading = false;
function keepChosen() {
	if (!add || !add.elements.role.value) return;
	const { role, permlevel, if_owner: own } = add.elements;
	sessionStorage.setItem(KEPT, JSON.stringify({ doctype: card.dataset.doctype, role: role.value, permlevel: permlevel.value, own: own.checked }));
}
function giveBack() {
	const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
	sessionStorage.removeItem(KEPT);
	if (!add || !kept || kept.doctype !== card.dataset.doctype) return;
	add.elements.role.value = kept.role;
	add.elements.permlevel.value = kept.permlevel;
	add.elements.if_owner.checked = kept.own;
}
const reload = (text, keep = true) => { if (keep) keepChosen(); reloading = true; flash(text); location.reload(); };
giveBack();
window.addEventListener("beforeunload", (event) => { if (!reloading && add && add.elements.role.value) { event.preventDefault(); event.returnValue = ""; } });
const change = (method, args) => call(API + method, args).then(() => reload(t("saved"), method !== "add"), (error) => toast(error.message, true));

card.addEventListener("change", async ({ target }) => {
	if (!target.dataset.right) return;
	target.disabled = true;
	try {
		const asked = { ...rule(target), right: target.dataset.right, value: target.checked ? 1 : 0 };
		const words = await call(EFFECT, asked);
		if (!await confirmBox(words)) {
			target.checked = !target.checked;
			target.disabled = false;
			return target.focus();
		}
		await call(`${API}update`, { ...rule(target), right: target.dataset.right, value: target.checked ? 1 : 0 });
		if (!("changed" in card.dataset)) return reload(t("saved"));
		toast(t("saved"));
	} catch (error) {
		target.checked = !target.checked;
		toast(error.message, true);
	}
	target.disabled = false;
	target.focus();
});

document.addEventListener("click", async ({ target }) => {
	const remove = target.closest("[data-remove]");
	if (remove && await confirmBox(`${remove.getAttribute("aria-label")}?`, { danger: true })) change("remove", rule(remove));
	if (target.closest("[data-reset]") && await confirmBox(t("reset_rules"), { danger: true })) change("reset", { doctype: card.dataset.doctype });
});

if (add) add.addEventListener("submit", (event) => {
	event.preventDefault();
	const { role, permlevel, if_owner: own } = add.elements;
	change("add", { doctype: card.dataset.doctype, role: role.value, permlevel: permlevel.value, if_owner: own.checked ? 1 : 0 });
});
