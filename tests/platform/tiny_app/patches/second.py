from tiny_app import trace


def execute():
	trace.add("patch second")
