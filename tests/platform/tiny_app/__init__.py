"""A tiny app for tests of the platform: every kind of DocType, and hooks that write a trace."""

__version__ = "1.2.3"
