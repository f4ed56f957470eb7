"""The kinds of import, in v15's words and one of our own."""

INSERT = "Insert New Records"
UPDATE = "Update Existing Records"
BOTH = "Insert New and Update Existing"
KINDS = (INSERT, UPDATE, BOTH)
