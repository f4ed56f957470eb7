"""Changing what people read: a text is found by what stands on the screen, and its Translation written."""
