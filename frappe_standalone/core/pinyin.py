"""The one door to pypinyin, opened when it is first needed and without its table of phrases: 12 MB of memory instead of 56.

The readings of single characters suffice for initials and for internal names.
"""

from __future__ import annotations

import os
from types import ModuleType


def library() -> ModuleType:
	os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
	os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
	import pypinyin

	return pypinyin
