"""A small platform in one process: it runs Frappe apps that keep to the supported API (docs/supported-api.md).

Importing this package does no I/O and leaves `sys.path` alone; call `activate()` before `import frappe`.
"""

from frappe_standalone.activation import ActivationRefused, activate

__all__ = ["ActivationRefused", "activate"]
__version__ = "0.1.0"
