"""`python -m frappe_standalone.cli` for places without the `township` script on the path."""

from frappe_standalone.cli.main import main

main()
