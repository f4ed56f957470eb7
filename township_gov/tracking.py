"""Tracking codes: what a citizen types to follow a matter without signing in."""

import secrets

# Without 0, O, 1, I, L and U: nothing to misread on a printed slip. 30 letters are 4.9 bits each.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 5, 4


def new_tracking_code() -> str:
	"""A random code of 20 letters in five groups, 98 bits: it cannot be guessed, also not from its neighbours."""
	letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH)]
	groups = ("".join(letters[at : at + GROUP_LENGTH]) for at in range(0, len(letters), GROUP_LENGTH))
	return "-".join(groups)
