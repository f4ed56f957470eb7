// Dates, times and numbers as people write them. Each reader returns the stored form, null for nothing, undefined for
// what it cannot read.

// Full-width digits and signs as the input method leaves them
export const half = (text) => String(text ?? "").replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
	.replace(/[\u3000\u00a0]/g, " ").replace(/[\u2212\u2013]/g, "-").trim();

const UNITS = { "万": 1e4, "亿": 1e8 };

export function numberOf(text) {
	let rest = half(text).replace(/^(人民币|rmb|cny)?\s*[¥￥$]?\s*/i, "").replace(/\s*(元整?|%|圆)$/, "");
	if (!rest) return half(text) ? undefined : null;
	const unit = UNITS[rest.slice(-1)] || 1;
	if (unit !== 1) rest = rest.slice(0, -1).trim();
	const inBrackets = /^\((.+)\)$/.exec(rest);
	if (inBrackets) rest = `-${inBrackets[1]}`;
	rest = rest.replace(/[\s、](?=\d{3})/g, ",");
	if (!/^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/.test(rest) || !/\d/.test(rest)) return undefined;
	const value = Number(rest.replace(/,/g, ""));
	return unit === 1 ? value : Number((value * unit).toFixed(6));
}

export function intOf(text) {
	const value = numberOf(text);
	return value === null || value === undefined ? value : Number.isInteger(value) ? value : undefined;
}

const two = (number) => String(number).padStart(2, "0");

function iso(year, month, day) {
	const date = new Date(Date.UTC(year, month - 1, day));
	const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	return exists ? `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` : undefined;
}

export function dateOf(text, today = new Date()) {
	const rest = half(text).replace(/(星期|周)[一二三四五六日天]/, "").trim();
	if (!rest) return half(text) ? undefined : null;
	let found = /^(\d{4})(\d{2})(\d{2})$/.exec(rest) || /^(\d{4}|\d{2})\s*[-/.年\\]\s*(\d{1,2})\s*[-/.月\\]\s*(\d{1,2})\s*[日号]?(?:[T\s].*)?$/.exec(rest);
	if (found) return iso(Number(found[1]) + (found[1].length === 2 ? 2000 : 0), Number(found[2]), Number(found[3]));
	found = /^(\d{1,2})\s*[/.月]\s*(\d{1,2})\s*[日号]?$/.exec(rest);
	return found ? iso(today.getFullYear(), Number(found[1]), Number(found[2])) : undefined;
}

export function timeOf(text) {
	const rest = half(text).replace(/\s+/g, "");
	if (!rest) return null;
	const found = /^(上午|早上|中午|下午|晚上)?(\d{1,2})(?:[:点时](?:(\d{1,2}|半)分?(?:[:](\d{1,2})(?:\.\d+)?)?)?|(\d{2}))(整)?(am|pm)?$/i.exec(rest);
	if (!found) return undefined;
	let hour = Number(found[2]);
	if ((/下午|晚上|pm/i.test(found[1] || found[7] || "")) && hour < 12) hour += 12;
	const minute = found[3] === "半" ? 30 : Number(found[3] || found[5] || 0), second = Number(found[4] || 0);
	return hour < 24 && minute < 60 && second < 60 ? `${two(hour)}:${two(minute)}:${two(second)}` : undefined;
}

export function datetimeOf(text) {
	const rest = half(text);
	if (!rest) return null;
	const cut = /^(.*?\d{1,2}\s*[日号]?)(?:[T\s]+|(?<=[日号]))(\S.*)$/.exec(rest);
	const date = dateOf(cut ? cut[1] : rest), time = cut ? timeOf(cut[2]) : "00:00:00";
	return date && time ? `${date} ${time}` : undefined;
}

const SECONDS = { d: 86400, "天": 86400, "日": 86400, h: 3600, "小时": 3600, "时": 3600, min: 60, m: 60, "分钟": 60, "分": 60, s: 1, "秒": 1 };

// A length of time in seconds; a bare number means minutes.
export function durationOf(text) {
	const rest = half(text).replace(/\s+/g, "").toLowerCase();
	if (!rest) return null;
	if (/^\d+(\.\d+)?$/.test(rest)) return Math.round(Number(rest) * 60);
	const clock = /^(\d+):(\d{2})$/.exec(rest);
	if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60;
	if (!/^(\d+(\.\d+)?(d|天|日|h|小时|时|min|m|分钟|分|s|秒))+$/.test(rest)) return undefined;
	return Math.round([...rest.matchAll(/(\d+(?:\.\d+)?)(d|天|日|h|小时|时|min|m|分钟|分|s|秒)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * SECONDS[unit], 0));
}

const YES = new Set(["1", "是", "√", "✓", "✔", "y", "yes", "true", "有", "对", "■", "☑"]), NO = new Set(["", "0", "否", "×", "✗", "n", "no", "false", "无", "□", "☐"]);

export function checkOf(text) {
	const rest = half(text).toLowerCase();
	return YES.has(rest) ? 1 : NO.has(rest) ? 0 : undefined;
}

// Cells of a block copied from a spreadsheet: tabs part cells, quotes hold tabs and line breaks, "" is a quote.
export function blockOf(text) {
	const rows = [[]];
	let cell = "", quoted = false, started = false;
	const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
	for (let at = 0; at < source.length; at++) {
		const char = source[at];
		if (quoted) {
			if (char === '"' && source[at + 1] === '"') { cell += '"'; at++; }
			else if (char === '"') quoted = false;
			else cell += char;
		} else if (char === '"' && !started) { quoted = started = true; }
		else if (char === "\t" || char === "\n") {
			rows[rows.length - 1].push(cell);
			cell = ""; started = false;
			if (char === "\n") rows.push([]);
		} else { cell += char; started = true; }
	}
	rows[rows.length - 1].push(cell);
	return rows;
}
