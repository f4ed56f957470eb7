"""Numbers: conversion and rounding as in v15."""

from __future__ import annotations

import math
from typing import Any

from frappe_standalone.core.errors import InvalidRoundingMethod
from frappe_standalone.core.messages import throw
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _

LEGACY_BANKERS = "Banker's Rounding (legacy)"


def cint(s: Any, default: int = 0) -> int:
	"""A whole number, `default` if there is none in `s`."""
	try:
		return int(s)
	except (TypeError, ValueError, OverflowError):
		pass
	try:
		return int(float(s))
	except (TypeError, ValueError, OverflowError):
		return default


def flt(s: Any, precision: int | None = None, rounding_method: str | None = None) -> float:
	"""A number (commas in a text are ignored), rounded to `precision` digits; 0.0 if there is none in `s`."""
	if isinstance(s, str):
		s = s.replace(",", "")
	try:
		number = float(s)
	except (TypeError, ValueError, OverflowError):
		return 0.0
	if precision is None:
		return number
	try:
		return rounded(number, precision, rounding_method)
	except (ValueError, OverflowError):  # infinite, or not a number
		return 0.0


def sbool(x: Any) -> Any:
	"""True for "true" and "1", False for "false" and "0"; anything else is returned as it is."""
	if not isinstance(x, str):
		return x
	return {"true": True, "1": True, "false": False, "0": False}.get(x.lower(), x)


def rounded(num: float, precision: int = 0, rounding_method: str | None = None) -> float:
	"""Round by the method of System Settings, or by v15's first one: half to even.

	Raises:
		InvalidRoundingMethod: for a method that does not exist.
	"""
	method = rounding_method or get_system_settings("rounding_method") or LEGACY_BANKERS
	if method not in ROUNDING:
		throw(_("Unknown Rounding Method: {0}").format(method), exc=InvalidRoundingMethod)
	return ROUNDING[method](num, cint(precision))


def bankers_legacy(num: float, precision: int) -> float:
	"""Half to even for whole numbers, half up for fractions: v15's oldest method, kept by most sites."""
	multiplier = 10**precision
	num = round(num * multiplier if precision else num, 8)
	floor_num = math.floor(num)
	is_half = num - floor_num == 0.5
	if is_half and (precision or floor_num % 2):
		num = floor_num + 1
	elif is_half:
		num = floor_num
	else:
		num = round(num)
	return num / multiplier if precision else num


def least_step(num: float) -> float:
	"""The smallest difference a float of this size can hold: what tells a half stored a little too small."""
	return 2.0 ** (math.log(abs(num), 2) - 52.0)


def away_from_zero(num: float, precision: int) -> float:
	"""Half away from zero, as in commerce."""
	return round(num + math.copysign(least_step(num), num), precision) if num else 0.0


def bankers(num: float, precision: int) -> float:
	"""Half to even."""
	multiplier = 10**precision
	num = round(num * multiplier, 12)
	if num == 0:
		return 0.0
	floor_num = math.floor(num)
	if abs(num - floor_num - 0.5) < least_step(num):
		return (floor_num + floor_num % 2) / multiplier
	return round(num) / multiplier


ROUNDING = {
	LEGACY_BANKERS: bankers_legacy,
	"Banker's Rounding": bankers,
	"Commercial Rounding": away_from_zero,
}


def floor(s: Any) -> int:
	"""The greatest whole number that is not above."""
	return cint(math.floor(flt(s)))


def ceil(s: Any) -> int:
	"""The smallest whole number that is not below."""
	return cint(math.ceil(flt(s)))


def remainder(numerator: float, denominator: float, precision: int = 2) -> float:
	"""What is left of a division, without the errors of binary fractions."""
	multiplier = 10 ** cint(precision)
	left = ((numerator * multiplier) % (denominator * multiplier)) / multiplier
	return flt(left, precision)


def safe_div(numerator: float, denominator: float, precision: int = 2) -> float:
	"""A quotient, 0 for a division by zero."""
	return flt(float(numerator) / denominator if denominator else 0.0, cint(precision))
