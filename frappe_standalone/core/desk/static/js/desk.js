// The shell: menu, search over everything, language, sign-out.
import { boot, call, element, plain, read, t, toast } from "./api.js";
import { watchScrollRegions } from "./scroll_regions.js";

const root = document.body;
const phone = () => window.matchMedia("(max-width: 860px)").matches;

function toggleMenu() {
	if (phone()) root.classList.toggle("nav-open");
	else localStorage.setItem("desk-nav", root.classList.toggle("nav-closed") ? "closed" : "open");
}

function closeMenus(except) {
	document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
}

async function switchLanguage(event, link) {
	if (boot.user === "Guest") return;
	event.preventDefault();
	await call("frappe_standalone.core.desk.api.set_language", { lang: link.lang });
	const url = new URL(location.href);
	url.searchParams.delete("_lang");
	location.replace(url);
}

// What forms kept of unsaved typing, and which records lists showed, belongs to nobody after the person has left
function wipeDrafts() {
	for (const [store, kind] of [[localStorage, "draft"], [sessionStorage, "trail"]]) {
		Object.keys(store).filter((key) => key.startsWith(`desk-${kind}|${boot.user}|`)).forEach((key) => store.removeItem(key));
	}
}

async function signOut() {
	await call("logout");
	document.body.dataset.signedOut = "";
	wipeDrafts();
	location.href = "/login";
}

const NOTICES = "frappe.desk.doctype.notification_log.notification_log.";

// The badge is asked for after the page is there, at most once a minute for each tab
async function showUnread(menu) {
	const known = JSON.parse(sessionStorage.getItem("desk-unread") || "{}");
	const isFresh = known.user === boot.user && Date.now() - known.at < 60_000;
	const count = isFresh ? known.count : await read("frappe_standalone.core.desk.api.unread");
	if (!isFresh) sessionStorage.setItem("desk-unread", JSON.stringify({ user: boot.user, at: Date.now(), count }));
	menu.querySelector(".badge")?.remove();
	if (count) menu.querySelector("summary").append(element("span", { class: "badge badge-hot" }, count));
}

async function showNotices(menu) {
	const list = menu.querySelector("[data-notices]");
	const rows = await read("frappe_standalone.core.desk.api.notices");
	list.textContent = "";
	for (const row of rows) list.append(element("a", { href: row.url, "data-notice": row.name }, element("span", {}, plain(row.subject)), element("small", {}, row.time)));
	if (!rows.length) list.append(element("p", { class: "menu-note" }, t("no_notices")));
}

async function openNotice(event, link) {
	event.preventDefault();
	sessionStorage.removeItem("desk-unread");
	await call(NOTICES + "mark_as_read", { docname: link.dataset.notice });
	location.href = link.href;
}

async function readAll() {
	const menu = document.querySelector("[data-bell]");
	await call(NOTICES + "mark_all_as_read");
	sessionStorage.removeItem("desk-unread");
	await Promise.all([showUnread(menu), showNotices(menu)]);
}

function setUpFinder(input) {
	const holder = input.closest(".finder");
	const list = element("div", { class: "combo-list", role: "listbox", id: "finder-list", hidden: true });
	holder.append(list);
	input.setAttribute("aria-controls", "finder-list");
	let timer, at = -1, asked = 0;
	const links = () => [...list.querySelectorAll("a")];
	const hide = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); };
	const mark = (next) => {
		at = Math.max(0, Math.min(next, links().length - 1));
		links().forEach((link, index) => link.setAttribute("aria-selected", index === at));
		if (links()[at]) { input.setAttribute("aria-activedescendant", links()[at].id); links()[at].scrollIntoView({ block: "nearest" }); }
	};
	const show = (groups) => {
		list.textContent = "";
		let number = 0;
		for (const group of groups) {
			list.append(element("div", { class: "combo-head" }, group.label));
			for (const item of group.items) {
				list.append(element("a", { href: item.url, role: "option", id: `found-${number++}`, tabindex: "-1" }, item.label,
					item.note ? element("small", {}, item.note) : null));
			}
		}
		if (!number) list.append(element("div", { class: "combo-head" }, t("no_match")));
		list.hidden = false;
		input.setAttribute("aria-expanded", "true");
		if (number) mark(0);
	};
	const search = async () => {
		const text = input.value.trim(), mine = ++asked;
		if (!text) return hide();
		const groups = await read("frappe_standalone.core.desk.api.find", { text });
		if (mine === asked) show(groups);
	};
	input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => search().catch((error) => toast(error.message, true)), 200); });
	input.addEventListener("keydown", (event) => {
		if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(at + (event.key === "ArrowDown" ? 1 : -1)); }
		else if (event.key === "Enter" && links()[at]) links()[at].click();
		else if (event.key === "Escape") { hide(); holder.classList.remove("open"); input.blur(); }
	});
	document.addEventListener("click", (event) => { if (!holder.contains(event.target) && !event.target.closest("[data-find]")) { hide(); holder.classList.remove("open"); } });
	return () => { holder.classList.add("open"); input.focus(); input.select(); };
}

if (localStorage.getItem("desk-nav") === "closed") root.classList.add("nav-closed");
watchScrollRegions();
const finder = document.getElementById("finder");
const openFinder = finder && setUpFinder(finder);

document.addEventListener("click", (event) => {
	const target = event.target;
	closeMenus(target.closest("details.menu"));
	if (target.closest("[data-nav-toggle]")) toggleMenu();
	else if (target.closest("[data-find]")) openFinder();
	else if (target.closest("[data-notice]")) openNotice(event, target.closest("[data-notice]")).catch((error) => toast(error.message, true));
	else if (target.closest("[data-read-all]")) readAll().catch((error) => toast(error.message, true));
	else if (target.closest("[data-logout]")) signOut().catch((error) => toast(error.message, true));
	else if (target.closest("a[lang]")) switchLanguage(event, target.closest("a[lang]")).catch((error) => toast(error.message, true));
	else if (target.closest("[data-print]")) window.print();
	else if (target.closest("[data-refused]")) toast(target.closest("[data-refused]").title, true);
});
document.addEventListener("keydown", (event) => {
	if ((event.ctrlKey || event.metaKey) && ["k", "g"].includes(event.key.toLowerCase()) && openFinder) { event.preventDefault(); openFinder(); }
	if (event.key === "Escape") { closeMenus(); root.classList.remove("nav-open"); }
});
const bell = document.querySelector("[data-bell]");
if (bell) {
	bell.addEventListener("toggle", () => { if (bell.open) showNotices(bell).catch((error) => toast(error.message, true)); });
	showUnread(bell).catch(() => {});  // the page itself needs no badge
}
const told = sessionStorage.getItem("desk-flash");
if (told && document.querySelector(".toasts")) { sessionStorage.removeItem("desk-flash"); toast(told); }
