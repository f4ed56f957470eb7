"""The supported part of Frappe v15.41's API (docs/supported-api.md). Re-exports only; the code is in `core`."""

import json

from frappe_standalone.core.apps import (
	get_all_apps,
	get_app_path,
	get_app_source_path,
	get_file_items,
	get_file_json,
	get_installed_apps,
	get_module,
	get_module_list,
	get_module_path,
	get_pymodule_path,
	get_site_path,
	read_file,
)
from frappe_standalone.core.cache_facade import cache
from frappe_standalone.core.context import (
	conf,
	db,
	debug_log,
	error_log,
	flags,
	form_dict,
	job,
	lang,
	local,
	message_log,
	qb,
	request,
	response,
	session,
	user,
)
from frappe_standalone.core.data import _dict
from frappe_standalone.core.error_log import log_error
from frappe_standalone.core.errors import *
from frappe_standalone.core.hashing import generate_hash
from frappe_standalone.core.hooks import append_hook, call, get_attr, get_doc_hooks, get_hooks, get_newargs
from frappe_standalone.core.messages import (
	bold,
	clear_last_message,
	clear_messages,
	errprint,
	get_message_log,
	log,
	msgprint,
	throw,
)
from frappe_standalone.core.query.listing import get_all
from frappe_standalone.core.runtime import STANDARD_USERS, connect, destroy, init, set_user
from frappe_standalone.core.settings import get_site_config, get_system_settings
from frappe_standalone.core.shortcuts import (
	clear_cache,
	enqueue,
	enqueue_doc,
	format_value,
	get_cached_doc,
	get_list,
	get_precision,
	get_request_header,
	get_roles,
	get_value,
	logger,
	only_for,
	publish_progress,
	publish_realtime,
	set_value,
	validate_and_sanitize_search_inputs,
)
from frappe_standalone.core.text import as_unicode, safe_decode, safe_encode, scrub, unscrub
from frappe_standalone.core.translate import _, _lt, set_user_lang
from frappe_standalone.core.unsupported import NotSupported, refuse
from frappe_standalone.core.utils.jsons import as_json
from frappe_standalone.core.utils.lists import parse_json
from frappe_standalone.core.utils.tracebacks import get_traceback
from frappe_standalone.core.whitelist import (
	allowed_http_methods_for_whitelisted_func,
	guest_methods,
	is_whitelisted,
	whitelist,
	whitelisted,
	xss_safe_methods,
)

__version__ = "15.41.0"
__title__ = "Frappe Framework"

form = form_dict

_CORE = "frappe_standalone.core"
LAZY = {
	# loaded on first use: these need the document model, which needs what stands above
	"get_meta": f"{_CORE}.meta:get_meta",
	"get_doc": f"{_CORE}.model.document:get_doc",
	"get_last_doc": f"{_CORE}.model.document:get_last_doc",
	"get_single": f"{_CORE}.model.document:get_single",
	"get_cached_value": f"{_CORE}.model.cached:get_cached_value",
	"clear_document_cache": f"{_CORE}.document_cache:clear_document_cache",
	"new_doc": f"{_CORE}.model.create_new:new_doc",
	"copy_doc": f"{_CORE}.model.copying:copy_doc",
	"delete_doc": f"{_CORE}.model.delete:delete_doc",
	"delete_doc_if_exists": f"{_CORE}.model.delete:delete_doc_if_exists",
	"rename_doc": f"{_CORE}.model.rename:rename",
	"has_permission": f"{_CORE}.permissions:check",
	"reload_doc": f"{_CORE}.install:reload_doc",
	"reload_doctype": f"{_CORE}.install:reload_doctype",
	"make_property_setter": f"{_CORE}.customize:make_property_setter",
	"format": f"{_CORE}.shortcuts:format_value",
	"render_template": f"{_CORE}.http.templates:render_template",
	"get_template": f"{_CORE}.http.templates:get_template",
	"get_jenv": f"{_CORE}.http.templates:get_jenv",
	"respond_as_web_page": f"{_CORE}.http.message_page:respond_as_web_page",
	"is_table": f"{_CORE}.http.client_read:is_table",
	"attach_print": f"{_CORE}.desk.print_html:attach_print",
	"build_match_conditions": f"{_CORE}.shortcuts:build_match_conditions",
	"get_desk_link": f"{_CORE}.utils.urls:get_desk_link",
	"get_doctype_app": f"{_CORE}.modules:get_doctype_app",
	"get_print": f"{_CORE}.desk.print_html:get_print",
	"get_test_records": f"{_CORE}.testing:get_test_records",
	"has_website_permission": f"{_CORE}.permissions.website:has_website_permission",
	"safe_eval": f"{_CORE}.safe_eval:safe_eval",
	"sendmail": f"{_CORE}.mail:sendmail",
	"ping": f"{_CORE}.http.handler:ping",
}

__getattr__ = refuse(__name__, LAZY)
