"""Bench Case: one DocType of 27 fields with five child rows, the same on every system that is compared."""
