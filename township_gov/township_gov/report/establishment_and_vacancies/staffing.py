"""Everything the establishment report reads, of all its townships together: six queries, however many townships."""

from collections import Counter, defaultdict
from datetime import date

import frappe

from township_gov import organisation, settings
from township_gov.policies.establishment import AgriculturalShare, OfficeLimits

LIMITS = ("director_count", "deputy_maximum", "deputy_minimum")
SHARES = ("agricultural_ratio_agriculture_led", "agricultural_ratio_other")


class Staffing:
	"""Offices, posts and who holds them on a day, by township."""

	def __init__(self, townships: list[str], as_of: date):
		self.as_of = as_of
		of = {"township": ["in", [*townships, ""]]}
		self.offices = _by_township(
			"Township Office", of, ["name", "office_name", "office_type", "is_agricultural"]
		)
		self.posts = _by_township(
			"Post", of, ["name", "post_name", "office", "level", "ceiling"], "office asc, name asc"
		)
		people = _by_township("Cadre", of, ["name", "employee_name", "staffing_type"])
		self.people = {row.name: row for rows in people.values() for row in rows}
		self.assignments = defaultdict(list)
		for row in organisation.assignments_on(as_of, **of):
			self.assignments[row.township].append(row)
		self.facts = {
			row.name: row
			for row in frappe.get_all(
				"Township", filters={"name": of["township"]}, fields=["name", "kind", "agriculture_led"]
			)
		}
		self.book = settings.Book((*LIMITS, *SHARES))

	def holders(self, township: str) -> dict[str, list[dict]]:
		"""Post → the assignments that hold on the day, with the holder's name and staffing type."""
		found = defaultdict(list)
		for row in self.assignments[township]:
			found[row.post].append({**row, **self.people.get(row.cadre, {})})
		return found

	def limits(self, township: str) -> OfficeLimits:
		"""The limits of S04 that hold for a township today."""
		found = self.book.in_force(township=township)
		return OfficeLimits(*(found[key].value for key in LIMITS))

	def agricultural_share(self, township: str) -> AgriculturalShare:
		"""Organ staff (regular posts, each person once) against the floor of S05, as `organisation.agricultural_share`."""
		agricultural = {row.name for row in self.offices[township] if row.is_agricultural}
		regular = [row for row in self.assignments[township] if row.kind == "Regular"]
		staff = {row.cadre for row in regular}
		in_agriculture = {row.cadre for row in regular if row.office in agricultural}
		key = SHARES[0] if self.facts[township].agriculture_led else SHARES[1]
		floor = self.book.in_force(self.as_of, township)[key].value
		return AgriculturalShare(len(staff), len(in_agriculture), floor)

	def is_dispatched(self, township: str) -> bool:
		"""Whether it is a sub-district, to which S05 gives another duty."""
		return self.facts[township].kind == "Subdistrict"


def staffing_types(held: list[dict]) -> Counter:
	"""How many holders of each staffing type."""
	return Counter(row.get("staffing_type") for row in held)


def _by_township(
	doctype: str, filters: dict, fields: list[str], order_by: str | None = None
) -> dict[str, list]:
	found = defaultdict(list)
	more = {"order_by": order_by} if order_by else {}
	for row in frappe.get_all(doctype, filters=filters, fields=[*fields, "township"], **more):
		found[row.pop("township")].append(row)
	return found
