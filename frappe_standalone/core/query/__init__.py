"""Lists and filters: v15's `get_all`, `get_list` and the filters of `frappe.db` as SQL."""
