"""`township doctor`: what is wrong with a site, and how each finding is mended."""

from frappe_standalone.core.doctor.examine import examine, mend
from frappe_standalone.core.doctor.finding import ERROR, NOTE, WARNING, Finding

__all__ = ["ERROR", "NOTE", "WARNING", "Finding", "examine", "mend"]
