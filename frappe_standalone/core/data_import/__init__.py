"""Loading tables (CSV, XLSX) into documents by a mapping that is data.

Read (`readers`) → map (`mapping`, `transforms`) → check every row (`plan`, `checks`) → apply in short batches that
can be undone as a whole (`apply`, `journal`). Nothing is loaded while any row is bad, unless the caller skips them.
"""
