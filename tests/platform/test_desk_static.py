"""The desk's own files: nothing from the network, nothing inline, nothing newer than Chromium 86, small."""

import re
from pathlib import Path

import pytest

DESK = Path(__file__).parents[2] / "frappe_standalone" / "core" / "desk"
SCRIPTS = sorted((DESK / "static" / "js").rglob("*.js"))
STYLES = sorted((DESK / "static").rglob("*.css"))
TEMPLATES = sorted((DESK / "templates").rglob("*.html"))
ALLOWED_URL = "http://www.w3.org/2000/svg"

# Newer than Chromium 86, the oldest browser we serve: pattern → first version that has it.
TOO_NEW_SCRIPT = {
	r"\.at\(-?\d": 92,
	r"structuredClone": 98,
	r"Object\.hasOwn\b": 93,
	r"randomUUID": 92,
	r"findLast": 97,
	r"\.toSorted|\.toReversed": 110,
	r"^(?:const .*= )?await\b": 89,
	r"static\s*\{": 94,
}
TOO_NEW_STYLE = {
	r":has\(": 105,
	r":is\(|:where\(": 88,
	r"\binset:": 87,
	r"\baccent-color": 93,
	r"\baspect-ratio": 88,
	r"\d(?:dvh|svh|lvh)\b": 108,
	r"@container|@layer": 99,
	r"color-mix": 111,
	r"^\s*&": 112,
}


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES, *TEMPLATES], ids=lambda path: path.name)
def test_no_file_names_an_address_outside_this_server(path):
	urls = re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}[^\s\"')]*", path.read_text(encoding="utf-8"))
	assert [url for url in urls if not url.startswith(ALLOWED_URL)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_code_or_style(path):
	source = path.read_text(encoding="utf-8")
	assert not re.search(r"\son\w+\s*=", source)
	assert not re.search(r"\sstyle\s*=", source)
	assert not re.search(r"<script(?![^>]*(?:src=|application/json))", source)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_run_in_the_oldest_browser(path):
	source = path.read_text(encoding="utf-8")
	assert [name for name in TOO_NEW_SCRIPT if re.search(name, source, re.MULTILINE)] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_work_in_the_oldest_browser(path):
	source = path.read_text(encoding="utf-8")
	assert [name for name in TOO_NEW_STYLE if re.search(name, source, re.MULTILINE)] == []


def test_scripts_import_only_their_neighbours():
	for path in SCRIPTS:
		for name in re.findall(r"from \"([^\"]+)\"", path.read_text(encoding="utf-8")):
			assert (
				name.startswith(("./", "../")) and (path.parent / name).is_file()
			), f"{path.name} imports {name}"


PAGES = [
	path
	for path in TEMPLATES
	if "asset('js/" in path.read_text(encoding="utf-8") and path.name != "base.html"
]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_static_files_of_a_page_stay_small(page):
	"""Scripts with all they import at once (not what they fetch when somebody asks for it), and styles; the base's are
	on every page."""
	texts = [path.read_text(encoding="utf-8") for path in (page, DESK / "templates" / "base.html")]
	files = {
		DESK / "static" / name
		for text in texts
		for name in re.findall(r"asset\('([\w/.]+\.(?:js|css))'\)", text)
	}
	weight = sum(path.stat().st_size for path in with_imports(files))
	# The form does most; packed, with its HTML, it is held to 150 kB by tests/app/test_page_budgets.py
	assert weight <= (140_000 if page.name == "form.html" else 120_000), f"{weight:,} bytes"


def with_imports(files: set[Path]) -> set[Path]:
	known: set[Path] = set()
	while files:
		path = files.pop()
		known.add(path)
		if path.suffix == ".js":
			names = re.findall(r"from ?\"(\./[^\"]+|\.\./[^\"]+)\"", path.read_text(encoding="utf-8"))
			files |= {(path.parent / name).resolve() for name in names} - known
	return known


def test_text_colours_reach_aa_contrast_on_the_grounds_they_stand_on():
	tokens = dict(
		re.findall(
			r"--([\w-]+): (#[0-9a-f]{3,6})", (DESK / "static" / "desk.css").read_text(encoding="utf-8")
		)
	)
	on_white = ("ink", "ink-2", "ink-3", "ink-4", "accent", "accent-dark", "red", "green", "yellow", "blue")
	pairs = [(name, ground) for name in on_white for ground in ("paper", "ground", "sunken")]
	pairs += [(name, f"{name}-soft") for name in ("red", "green", "yellow", "blue", "purple", "grey")]
	pairs += [("paper", "accent"), ("paper", "seal"), ("accent-dark", "accent-soft"), ("paper", "lamp-red")]
	low = {pair: round(contrast(*(tokens[name] for name in pair)), 2) for pair in pairs}
	assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


def contrast(one: str, other: str) -> float:
	"""WCAG 2 contrast ratio of two colours."""
	high, low = sorted((luminance(one), luminance(other)), reverse=True)
	return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
	digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
	channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
	linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
	return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
