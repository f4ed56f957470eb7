"""Amounts of money in Chinese capital numerals, as vouchers want them (支付结算办法, 正确填写票据和结算凭证的基本规定)."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_words(amount: Decimal) -> str:
	"""1234.50 -> 壹仟贰佰叁拾肆元伍角整. `amount` is not negative; below a fen it is rounded."""
	fen = int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))
	yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
	text = f"{_whole(yuan)}元" if yuan else ""
	if not jiao and not fen:
		return f"{text or '零元'}整"
	if jiao:
		text += f"{_DIGITS[jiao]}角"
	elif yuan:
		text += "零"
	return text + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
	"""A whole number above nought."""
	groups: list[int] = []
	while number:
		number, rest = divmod(number, 10_000)
		groups.append(rest)
	text = ""
	for place in reversed(range(len(groups))):
		value = groups[place]
		if text and (value < 1000 and not text.endswith("零")) and any(groups[: place + 1]):
			text += "零"
		if value:
			text += _four(value) + _GROUPS[place]
	return text.rstrip("零")


def _four(number: int) -> str:
	"""A number below ten thousand, without a nought before or behind it."""
	text, pending = "", False
	for place in reversed(range(4)):
		digit = number // 10**place % 10
		if digit:
			text += ("零" if pending and text else "") + _DIGITS[digit] + _PLACES[place]
			pending = False
		else:
			pending = True
	return text
