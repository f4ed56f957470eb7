"""Tracebacks as text, without secrets."""

from __future__ import annotations

import re
import sys
import traceback
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[3]) + "/"  # shown paths begin at the package
SECRET = re.compile(
	r"(?i)\b(password|passwd|secret|token|api_key|encryption_key)(\s*[=:]\s*)(['\"]?)[^\s'\",)]+"
)


def get_traceback(with_context: bool = False) -> str:
	"""The traceback of the exception being handled, empty if there is none. Secrets in it are masked.

	`with_context` adds the line around each frame's values in v15; here values are never written down.
	"""
	if not sys.exc_info()[0]:
		return ""
	return SECRET.sub(r"\1\2\3********", traceback.format_exc().replace(ROOT, ""))
