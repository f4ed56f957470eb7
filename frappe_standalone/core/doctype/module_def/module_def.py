"""Module Def: a module of an app."""

from frappe_standalone.core import cache
from frappe_standalone.core.model.document import Document


class ModuleDef(Document):
	"""Made when the app is installed."""

	def on_update(self) -> None:
		cache.drop_live("module_app")
