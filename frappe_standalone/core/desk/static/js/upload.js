// Sending one file: with its progress, and refusals that say what to do.
import { boot, plain, t } from "./api.js";

const MEGABYTE = 1024 * 1024;

export function sizeText(bytes) {
	if (bytes >= MEGABYTE) return `${(bytes / MEGABYTE).toFixed(1)} MB`;
	return `${Math.max(1, Math.round(bytes / 1024))} kB`;
}

function refusalOf(request, file) {
	if (!request.status) return t("offline");
	if (request.status === 413) return t("file_too_big", file.name, sizeText(file.size), "");
	try {
		const answer = JSON.parse(request.responseText);
		const told = JSON.parse(answer._server_messages || "[]").map((entry) => plain(JSON.parse(entry).message)).filter(Boolean);
		return told.join(" ") || plain(answer.exception) || t("upload_failed", file.name);
	} catch (_error) { return t("upload_failed", file.name); }
}

// `about`: {doctype, docname, fieldname}; `limit`: the largest size in bytes; `onProgress`: called with 0…100.
export function upload(file, about, limit, onProgress = () => {}) {
	if (!file.size) return Promise.reject(new Error(t("file_empty", file.name)));
	if (limit && file.size > limit) return Promise.reject(new Error(t("file_too_big", file.name, sizeText(file.size), sizeText(limit))));
	const body = new FormData();
	body.append("file", file, file.name);
	body.append("is_private", "1");
	for (const [key, value] of Object.entries(about)) if (value) body.append(key, value);
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", "/api/method/upload_file");
		request.setRequestHeader("Accept", "application/json");
		request.setRequestHeader("X-Frappe-CSRF-Token", boot.csrf_token || "");
		request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100)); });
		request.addEventListener("load", () => {
			if (request.status < 300) resolve(JSON.parse(request.responseText).message);
			else reject(Object.assign(new Error(refusalOf(request, file)), { status: request.status }));
		});
		request.addEventListener("error", () => reject(new Error(t("offline"))));
		request.send(body);
	});
}

// A picture pasted from the clipboard has no name of its own.
export function named(file) {
	if (file.name && !/^(image|blob)\.\w+$|^blob$/i.test(file.name)) return file;
	const at = new Date(), two = (number) => String(number).padStart(2, "0");
	const stamp = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
	const kind = (file.type.split("/")[1] || "png").replace("jpeg", "jpg").replace(/\+.*/, "");
	return new File([file], `${t("pasted_picture")}-${stamp}.${kind}`, { type: file.type });
}
