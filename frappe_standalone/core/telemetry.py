"""v15's reports about the use of a site. This platform has no host to send them to, and sends none."""

from __future__ import annotations

from typing import Any


def capture(event: str, app: str, **kwargs: Any) -> None:
	"""Report an event if the site says where to; no site of this platform does, as on v15 without a PostHog host."""
