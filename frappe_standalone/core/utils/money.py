"""Amounts of money in words and in the coins of a currency."""

from __future__ import annotations

from frappe_standalone.core.context import local
from frappe_standalone.core.defaults import get_defaults
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.formatting import get_number_format_info
from frappe_standalone.core.utils.numbers import cint, flt, remainder, rounded
from frappe_standalone.core.utils.words import in_words

LAKHS = "#,##,###.##"


def money_in_words(
	number: str | float, main_currency: str | None = None, fraction_currency: str | None = None
) -> str:
	"""`CNY Twelve and Thirty Fen only.`; "" for what is no amount, or is below zero."""
	try:
		number = flt(float(number))
	except ValueError:
		return ""
	if number < 0:
		return ""
	main_currency = main_currency or get_defaults().get("currency") or "INR"
	fraction_currency = fraction_currency or of_currency(main_currency, "fraction") or _("Cent")
	number_format = (
		of_currency(main_currency, "number_format") or local.db.get_default("number_format") or "#,###.##"
	)
	digits = get_number_format_info(number_format)[2]
	whole, _dot, coins = f"{number:.{digits}f}".partition(".")
	return amount(main_currency, whole, fraction_currency, coins, number_format != LAKHS)


def amount(currency: str, whole: str, coin: str, coins: str, in_million: bool) -> str:
	"""The words of an amount that was cut at its decimal point."""
	name = _(currency, context="Currency")
	small = f"{spelled(coins, in_million)} {coin}" if cint(coins) else ""
	if whole == "0":
		words = small or f"{name} {_('Zero')}"
	else:
		words = f"{name} {spelled(whole, in_million)}" + (f" {_('and')} {small}" if small else "")
	return f"{words} {_('only.')}"


def spelled(digits: str, in_million: bool) -> str:
	return in_words(cint(digits), in_million).replace("-", " ").title()


def of_currency(currency: str, field: str) -> str | None:
	return local.db.get_value("Currency", currency, field, cache=True)


def round_based_on_smallest_currency_fraction(value: float, currency: str, precision: int = 2) -> float:
	"""Round an amount to the smallest coin of a currency, to whole units where none is known."""
	coin = flt(of_currency(currency, "smallest_currency_fraction_value"))
	if not coin:
		return flt(rounded(value), precision)
	rest = remainder(value, coin, precision)
	return flt(value + coin - rest if rest > coin / 2 else value - rest, precision)
