// Sign-in: posts to v15's login method and goes where the person wanted to go.
import { request, t } from "./api.js";

const form = document.getElementById("login");
const notice = form.querySelector(".notice-red");

function inside(path) {
	// Only an address on this server: "//host" and "/\host" would leave it.
	return /^\/(?![/\\])/.test(path || "") ? path : "/app";
}

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	const button = form.querySelector("button[type=submit]");
	button.disabled = true;
	notice.hidden = true;
	try {
		const answer = await request("POST", "/api/method/login", { usr: form.usr.value.trim(), pwd: form.pwd.value });
		location.href = inside(form.dataset.next || answer.home_page);
	} catch (error) {
		notice.textContent = error.status === 401 ? t("bad_login") : error.message;
		notice.hidden = false;
		button.disabled = false;
		form.pwd.select();
	}
});
