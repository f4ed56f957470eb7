"""Texts that the browser code shows. They are marked here so that they are translated with the rest."""

from __future__ import annotations

from frappe import _


def js_messages() -> dict[str, str]:
	"""Key → translated text; js/api.js reads them with `t(key, …)`, `{0}` stands for the first argument."""
	return {
		"saved": _("Saved"),
		"reset_rules": _("Go back to the shipped rules? What was changed here is lost."),
		"deleted": _("Deleted"),
		"save": _("Save"),
		"done": _("Done"),
		"cancel": _("Cancel"),
		"ok": _("OK"),
		"confirm": _("Please confirm"),
		"leave": _("There are changes that are not saved."),
		"delete_one": _("Delete {0}? This cannot be undone."),
		"delete_many": _("Delete {0} records? This cannot be undone."),
		"picked": _("{0} selected"),
		"failed": _("That did not work."),
		"offline": _("The server does not answer. What you typed is still here; try again in a moment."),
		"session": _("Your session has ended. Sign in again in another tab, then save here."),
		"conflict": _("Someone else saved this record meanwhile. Copy what you typed, then reload the page."),
		"required": _("Please fill in {0}"),
		"required_row": _("{0}, row {1}: please fill in {2}"),
		"no_match": _("Nothing found"),
		"no_notices": _("Nothing new"),
		"bad_login": _("User name or password is wrong. Check capital letters and try again."),
		"confirm_action": _("{0}: go on?"),
		"confirm_submit": _("Submit? A submitted record can no longer be changed freely."),
		"confirm_cancel": _("Cancel this record? Others that build on it may be affected."),
		"comment_empty": _("Write something first"),
		"comment_delete": _("Delete this comment?"),
		"upload_failed": _("The file {0} could not be uploaded"),
		"remove_file": _("Remove the file {0}?"),
		"field": _("Field"),
		"value": _("Value"),
		"yes": _("Yes"),
		"no": _("No"),
		"exported": _("Exported"),
		"line": _("Line"),
		"import_ok": _("{0} rows can be imported"),
		"import_bad": _("{0} rows have errors; nothing is imported until they are corrected"),
		"import_now": _("Import {0} rows"),
		"import_done": _("{0} new, {1} changed, {2} unchanged"),
		"more_rows": _("and {0} more"),
		"rows_left": _("{0} more rows"),
		"uploading": _("Uploading…"),
		"reason": _("Reason"),
	}
