"""Read-only fields belong to the program: a form does not offer them, and a request that sends them all the same changes nothing.

v15 guards them in the browser only, so a client could send its own acceptance date or approved extension over REST.
"""

from township_gov.workflows import doors

# Written by the engine and by the platform, which guard them themselves.
_OTHERS = frozenset(("status", "amended_from"))
_NUMBERS = frozenset(("Check", "Int", "Float", "Currency", "Percent"))


def restore(doc) -> None:
	"""Put the read-only fields of a document back as they are stored (empty in a new one); called first in `validate`.

	Server code that opened the door to the document (the engine, a button's method, an import) writes them as it likes.
	"""
	if doors.is_open(doc.doctype, doc.name) or doors.is_open(doc.doctype, None):
		return
	stored = doc.get_doc_before_save()
	for field in doc.meta.fields:
		if field.read_only and not field.fetch_from and field.fieldname not in _OTHERS:
			empty = 0 if field.fieldtype in _NUMBERS else None
			doc.set(field.fieldname, stored.get(field.fieldname) if stored else empty)
