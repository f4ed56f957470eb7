"""The demo township, visited over HTTP in this process: for the tests that weigh its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import frappe

PASSWORD = "Budget-test-2026"


@contextmanager
def demo_visits(
	platform, folder: Path, people: Iterable[str], look_up: Callable[[], Any]
) -> Iterator[tuple[dict, Any]]:
	"""(account → signed-in visitor of each of `people`, what `look_up` found in the site); closed behind the tests."""
	from frappe.utils.password import update_password

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from tests.platform.web import Web

	with platform.copy(folder / "demo.localhost") as site_dir:
		frappe.init(site="demo.localhost", sites_path=str(folder))
		frappe.connect()
		frappe.set_user("Administrator")
		frappe.get_attr("township_gov.demo.load")()
		for user in people:
			update_password(user, PASSWORD)
		found = look_up()
		frappe.db.commit()
		frappe.destroy()
		web = Web(site_dir)
		visitors = {user: web.another() for user in people}
		for user, visitor in visitors.items():
			visitor.sign_in(user, PASSWORD)
		yield visitors, found
		POOL.close()
		close_stores()
