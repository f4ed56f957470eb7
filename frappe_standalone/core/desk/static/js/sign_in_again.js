// Signing in again without leaving the page: what was typed stays where it is.
import { boot, element, request, t } from "./api.js";

async function newToken(user) {
	const html = await (await fetch("/app", { credentials: "same-origin" })).text();
	const found = new DOMParser().parseFromString(html, "text/html").getElementById("desk-boot");
	const fresh = found ? JSON.parse(found.textContent) : {};
	if (fresh.user !== user) throw new Error(t("other_person"));
	boot.csrf_token = fresh.csrf_token;
}

async function alreadyIn(user) {
	try { await newToken(user); return true; } catch (_error) { return false; }
}

export async function signInAgain(user) {
	// Signed in again in another tab: only the token is old
	if (await alreadyIn(user)) return true;
	return new Promise((resolve) => {
		const password = element("input", { class: "input", type: "password", id: "again-password", autocomplete: "current-password" });
		const said = element("p", { class: "field-error", role: "alert", hidden: true });
		const later = element("button", { type: "button", class: "btn" }, t("later"));
		const body = element("form", { method: "dialog" },
			element("div", { class: "dialog-body" }, element("p", {}, t("signed_out")), element("p", {}, element("b", {}, user)),
				element("label", { for: "again-password" }, t("password")), password, said),
			element("div", { class: "dialog-foot" }, later, element("button", { class: "btn btn-primary" }, t("sign_in"))));
		const box = element("dialog", { "aria-label": t("sign_in") }, body);
		const close = (answer) => { box.close(); box.remove(); resolve(answer); };
		body.addEventListener("submit", async (event) => {
			event.preventDefault();
			try {
				boot.csrf_token = "";
				await request("POST", "/api/method/login", { usr: user, pwd: password.value });
				await newToken(user);
				close(true);
			} catch (error) {
				said.textContent = error.status === 401 || error.type === "AuthenticationError" ? t("bad_login") : error.message;
				said.hidden = false;
				password.select();
			}
		});
		later.addEventListener("click", () => close(false));
		box.addEventListener("cancel", (event) => { event.preventDefault(); close(false); });
		document.body.append(box);
		box.showModal();
		password.focus();
	});
}
