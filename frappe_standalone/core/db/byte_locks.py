"""Locks on bytes of a file that belong to the opened file, not to the process, so that threads exclude each other too.

On Linux these are "open file description" locks, on Windows the ordinary ones. The system frees them with the last
descriptor, when a process dies as well. A forked child shares its parent's descriptors, and their locks.
"""

from __future__ import annotations

import os
import struct

try:
	import fcntl
except ImportError:  # Windows
	fcntl = None
	import msvcrt

FLOCK = struct.Struct("hhqqi0q")  # struct flock with 64-bit offsets: type, whence, start, length, process


def lock(file: int, start: int, length: int) -> bool:
	"""Lock bytes for this opened file alone; False if another one has any of them."""
	if not fcntl:
		return _windows(file, msvcrt.LK_NBLCK, start, length)
	try:
		_posix(file, fcntl.F_OFD_SETLK, fcntl.F_WRLCK, start, length)
	except (BlockingIOError, PermissionError):
		return False
	return True


def unlock(file: int, start: int, length: int) -> None:
	"""Give bytes back."""
	if fcntl:
		_posix(file, fcntl.F_OFD_SETLK, fcntl.F_UNLCK, start, length)
	else:
		_windows(file, msvcrt.LK_UNLCK, start, length)


def is_free(file: int, start: int, length: int) -> bool:
	"""True if no other opened file has any of these bytes locked."""
	if fcntl:
		return _posix(file, fcntl.F_OFD_GETLK, fcntl.F_WRLCK, start, length) == fcntl.F_UNLCK
	if not lock(file, start, length):  # Windows cannot ask without trying
		return False
	unlock(file, start, length)
	return True


def close(file: int) -> None:
	"""Close the file and with it give back all its bytes."""
	os.close(file)


def _posix(file: int, command: int, kind: int, start: int, length: int) -> int:
	answer = fcntl.fcntl(file, command, FLOCK.pack(kind, os.SEEK_SET, start, length, 0))
	return FLOCK.unpack(answer)[0]


def _windows(file: int, mode: int, start: int, length: int) -> bool:
	os.lseek(file, start, os.SEEK_SET)
	try:
		msvcrt.locking(file, mode, length)
	except OSError:
		return False
	return True
