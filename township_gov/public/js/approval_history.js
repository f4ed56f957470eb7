// What happened in an approval, by rounds: the latest open, the earlier ones folded.

import { duration, el, t } from "./dom.js";

export function historyOf(rows) {
	const groups = [];
	for (const row of rows) {
		const last = groups[groups.length - 1];
		if (last && last.instance === row.instance && last.round === row.round) last.rows.push(row);
		else groups.push({ instance: row.instance, round: row.round, rows: [row] });
	}
	return groups.map((group, index) => {
		const list = el("ol", { class: "ap-log" }, group.rows.map(entry));
		if (groups.length === 1) return list;
		return el("details", { class: "ap-round", open: index === groups.length - 1 },
			el("summary", {}, t("Round {0}", group.round), el("small", {}, ` ${group.rows[0].at} — ${group.rows[group.rows.length - 1].at.slice(5)}`)), list);
	});
}

function entry(row) {
	return el("li", { class: `ap-row ap-${row.action.replace(/[ _]/g, "-")}` },
		el("span", { class: "ap-at" }, row.at),
		el("span", { class: "ap-who", title: row.why || "" }, row.actor_name, row.post_name ? el("small", {}, ` ${row.post_name}`) : "",
			row.acting_for_name ? el("small", {}, ` ${t("for {0}", row.acting_for_name)}`) : ""),
		el("b", {}, row.label),
		row.named.length ? el("span", {}, row.named.join("、")) : "",
		row.from_label ? el("span", { class: "ap-way" }, row.to_label && row.to_label !== row.from_label ? `${row.from_label} → ${row.to_label}` : row.from_label) : "",
		row.minutes_used ? el("small", {}, t("Working time {0}", duration(row.minutes_used))) : "",
		row.why ? el("small", { class: "ap-why" }, row.why) : "",
		row.opinion ? el("q", {}, row.opinion) : "",
		row.attachments.map((file) => el("a", { href: file.file_url, target: "_blank", rel: "noopener" }, file.file_name)),
		row.passed_over.length ? el("small", { class: "ap-passed" }, t("Passed over: {0}", row.passed_over.map((one) => `${one.name} (${one.reason})`).join("、"))) : "",
	);
}
