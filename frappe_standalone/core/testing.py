"""v15's helpers for tests of apps (`frappe.tests.utils`)."""

from __future__ import annotations

import datetime
import json
import random
import signal
import unittest
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

from frappe_standalone.core import cache
from frappe_standalone.core.context import db, flags, local, session
from frappe_standalone.core.runtime import set_user
from frappe_standalone.core.text import scrub


class FrappeTestCase(unittest.TestCase):
	"""Everything a class of tests writes is undone after its last test."""

	SHOW_TRANSACTION_COMMIT_WARNINGS = False
	maxDiff = 10_000

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		db.commit()
		before = (session.user, local.flags.copy())
		cls.addClassCleanup(_restore, *before)
		flags.in_test = True

	def assertSequenceSubset(self, larger: Sequence, smaller: Sequence, msg: str | None = None) -> None:
		"""Every item of `smaller` is in `larger`."""
		self.assertTrue(set(smaller).issubset(set(larger)), msg=msg)

	def assertDocumentEqual(self, expected: dict | Any, actual: Any) -> None:
		"""A document has the values expected; values not mentioned do not matter."""
		values = expected if isinstance(expected, dict) else expected.as_dict()
		for fieldname, value in values.items():
			if isinstance(value, list):
				self.assertEqual(len(value), len(actual.get(fieldname)), f"{fieldname}: number of rows")
				for wanted, row in zip(value, actual.get(fieldname), strict=True):
					self.assertDocumentEqual(wanted, row)
			else:
				self._compare_field(value, actual.get(fieldname), actual, fieldname)

	def _compare_field(self, expected: Any, actual: Any, doc: Any, field: str) -> None:
		message = f"{field} should be the same."
		if isinstance(expected, float):
			precision = doc.precision(field) or 6
			self.assertAlmostEqual(expected, actual, places=precision, msg=message)
		elif isinstance(expected, bool | int):
			self.assertEqual(int(expected), int(actual or 0), msg=message)
		elif isinstance(expected, datetime.date | datetime.timedelta) or isinstance(actual, datetime.date):
			self.assertEqual(str(expected), str(actual), msg=message)
		else:
			self.assertEqual(expected, actual, msg=message)

	@contextmanager
	def assertQueryCount(self, count: int) -> Iterator[None]:
		"""At most `count` statements are sent to the database."""
		statements: list[str] = []
		database = local.db
		original = database.execute

		def counted(statement: Any) -> Any:
			statements.append(str(getattr(statement, "sql", statement)))
			return original(statement)

		with patch.object(database, "execute", counted):
			yield
		self.assertLessEqual(len(statements), count, msg="\n".join(statements))

	@contextmanager
	def set_user(self, user: str) -> Iterator[None]:
		"""Act as another user for a while."""
		before = session.user
		set_user(user)
		try:
			yield
		finally:
			set_user(before)

	@contextmanager
	def freeze_time(self, time_to_freeze: Any, *args: Any, **kwargs: Any) -> Iterator[None]:
		"""Let the clock of the site's time zone stand still."""
		import time_machine

		from frappe_standalone.core.utils.dates import get_datetime, get_system_timezone, zone

		moment = get_datetime(time_to_freeze).replace(tzinfo=zone(get_system_timezone()))
		with time_machine.travel(moment, tick=False):
			yield


def _restore(user: str, before: dict) -> None:
	"""Undo what a class of tests wrote, in the database and in the flags."""
	db.rollback()
	cache.clear()
	local.flags = before
	set_user(user)


@contextmanager
def change_settings(
	doctype: str, settings_dict: dict | None = None, /, commit: bool = False, **settings: Any
) -> Iterator[None]:
	"""Change a single DocType for a while; also a decorator of tests."""
	from frappe_standalone.core.model.document import get_doc

	wanted = {**(settings_dict or {}), **settings}
	doc = get_doc(doctype)
	before = {key: doc.get(key) for key in wanted}
	_write_settings(doctype, wanted, commit)
	try:
		yield get_doc(doctype)
	finally:
		_write_settings(doctype, before, commit)


def _write_settings(doctype: str, values: dict, commit: bool) -> None:
	from frappe_standalone.core.model.document import get_doc

	doc = get_doc(doctype)
	doc.update(values)
	doc.save(ignore_permissions=True)
	db.value_cache.clear()
	if commit:
		db.commit()


@contextmanager
def patch_hooks(overridden_hooks: dict) -> Iterator[None]:
	"""Let hooks have other values for a while."""
	from frappe_standalone.core import hooks

	original = hooks.load_app_hooks

	def patched(app_name: str | None = None) -> dict:
		return {**original(app_name), **overridden_hooks}

	with patch.object(hooks, "load_app_hooks", patched):
		hooks.clear_hooks()
		yield
	hooks.clear_hooks()


def timeout(seconds: int = 30, error_message: str = "Test timed out.") -> Callable:
	"""Fail a test that takes longer; only where the system has alarms (not on Windows)."""

	def decorate(test: Callable) -> Callable:
		@wraps(test)
		def limited(*args: Any, **kwargs: Any) -> Any:
			if not hasattr(signal, "SIGALRM"):
				return test(*args, **kwargs)

			def stop(_signal: int, _frame: Any) -> None:
				raise TimeoutError(error_message)

			before = signal.signal(signal.SIGALRM, stop)
			signal.alarm(seconds if isinstance(seconds, int) else 30)
			try:
				return test(*args, **kwargs)
			finally:
				signal.alarm(0)
				signal.signal(signal.SIGALRM, before)

		return limited

	if callable(seconds):  # used without parentheses
		test, seconds = seconds, 30
		return decorate(test)
	return decorate


def get_test_records(doctype: str) -> list[dict]:
	"""The records in `test_records.json` beside a DocType, none if there is no such file."""
	from frappe_standalone.core.apps import get_module_path
	from frappe_standalone.core.modules import get_doctype_module

	path = Path(get_module_path(get_doctype_module(doctype)), "doctype", scrub(doctype), "test_records.json")
	return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def get_random(doctype: str, filters: dict | None = None, doc: bool = False) -> Any:
	"""The name of any record that fits (the record itself with `doc`), None if there is none."""
	from frappe_standalone.core.model.document import get_doc
	from frappe_standalone.core.query.listing import get_all

	names = get_all(doctype, filters=filters, pluck="name", order_by=None)
	name = random.choice(names) if names else None
	return get_doc(doctype, name) if doc and name else name
