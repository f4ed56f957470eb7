"""Translations."""

from frappe_standalone.core.translate import (
	clear_cache,
	get_all_translations,
	get_parent_language,
	get_translations_from_apps,
	get_user_lang,
	get_user_translations,
	print_language,
)
from frappe_standalone.core.unsupported import refuse

LAZY = {
	"get_translated_doctypes": "frappe_standalone.core.meta:get_translated_doctypes",
}

__getattr__ = refuse(__name__, LAZY)
