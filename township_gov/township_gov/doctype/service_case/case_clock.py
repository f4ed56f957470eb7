"""The clocks of a case: its dates and pauses in, due dates, light and derivation out.

The rules of the item are those of the day of acceptance, kept on the case (`frozen_rules`).
"""

from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import cint, getdate

from township_gov import derivations, legal_clocks
from township_gov.policies.case_clocks import CaseClocks, clocks_for
from township_gov.policies.clock_table import LICENCE_GROUNDS
from township_gov.policies.deadlines import Deadline, Extension, Pause, PauseGround, Unit
from township_gov.policies.service_items import CALENDAR, LICENCE, WORKING, Item


def set_correction_due(case) -> None:
	"""The last day to ask for corrections: licence law only (行政许可法 Art. 32(4))."""
	case.correction_due_on = None
	if case.item_type == LICENCE:
		case.correction_due_on = _correction_clock(case).due


def set_clock(case) -> None:
	"""Due dates, light and derivation as of today; frozen at the decision."""
	if case.accepted_on:
		_set_from_acceptance(case)
	elif case.item_type == LICENCE and not (case.correction_notified_on or case.decided_on):
		_set_before_acceptance(case)
	else:
		_clear(case)
	case.delivery_due_on = None
	if case.decided_on and case.item_type == LICENCE:
		case.delivery_due_on = legal_clocks.compute("L5", case.decided_on, case.township).due


def _correction_clock(case) -> Deadline:
	return legal_clocks.compute("L1", case.received_on, case.township, ended_on=case.correction_notified_on)


def _set_before_acceptance(case) -> None:
	_clear(case)
	deadline = _correction_clock(case)
	case.light = deadline.light.value
	case.derivation = derivations.readable(deadline)


def _clear(case) -> None:
	for fieldname in ("due_on", "legal_due_on", "day_unit", "light", "derivation"):
		case.set(fieldname, None)
	case.days_limit = case.days_used = case.is_provisional = 0


def _set_from_acceptance(case) -> None:
	clocks = _clocks_of(case)
	legal = _run(case, clocks.legal, extension_of(case)) if clocks.legal else None
	promised = _run(case, _promise_with_extension(case, clocks))
	case.due_on = promised.due
	case.legal_due_on = legal.due if legal else None
	case.light = promised.light.value
	case.days_limit = int(promised.total)
	case.days_used = int(promised.used)
	case.day_unit = WORKING if promised.clock.unit is Unit.WORKING_DAYS else CALENDAR
	case.is_provisional = int(promised.is_provisional)
	case.derivation = derivations.readable(promised, legal)


def longest_extension(case) -> int:
	"""By how much the limit of this case may be extended, in its unit; 0 where the law knows no extension of it."""
	legal = _clocks_of(case).legal
	return legal.extension_limit if legal else 0


def _clocks_of(case) -> CaseClocks:
	"""By the item's rules of the day of acceptance, and by whether several offices handle it together."""
	item = Item(**frappe.parse_json(case.frozen_rules))
	is_joint = bool(case.joint_offices)
	return clocks_for(item, case.channel, lambda code: _in_force(case, code), is_joint=is_joint)


def _in_force(case, code: str):
	return legal_clocks.in_force(code, getdate(case.accepted_on), case.township)


def _promise_with_extension(case, clocks: CaseClocks):
	"""An approved extension of the legal limit moves the promise by as much."""
	extension = extension_of(case)
	if not (clocks.legal and extension):
		return clocks.promised
	return replace(clocks.promised, limit=clocks.promised.limit + extension.amount)


def _run(case, clock, extension: Extension | None = None) -> Deadline:
	return legal_clocks.compute(
		clock,
		case.accepted_on,
		case.township,
		pauses=pauses_of(case),
		extension=extension,
		ended_on=case.decided_on,
	)


def pauses_of(case) -> list[Pause]:
	"""The pauses as the clock takes them."""
	return [
		Pause(PauseGround(row.reason), getdate(row.from_date), getdate(row.to_date) if row.to_date else None)
		for row in case.pauses
	]


def extension_of(case) -> Extension | None:
	"""The extension once it is approved; what is only entered does not count yet."""
	if not case.extension_approved_by:
		return None
	return Extension(
		amount=cint(case.extension_days),
		approver=case.extension_approved_by,
		reason=case.extension_reason or "",
		approved_on=getdate(case.extension_notified_on),
		noticed_on=getdate(case.extension_notified_on),
	)


class PauseError(frappe.ValidationError):
	"""A pause that lies outside the case, or a second open one."""


def validate_pauses(case) -> None:
	"""Pauses lie after acceptance and only one is open; the closed list of grounds is the field's own options."""
	if case.pauses and not case.accepted_on:
		frappe.throw(
			_("The clock stops only after acceptance. Waiting for the applicant is no pause."), PauseError
		)
	if sum(not row.to_date for row in case.pauses) > 1:
		frappe.throw(_("Two pauses are open. End one before the next begins."), PauseError)
	for row in case.pauses:
		if row.reason not in {ground.value for ground in LICENCE_GROUNDS}:
			frappe.throw(
				_("Row {0}: {1} does not stop the clock. Choose one of the listed grounds.").format(
					row.idx, _(row.reason)
				),
				PauseError,
			)
		if not (cint(row.estimated_days) and row.notified_on):
			frappe.throw(
				_(
					"Row {0}: tell the applicant in writing how long the pause takes, "
					"and enter the days and the date of the notice."
				).format(row.idx),
				PauseError,
			)
		if getdate(row.from_date) < getdate(case.accepted_on):
			frappe.throw(
				_("Row {0}: the pause begins before the acceptance on {1}. Correct the date.").format(
					row.idx, case.accepted_on
				),
				PauseError,
			)


class ExtensionFixedError(frappe.ValidationError):
	"""An approved extension cannot be changed any more."""


def validate_extension(case) -> None:
	"""What the head approved and the applicant was told stays as it is (行政许可法 Art. 42)."""
	before = case.get_doc_before_save()
	if not before or not before.extension_approved_by:
		return
	if case.has_value_changed("extension_days") or case.has_value_changed("extension_reason"):
		frappe.throw(
			_(
				"The extension was approved and told to the applicant; it cannot be changed. A case is extended once."
			),
			ExtensionFixedError,
		)
