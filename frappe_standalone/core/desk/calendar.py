"""Records with a beginning and an end; v15's `frappe.desk.calendar`."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.http import incoming
from frappe_standalone.core.meta import get_meta
from frappe_standalone.core.model.document import get_doc
from frappe_standalone.core.query.listing import get_list
from frappe_standalone.core.whitelist import whitelist


@whitelist()
def update_event(args: str, field_map: str) -> None:
	"""Move a record: `args` has doctype, name and the new values, `field_map` names the fields start and end."""
	values, fields = incoming.values_of(args), incoming.object_of(field_map)
	doc = get_doc(values.doctype, values.name)
	for which in ("start", "end"):
		fieldname = fields.get(which)
		if fieldname and doc.meta.has_field(fieldname):
			doc.set(fieldname, values.get(fieldname))
	doc.save()


@whitelist()
def get_events(
	doctype: str, start: str, end: str, field_map: str, filters: Any = None, fields: Any = None
) -> list[dict]:
	"""The records that touch the time from `start` to `end`; one without beginning or end has none there."""
	mapped = incoming.object_of(field_map)
	for df in get_meta(doctype).fields:
		if df.fieldtype == "Color":
			mapped.color = df.fieldname
	wanted = incoming.list_of(fields) or [mapped.start, mapped.end, mapped.title, "name"]
	return get_list(
		doctype,
		fields=list(dict.fromkeys(field for field in (*wanted, mapped.color) if field)),
		filters=[*incoming.list_of(filters), [mapped.start, "<=", end]],
		or_filters=[[mapped.end, ">=", start], [mapped.end, "is", "not set"]],
	)
