"""Does the schedule run? v15's questions of `frappe.utils.scheduler`."""

from __future__ import annotations

from frappe_standalone.core.context import conf, local
from frappe_standalone.core.settings import get_system_settings


def is_scheduler_inactive(verbose: bool = True) -> bool:
	"""True while the site is in maintenance or its schedule is paused or switched off; `verbose` prints why."""
	for key, reason in (
		("maintenance_mode", "Maintenance mode is ON"),
		("pause_scheduler", "frappe.conf.pause_scheduler is SET"),
	):
		if conf.get(key):
			return _because(reason, verbose)
	return is_scheduler_disabled(verbose=verbose)


def is_scheduler_disabled(verbose: bool = True) -> bool:
	"""True if the schedule is switched off, in the configuration or in System Settings."""
	if conf.get("disable_scheduler"):
		return _because("frappe.conf.disable_scheduler is SET", verbose)
	if not get_system_settings("enable_scheduler"):
		return _because("SystemSettings.enable_scheduler is UNSET", verbose)
	return False


def _because(reason: str, verbose: bool) -> bool:
	if verbose:
		print(f"{local.site}: {reason}")
	return True
