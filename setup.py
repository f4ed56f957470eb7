"""Packaging of the app (`township_gov`) and of its small platform (`frappe_standalone`).

A Frappe bench installs `install_requires` only; Frappe itself is declared in `pyproject.toml`
under `[tool.bench.frappe-dependencies]`, because it is on no package registry.
"""

from pathlib import Path

from setuptools import find_packages, setup

# What the app itself needs on top of Frappe v15.41. Nothing here may contradict Frappe's pins.
BENCH = [
	"chinesecalendar>=1.11,<2",
	# Official documents as Word files. Frappe v15.41 pins nothing that it needs (lxml; typing_extensions >=4.9 within >=4.6.1,<5).
	"python-docx>=1.1.2,<2",
]

# What the one-process platform needs; each range contains Frappe v15.41's own pin.
STANDALONE = [
	"argon2-cffi>=23.1,<26",
	"click~=8.1.7",
	"cryptography>=43.0.1,<47",
	"Jinja2~=3.1.2",
	"MarkupSafe>=2.1.0,<3",
	"nh3>=0.2.18,<1",
	"openpyxl~=3.1.2",
	"PyPika==0.48.9",
	# Internal names of fields and forms from their Chinese labels, and search by the first letters of a name.
	"pypinyin>=0.55,<1",
	"python-dateutil~=2.8.2",
	"tqdm~=4.66",
	"waitress~=3.0.2",
	"Werkzeug~=3.0.1",
]

# Jobs on RQ, where site_config.json names a Redis: Frappe v15.41's own pins.
REDIS = [
	"redis~=4.5.5",
	"rq~=1.15.1",
]

TEST = [
	"axe-playwright-python~=0.1.8",
	"hypothesis~=6.100",
	"openapi-spec-validator~=0.7.1",
	"playwright~=1.48",
	"pytest~=8.3",
	"pytest-xdist~=3.6",
	"requests~=2.32.0",
	"ruff~=0.8.0",
	"SpiffWorkflow~=3.2.0",
	"time-machine~=2.16",
]

# For `python -m tests.security.fuzzing`: makes requests from the description of the site's REST. Tests do without.
FUZZ = [
	"schemathesis~=4.32",
]

setup(
	name="township_gov",
	version="0.1.0",
	description="Approval engine and township government app for Frappe v15, with a one-process platform",
	long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
	long_description_content_type="text/markdown",
	author="Township Gov contributors",
	license="MIT",
	python_requires=">=3.10,<3.13",
	packages=find_packages(include=["township_gov*", "frappe_standalone*"]),
	include_package_data=True,
	install_requires=BENCH,
	extras_require={"standalone": STANDALONE, "redis": REDIS, "test": TEST, "fuzz": FUZZ},
	entry_points={
		"console_scripts": ["township = frappe_standalone.cli.main:main"],
		"frappe_standalone.apps": ["township_gov = township_gov"],
	},
)
