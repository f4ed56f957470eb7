"""Headers every response carries. No page may load or send anything outside this machine."""

from werkzeug.wrappers import Response

# Scripts only from this server (or with the request's nonce); inline styles are allowed because print formats
# and Frappe's report cells carry style attributes, which cannot run code.
_POLICY = (
	"default-src 'self'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; "
	"img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
	"form-action 'self'; frame-ancestors 'self'"
)

_FIXED = {
	"X-Frame-Options": "SAMEORIGIN",
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "same-origin",
	"Cross-Origin-Opener-Policy": "same-origin",
}

# What a person uploaded never runs, whatever its type claims.
UPLOADED_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"


def add_security_headers(response: Response, nonce: str | None = None) -> None:
	"""Set the security headers that `response` does not set itself; `nonce` allows marked inline scripts."""
	policy = _POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else "")
	response.headers.setdefault("Content-Security-Policy", policy)
	for name, value in _FIXED.items():
		response.headers.setdefault(name, value)


def forbid_caching(response: Response) -> None:
	"""Pages and answers about people stay out of caches, unless the response says otherwise."""
	response.headers.setdefault("Cache-Control", "no-store")
