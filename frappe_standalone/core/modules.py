"""The folders and Python modules of DocTypes inside the modules of apps."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from frappe_standalone.core.apps import PLATFORM, available_apps, get_app_path, get_module_app
from frappe_standalone.core.text import scrub

# All modules of the platform share one folder: its DocTypes are few.
PLATFORM_CODE = "frappe_standalone.core"


def scrub_dt_dn(dt: str, dn: str) -> tuple[str, str]:
	"""Return a DocType and a name as the folders they stand in."""
	return scrub(dt), scrub(dn)


def get_module_folder(module: str, app: str | None = None) -> Path:
	"""Return the folder of a module."""
	app = app or get_module_app(module)
	return Path(__file__).parent if app == PLATFORM else Path(get_app_path(app, scrub(module)))


def get_module_name(
	doctype: str, module: str, prefix: str = "", suffix: str = "", app: str | None = None
) -> str:
	"""Return the dotted name of a DocType's Python module."""
	app = app or get_module_app(module)
	package = PLATFORM_CODE if app == PLATFORM else f"{available_apps().get(app, app)}.{scrub(module)}"
	return f"{package}.doctype.{scrub(doctype)}.{prefix}{scrub(doctype)}{suffix}"


def load_doctype_module(
	doctype: str, module: str | None = None, prefix: str = "", suffix: str = ""
) -> ModuleType:
	"""Import the Python module of a DocType.

	Raises:
		ImportError: if it cannot be imported; the message names the module.
	"""
	name = get_module_name(doctype, module or get_doctype_module(doctype), prefix, suffix)
	try:
		return import_module(name)
	except ImportError as error:
		raise ImportError(f"Module import failed for {doctype} ({name}): {error}") from error


def get_doctype_module(doctype: str) -> str:
	"""Return the module of a DocType."""
	from frappe_standalone.core.meta import get_meta

	return get_meta(doctype).module


def get_doctype_app(doctype: str) -> str:
	"""Return the app a DocType belongs to."""
	return get_module_app(get_doctype_module(doctype))
