"""Assignments."""

from frappe_standalone.core.doctype.todo.todo import ToDo
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
