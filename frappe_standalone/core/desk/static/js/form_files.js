// Papers of a record: chosen, dropped, pasted or photographed, several at once; and files in fields.
import { call, confirmBox, element, t, toast } from "./api.js";
import { clearError, mark, showRefusal } from "./form_errors.js";
import { data, form, setDirty } from "./form_state.js";
import { patiently } from "./form_save.js";

const isPicture = (name) => /\.(png|jpe?g|gif|webp|bmp)$/i.test(name || "");
const list = document.getElementById("attachments");
const about = (fieldname) => (data.is_new ? { fieldname } : { doctype: data.doctype, docname: data.name, fieldname });
// The sending is fetched when somebody sends something
async function send(file, fieldname, progress) {
	const { named, sizeText, upload } = await import("./upload.js");
	const paper = named(file);
	const stored = await patiently(() => upload(paper, about(fieldname), data.max_file, progress));
	return { ...stored, size_text: sizeText(stored.file_size || paper.size) };
}

function thumbnail(file) {
	if (isPicture(file.file_name)) return element("img", { class: "thumb", src: file.file_url, alt: "", loading: "lazy" });
	return element("span", { class: "thumb thumb-file", "aria-hidden": "true" }, (file.file_name.split(".").pop() || "").slice(0, 4).toUpperCase());
}

// One line of the list while it is sent, and after.
async function addOne(file) {
	const bar = element("progress", { max: 100, value: 0, "aria-label": t("uploading") });
	const line = element("li", {}, element("span", { class: "thumb thumb-file" }, "…"), element("span", { class: "grow" }, file.name, bar));
	const none = list.querySelector(".no-files");
	if (none) none.remove();
	list.prepend(line);
	try {
		const stored = await send(file, "", (percent) => { bar.value = percent; });
		line.dataset.file = stored.name;
		line.replaceChildren(thumbnail(stored), element("span", { class: "grow" },
			element("a", { href: stored.file_url, target: "_blank", rel: "noopener", title: stored.file_name }, stored.file_name),
			element("small", {}, [stored.size_text, data.user_fullname, t("just_now")].join(" · "))),
		element("button", { type: "button", class: "btn btn-s btn-quiet btn-icon", "data-remove-file": true, "aria-label": t("remove_named", stored.file_name) }, "×"));
	} catch (error) {
		line.replaceChildren(element("p", { class: "field-error", role: "alert" }, error.message));
	}
}

async function addAll(files) {
	for (const file of files) await addOne(file);
}

async function remove(item) {
	const name = item.querySelector("a").textContent;
	if (!(await confirmBox(t("remove_file", name), { danger: true }))) return;
	await call("frappe.desk.form.utils.remove_attach", { fid: item.dataset.file, dt: data.doctype, dn: data.name });
	item.remove();
}

function setUpList() {
	const picker = document.getElementById("attach-file");
	if (!list) return;
	list.addEventListener("click", (event) => { if (event.target.closest("[data-remove-file]")) remove(event.target.closest("li")).catch(showRefusal); });
	if (!picker) return;
	for (const input of document.querySelectorAll("#attach-file, #attach-photo")) {
		input.addEventListener("change", () => { addAll([...input.files]); input.value = ""; });
	}
	const zone = list.closest(".card");
	const filesOf = (event) => [...((event.dataTransfer || event.clipboardData || {}).files || [])];
	document.addEventListener("dragover", (event) => {
		if (![...event.dataTransfer.types].includes("Files")) return;
		event.preventDefault();
		zone.classList.add("drop");
	});
	document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("drop"); });
	document.addEventListener("drop", (event) => {
		zone.classList.remove("drop");
		if (!filesOf(event).length) return;
		event.preventDefault();
		const field = event.target.closest && event.target.closest(".attach");
		if (field) setFile(field.querySelector("[data-field]"), filesOf(event)[0]);
		else addAll(filesOf(event));
	});
	document.addEventListener("paste", (event) => {
		const files = filesOf(event), field = event.target.closest && event.target.closest(".attach");
		if (!files.length || event.defaultPrevented) return;
		event.preventDefault();
		if (field) setFile(field.querySelector("[data-field]"), files[0]);
		else addAll(files).then(() => toast(t("pasted", files.length)));
	});
}

// ---- a file in a field ----
function show(input) {
	const box = input.closest(".attach"), url = input.dataset.value;
	const shown = box.querySelector("[data-file]"), clear = box.querySelector("[data-clear]");
	const name = decodeURIComponent((url || "").split("/").pop());
	shown.hidden = clear.hidden = !url;
	if (url) shown.setAttribute("href", url);
	shown.replaceChildren(...(isPicture(url) ? [element("img", { class: "thumb", src: url, alt: "" })] : []), element("span", {}, name));
}

async function setFile(input, file) {
	const box = input.closest(".attach"), bar = element("progress", { max: 100, value: 0, "aria-label": t("uploading") });
	clearError(input);
	box.append(bar);
	try {
		const stored = await send(file, input.closest("[data-grid]") ? "" : input.dataset.field, (percent) => { bar.value = percent; });
		input.dataset.value = stored.file_url;
		show(input);
		setDirty(true);
		input.dispatchEvent(new CustomEvent("desk:attached", { bubbles: true }));
	} catch (error) {
		mark(input, error.message);
	} finally { bar.remove(); input.value = ""; }
}

function setUpFields() {
	form.addEventListener("change", (event) => {
		const input = event.target;
		if (!input.dataset || input.dataset.kind !== "attach" || !input.files || !input.files.length) return;
		setFile(input, input.files[0]);
	});
	form.addEventListener("desk:file", ({ target }) => show(target));
	form.addEventListener("click", ({ target }) => {
		const clear = target.closest("[data-clear]");
		if (!clear) return;
		const input = clear.closest(".attach").querySelector("[data-field]");
		input.dataset.value = "";
		show(input);
		input.dispatchEvent(new Event("change", { bubbles: true }));
		input.focus();
	});
}

export function setUpFiles() {
	setUpList();
	setUpFields();
}
