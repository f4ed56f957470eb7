"""The shipped `Rule Setting` rows are the catalogue, one row each; running this file writes them anew."""

import json
from pathlib import Path

import township_gov
from township_gov.policies.parameters import CATALOGUE, written

SHIPPED = Path(township_gov.__file__).parent / "shipped" / "data" / "rule_setting.json"
FIRST_DAY = "2000-01-01"


def expected() -> dict:
	records = [
		{
			"name": f"ALL-{key}-{FIRST_DAY}",
			"setting_key": key,
			"value": written(entry.default),
			"valid_from": FIRST_DAY,
		}
		for key, entry in CATALOGUE.items()
	]
	return {"doctype": "Rule Setting", "records": records}


def test_every_limit_of_the_catalogue_is_shipped_with_its_default():
	shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
	assert shipped == expected(), "run: python -m tests.policies.test_shipped_settings"


if __name__ == "__main__":
	SHIPPED.write_text(json.dumps(expected(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
