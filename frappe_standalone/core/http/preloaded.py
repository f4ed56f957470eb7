"""What every worker needs, imported once in the process they are forked from: they start sooner and share its memory.

Importing opens no file, no connection and no thread; those must not cross a fork.
"""

import gc

from frappe_standalone.activation import activate

activate()

import waitress.server  # noqa: E402, F401

import frappe_standalone.core.http.app  # noqa: E402, F401

gc.collect()
gc.freeze()  # the collector would write into every shared page
