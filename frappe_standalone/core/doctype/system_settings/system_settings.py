"""System Settings: what holds for the whole site."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from frappe_standalone.core import cache, translate
from frappe_standalone.core.defaults import set_global_default
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.settings import clear_system_settings
from frappe_standalone.core.translate import _

# As in v15 apps may ask for these by `frappe.db.get_default`.
DEFAULTS = (
	"country",
	"language",
	"time_zone",
	"date_format",
	"time_format",
	"number_format",
	"float_precision",
)


class SystemSettings(Document):
	"""One record."""

	def validate(self) -> None:
		self.validate_time_zone()
		self.validate_session_expiry()

	def validate_time_zone(self) -> None:
		if not self.time_zone:
			return
		try:
			ZoneInfo(self.time_zone)
		except (ZoneInfoNotFoundError, ValueError):
			throw(_("There is no time zone {0}. Enter one like Asia/Shanghai.").format(bold(self.time_zone)))

	def validate_session_expiry(self) -> None:
		parts = (self.session_expiry or "").split(":")
		if self.session_expiry and not (len(parts) == 2 and all(part.isdigit() for part in parts)):
			throw(_("Session Expiry must be in the format {0}").format("hh:mm"))

	def on_update(self) -> None:
		for key in DEFAULTS:
			set_global_default(key, self.get(key))
		clear_system_settings()
		if self.has_value_changed("language"):
			translate.clear_cache()
		cache.delete_value("bootinfo")
