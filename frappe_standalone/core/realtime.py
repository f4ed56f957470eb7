"""v15's push to browsers. There is none here: pages ask again (polling), and nothing is queued for them."""

from __future__ import annotations


def publish_realtime(
	event: str | None = None,
	message: dict | None = None,
	room: str | None = None,
	user: str | None = None,
	doctype: str | None = None,
	docname: str | None = None,
	task_id: str | None = None,
	after_commit: bool = False,
) -> None:
	"""Tell browsers that something changed.

	The desk of this platform polls the documents it shows, so there is nobody to push to: what the event says
	must stand in the database anyway. docs/supported-api.md names this as a difference.
	"""


def publish_progress(
	percent: float,
	title: str | None = None,
	doctype: str | None = None,
	docname: str | None = None,
	description: str | None = None,
	task_id: str | None = None,
) -> None:
	"""Tell browsers how far a long request is; see `publish_realtime`."""


def get_website_room() -> str:
	"""The name of the room of everybody who has a page of the website open, for `publish_realtime(room=…)`."""
	return "website"
