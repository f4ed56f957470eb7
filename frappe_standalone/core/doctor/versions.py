"""The versions of the program against those the site was last brought up to."""

from __future__ import annotations

from collections.abc import Iterator

from frappe_standalone.core.apps import available_apps, get_installed_apps
from frappe_standalone.core.backup.manifest import version_key
from frappe_standalone.core.context import local
from frappe_standalone.core.doctor.finding import ERROR, WARNING, Finding
from frappe_standalone.core.install.apps import version_of
from frappe_standalone.core.translate import _

CHECK = "versions"


def find() -> Iterator[Finding]:
	"""Apps that are missing here, older or newer than the site."""
	stored = dict(local.db.sql("select app_name, app_version from `tabInstalled Application`"))
	for app in get_installed_apps():
		if app not in available_apps():
			text = _("The site uses the app {0}, which is not installed here.").format(app)
			yield Finding(CHECK, ERROR, app, text, _("Install its package."))
			continue
		site, program = stored.get(app) or "0", version_of(app)
		if version_key(site) > version_key(program):
			text = _("The site was used with {0} {1}; this program has {2}.").format(app, site, program)
			yield Finding(CHECK, ERROR, app, text, _("Install the newer version again."))
		elif site != program:
			text = _("The site is at {0} {1}; this program has {2}.").format(app, site, program)
			yield Finding(CHECK, WARNING, app, text, _("Bring the site up to date: township upgrade DIR"))
