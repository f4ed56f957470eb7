"""Print formats without code: choices become the Jinja and CSS of an ordinary Print Format, so they print anywhere."""
