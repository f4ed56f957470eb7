"""Loading tables (CSV, XLSX) into documents.

Read (`readers`, `written`) → match columns (`columns`, `heads`, or `mapping` for a file that an app brings) → check every
cell (`plan`, `values`) → load. From the desk in stages (`staged`: the rows wait in `staging`, are loaded by a job, and
`undo` takes all of them back by the `undo_log`); from the command at once (`run`, `journal`: all or nothing).
Every record goes through its document: permissions, rules, secret numbers, versions and the audit see it.
"""
