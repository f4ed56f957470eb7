// Decides the lists that core/desk/conditions.py parsed; the same rules, the same answers.

export function truthy(value) {
	return !(value === null || value === undefined || value === "" || value === 0 || value === "0" || value === false ||
		(Array.isArray(value) && !value.length));
}

function comparable(value) {
	if (value === null || value === undefined || value === "") return "";
	if (value === true || value === false) return value ? 1 : 0;
	if (typeof value === "number") return value;
	const text = String(value);
	return /^-?\d{1,15}(\.\d+)?$/.test(text) && !/^-?0\d/.test(text) ? Number(text) : text;
}

const empty = (value) => value === 0 || value === "";
const same = (left, right) => left === right || (empty(left) && empty(right));

function compare(kind, left, right) {
	if (kind === "==") return same(left, right);
	if (kind === "!=") return !same(left, right);
	if (typeof left !== typeof right) {
		if (left === "") left = 0;
		if (right === "") right = 0;
		if (typeof left !== typeof right) return false;
	}
	return { "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right }[kind];
}

export function evaluate(node, doc) {
	switch (node[0]) {
		case "value": return node[1];
		case "doc": return doc[node[1]];
		case "not": return !truthy(evaluate(node[1], doc));
		case "and": return truthy(evaluate(node[1], doc)) && truthy(evaluate(node[2], doc));
		case "or": return truthy(evaluate(node[1], doc)) || truthy(evaluate(node[2], doc));
		case "in": {
			const found = comparable(evaluate(node[2], doc));
			return node[1].some((value) => same(comparable(value), found));
		}
		default: return compare(node[0], comparable(evaluate(node[1], doc)), comparable(evaluate(node[2], doc)));
	}
}

export const holds = (node, doc) => !node || truthy(evaluate(node, doc));
