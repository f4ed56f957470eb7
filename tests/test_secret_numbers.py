"""Identity, telephone and bank numbers of people are secret on every doctype of the app that has them."""

from __future__ import annotations

import json
import re
from pathlib import Path

MODULE = Path(__file__).resolve().parent.parent / "township_gov" / "township_gov" / "doctype"
NUMBER = re.compile(
	r"phone|mobile|cell_n|telephone|id_number|id_card|identity|passport|bank|account|contact|reach", re.I
)
KINDS = {"ID Number", "Identity", "Phone", "Bank Account"}
# Fields with such a name that hold no number of a person
MEANT = {
	"County Department.contact": "an office and its extension, published",
	"Delegated Power.supervision_contact": "an office and its extension",
	"Expense Request.bank_name": "the name of a bank",
	"Fee Item.payee_account": "the treasury's account, published",
	"Petition.contact_unknown": "a check box",
	"Service Hall.hall_phone": "the hall's own number, published",
}
HOLDING = ("Data", "Small Text", "Text", "Long Text", "Phone", "Password", "Int")


def doctypes():
	for path in sorted(MODULE.glob("*/*.json")):
		if path.stem == path.parent.name:
			yield path, json.loads(path.read_text(encoding="utf-8"))


def companion(fieldname: str) -> bool:
	return fieldname.endswith(("_masked", "_hash"))


def test_a_field_whose_name_says_number_is_secret_or_meant():
	open_fields = {
		f"{doc['name']}.{field['fieldname']}"
		for _path, doc in doctypes()
		for field in doc["fields"]
		if field["fieldtype"] in HOLDING
		and NUMBER.search(field["fieldname"] + " " + field.get("label", ""))
		and not companion(field["fieldname"])
		and field.get("options") not in KINDS
	}
	assert open_fields == set(MEANT) & open_fields, sorted(open_fields - set(MEANT))


def test_what_is_meant_still_exists():
	fields = {f"{doc['name']}.{field['fieldname']}" for _path, doc in doctypes() for field in doc["fields"]}
	assert set(MEANT) <= fields


def test_every_secret_field_has_a_mask_that_is_shown_and_a_hash_that_is_not():
	for _path, doc in doctypes():
		fields = {field["fieldname"]: field for field in doc["fields"]}
		for name, field in fields.items():
			if field["fieldtype"] != "Password":
				continue
			assert field.get("options") in KINDS, (doc["name"], name)
			mask, search_key = fields[f"{name}_masked"], fields[f"{name}_hash"]
			assert mask.get("read_only") and not mask.get("hidden"), (doc["name"], name)
			assert search_key.get("read_only") and search_key.get("hidden") and search_key.get("print_hide")
			assert search_key.get("search_index"), (doc["name"], name)
			# whoever reads the hashes finds a masked number by trying: nobody has this level
			assert search_key.get("permlevel") == 9, (doc["name"], name)
			assert field.get("no_copy") and mask.get("no_copy") and search_key.get("no_copy")


def test_every_controller_of_one_protects_it():
	tables = {}
	for _path, doc in doctypes():
		for field in doc["fields"]:
			if field["fieldtype"] == "Table":
				tables.setdefault(field["options"], []).append(doc["name"])
	with_secrets = {
		doc["name"] for _path, doc in doctypes() for f in doc["fields"] if f["fieldtype"] == "Password"
	}
	for path, doc in doctypes():
		owners = tables.get(doc["name"], []) if doc.get("istable") else [doc["name"]]
		if doc["name"] in with_secrets:
			for owner in owners:
				folder = owner.lower().replace(" ", "_")
				code = "".join(file.read_text(encoding="utf-8") for file in (MODULE / folder).glob("*.py"))
				assert "secret_fields.protect(self)" in code, (path.stem, owner)
