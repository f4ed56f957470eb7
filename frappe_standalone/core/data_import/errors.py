"""Refusals of an import; each says what to do next."""

from frappe_standalone.core.errors import ValidationError


class ImportRefused(ValidationError):
	"""Base of every refusal of an import."""


class UnreadableFile(ImportRefused):
	"""The file is no CSV or XLSX that can be read."""


class BadMapping(ImportRefused):
	"""The mapping file contradicts itself or names what does not exist."""


class BadRows(ImportRefused):
	"""Some rows cannot be loaded; `rows` lists them."""

	def __init__(self, message: str, rows: list):
		super().__init__(message)
		self.rows = rows


class ImportRunning(ImportRefused):
	"""Another import of this site has not finished."""
