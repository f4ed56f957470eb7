"""Do something inside a site: of the standalone platform, or of a Frappe bench (with the bench's own Python)."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path


def arguments(description: str) -> argparse.ArgumentParser:
	"""The options that name a site of either kind."""
	parser = argparse.ArgumentParser(
		description=description, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	parser.add_argument("directory", nargs="?", help="a site of the standalone platform")
	parser.add_argument("--bench", help="the folder of a bench")
	parser.add_argument("--site", help="the name of a site of that bench")
	return parser


def inside(parser: argparse.ArgumentParser, options: argparse.Namespace, work: Callable[[], None]) -> None:
	"""Run `work` in the site that the options name."""
	if bool(options.directory) == bool(options.bench and options.site):
		parser.error("name either the folder of a standalone site, or --bench and --site")
	if options.directory:
		on_standalone(options.directory, work)
	else:
		on_bench(options.bench, options.site, work)


def on_bench(bench_dir: str, site: str, work: Callable[[], None]) -> None:
	"""Run `work` in a site of a bench, and let its servers forget what they cached."""
	import frappe

	sites = Path(bench_dir).resolve() / "sites"
	os.chdir(sites)
	frappe.init(site=site, sites_path=str(sites))
	frappe.connect()
	try:
		work()
		frappe.clear_cache()
	finally:
		frappe.destroy()


def on_standalone(site_dir: str, work: Callable[[], None]) -> None:
	"""Run `work` in a site of the platform."""
	from frappe_standalone import activate

	activate()
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir, user="Administrator", write=True):
		work()
