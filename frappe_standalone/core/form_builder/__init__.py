"""Making and changing forms without code: what the page `/app/doctype/<name>` reads and writes.

The result are the ordinary records of v15: DocType with `custom`, DocField, DocPerm, Translation, Workspace.
"""
