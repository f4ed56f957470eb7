"""A job that leaves a record in the database and a line outside of it."""

import os
import time

import frappe

TRACE = "jobs-that-began.txt"
PAUSE = 0.02  # seconds between record and commit: long enough to be killed there


@frappe.whitelist(methods=["POST"])
def ask(marker: str) -> str:
	"""Queue a job that records `marker`; returns the job's id."""
	return frappe.enqueue(record, marker=marker).id


def record(marker: str) -> None:
	"""Insert a ToDo, and note in a file outside the transaction that the job began."""
	line = f"{marker}\n".encode()
	handle = os.open(frappe.get_site_path(TRACE), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
	try:
		os.write(handle, line)
	finally:
		os.close(handle)
	frappe.get_doc({"doctype": "ToDo", "description": marker}).insert(ignore_permissions=True)
	time.sleep(PAUSE)
