"""The catalogue of service items: what an item still lacks, and which limits it may carry.

Sources: S19 (delegated items at a window), S22 (promise within the legal limit), S25 (residence),
行政许可法 Art. 30, 82.
"""

from dataclasses import dataclass

from township_gov.policies.checks import found, unless
from township_gov.policies.refusal import Refusal

LICENCE = "Administrative Licence"
WORKING, CALENDAR = "Working", "Calendar"
ANYONE, RESIDENT, REGISTERED = "Anyone", "Resident", "Registered"


@dataclass(frozen=True)
class Item:
	"""A service item as far as the rules look at it; days are in `day_unit`."""

	item_type: str
	legal_basis: str = ""
	legal_days: int = 0
	no_legal_limit: bool = False
	promised_days: int = 0
	is_on_the_spot: bool = False
	day_unit: str = WORKING
	handled_in: str = ""
	materials: int = 0
	no_materials: bool = False
	residence_condition: str = ANYONE
	residence_basis: str = ""
	is_delegated: bool = False
	open_windows: int = 0


def missing_facts(item: Item) -> list[str]:
	"""What must be filled in before the item can be offered, as English labels; empty = complete (S22)."""
	wanted = (
		(item.legal_basis, "Legal Basis"),
		(item.legal_days or item.no_legal_limit, "Legal Limit (days)"),
		(item.promised_days or item.is_on_the_spot, "Promised Limit (days)"),
		(item.handled_in, "Handled In"),
		(item.materials or item.no_materials, "Materials"),
	)
	return [label for has, label in wanted if not has]


def limit_refusals(item: Item) -> list[Refusal]:
	"""What can never be, complete or not."""
	return found(
		(
			unless(
				not (item.legal_days and item.promised_days > item.legal_days),
				"promise (S22)",
				"The promised limit ({0} days) is longer than the legal limit ({1} days). "
				"Promise no more than the law allows.",
				item.promised_days,
				item.legal_days,
			),
			unless(
				not (item.legal_days and item.no_legal_limit),
				"limit (S22)",
				"A legal limit is entered and No Legal Limit is ticked. Keep one of them.",
			),
			unless(
				not (item.promised_days and item.is_on_the_spot),
				"promise (S22)",
				"A promised limit is entered and Done on the Spot is ticked. Keep one of them.",
			),
			unless(
				item.item_type != LICENCE or item.day_unit == WORKING,
				"unit (行政许可法 Art. 82)",
				"Limits of licences are working days. Choose Working.",
			),
			unless(
				item.residence_condition != REGISTERED or item.residence_basis,
				"residence (S25)",
				"An item may ask for household registration only with a legal basis. "
				"Enter the basis, or open the item to residents.",
			),
		)
	)


def activation_refusals(item: Item) -> list[Refusal]:
	"""Why a complete item may still not be offered (S19)."""
	return found(
		(
			unless(
				not item.is_delegated or item.open_windows,
				"window (S19)",
				"An item under a delegated power is handled at a window. "
				"Add it to an open window of the hall, then make it active.",
			),
		)
	)
