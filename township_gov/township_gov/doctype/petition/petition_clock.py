"""The two clocks of a petition: the notice from receipt (X1), the conclusion from acceptance (X4)."""

from frappe.utils import cint, getdate

from township_gov import derivations, legal_clocks
from township_gov.policies import petition_rules
from township_gov.policies.deadlines import Deadline, Extension, Light


def set_clocks(petition) -> None:
	"""Due dates, light and derivation as of today."""
	matter = petition.as_matter()
	notice = notice_clock(petition) if petition_rules.has_notice_clock(matter) else None
	conclusion = None
	if petition_rules.has_conclude_clock(matter) and petition.accepted_on:
		conclusion = conclude_clock(petition)
	petition.notice_due_on = notice.due if notice else None
	petition.conclude_due_on = conclusion.due if conclusion else None
	petition.is_provisional = int(any(clock.is_provisional for clock in (notice, conclusion) if clock))
	petition.light = _light(petition_rules.running_clock(matter), notice, conclusion)
	petition.derivation = derivations.readable(notice, conclusion)


def _light(running: str, notice: Deadline | None, conclusion: Deadline | None) -> str:
	"""The light of the clock that runs; once none runs, that of the last one, frozen at what it awaited."""
	by_code = {petition_rules.NOTICE_CLOCK: notice, petition_rules.CONCLUDE_CLOCK: conclusion}
	deadline = by_code.get(running) or conclusion or notice
	return deadline.light.value if deadline else Light.GREEN.value


def notice_clock(petition) -> Deadline:
	"""15 calendar days from receipt (信访工作条例 Art. 23)."""
	return legal_clocks.compute(
		petition_rules.NOTICE_CLOCK,
		petition.received_on,
		petition.township,
		ended_on=petition.notified_on or petition.closed_on(),
	)


def conclude_clock(petition) -> Deadline:
	"""60 calendar days from acceptance, and the approved extension (Art. 34)."""
	return legal_clocks.compute(
		petition_rules.CONCLUDE_CLOCK,
		petition.accepted_on,
		petition.township,
		extension=extension_of(petition),
		ended_on=petition.closed_on(),
	)


def extension_of(petition) -> Extension | None:
	"""The extension once it is approved and told."""
	if not petition.extension_approved_by:
		return None
	return Extension(
		amount=cint(petition.extension_days),
		approver=petition.extension_approved_by,
		reason=petition.extension_reason or "",
		approved_on=getdate(petition.extension_notified_on),
		noticed_on=getdate(petition.extension_notified_on),
	)
