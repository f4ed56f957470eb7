"""The desk's line icons and the three lamps. Lamps differ in shape as well as colour: circle, triangle, square."""

from __future__ import annotations

import functools

from markupsafe import Markup, escape

PATHS = {
	"menu": "M2 4h12M2 8h12M2 12h12",
	"search": "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM11 11l3.5 3.5",
	"home": "M2 7.5 8 2.5l6 5V14H9.8v-4H6.2v4H2z",
	"inbox": "M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5L6.5 11h3l1-1.5H14",
	"user": "M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8zM2.8 14c.6-2.6 2.7-4 5.2-4s4.6 1.4 5.2 4",
	"globe": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14C6 12 5.4 10 5.4 8S6 4 8 2z",
	"chev": "m6 3 5 5-5 5",
	"down": "m3.5 6 4.5 4.5L12.5 6",
	"up": "M3.5 10 8 5.5l4.5 4.5",
	"left": "m10 3-5 5 5 5",
	"plus": "M8 3v10M3 8h10",
	"x": "m4 4 8 8M12 4l-8 8",
	"check": "m3 8.5 3.2 3.2L13 5",
	"filter": "M2 4h12M4.5 8h7M6.5 12h3",
	"print": "M4.5 6V2h7v4M4.5 12H2V6h12v6h-2.5M4.5 10h7v4h-7z",
	"more": "M3 8h.01M8 8h.01M13 8h.01",
	"clip": "m13 7.5-5.3 5.3a3.3 3.3 0 0 1-4.6-4.6l5.6-5.7a2.2 2.2 0 0 1 3.1 3.1L6.2 11.2a1 1 0 0 1-1.5-1.5L9.8 4.6",
	"link": "M6.5 9.5 9.5 6.5M7.5 4.5l1.2-1.2a2.8 2.8 0 0 1 4 4L11.5 8.5M8.5 11.5l-1.2 1.2a2.8 2.8 0 0 1-4-4L4.5 7.5",
	"open": "M9 2.5h4.5V7M13.5 2.5 7.5 8.5M12 9.5v4H2.5V4h4",
	"trash": "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4",
	"edit": "m10.5 3 2.5 2.5L5.5 13l-3 .5.5-3z",
	"download": "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
	"upload": "M8 10.5v-8M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11",
	"file": "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
	"list": "M5.5 4H14M5.5 8H14M5.5 12H14M2 4h.01M2 8h.01M2 12h.01",
	"columns": "M2 2.5h3.3v11H2zM6.4 2.5h3.3v7H6.4zM10.7 2.5H14v9h-3.3z",
	"calendar": "M2 3.5h12v10H2zM2 6.5h12M5 2v2.5M11 2v2.5",
	"report": "M2 14h12M4 11.5V8M8 11.5V3M12 11.5V6",
	"bell": "M4 11V7a4 4 0 0 1 8 0v4l1.5 1.5h-11zM6.8 14.5h2.4",
	"clock": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5",
	"info": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.5M8 5h.01",
	"warn": "M8 2 14.5 13.5h-13zM8 6.5v3.5M8 12h.01",
	"folder": "M1.5 3.5h4.5L7.5 5h7v8h-13z",
	"window": "M2 3h12v10H2zM2 6h12",
	"scale": "M8 2v12M4.5 14h7M3 4.5h10M3 4.5 1.2 9h3.6zM13 4.5 11.2 9h3.6z",
	"mail": "M1.5 3.5h13v9h-13zM1.5 4.5 8 9l6.5-4.5",
	"people": "M6 7.5a2.2 2.2 0 1 0 0-4.5 2.2 2.2 0 0 0 0 4.5zM1.5 13c.4-2.2 2.2-3.5 4.5-3.5s4.1 1.3 4.5 3.5M10.5 3.3a2.1 2.1 0 0 1 0 4M12 9.7c1.4.4 2.3 1.6 2.5 3.3",
	"tool": "M9.5 6.5 3 13l-1-1 6.5-6.5M8.5 5.5a3 3 0 0 1 4-3.3L10.8 4l1.2 1.2 1.8-1.7a3 3 0 0 1-3.3 4z",
	"swap": "M2 5.5h10M9.5 3 12 5.5 9.5 8M14 11H4M6.5 8.5 4 11l2.5 2.5",
	"home-alt": "M2 14V6l6-4 6 4v8zM6 14v-4h4v4",
	"book": "M2.5 2.5H7L8 3.5l1-1h4.5v10H9l-1 1-1-1H2.5zM8 3.5v10",
	"lock": "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
	"exit": "M6 2.5H2.5v11H6M10 5l3 3-3 3M13 8H6",
	"flow": "M2.5 3h5v3.5h-5zM8.5 9.5h5V13h-5zM5 6.5v4.7h3.5",
	"numbers": "M6.5 4H14M6.5 8H14M6.5 12H14M2 3l1-.5V6M2 10.5c2-1 2 .8 0 3h2",
	"table": "M2 3h12v10H2zM2 6.5h12M2 9.8h12M7 3v10",
	"undo": "M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6",
	"redo": "m10.5 3 3 3-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10",
	"clear": "M4 3h8M8 3v7M6 10h4M10.5 10.5l4 4M14.5 10.5l-4 4",
	"drag": "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
}
# Names of v15's icon set that workspaces use, drawn with the nearest of ours.
ALIASES = {
	"permission": "scale",
	"message": "mail",
	"workflow": "flow",
	"users": "people",
	"hr": "people",
	"non-profit": "people",
	"customer": "user",
	"crm": "mail",
	"support": "mail",
	"tool": "tool",
	"setting": "tool",
	"setting-gear": "tool",
	"settings": "tool",
	"getting-started": "book",
	"projects": "folder",
	"organization": "home-alt",
	"branch": "swap",
	"quality": "scale",
	"accounting": "report",
	"dashboard": "report",
	"star": "book",
	"retail": "window",
	"sell": "window",
	"file": "file",
	"folder-normal": "folder",
}
LAMPS = {
	"green": '<circle cx="6" cy="6" r="5"/>',
	"yellow": '<path d="M6 .8 11.6 11H.4z"/>',
	"red": '<path d="M1 1h10v10H1z"/>',
}


@functools.lru_cache(maxsize=500)
def icon(name: str | None) -> Markup:
	"""Return the inline SVG of an icon; an unknown name is drawn as a folder."""
	key = name or "folder"
	key = key if key in PATHS else ALIASES.get(key, "folder")
	return Markup(
		f'<svg class="icon {key}" viewBox="0 0 16 16" aria-hidden="true"><path d="{PATHS[key]}"/></svg>'
	)


def lamp(color: str, label: str) -> Markup:
	"""A traffic light: shape, colour and word together, so that it reads in grey and aloud."""
	return Markup(
		f'<span class="light light-{escape(color)}"><svg class="lamp" viewBox="0 0 12 12" aria-hidden="true">{LAMPS[color]}'
		f"</svg>{escape(label)}</span>"
	)
