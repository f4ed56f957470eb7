"""Would this app run here? Reads an app's files, without running them, and says what of Frappe they use.

`check.check_app(folder)` gives an `AppCheck`; `township check-app` prints it.
"""
