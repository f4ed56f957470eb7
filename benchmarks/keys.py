"""Print API keys of the demo accounts as JSON, made where they are missing; run inside a site.

Standalone: `python benchmarks/keys.py SITE_DIR`. Bench: `from benchmarks.keys import keys` in a console of the site.
"""

from __future__ import annotations

import json
import sys

ACCOUNTS = ("chen.ck@longgong.example", "shen.sb@longgong.example")


def keys() -> dict[str, str]:
	"""`key:secret` of each account; commits."""
	import frappe
	from frappe.utils.password import get_decrypted_password

	found = {}
	for account in ACCOUNTS:
		user = frappe.get_doc("User", account)
		secret = get_decrypted_password("User", account, "api_secret", raise_exception=False)
		if not (user.api_key and secret):
			secret = frappe.generate_hash(length=20)
			user.api_key, user.api_secret = frappe.generate_hash(length=15), secret
			user.save(ignore_permissions=True)
		found[account] = f"{user.api_key}:{secret}"
	frappe.db.commit()
	return found


if __name__ == "__main__":
	from frappe_standalone import activate

	activate()
	from frappe_standalone.core.runtime import site_context

	with site_context(sys.argv[1], user="Administrator", write=True):
		print(json.dumps(keys(), indent=1))
