"""Tags of documents: a comma-separated column for lists, and Tag Link rows for finding."""

from __future__ import annotations

from frappe_standalone.core.context import db


def of(doctype: str, name: str) -> list[str]:
	"""Return the tags of a document."""
	text = db.get_value(doctype, name, "_user_tags", ignore=True) or ""
	return [tag for tag in text.split(",") if tag]


def add(doctype: str, name: str, tag: str) -> None:
	"""Add a tag; one that is there already is not added again."""
	tags = of(doctype, name)
	if tag.lower() not in (known.lower() for known in tags):
		write(doctype, name, [*tags, tag])


def remove(doctype: str, name: str, tag: str) -> None:
	"""Take a tag away."""
	write(doctype, name, [known for known in of(doctype, name) if known.lower() != tag.lower()])


def write(doctype: str, name: str, tags: list[str]) -> None:
	"""Replace the tags of a document."""
	from frappe_standalone.core.model.document import get_doc

	text = "," + ",".join(tags) if tags else ""
	db.set_value(doctype, name, "_user_tags", text, update_modified=False)
	db.delete("Tag Link", {"document_type": doctype, "document_name": name})
	for tag in tags:
		if not db.exists("Tag", tag):
			get_doc({"doctype": "Tag", "name": tag}).insert(ignore_permissions=True)
		link = {"doctype": "Tag Link", "document_type": doctype, "document_name": name, "tag": tag}
		get_doc({**link, "title": name}).insert(ignore_permissions=True)
