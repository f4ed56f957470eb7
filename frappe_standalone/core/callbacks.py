"""A queue of functions to call once, such as those of `frappe.db.after_commit`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


class CallbackManager:
	"""Functions are called in the order they were added; each one leaves the queue before it runs."""

	__slots__ = ("_functions",)

	def __init__(self) -> None:
		self._functions: deque[Callable] = deque()

	def add(self, func: Callable) -> None:
		"""Append a function that takes no arguments."""
		self._functions.append(func)

	def __call__(self, func: Callable) -> None:
		self.add(func)

	def run(self) -> None:
		"""Call all functions; those they add are called too."""
		while self._functions:
			self._functions.popleft()()

	def reset(self) -> None:
		"""Forget all functions."""
		self._functions.clear()
