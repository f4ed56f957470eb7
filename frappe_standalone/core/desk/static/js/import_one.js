// One import: what the check found, the rows, loading them in the background, undoing all of it.
import { call, confirmBox, element, read, toast } from "./api.js";
import { drawColumns } from "./import_columns.js";
import { Grid } from "./import_rows.js";

const API = "frappe_standalone.core.data_import.api";
const card = document.getElementById("import-one");
const model = JSON.parse(card.dataset.model);
const byId = (id) => document.getElementById(id);
const say = (key, ...values) => (model.texts[key] || key).replace(/\{(\d)\}/g, (_all, index) => values[index]);
const COLOURS = { Success: "green", "Partial Success": "yellow", Error: "red", "Timed Out": "red", Importing: "blue", Undoing: "blue" };
const POLL = 1000;
let state = model.state;
let polling = null;

const ask = (method, args = {}) => call(`${API}.${method}`, { data_import: model.name, ...args });

const grid = new Grid({
	model, say,
	load: (view, after) => read(`${API}.rows`, { data_import: model.name, view, after }),
	edit: (line, column, value) => act("edit", { line, column, value }),
	leave: (line, out) => act("leave_out", { lines: [line], out: out ? 1 : 0 }),
});

function notice(colour, text) {
	return element("div", { class: `notice notice-${colour}`, role: colour === "red" ? "alert" : "status" }, text);
}

function startButton(key, count, leaveOutBad) {
	const button = element("button", { class: leaveOutBad ? "btn" : "btn btn-primary", type: "button" }, say(key, count));
	button.addEventListener("click", async () => {
		if (!(await confirmBox(say("ask_start", count)))) return;
		button.disabled = true;
		await act("start", { leave_out_bad: leaveOutBad ? 1 : 0 });
	});
	return button;
}

function progress(done, whole, text) {
	return [notice("blue", text), element("div", { class: "import-act" }, element("progress", { max: whole || 1, value: done, "aria-label": text }))];
}

function verdict() {
	const { good, bad, done, refused, undone } = state.counts;
	const wrong = bad + refused;
	if (state.status === "Importing") return progress(done, good + done, say("running", done, good + done));
	if (state.status === "Undoing") return progress(0, 1, say("undoing", state.to_undo));
	if (state.status === "Undone") return [notice("blue", say("undone"))];
	if (state.status === "Success") return [notice("green", say("success", done))];
	const parts = [];
	if (state.failure) parts.push(notice("red", state.failure));
	if (state.status === "Partial Success") parts.push(notice("yellow", say("partial", done, wrong)));
	else if (state.status === "Error" && !done && !good) parts.push(notice("red", say("none")));
	else if (wrong) parts.push(notice("red", say("bad", wrong)));
	if (state.failure || undone) return parts;
	if (good && !wrong) {
		const tried = state.tried && state.tried < good ? ` ${say("ready_tried", state.tried)}` : "";
		parts.push(notice("green", say("ready", good) + tried));
	}
	if (good) parts.push(element("div", { class: "import-act" }, startButton(wrong ? "start_rest" : "start", good, Boolean(wrong))));
	else if (!wrong) parts.push(notice("yellow", say("nothing")));
	return parts;
}

function draw() {
	const pill = byId("import-status");
	pill.textContent = state.status_label;
	pill.className = `pill pill-${COLOURS[state.status] || "grey"}`;
	const box = byId("import-verdict");
	box.textContent = "";
	box.append(...verdict());
	const step = state.status === "Pending" ? "2" : "3";
	card.querySelectorAll("[data-step]").forEach((item) => {
		if (item.dataset.step === step) item.setAttribute("aria-current", "step");
		else item.removeAttribute("aria-current");
	});
	byId("import-undo").hidden = !state.can_undo;
	byId("import-discard").hidden = state.can_undo || ["Importing", "Undoing"].includes(state.status);
	const columns = byId("import-columns");
	if (columns) columns.hidden = !state.can_change;
	grid.take(state);
}

function take(answer) {
	const before = state.status;
	state = answer;
	draw();
	const runs = ["Importing", "Undoing"].includes(state.status);
	if (runs && !polling) polling = setInterval(poll, POLL);
	if (!runs && polling) {
		clearInterval(polling);
		polling = null;
	}
	if (before !== state.status && !runs) grid.show(state.bad_lines.length ? "bad" : "all");
}

async function poll() {
	try {
		take(await read(`${API}.state`, { data_import: model.name }));
	} catch (error) {
		toast(error.message, true);
	}
}

async function act(method, args) {
	try {
		take(await ask(method, args));
		return true;
	} catch (error) {
		toast(error.message, true);
		draw();
		return false;
	}
}

byId("import-undo").addEventListener("click", async () => {
	if (!(await confirmBox(say("ask_undo"), { danger: true }))) return;
	try {
		const answer = await ask("take_back");
		take(answer);
		if (answer.count) {
			const list = answer.hindrances.map((each) => element("li", {}, `${say("line")} ${each.line}: `, element("a", { href: each.url }, each.label), ` – ${each.reason}`));
			byId("import-verdict").prepend(element("div", { class: "notice notice-red", role: "alert" }, element("div", {}, say("hindered", answer.count), element("ul", {}, ...list))));
		}
	} catch (error) {
		toast(error.message, true);
	}
});

byId("import-discard").addEventListener("click", async () => {
	if (!(await confirmBox(say("ask_discard"), { danger: true }))) return;
	try {
		await ask("discard");
		location.href = "/app/data-import";
	} catch (error) {
		toast(error.message, true);
	}
});

byId("import-problems").addEventListener("click", () => {
	location.href = `/api/method/${API}.problems?data_import=${encodeURIComponent(model.name)}`;
});

if (byId("import-columns")) {
	drawColumns({
		model, say, state: () => state,
		choose: async (args) => {
			if (await act("choose", args)) grid.show(state.bad_lines.length ? "bad" : "all");
		},
	});
}
grid.show(state.bad_lines.length ? "bad" : "all");
take(state);
