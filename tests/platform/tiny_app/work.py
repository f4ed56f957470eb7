"""Jobs for the tests of workers in processes of their own; each leaves a line in a file of the site."""

import os
import time
from pathlib import Path

import frappe


def lines(site_path: str | Path) -> list[str]:
	"""What the jobs have written, in order."""
	path = Path(site_path) / "work.txt"
	return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def write(text: str) -> None:
	"""One line, in one system call."""
	with open(frappe.get_site_path("work.txt"), "a", encoding="utf-8") as out:
		out.write(f"{text}\n")


def note(text):
	write(f"{text} {frappe.session.user}")


def note_process(text):
	write(f"{text} {os.getpid()}")
	time.sleep(0.05)


def fail(text):
	write(f"failing {text}")
	frappe.get_doc(doctype="Role", role_name=f"Half {text}").insert()
	raise ValueError(f"no such luck: {text}")


def fail_twice(text):
	"""Asks to be tried again until the third attempt."""
	write(f"attempt {text}")
	if len([line for line in lines(frappe.local.site_path) if line == f"attempt {text}"]) < 3:
		raise frappe.RetryBackgroundJobError("not yet")


def slow(text, seconds=60):
	write(f"begun {text} {os.getpid()}")
	end = time.monotonic() + seconds
	while time.monotonic() < end:
		time.sleep(0.02)
	write(f"ended {text}")


def asleep(text):
	"""A wait that Python itself cannot break off."""
	write(f"begun {text} {os.getpid()}")
	time.sleep(60)


def slow_writer(text):
	"""Holds the turn to write as long as it runs."""
	frappe.get_doc(doctype="Role", role_name=f"Slow {text}").insert()
	slow(text)
