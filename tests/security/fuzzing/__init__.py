"""Fuzzing the whole HTTP surface: requests made from the OpenAPI description, and requests it could never describe.

	python -m tests.security.fuzzing --requests 20000

Held for every request, whoever sends it: no answer of status 5xx; no traceback, SQL, file path, password hash or full
number of a person in an answer to somebody without the right; nothing stored by a request that was refused.
"""
