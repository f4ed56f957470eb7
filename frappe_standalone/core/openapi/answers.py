"""The envelopes that every answer comes in."""

from __future__ import annotations

ERROR = {
	"type": "object",
	"title": "Error",
	"description": "A refusal or a failure. Nothing was changed.",
	"properties": {
		"exc_type": {"type": "string", "description": "name of the exception's class"},
		"exception": {"type": "string", "description": "its last line; for System Managers"},
		"exc": {"type": "string", "description": "a JSON list of tracebacks; for System Managers"},
		"_server_messages": {"type": "string", "description": "a JSON list of JSON messages for people"},
		"message": {},
		"session_expired": {"type": "integer"},
	},
}
_REFUSALS = {
	"400": "The request cannot be read, or lacks the session's CSRF token.",
	"401": "Not signed in, or the key or the session no longer holds.",
	"403": "This user may not do it.",
	"404": "There is no such document or method.",
	"405": "Not with this HTTP method.",
	"409": "A document of that name exists already.",
	"413": "Larger than this site accepts.",
	"415": "The body is of a kind this site does not read.",
	"417": "The values were refused; the messages say why.",
	"429": "Too many requests; wait a little.",
	"503": "Others are writing; try again in a few seconds.",
}


def refusals() -> dict:
	"""Return the answers of v15's exceptions."""
	return {status: {"$ref": f"#/components/responses/Refused{status}"} for status in _REFUSALS}


def refusal_components() -> dict:
	"""Return the components that `refusals` refers to."""
	content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
	return {
		f"Refused{status}": {"description": text, "content": content} for status, text in _REFUSALS.items()
	}


def answered(key: str, schema: dict, description: str, status: str = "200") -> dict:
	"""Return the answers of an operation: its value under `key` (`data`, `message`), and the refusals."""
	envelope = {"type": "object", "properties": {key: schema}}
	content = {"application/json": {"schema": envelope}}
	return {status: {"description": description, "content": content}, **refusals()}
