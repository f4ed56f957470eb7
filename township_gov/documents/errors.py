"""Why an official document is not issued, or not changed: named, so that a test asserts the kind of refusal."""

import frappe


class CannotIssue(frappe.ValidationError):
	"""The document cannot be given a number as it is; the text says what to do next."""


class UnknownKind(CannotIssue):
	"""No kind of official document in use has this code."""


class NotOnPaper(CannotIssue):
	"""A template of the kind names a field that the document does not have, or that is secret."""


class NothingToIssue(CannotIssue):
	"""The document has no title, no text or no township yet."""


class NumberUnknown(frappe.ValidationError):
	"""No official document, or more than one, has this number."""


class NumberFixed(frappe.ValidationError):
	"""A number, once given, stays with its document."""


class SeriesFixed(frappe.ValidationError):
	"""What a series of numbers begins with is fixed with its first number."""


class PatternError(frappe.ValidationError):
	"""A number pattern or an organ code that gives no proper number."""
