"""Fields that nearly every form of a township has; the builder offers them ready made (hook `form_builder_fields`).

They carry the names that the app's own documents give them, so that flows find the head of the applicant's office and
the scope of a township holds. `made_here` fills in the applicant with his office and township.
"""

from __future__ import annotations

from typing import Any

from frappe import _

# A status that any approval can write; Chinese, since an administrator reads and extends it
STATUSES = ("草稿", "审批中", "已批准", "不同意", "已撤回")


def ready_fields() -> list[dict[str, Any]]:
	"""The fields, with the label that the administrator sees first and may change."""
	return [
		{
			"fieldname": "employee",
			"label": _("Applicant"),
			"fieldtype": "Link",
			"options": "Cadre",
			"description": _("Filled in with whoever makes the record."),
			"in_list_view": 1,
			"in_standard_filter": 1,
		},
		{
			"fieldname": "department",
			"label": _("Township Office"),
			"fieldtype": "Link",
			"options": "Township Office",
			"read_only": 1,
			"in_standard_filter": 1,
		},
		{
			"fieldname": "township",
			"label": _("Township"),
			"fieldtype": "Link",
			"options": "Township",
			"read_only": 1,
		},
		{
			"fieldname": "status",
			"label": _("Approval Status"),
			"fieldtype": "Select",
			"options": "\n".join(STATUSES),
			"default": STATUSES[0],
			"read_only": 1,
			"no_copy": 1,
			"in_list_view": 1,
			"in_standard_filter": 1,
		},
	]
