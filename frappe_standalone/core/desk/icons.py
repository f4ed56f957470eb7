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
	"globe": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14C6 12 5.400 10 5.400 8S6 4 8 2z",
	"chev": "m6 3 5 5-5 5",
	"down": "m3.500 6 4.500 4.500L12.500 6",
	"up": "M3.500 10 8 5.500l4.500 4.500",
	"left": "m10 3-5 5 5 5",
	"plus": "M8 3v10M3 8h10",
	"x": "m4 4 8 8M12 4l-8 8",
	"check": "m3 8.500 3.200 3.200L13 5",
	"filter": "M2 4h12M4.500 8h7M6.500 12h3",
	"print": "M4.500 6V2h7v4M4.500 12H2V6h12v6h-2.500M4.500 10h7v4h-7z",
	"more": "M3 8h.01M8 8h.01M13 8h.01",
	"clip": "m13 7.500-5.300 5.300a3.300 3.300 0 0 1-4.600-4.600l5.600-5.700a2.200 2.200 0 0 1 3.100 3.100L6.200 11.200a1 1 0 0 1-1.500-1.500L9.800 4.600",
	"link": "M6.500 9.500 9.500 6.500M7.500 4.500l1.200-1.200a2.800 2.800 0 0 1 4 4L11.500 8.500M8.500 11.500l-1.200 1.200a2.800 2.800 0 0 1-4-4L4.500 7.500",
	"open": "M9 2.500h4.500V7M13.500 2.500 7.500 8.500M12 9.500v4H2.500V4h4",
	"trash": "M2.500 4h11M6 4V2.500h4V4M4 4l.7 9.500h6.600L12 4",
	"edit": "m10.500 3 2.500 2.500L5.500 13l-3 .5.500-3z",
	"download": "M8 2v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11",
	"upload": "M8 10.500v-8M4.500 5.500 8 2l3.500 3.500M2.500 13.500h11",
	"file": "M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3",
	"list": "M5.500 4H14M5.500 8H14M5.500 12H14M2 4h.01M2 8h.01M2 12h.01",
	"columns": "M2 2.500h3.300v11H2zM6.400 2.500h3.300v7H6.400zM10.700 2.500H14v9h-3.300z",
	"calendar": "M2 3.500h12v10H2zM2 6.500h12M5 2v2.500M11 2v2.500",
	"report": "M2 14h12M4 11.500V8M8 11.500V3M12 11.500V6",
	"bell": "M4 11V7a4 4 0 0 1 8 0v4l1.500 1.500h-11zM6.800 14.500h2.400",
	"clock": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.500V8l2.500 1.500",
	"info": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.500v3.500M8 5h.01",
	"warn": "M8 2 14.500 13.500h-13zM8 6.500v3.500M8 12h.01",
	"folder": "M1.500 3.500h4.500L7.500 5h7v8h-13z",
	"window": "M2 3h12v10H2zM2 6h12",
	"scale": "M8 2v12M4.500 14h7M3 4.500h10M3 4.500 1.200 9h3.600zM13 4.500 11.200 9h3.600z",
	"mail": "M1.500 3.500h13v9h-13zM1.500 4.500 8 9l6.500-4.500",
	"people": "M6 7.500a2.200 2.200 0 1 0 0-4.500 2.200 2.200 0 0 0 0 4.500zM1.500 13c.4-2.200 2.200-3.500 4.500-3.500s4.100 1.300 4.500 3.500M10.500 3.300a2.100 2.100 0 0 1 0 4M12 9.700c1.400.4 2.300 1.600 2.500 3.300",
	"tool": "M9.500 6.500 3 13l-1-1 6.500-6.500M8.500 5.500a3 3 0 0 1 4-3.300L10.800 4l1.200 1.200 1.800-1.700a3 3 0 0 1-3.300 4z",
	"swap": "M2 5.500h10M9.500 3 12 5.500 9.500 8M14 11H4M6.500 8.500 4 11l2.500 2.500",
	"home-alt": "M2 14V6l6-4 6 4v8zM6 14v-4h4v4",
	"book": "M2.500 2.500H7L8 3.500l1-1h4.500v10H9l-1 1-1-1H2.500zM8 3.500v10",
	"lock": "M3.500 7.500h9v6h-9zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500",
	"exit": "M6 2.500H2.500v11H6M10 5l3 3-3 3M13 8H6",
	"flow": "M2.5 3h5v3.500h-5zM8.500 9.500h5V13h-5zM5 6.500v4.700h3.500",
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
	"yellow": '<path d="M6 .8 11.600 11H.4z"/>',
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
