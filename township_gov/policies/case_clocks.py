"""Which clocks a service case runs under: what the law allows, and what the township promised.

The item's type decides (行政许可法 Art. 42, 45 for licences only); other items carry their limit in the catalogue; an agency case
without any legal limit takes a week in the township and a month beyond it (S17).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from township_gov.policies.clock_table import LICENCE_GROUNDS
from township_gov.policies.clock_values import Clock, Unit
from township_gov.policies.fees import AGENCY
from township_gov.policies.service_items import CALENDAR, LICENCE, Item

LICENCE_CLOCK, JOINT_CLOCK, AGENCY_TOWNSHIP_CLOCK, AGENCY_BEYOND_CLOCK = "L2", "L3", "A1", "A2"
# The yellow light of a short limit: the last third of it.
_WARNING_SHARE = 3


@dataclass(frozen=True)
class CaseClocks:
	"""`legal`: the limit of the law (None where no law sets one). `promised`: what the applicant was promised."""

	legal: Clock | None
	promised: Clock


def clocks_for(
	item: Item, channel: str, in_force: Callable[[str], Clock], *, is_joint: bool = False
) -> CaseClocks:
	"""The clocks from acceptance to decision; `in_force` gives a row of the clock table with its settings.

	is_joint: several offices handle a licence together, which has a limit of its own (Art. 42).
	"""
	legal = _joint(item, in_force) if is_joint and item.item_type == LICENCE else _legal(item, in_force)
	if legal is None and channel == AGENCY:
		code = AGENCY_TOWNSHIP_CLOCK if item.handled_in == "Township" else AGENCY_BEYOND_CLOCK
		return CaseClocks(legal=None, promised=in_force(code))
	base = legal or _own(item, "Service item: promised limit", item.promised_days)
	promise = replace(
		base,
		code="Promise",
		title="Service item: promised limit",
		limit=item.promised_days,
		warning=min(base.warning, item.promised_days // _WARNING_SHARE),
		basis="S22",
		extension_limit=0,
	)
	return CaseClocks(legal=legal, promised=promise)


def _joint(item: Item, in_force: Callable[[str], Clock]) -> Clock:
	joint = in_force(JOINT_CLOCK)
	return replace(joint, basis=_basis(joint.basis, item))


def _legal(item: Item, in_force: Callable[[str], Clock]) -> Clock | None:
	if item.item_type == LICENCE:
		general = in_force(LICENCE_CLOCK)
		return replace(general, limit=item.legal_days or general.limit, basis=_basis(general.basis, item))
	if item.no_legal_limit or not item.legal_days:
		return None
	return _own(item, "Service item: legal limit", item.legal_days)


def _own(item: Item, title: str, limit: int) -> Clock:
	unit = Unit.CALENDAR_DAYS if item.day_unit == CALENDAR else Unit.WORKING_DAYS
	return Clock(
		code="Item",
		title=title,
		start_event="accepted",
		limit=limit,
		unit=unit,
		basis=item.legal_basis,
		warning=max(1, min(3, limit // _WARNING_SHARE)),
		grounds=LICENCE_GROUNDS,
	)


def _basis(general: str, item: Item) -> str:
	return f"{general}; {item.legal_basis}" if item.legal_basis else general
