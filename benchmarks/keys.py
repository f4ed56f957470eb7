"""API keys of the demo accounts as JSON, made where they are missing.

python -m benchmarks.keys SITE_DIR > keys.json
BENCH/env/bin/python -m benchmarks.keys --bench BENCH --site NAME > keys.json
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from benchmarks import sites

ACCOUNTS = ("chen.ck@longgong.example", "shen.sb@longgong.example")


def keys_of(accounts: Iterable[str]) -> dict[str, str]:
	"""`key:secret` of each account, inside a connected site; commits."""
	import frappe
	from frappe.utils.password import get_decrypted_password

	found = {}
	for account in accounts:
		user = frappe.get_doc("User", account)
		secret = get_decrypted_password("User", account, "api_secret", raise_exception=False)
		if not (user.api_key and secret):
			secret = frappe.generate_hash(length=20)
			user.api_key, user.api_secret = frappe.generate_hash(length=15), secret
			user.save(ignore_permissions=True)
		found[account] = f"{user.api_key}:{secret}"
	frappe.db.commit()
	return found


def main() -> None:
	parser = sites.arguments(__doc__)
	options = parser.parse_args()
	sites.inside(parser, options, lambda: print(json.dumps(keys_of(ACCOUNTS), indent=1)))


if __name__ == "__main__":
	main()
