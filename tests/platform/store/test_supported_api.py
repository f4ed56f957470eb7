"""docs/supported-api.md lists what the API modules offer, no name more and none less."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from frappe_standalone.core import supported
from frappe_standalone.core.unsupported import NotSupported

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "supported-api.md"


def test_the_list_equals_the_code():
	text = DOCUMENT.read_text(encoding="utf-8")
	assert text == supported.updated(
		text
	), "run: python -m frappe_standalone.core.supported docs/supported-api.md"


@pytest.mark.parametrize("name", supported.modules())
def test_every_module_re_exports_only_and_refuses_the_rest(name):
	module = importlib.import_module(name)
	source = Path(module.__file__).read_text(encoding="utf-8")
	assert not re.search(r"^(def|class|async def) ", source, re.MULTILINE), "the code belongs in core"
	with pytest.raises(NotSupported, match=re.escape(f"{name}.no_such_name")):
		_ = module.no_such_name


@pytest.mark.parametrize(
	("module", "name"),
	[(m, n) for m in supported.modules() for n in vars(importlib.import_module(m)).get("LAZY", {})],
)
def test_every_name_loaded_on_first_use_is_there(module, name):
	assert getattr(importlib.import_module(module), name) is not None
