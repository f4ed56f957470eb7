"""What the values are that frappe's functions give, as far as a reader can tell."""

from __future__ import annotations

DOCUMENT = "frappe.model.document.Document"
META = "frappe.model.meta.Meta"
QUERY = "frappe.qb.Query"
JOINER = "frappe.qb.Joiner"
STATUS = "frappe.model.docstatus.DocStatus"
INSTANCES = (DOCUMENT, META, QUERY, JOINER, STATUS, "frappe.core.doctype.file.file.File")
TABLE = "@table"  # its attributes are columns

# Records of free keys: what stands behind the dot is the app's business.
OPEN = frozenset(
	(
		*("frappe.session", "frappe.flags", "frappe.local", "frappe.form_dict", "frappe.form", "frappe.conf"),
		*("frappe.response", "frappe.request", "frappe.job", "frappe.message_log", "frappe.lang"),
		*("frappe.user", "frappe.__version__", "frappe.types.DF", "frappe.qb.terms"),
		"frappe.model.document.Document.flags",
	)
)
JOINS = ("join", *(f"{kind}_join" for kind in ("inner", "left", "left_outer", "right", "right_outer")))
JOINS += ("outer_join", "full_outer_join", "cross_join", "hash_join")
_DOCUMENTS = (
	*("get_doc", "new_doc", "get_cached_doc", "copy_doc", "get_last_doc", "get_single"),
	*("model.document.get_doc", "model.mapper.get_mapped_doc", "model.document.Document"),
)
# name called → kind of what it gives; an annotation with the name of a class counts as well
RETURNS = {
	**{f"frappe.{name}": f"@{DOCUMENT}" for name in _DOCUMENTS},
	**{f"{DOCUMENT}.{name}": f"@{DOCUMENT}" for name in ("insert", "save", "get_doc_before_save")},
	"frappe.get_meta": f"@{META}",
	"frappe.model.meta.get_meta": f"@{META}",
	"frappe.cache": "frappe.cache",
	"frappe.qb.DocType": TABLE,
	"frappe.qb.Table": TABLE,
	"frappe.query_builder.DocType": TABLE,
	**{
		f"frappe.qb.{name}": f"@{QUERY}"
		for name in ("from_", "into", "update", "get_query", "select", "with_")
	},
	f"{QUERY}.*": f"@{QUERY}",
	**{f"{QUERY}.{name}": f"@{JOINER}" for name in JOINS},
	f"{JOINER}.*": f"@{QUERY}",
	f"{QUERY}.run": None,
	f"{QUERY}.get_sql": None,
	f"{QUERY}.walk": None,
}
# attributes that hold something known
HELD = {f"{DOCUMENT}.docstatus": f"@{STATUS}", f"{DOCUMENT}.meta": f"@{META}", f"{META}.meta": f"@{META}"}
# v15's public methods of every document; a document's other methods are those of its own class
METHODS_OF_DOCUMENTS = frozenset(
	"""
	add_comment add_seen add_tag add_viewed append apply_fieldlevel_read_permissions as_dict as_json cancel cast
	check_docstatus_transition check_if_latest check_if_locked check_no_back_links_exist check_permission
	clear_cache copy_attachments_from_amended_from db_get db_insert db_set db_update db_update_all
	deferred_insert delete delete_key extend get get_all_children get_assigned_users get_db_value
	get_doc_before_save get_document_share_key get_field_name_by_key_name get_formatted get_invalid_links
	get_label_from_fieldname get_latest get_liked_by get_onload get_parentfield_of_doctype get_password
	get_permissions get_signature get_tags get_title get_url get_valid_columns get_valid_dict get_value getone
	has_permission has_permlevel_access_to has_value_changed hook in_format_data init_child_tables
	init_valid_columns insert is_child_table_same is_dummy_password is_locked is_new is_print_hide
	is_whitelisted load_doc_before_save load_from_db lock log_error notify_update precision queue_action
	raise_no_permission_to reload remove remove_tag remove_unpicklable_values rename reset_seen
	reset_values_if_no_permlevel_access round_floats_in run_before_save_methods run_method run_notifications
	run_post_save_methods run_trigger save save_version set set_docstatus set_fetch_from_value
	set_name_in_children set_new_name set_onload set_parent_in_children set_title_field set_user_and_timestamp
	show_unique_validation_message submit throw_length_exceeded_error unlock update update_child_table
	update_children update_if_missing update_modified update_single validate_from_to_dates
	validate_higher_perm_levels validate_set_only_once validate_table_has_rows validate_update_after_submit
	validate_value validate_workflow
	""".split()
)
# attributes of documents that count although they are not called
ALWAYS_SEEN = ("flags", "meta", "_doc_before_save")


def is_instance(kind: str) -> bool:
	"""True for something frappe made whose methods are known."""
	return kind[1:] in INSTANCES


def is_class(name: str) -> bool:
	"""True for the dotted name of a class, judged by its spelling."""
	return name.rpartition(".")[2][:1].isupper()
