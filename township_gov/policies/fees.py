"""What an applicant may be charged: nothing, unless a published fee with a legal basis says so.

Sources: S80 (basis, standard), S81 (published), S82 and S17 (agency is free but for cost fees),
行政许可法 Art. 58-59.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from township_gov.policies.checks import found, unless
from township_gov.policies.refusal import Refusal

AGENCY = "Agency"


@dataclass(frozen=True)
class Fee:
	"""A fee item as it stands; `standard` is the most for one unit, in yuan."""

	name: str
	standard: Decimal
	legal_basis: str = ""
	published: bool = False
	is_cost_fee: bool = False
	valid_from: date | None = None
	valid_to: date | None = None
	belongs_to_item: bool = True


def charge_refusals(fee: Fee, amount: Decimal, quantity: int, channel: str, on: date) -> list[Refusal]:
	"""Why `amount` (yuan) for `quantity` units may not be charged on a day; empty = it may."""
	most = fee.standard * max(quantity, 1)
	return found(
		(
			unless(
				fee.legal_basis,
				"basis (S80)",
				"{0} has no legal basis and cannot be charged. "
				"Remove the line, or enter the basis in the fee item.",
				fee.name,
			),
			unless(
				fee.published,
				"published (S81)",
				"{0} is not published and cannot be charged. Remove the line, or publish the fee first.",
				fee.name,
			),
			unless(
				(fee.valid_from or on) <= on <= (fee.valid_to or on),
				"valid (S80)",
				"{0} is not valid on {1}. Remove the line, or choose the fee that is valid now.",
				fee.name,
				on,
			),
			unless(
				fee.belongs_to_item,
				"published guide (S81)",
				"{0} is not among the fees of this service item. "
				"Remove the line, or add the fee to the item first.",
				fee.name,
			),
			unless(
				amount <= most,
				"standard (S80)",
				"{0}: {1} yuan is more than the standard of {2} yuan. Charge no more than the standard.",
				fee.name,
				f"{amount:.2f}",
				f"{most:.2f}",
			),
			unless(
				channel != AGENCY or fee.is_cost_fee or not amount,
				"free agency (S17, S82)",
				"Agency service is free: only published cost fees may be passed on, and {0} is none. "
				"Remove the line.",
				fee.name,
			),
		)
	)
