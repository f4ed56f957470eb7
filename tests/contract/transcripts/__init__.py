"""What a real Frappe v15.41 answered to a thousand small cases, and the replay of each on the platform.

families/     the cases, written against the public `frappe` API, one module per family
record.py     runs them on a bench and writes tests/recorded/transcripts/<family>.json
test_replay   runs them here and compares, one test per case
"""
