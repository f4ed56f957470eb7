"""Log files of a site: `logs/<name>.log`, turned over when they grow."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from frappe_standalone.core.context import local

LINE = "%(asctime)s %(levelname)s {name} %(message)s"
_known: dict[str, logging.Logger] = {}
_lock = threading.Lock()


def get_logger(
	module: str | None = None,
	with_more_info: bool = False,
	allow_site: bool | str = True,
	filter: Callable | None = None,
	max_size: int = 100_000,
	file_count: int = 20,
	stream_only: bool = False,
) -> logging.Logger:
	"""A logger into the site's folder; outside a site it writes to the terminal.

	Args:
		module: name of the log, and of its file.
		with_more_info: add the site and the request's path to each line.
		stream_only: write to the terminal instead.
		max_size: bytes after which a new file begins; `file_count` old ones are kept.
	"""
	name = module or "frappe"
	folder = getattr(local, "site_path", None) if allow_site and not stream_only else None
	key = f"{name}-{folder or 'all'}"
	with _lock:
		if key not in _known:
			_known[key] = _make(key, name, folder, with_more_info, filter, max_size, file_count)
		return _known[key]


def _make(
	key: str,
	name: str,
	folder: str | None,
	with_more_info: bool,
	filter: Callable | None,
	max_size: int,
	file_count: int,
) -> logging.Logger:
	made = logging.getLogger(key)
	made.setLevel(logging.INFO)
	made.propagate = False
	handler = _file_handler(folder, name, max_size, file_count) if folder else logging.StreamHandler()
	handler.setFormatter(logging.Formatter(LINE.format(name=name)))
	if with_more_info:
		handler.addFilter(RequestFilter())
	if filter:
		made.addFilter(filter)
	made.addHandler(handler)
	return made


def _file_handler(folder: str, name: str, max_size: int, file_count: int) -> RotatingFileHandler:
	logs = Path(folder) / "logs"
	logs.mkdir(parents=True, exist_ok=True)
	path = logs / f"{Path(name).name}.log"
	# delay: a logger that never speaks opens no file
	return LogFile(path, maxBytes=max_size, backupCount=file_count, encoding="utf-8", delay=True)


class LogFile(RotatingFileHandler):
	"""A log file; what a full or read-only disk does not take goes to the terminal."""

	def handleError(self, record: logging.LogRecord) -> None:
		print(self.format(record), file=sys.stderr)


def close_loggers() -> None:
	"""Close all log files, so that a site's folder can be moved or removed."""
	with _lock:
		for made in _known.values():
			for handler in made.handlers[:]:
				handler.close()
				made.removeHandler(handler)
		_known.clear()


class RequestFilter(logging.Filter):
	"""Adds which site and page a line is about; form values are never written down."""

	def filter(self, record: logging.LogRecord) -> bool:
		request = getattr(local, "request", None)
		record.msg = (
			f"{record.msg}\nSite: {getattr(local, 'site', None)}\nPath: {request.path if request else None}"
		)
		return True
