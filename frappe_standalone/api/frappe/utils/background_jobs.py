"""Jobs."""

from frappe_standalone.core.jobs import enqueue, enqueue_doc, get_job_status, is_job_enqueued, run_doc_method
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
