"""A lock that one process of a site holds: the system frees it when the holder dies, however it dies."""

import os
from pathlib import Path

if os.name == "nt":
	import msvcrt

	def _lock(handle) -> None:
		msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
	import fcntl

	def _lock(handle) -> None:
		fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class SingleHolder:
	"""`acquire()` returns True in one process at a time for the same file."""

	def __init__(self, path: str | Path):
		self.path = Path(path)
		self._handle = None

	def acquire(self) -> bool:
		"""Take the lock if nobody has it; True when this process holds it."""
		if self._handle:
			return True
		self.path.parent.mkdir(parents=True, exist_ok=True)
		handle = self.path.open("a+b")
		try:
			_lock(handle)
		except OSError:
			handle.close()
			return False
		self._handle = handle
		return True

	def release(self) -> None:
		"""Give the lock back; closing the file frees it."""
		if self._handle:
			self._handle.close()
			self._handle = None
