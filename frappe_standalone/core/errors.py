"""The exception classes of v15 and the HTTP status each one answers with."""

from __future__ import annotations

import builtins

from werkzeug.exceptions import NotFound


class ValidationError(Exception):
	http_status_code = 417


class SiteNotSpecifiedError(Exception):
	def __init__(self, *args: object, **kwargs: object):
		self.message = "Name the site: --site FOLDER"
		super().__init__(self.message)


class UrlSchemeNotSupported(Exception):
	pass


class FrappeTypeError(TypeError):
	http_status_code = 417


class AuthenticationError(Exception):
	http_status_code = 401


class SessionExpired(Exception):
	http_status_code = 401


class PermissionError(Exception):
	http_status_code = 403


class DoesNotExistError(ValidationError):
	http_status_code = 404


class PageDoesNotExistError(ValidationError):
	http_status_code = 404


class NameError(Exception):
	http_status_code = 409


class OutgoingEmailError(Exception):
	http_status_code = 501


class SessionStopped(Exception):
	http_status_code = 503


class UnsupportedMediaType(Exception):
	http_status_code = 415


class Redirect(Exception):
	def __init__(self, http_status_code: int = 301):
		self.http_status_code = http_status_code


class CSRFTokenError(Exception):
	http_status_code = 400


class TooManyRequestsError(Exception):
	http_status_code = 429


class DuplicateEntryError(NameError):
	pass


class DataError(ValidationError):
	pass


class MappingMismatchError(ValidationError):
	pass


class InvalidStatusError(ValidationError):
	pass


class MandatoryError(ValidationError):
	pass


class NonNegativeError(ValidationError):
	pass


class InvalidSignatureError(ValidationError):
	pass


class RateLimitExceededError(ValidationError):
	http_status_code = 429


class CannotChangeConstantError(ValidationError):
	pass


class CharacterLengthExceededError(ValidationError):
	pass


class UpdateAfterSubmitError(ValidationError):
	pass


class LinkValidationError(ValidationError):
	pass


class CancelledLinkError(LinkValidationError):
	pass


class DocstatusTransitionError(ValidationError):
	pass


class TimestampMismatchError(ValidationError):
	pass


class EmptyTableError(ValidationError):
	pass


class LinkExistsError(ValidationError):
	pass


class InvalidEmailAddressError(ValidationError):
	pass


class InvalidNameError(ValidationError):
	pass


class InvalidPhoneNumberError(ValidationError):
	pass


class TemplateNotFoundError(ValidationError):
	pass


class UniqueValidationError(ValidationError):
	pass


class AppNotInstalledError(ValidationError):
	pass


class IncorrectSitePath(NotFound):
	def __str__(self) -> str:
		return self.description


class ImplicitCommitError(ValidationError):
	pass


class RetryBackgroundJobError(Exception):
	pass


class DocumentLockedError(ValidationError):
	pass


class CircularLinkingError(ValidationError):
	pass


class SecurityException(Exception):
	pass


class InvalidColumnName(ValidationError):
	pass


class IncompatibleApp(ValidationError):
	pass


class InvalidDates(ValidationError):
	pass


class DataTooLongException(ValidationError):
	pass


class FileAlreadyAttachedException(Exception):
	pass


class DocumentAlreadyRestored(ValidationError):
	pass


class AttachmentLimitReached(ValidationError):
	pass


class QueryTimeoutError(Exception):
	pass


class QueryDeadlockError(Exception):
	pass


class InReadOnlyMode(ValidationError):
	http_status_code = 503


class SessionBootFailed(ValidationError):
	http_status_code = 500


class PrintFormatError(ValidationError):
	pass


class TooManyWritesError(Exception):
	pass


class InvalidAuthorizationHeader(CSRFTokenError):
	pass


class InvalidAuthorizationPrefix(CSRFTokenError):
	pass


class InvalidAuthorizationToken(CSRFTokenError):
	pass


class InvalidDatabaseFile(ValidationError):
	pass


class ExecutableNotFound(FileNotFoundError):
	pass


class InvalidRoundingMethod(FileNotFoundError):
	pass


class LinkExpired(ValidationError):
	http_status_code = 410
	title = "Link Expired"
	message = "The link has expired"


class InvalidKeyError(ValidationError):
	http_status_code = 401
	title = "Invalid Key"
	message = "The document key is invalid"


class CommandFailedError(Exception):
	def __init__(self, message: str, out: str, err: str):
		super().__init__(message)
		self.out = out
		self.err = err


# Below: refusals of this platform, which v15 does not know.


class WriteQueueTimeout(Exception):
	"""The turn to write did not come in time: another writer is still at work."""

	http_status_code = 503

	def __init__(self, message: str, seconds: float):
		super().__init__(message)
		self.seconds = seconds


class WriteInReadRequest(ValidationError):
	"""A request that only reads (GET) tried to write."""

	http_status_code = 405


class AmbiguousQuotes(ValidationError):
	"""SQL with double quotes: a string on MariaDB, a name on PostgreSQL and SQLite."""


def public_names() -> list[str]:
	"""The names of all exception classes, for the API modules that re-export them."""
	return sorted(
		name
		for name, value in globals().items()
		if isinstance(value, type) and issubclass(value, builtins.Exception) and value is not NotFound
	)


__all__ = public_names()

for _name in __all__:
	# answers and logs name the class as apps and their clients know it
	globals()[_name].__module__ = "frappe.exceptions"
