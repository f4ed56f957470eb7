// The builder: four tabs, save with questions, undo, preview.
import { call, confirmBox, element, toast } from "../api.js";
import * as after from "./after.js";
import * as canvas from "./canvas.js";
import * as panel from "./panel.js";
import * as settings from "./settings.js";
import { canRedo, canUndo, change, isStandard, redo, replace, state, tell, undo, w, watch } from "./state.js";

const API = "frappe_standalone.core.form_builder.api.";
const page = document.getElementById("builder");
const title = document.getElementById("builder-title");
const buttons = Object.fromEntries([...page.querySelectorAll("[data-do]")].map((node) => [node.dataset.do, node]));

function showTab(name) {
	page.querySelectorAll("[role='tab']").forEach((tab) => { const on = tab.dataset.tab === name; tab.setAttribute("aria-selected", on); tab.tabIndex = on ? 0 : -1; });
	page.querySelectorAll("[role='tabpanel']").forEach((box) => { box.hidden = box.dataset.panel !== name; });
	if (name === "after") after.draw().catch((error) => toast(error.message, true));
}

function draw() {
	if (document.activeElement !== title) title.value = state.form.title || "";
	buttons.undo.disabled = !canUndo();
	buttons.redo.disabled = !canRedo();
	page.querySelector(".dirty").hidden = !state.dirty;
	canvas.draw();
	panel.draw();
	settings.draw();
}

// What stands beside the title: the path, the heading and the tab of the browser, which know the form's name only after saving
function nameIt() {
	const crumb = page.querySelector(".crumbs span:last-child");
	crumb.textContent = state.form.title || crumb.textContent;
	page.querySelector("h1").textContent = state.form.title;
	document.title = document.title.replace(/^[^·]*/, `${state.form.title} `);
}

async function save() {
	settings.takePending();
	buttons.save.disabled = true;
	const isNew = !state.form.name;
	try {
		let done = await call(`${API}save`, { form: state.form });
		if (done.ask) {
			const agreed = await confirmBox(element("div", {}, element("p", {}, w("ask")), element("ul", { class: "b-changes" }, ...done.ask.map((text) => element("li", {}, text)))));
			if (!agreed) return;
			done = await call(`${API}save`, { form: state.form, confirmed: 1 });
		}
		replace(done);
		toast(w("saved"));
		nameIt();
		if (isNew) {
			history.replaceState(null, "", `/app/doctype/${encodeURIComponent(done.name)}`);
			showTab("after");
		}
	} catch (error) {
		toast(error.message, true);
	} finally {
		buttons.save.disabled = false;
	}
}

async function preview() {
	const body = element("div", { class: "dialog-body b-preview" });
	const close = element("button", { type: "button", class: "btn btn-primary" }, w("close"));
	const box = element("dialog", { class: "b-dialog b-dialog-wide", "aria-label": w("preview") },
		element("div", { class: "dialog-head" }, element("h2", {}, `${w("preview")}：${state.form.title || w("untitled")}`)), body, element("div", { class: "dialog-foot" }, close));
	close.addEventListener("click", () => { box.close(); box.remove(); });
	box.addEventListener("cancel", () => box.remove());
	body.innerHTML = await call(`${API}preview`, { form: state.form });  // drawn by the server, every value escaped there
	body.addEventListener("click", ({ target }) => {
		const tab = target.closest("[role='tab']");
		if (!tab) return;
		body.querySelectorAll("[role='tab']").forEach((node) => node.setAttribute("aria-selected", node === tab));
		body.querySelectorAll("[role='tabpanel']").forEach((node) => { node.hidden = node.id !== tab.getAttribute("aria-controls"); });
	});
	document.body.append(box);
	box.showModal();
}

async function reset() {
	if (!await confirmBox(w("reset_ask"), { danger: true })) return;
	replace(await call(`${API}reset`, { doctype: state.form.name }));
	toast(w("done"));
}

const RUN = { save, preview, undo, redo, reset };
page.addEventListener("click", ({ target }) => {
	const node = target.closest("[data-do]"), tab = target.closest(".b-tabs [role='tab']");
	if (node) Promise.resolve(RUN[node.dataset.do]()).catch((error) => toast(error.message, true));
	if (tab) showTab(tab.dataset.tab);
});
page.addEventListener("keydown", (event) => {
	const tab = event.target.closest(".b-tabs [role='tab']");
	if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
	const tabs = [...page.querySelectorAll(".b-tabs [role='tab']")];
	const next = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
	showTab(next.dataset.tab);
	next.focus();
});
document.addEventListener("keydown", (event) => {
	if (!(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
	const key = event.key.toLowerCase(), isText = /INPUT|TEXTAREA/.test(event.target.tagName) && event.target.type !== "checkbox";
	if (key === "s") { event.preventDefault(); save(); }
	else if (!isText && key === "z") { event.preventDefault(); (event.shiftKey ? redo : undo)(); }
	else if (!isText && key === "y") { event.preventDefault(); redo(); }
});
title.addEventListener("input", () => change((form) => { form.title = title.value; }, "title"));
window.addEventListener("beforeunload", (event) => { if (state.dirty || settings.hasPending()) { event.preventDefault(); event.returnValue = ""; } });
if (isStandard()) page.classList.add("is-standard");
watch(draw);
canvas.drawPalette();
tell();
if (!state.form.name) title.focus();
