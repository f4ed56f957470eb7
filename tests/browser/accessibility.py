"""What axe-core finds on an open page: WCAG 2.1 A and AA, serious and critical."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
	"resultTypes": ["violations"],
	"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
}
AXE = Axe()


def serious_findings(page: Page) -> list[str]:
	"""One line for each rule that is broken: the rule, how often, and the first element."""
	return [
		f"{found['id']} ({found['impact']}) {len(found['nodes'])}×: {found['nodes'][0]['html'][:160]}"
		f" — {' / '.join(check['message'] for check in found['nodes'][0]['any'][:1])}"
		for found in AXE.run(page, options=OPTIONS).response["violations"]
		if found["impact"] in ("serious", "critical")
	]
