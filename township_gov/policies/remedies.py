"""Where a citizen can complain about a decision, and within which time: the remedy text of an official document.

Sources: 行政复议法 (2023) Art. 19-20, 24; 行政诉讼法 Art. 26, 46; domain/legal_rules.md, sections 5.1 and 14. The sentence is Chinese
because it is part of an official document, which is issued in Chinese whatever language the clerk reads.
"""

from dataclasses import dataclass

from township_gov.policies.power_gate import ENTRUSTED

SUBDISTRICT = "Subdistrict"
RECONSIDERATION_DAYS = 60
LITIGATION_MONTHS = 6


@dataclass(frozen=True)
class Organ:
	"""The organ that decides: a township's full name, its kind, and the county or district it belongs to."""

	name: str
	kind: str
	county: str


@dataclass(frozen=True)
class Remedy:
	"""Who answers for the act, who reviews it, and within which times (calendar days, months)."""

	respondent: str
	reviewing_organ: str
	reconsideration_days: int = RECONSIDERATION_DAYS
	litigation_months: int = LITIGATION_MONTHS

	def text(self) -> str:
		"""The sentence printed on the decision."""
		return (
			f"如不服本决定，可以自知道本决定之日起{self.reconsideration_days}日内向{self.reviewing_organ}申请行政复议，"
			f"或者自知道本决定之日起{self.litigation_months}个月内，以{self.respondent}为被告依法向人民法院提起行政诉讼。"
		)


def remedy_for(organ: Organ, mode: str = "", entrusting_department: str = "") -> Remedy:
	"""The remedy against an act of a township; `mode` is that of the delegated power it was done under, if any.

	An entrusted act is the entrusting department's: it answers for it, and its own government reviews it (复议法 Art. 19, 24).
	Against a township the county's people's government reviews; against a street office the government that set it up.
	"""
	government = county_government(organ.county)
	if mode == ENTRUSTED:
		return Remedy(respondent=entrusting_department, reviewing_organ=government)
	return Remedy(respondent=organ_title(organ), reviewing_organ=government)


def county_government(county: str) -> str:
	"""庆元县 → 庆元县人民政府; empty → 本级人民政府的上一级人民政府."""
	return f"{county}人民政府" if county else "上一级人民政府"


def organ_title(organ: Organ) -> str:
	"""The official name: 隆宫乡人民政府 for a town or township, 某某街道办事处 for a street office (a dispatched organ)."""
	if organ.kind == SUBDISTRICT:
		return organ.name if organ.name.endswith("办事处") else f"{organ.name}办事处"
	return organ.name if organ.name.endswith("人民政府") else f"{organ.name}人民政府"
