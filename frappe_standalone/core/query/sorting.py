"""ORDER BY and GROUP BY of a list."""

from __future__ import annotations

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.messages import clear_last_message, throw
from frappe_standalone.core.query.fields import ORDER, QUALIFIED, TOP_LEVEL_COMMA, WORD, order_field
from frappe_standalone.core.query.joins import Joins
from frappe_standalone.core.query.selection import Selection
from frappe_standalone.core.translate import _

FALLBACK = "modified desc"
ORDER_BY = " order by "


def default_order(doctype: str, selection: Selection, group_by: str | None) -> str:
	"""The DocType's own order (`sort_field`, `sort_order`); none for a single aggregate."""
	if selection.is_one_aggregate and not group_by:
		return ""
	from frappe_standalone.core.meta import get_meta

	try:
		meta = get_meta(doctype)
	except DoesNotExistError:
		clear_last_message()
		return FALLBACK
	if not meta.sort_field:
		return FALLBACK
	if "," in meta.sort_field:
		return meta.sort_field
	return f"{meta.sort_field} {meta.sort_order or 'desc'}"


def order_clause(order_by: str, doctype: str, selection: Selection, joins: Joins) -> str:
	"""` order by …`, each part checked."""
	terms = []
	for part in TOP_LEVEL_COMMA.split(order_by):
		if part.strip():
			found = ORDER.match(part.strip())
			field = resolved(found["field"].strip(), doctype, joins, selection.aliases())
			terms.append(f"{field} {found['direction'] or ''}".strip())
	return f"{ORDER_BY}{', '.join(terms)}" if terms else ""


def group_clause(group_by: str | None, doctype: str, joins: Joins) -> str:
	"""` group by …`, each part checked."""
	parts = [part.strip() for part in TOP_LEVEL_COMMA.split(group_by or "") if part.strip()]
	terms = [resolved(part, doctype, joins, {}) for part in parts]
	return f" group by {', '.join(terms)}" if terms else ""


def resolved(field: str, doctype: str, joins: Joins, aliases: dict[str, str]) -> str:
	"""A field of an order: quoted, and told from the same name in a joined table."""
	if "\0" in field:
		throw(_("Illegal SQL Query"))
	if found := QUALIFIED.match(field):
		if joins.doctype_of(found["table"]) is None:
			message = _("Please select atleast 1 column from {0} to sort/group")
			throw(message.format(found["table"].removeprefix("tab")))
	own = table_name(doctype)
	bare = field.strip("`")
	if bare in aliases:
		return f"`{aliases[bare]}`"
	if WORD.match(bare) and bare in local.db.columns(own):
		return f"`{own}`.`{bare}`"
	return order_field(field)
