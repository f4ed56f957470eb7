"""The derivation of a due date as lines that a person reads: start, limit, basis, and each day with its reason."""

import re
from datetime import date

from frappe import _

from township_gov import language
from township_gov.policies.deadlines import Deadline

_ARTICLES = re.compile(r"Art\. (\d+(?:[-(), \d]*\d\)?)?)")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def readable(*deadlines: Deadline | None) -> str:
	"""The derivations one below the other, in the site's language: the text is stored and read by everybody."""
	lang = language.of_site()
	return "\n\n".join(_written(deadline, lang) for deadline in deadlines if deadline)


def _written(deadline: Deadline, lang: str) -> str:
	clock = deadline.clock
	lines = [
		_("{0}: {1} {2} from {3} ({4})", lang).format(
			_(clock.title, lang),
			clock.limit,
			_(clock.unit.value, lang),
			_day(deadline.start, lang),
			_(clock.start_event, lang),
		),
		_("Due: {0}", lang).format(
			_day(deadline.due, lang) if deadline.due else _("open while the clock is paused", lang)
		),
		_("Basis: {0}. Rule of {1}, calendar {2}.", lang).format(
			basis(clock.basis, lang), _(clock.version, lang), deadline.calendar_version or "-"
		),
	]
	if deadline.extension:
		lines.insert(
			1, _("Extended by {0}: {1}", lang).format(deadline.extension.amount, deadline.extension.reason)
		)
	if deadline.is_provisional:
		lines.append(_("Provisional: the holidays of a later year are not announced yet.", lang))
	return "\n".join([*lines, *(_mark(mark, lang) for mark in deadline.days)])


def basis(text: str, lang: str) -> str:
	"""A legal basis as the language writes it: 行政许可法 Art. 42, 45 is read 行政许可法 第42、45条."""
	return _ARTICLES.sub(lambda found: _("Art. {0}", lang).format(found.group(1)), text)


def _mark(mark, lang: str) -> str:
	number = "" if mark.number is None else _("day {0}", lang).format(mark.number)
	why = f"{_(mark.why.value, lang)} {mark.note}".strip()
	return f"{_day(mark.day, lang)}  {why}  {number}".rstrip()


def _day(day: date, lang: str) -> str:
	return f"{day:%Y-%m-%d} {_(_WEEKDAYS[day.weekday()], lang)}"
