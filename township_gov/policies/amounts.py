"""Money to the fen: amounts are checked, added and compared as whole fen, so that no rounding is hidden.

Sources: 会计法 Art. 14 (vouchers true and complete), 发票管理办法 Art. 20 (an invoice is accounted for once), S84.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from township_gov.policies.refusal import Refusal

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Line:
	"""One line of an expense request; `approved` is None as long as nobody has checked it."""

	number: int
	amount: Decimal
	approved: Decimal | None = None
	invoice_no: str = ""


def to_fen(value: object) -> Decimal:
	"""An amount as the database or a form holds it, to the fen (half a fen rounds up)."""
	return Decimal(str(value or 0)).quantize(FEN, ROUND_HALF_UP)


def is_whole_fen(value: object) -> bool:
	"""False where somebody typed a third digit behind the point."""
	return abs(Decimal(str(value or 0)) - to_fen(value)) < Decimal("0.0001")


def total(lines: Iterable[Line], *, approved: bool = False) -> Decimal:
	"""Sum of the lines; of what was approved of each, if asked (an unchecked line counts in full)."""
	chosen = (line.amount if not approved or line.approved is None else line.approved for line in lines)
	return sum(chosen, Decimal(0)).quantize(FEN)


def amount_refusals(lines: Sequence[Line]) -> Iterable[Refusal]:
	"""Amounts above nought, to the fen, and no more approved than asked for."""
	for line in lines:
		if line.amount <= 0:
			yield Refusal("amount", "Row {0}: enter an amount above nought.", (line.number,))
		elif not is_whole_fen(line.amount):
			yield Refusal("amount", "Row {0}: amounts go to the fen. Write two digits behind the point.", (line.number,))  # fmt: skip
		elif line.approved is not None and not 0 <= line.approved <= line.amount:
			yield Refusal(
				"amount",
				"Row {0}: {1} is approved of {2} asked for. Approve no more than was asked for.",
				(line.number, line.approved, line.amount),
			)


def repeated_invoice_refusals(lines: Sequence[Line]) -> Iterable[Refusal]:
	"""The same invoice on two lines of one request."""
	seen: dict[str, int] = {}
	for line in lines:
		if line.invoice_no and line.invoice_no in seen:
			yield Refusal(
				"invoice (发票管理办法 Art. 20)",
				"Rows {0} and {1} name the same invoice {2}. Keep one of them.",
				(seen[line.invoice_no], line.number, line.invoice_no),
			)
		seen.setdefault(line.invoice_no, line.number)


def used_invoice_refusals(lines: Sequence[Line], used: dict[str, str]) -> tuple[Refusal, ...]:
	"""Invoices that another request has already (`used`: invoice → request)."""
	return tuple(
		Refusal(
			"invoice (发票管理办法 Art. 20)",
			"Row {0}: invoice {1} is in {2} already. An invoice is paid once.",
			(line.number, line.invoice_no, used[line.invoice_no]),
		)
		for line in lines
		if line.invoice_no in used
	)
