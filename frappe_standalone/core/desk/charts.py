"""v15's chart dicts drawn as SVG on the server: bar (grouped or stacked), line, pie and percentage."""

from __future__ import annotations

import math
from typing import Any

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.formatters import trim_number
from frappe_standalone.core.desk.markup import join, tag

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 860, 240, 44, 28, 18
COLOURS = 8


def draw_chart(chart: dict[str, Any] | None, width: int = WIDTH) -> Markup | None:
	"""Return the figure of a chart, or None where it holds no data. Values also stand in a table below it for screen readers.

	`width` is that of the drawing, so that its words stay readable in half a page.
	"""
	data = (chart or {}).get("data") or {}
	labels = [_(str(label)) for label in data.get("labels") or []]
	sets = [
		{"name": _(str(s.get("name") or "")), "values": [float(v or 0) for v in s.get("values") or []]}
		for s in data.get("datasets") or []
	]
	if not labels or not any(any(s["values"]) for s in sets):
		return None
	kind = (chart or {}).get("type") or "bar"
	if kind in ("pie", "donut"):
		drawing, names = pie(sets[0]["values"], kind == "donut"), legend_of_shares(labels, sets[0]["values"])
	elif kind == "percentage":
		drawing, names = percentage(sets[0]["values"]), legend_of_shares(labels, sets[0]["values"])
	else:
		stacked = bool(((chart or {}).get("barOptions") or {}).get("stacked"))
		drawing, names = (
			axes_chart(kind, labels, sets, stacked, width),
			[s["name"] for s in sets if s["name"]],
		)
	return tag("figure", {}, drawing, legend(names), hidden_table(labels, sets))


def legend(names: list[str]) -> Markup:
	return tag(
		"div",
		{"class": "legend"},
		*[tag("span", {}, tag("i", {"class": f"c{i % COLOURS}"}), name) for i, name in enumerate(names)],
	)


def legend_of_shares(labels: list[str], values: list[float]) -> list[str]:
	total = sum(values) or 1
	return [
		f"{label} {trim_number(value, 2)} ({value / total:.0%})"
		for label, value in zip(labels, values, strict=False)
	]


def hidden_table(labels: list[str], sets: list[dict]) -> Markup:
	head = tag("tr", {}, tag("th", {}), *[tag("th", {"scope": "col"}, s["name"]) for s in sets])
	rows = [
		tag(
			"tr",
			{},
			tag("th", {"scope": "row"}, label),
			*[tag("td", {}, trim_number(value_at(s, i), 2)) for s in sets],
		)
		for i, label in enumerate(labels)
	]
	return tag("table", {"class": "sr"}, head, *rows)


def value_at(dataset: dict, index: int) -> float:
	return dataset["values"][index] if index < len(dataset["values"]) else 0.0


def svg(*content: Any, width: int = WIDTH, height: int = HEIGHT) -> Markup:
	return tag("svg", {"viewBox": f"0 0 {width} {height}", "role": "img", "aria-hidden": "true"}, *content)


def nice_step(value: float) -> float:
	"""The distance of the grid lines: 1, 2 or 5 times a power of ten, with at most five lines up to `value`."""
	power = 10 ** math.floor(math.log10(max(value, 1) / 5))
	return max(next(step * power for step in (1, 2, 5, 10) if step * power * 5 >= value), 1)


def nice_top(value: float) -> float:
	"""The end of the value axis: the first grid line at or above the largest value."""
	step = nice_step(value)
	return max(math.ceil(value / step), 1) * step


def axes_chart(kind: str, labels: list[str], sets: list[dict], stacked: bool, width: int = WIDTH) -> Markup:
	sums = [sum(value_at(s, i) for s in sets) for i in range(len(labels))]
	top = nice_top(max(sums) if stacked else max(max(s["values"], default=0) for s in sets))
	step = (width - LEFT - 8) / len(labels)
	parts = [*value_axis(top, width), *label_axis(labels, step)]
	for index, dataset in enumerate(sets):
		if kind == "line":
			parts.append(line_path(dataset, index, step, top, len(labels)))
		else:
			below = (
				[sum(value_at(s, i) for s in sets[:index]) for i in range(len(labels))]
				if stacked
				else [0.0] * len(labels)
			)
			parts.extend(bars(dataset, index, 1 if stacked else len(sets), step, top, below, stacked))
	return svg(*parts, width=width)


def y_of(value: float, top: float) -> float:
	return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def value_axis(top: float, width: int = WIDTH) -> list[Markup]:
	parts, step = [], nice_step(top)
	for number in range(round(top / step) + 1):
		y = round(y_of(number * step, top), 1)
		parts.append(tag("line", {"class": "axis", "x1": LEFT, "x2": width, "y1": y, "y2": y}))
		text = {"x": LEFT - 6, "y": y + 4, "text-anchor": "end"}
		parts.append(tag("text", text, trim_number(number * step, 1)))
	return parts


def label_axis(labels: list[str], step: float) -> list[Markup]:
	"""Labels under the axis, cut to their room; where there are many, every second or third is left out."""
	skip = max(1, math.ceil(len(labels) / 24))
	room = max(2.0, step * skip / 11)
	return [
		tag(
			"text",
			{"x": round(LEFT + step * (i + 0.5), 1), "y": HEIGHT - 9, "text-anchor": "middle"},
			cut_label(label, room),
		)
		for i, label in enumerate(labels)
		if i % skip == 0
	]


def cut_label(label: str, room: float) -> str:
	"""A label in the room of so many Chinese characters; Latin ones and digits are narrower."""
	width = 0.0
	for place, letter in enumerate(label):
		width += 0.58 if letter.isascii() else 1
		if width > room:
			return label[: max(place - 1, 1)] + "…"
	return label


def bars(
	dataset: dict, index: int, of: int, step: float, top: float, below: list[float], stacked: bool
) -> list[Markup]:
	width = min(44.0, step * 0.72 / of)
	parts = []
	for i, value in enumerate(dataset["values"][: len(below)]):
		x = LEFT + step * (i + 0.5) - width * of / 2 + (0 if stacked else width * index)
		y, foot = y_of(below[i] + value, top), y_of(below[i], top)
		box = {
			"class": f"c{index % COLOURS}",
			"x": round(x, 1),
			"y": round(y, 1),
			"width": round(width - 1, 1),
			"height": round(max(foot - y, 0), 1),
		}
		parts.append(tag("rect", box))
		if value and not stacked and of * len(below) <= 24:
			parts.append(
				tag(
					"text",
					{"x": round(x + width / 2, 1), "y": round(y - 4, 1), "text-anchor": "middle"},
					trim_number(value, 1),
				)
			)
	return parts


def line_path(dataset: dict, index: int, step: float, top: float, count: int) -> Markup:
	points = [
		(round(LEFT + step * (i + 0.5), 1), round(y_of(v, top), 1))
		for i, v in enumerate(dataset["values"][:count])
	]
	path = tag(
		"polyline",
		{"class": f"c{index % COLOURS} series-line", "points": " ".join(f"{x},{y}" for x, y in points)},
	)
	return join(
		[
			path,
			*[tag("circle", {"class": f"c{index % COLOURS}", "cx": x, "cy": y, "r": 3}) for x, y in points],
		]
	)


def pie(values: list[float], hollow: bool) -> Markup:
	total, angle, parts = sum(values) or 1, -math.pi / 2, []
	for index, value in enumerate(values):
		share = value / total
		end = angle + share * 2 * math.pi
		if share > 0.999:
			parts.append(tag("circle", {"class": f"c{index % COLOURS}", "cx": 110, "cy": 110, "r": 100}))
		elif share:
			x1, y1, x2, y2 = (
				round(110 + 100 * f, 2)
				for f in (math.cos(angle), math.sin(angle), math.cos(end), math.sin(end))
			)
			parts.append(
				tag(
					"path",
					{
						"class": f"c{index % COLOURS}",
						"d": f"M110 110L{x1} {y1}A100 100 0 {int(share > 0.5)} 1 {x2} {y2}Z",
					},
				)
			)
		angle = end
	if hollow:
		parts.append(tag("circle", {"cx": 110, "cy": 110, "r": 58, "fill": "#fff"}))
	return svg(*parts, width=220, height=220)


def percentage(values: list[float]) -> Markup:
	total, x, parts = sum(values) or 1, 0.0, []
	for index, value in enumerate(values):
		width = value / total * WIDTH
		parts.append(
			tag(
				"rect",
				{
					"class": f"c{index % COLOURS}",
					"x": round(x, 1),
					"y": 0,
					"width": round(width, 1),
					"height": 24,
				},
			)
		)
		x += width
	return svg(*parts, height=24)
