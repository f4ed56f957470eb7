"""The three ways in which the seed reports arrange a township's offices; names are translated when they are created.

Sources: S01 (four comprehensive offices), S02 (two offices and two centres), S03 (one office and several centres). No
template is obligatory: the pilots had none in common (不搞一刀切).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeTemplate:
	"""One office: code within the township, English name, type, second plate, duties."""

	code: str
	name: str
	office_type: str
	plate: str = ""
	duties: str = ""
	is_agricultural: bool = False


TEMPLATES: dict[str, tuple[OfficeTemplate, ...]] = {
	"Four Comprehensive Offices": (
		OfficeTemplate(
			"DZ", "Party and Government Office", "Office", duties="Documents, resolutions and their execution"
		),
		OfficeTemplate(
			"SH", "Social Affairs Service Station", "Station", duties="Education, health, civil affairs"
		),
		OfficeTemplate(
			"NY",
			"Agricultural Service Station",
			"Station",
			duties="Agriculture, flood and drought",
			is_agricultural=True,
		),
		OfficeTemplate(
			"AW",
			"Safety and Stability Service Station",
			"Station",
			duties="Safety, public order, letters and visits",
		),
	),
	"Two Offices and Two Centres": (
		OfficeTemplate(
			"XZ",
			"Administrative Office",
			"Office",
			plate="Enforcement Supervision Office",
			duties="Leads the two centres and coordinates dispatched agencies",
		),
		OfficeTemplate(
			"DQ", "Party and Mass Work Office", "Office", duties="Discipline, organisation, publicity"
		),
		OfficeTemplate(
			"JJ",
			"Economic Development Centre",
			"Centre",
			duties="Planning, finance, agriculture, collective assets",
			is_agricultural=True,
		),
		OfficeTemplate(
			"GG", "Public Service Centre", "Centre", duties="Education, health, civil affairs, windows"
		),
	),
	"One Office and Several Centres": (
		OfficeTemplate(
			"DZ", "Party and Government General Office", "Office", duties="Documents and coordination"
		),
		OfficeTemplate(
			"NC",
			"Rural Work Guidance Centre",
			"Centre",
			duties="Agriculture and villages",
			is_agricultural=True,
		),
		OfficeTemplate(
			"GY", "Industrial Development Service Centre", "Centre", duties="Enterprises and investment"
		),
		OfficeTemplate(
			"WW", "Stability and Mediation Service Centre", "Centre", duties="Disputes and petitions"
		),
		OfficeTemplate(
			"SB", "Social Security Service Centre", "Centre", duties="Insurance, relief, employment"
		),
		OfficeTemplate("CJ", "Village and Town Construction Centre", "Centre", duties="Building and land"),
	),
}
