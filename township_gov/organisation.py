"""Facts about who serves where, read for the rules: assignments, posts, kin, portfolios.

The truth is `Post Assignment` with its dates; `Township Office.head` and `Cadre.current_post` are copies for lists, refreshed
when an assignment changes and once a day.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe

from township_gov import clock, settings
from township_gov.policies.establishment import DIRECTOR, AgriculturalShare, OfficeLimits
from township_gov.policies.kinship import Organisation, Place
from township_gov.policies.spans import Span

# Acting people fill a place of the establishment; seconded people stay in the place they come from.
ESTABLISHED = ("Regular", "Acting")


def cadre_of(user: str) -> dict | None:
	"""Name, employee_name and current_post of an account's Cadre; kept for a transaction, until it changes a Cadre."""
	kept = _kept_cadres()
	if not kept:
		frappe.db.after_commit.add(forget_cadres)
		frappe.db.after_rollback.add(forget_cadres)
	if user not in kept:
		kept[user] = _read_cadre(user)
	return kept[user]


def _read_cadre(user: str) -> dict | None:
	return frappe.db.get_value(
		"Cadre", {"user_id": user}, ["name", "employee_name", "current_post"], as_dict=True
	)


def forget_cadres() -> None:
	"""Drop what `cadre_of` keeps, because a Cadre is being changed."""
	_kept_cadres().clear()


def _kept_cadres() -> dict[str, dict | None]:
	if not hasattr(frappe.local, "township_cadres"):
		frappe.local.township_cadres = {}
	return frappe.local.township_cadres


def assignments(**filters) -> list[dict]:
	"""Post assignments with their span, oldest first."""
	rows = frappe.get_all(
		"Post Assignment",
		filters=filters,
		fields=[
			"name",
			"cadre",
			"post",
			"office",
			"township",
			"kind",
			"is_concurrent",
			"from_date",
			"to_date",
		],
		order_by="from_date asc, name asc",
	)
	for row in rows:
		row.span = Span(row.from_date, row.to_date)
	return rows


def assignments_on(on: date, kinds: Iterable[str] = ESTABLISHED, **filters) -> list[dict]:
	"""The assignments that hold on a day."""
	return [row for row in assignments(kind=["in", tuple(kinds)], **filters) if row.span.has(on)]


def holders_on(post: str, on: date) -> list[str]:
	"""The cadres who hold a post on a day, regular ones first."""
	rows = sorted(assignments_on(on, post=post), key=lambda row: row.kind != "Regular")
	return [row.cadre for row in rows]


def organisation_on(township: str, on: date, without: Iterable[str] = ()) -> Organisation:
	"""Who serves where, leads what and is kin to whom in a township on a day, leaving out some assignments."""
	by_name = {row.name: row for row in offices(township)}
	places = defaultdict(list)
	for row in assignments_on(on, (*ESTABLISHED, "Secondment"), township=township):
		if row.name not in set(without):
			places[row.cadre].append(place(row.post, by_name[row.office]))
	names = frappe.get_all(
		"Cadre", filters={"township": township}, fields=["name", "employee_name"], as_list=True
	)
	return Organisation(
		places={cadre: tuple(held) for cadre, held in places.items()},
		portfolios=_portfolios(township, on),
		kin=kin_pairs(),
		names=dict(names),
	)


def place(post: str, office: dict) -> Place:
	"""A post of an office as the kin rule sees it."""
	return Place(
		post, office.name, office.office_name, office.office_type == "Leadership", bool(office.is_sensitive)
	)


def offices(township: str) -> list[dict]:
	"""A township's offices, with what the rules ask of them."""
	return frappe.get_all(
		"Township Office",
		filters={"township": township},
		fields=["name", "office_name", "office_type", "is_sensitive", "is_agricultural"],
	)


def kin_pairs() -> frozenset[frozenset[str]]:
	"""All pairs of cadres who are kin; one entry on either side serves both."""
	rows = frappe.get_all(
		"Cadre Kin", filters={"parenttype": "Cadre"}, fields=["parent", "cadre"], as_list=True
	)
	return frozenset(frozenset(pair) for pair in rows)


def _portfolios(township: str, on: date) -> dict[str, frozenset[str]]:
	rows = frappe.get_all(
		"Portfolio", filters={"township": township}, fields=["name", "leader", "from_date", "to_date"]
	)
	leaders = {row.name: row.leader for row in rows if Span(row.from_date, row.to_date).has(on)}
	led = defaultdict(set)
	parents = list(leaders) or [""]
	for row in frappe.get_all(
		"Portfolio Office", filters={"parent": ["in", parents]}, fields=["parent", "office"]
	):
		led[leaders[row.parent]].add(row.office)
	return {leader: frozenset(offices) for leader, offices in led.items()}


def office_limits(township: str) -> OfficeLimits:
	"""The limits of S04 that hold for a township today."""
	keys = ("director_count", "deputy_maximum", "deputy_minimum")
	found = settings.in_force(keys, township=township)
	return OfficeLimits(*(found[key].value for key in keys))


def agricultural_share(township: str, on: date) -> AgriculturalShare:
	"""Organ staff (regular posts, each person once) against the floor of S05."""
	agricultural = {row.name for row in offices(township) if row.is_agricultural}
	staff, in_agriculture = set(), set()
	for row in assignments_on(on, ("Regular",), township=township):
		staff.add(row.cadre)
		if row.office in agricultural:
			in_agriculture.add(row.cadre)
	leads = frappe.db.get_value("Township", township, "agriculture_led")
	key = "agricultural_ratio_agriculture_led" if leads else "agricultural_ratio_other"
	return AgriculturalShare(len(staff), len(in_agriculture), settings.get(key, on, township))


def refresh_copies(cadre: str, office: str) -> None:
	"""Write the copies that follow from the assignments: the cadre's post, the office's head."""
	today = clock.today()
	_refresh_current_post(cadre, today)
	_refresh_head(office, today)


def refresh_all_copies() -> None:
	"""Daily: assignments begin and end by themselves."""
	today = clock.today()
	for cadre in frappe.get_all("Cadre", pluck="name"):
		_refresh_current_post(cadre, today)
	for office in frappe.get_all("Township Office", pluck="name"):
		_refresh_head(office, today)


def _refresh_current_post(cadre: str, today: date) -> None:
	"""The main regular post; an acting one only where there is no other."""
	held = sorted(
		assignments_on(today, cadre=cadre), key=lambda row: (row.kind != "Regular", row.is_concurrent)
	)
	post = held[0].post if held else None
	facts = (
		frappe.db.get_value("Post", post, ["post_name", "office", "office_name"], as_dict=True)
		if post
		else {}
	)
	_set_changed(
		"Cadre",
		cadre,
		{
			"current_post": post,
			"designation": facts.get("post_name"),
			"department": facts.get("office"),
			"department_name": facts.get("office_name"),
		},
	)


def _refresh_head(office: str, today: date) -> None:
	posts = frappe.get_all("Post", filters={"office": office, "level": DIRECTOR}, pluck="name")
	heads = [cadre for post in posts for cadre in holders_on(post, today)]
	head = heads[0] if heads else None
	name = frappe.db.get_value("Cadre", head, "employee_name") if head else None
	_set_changed("Township Office", office, {"head": head, "head_name": name})


def _set_changed(doctype: str, name: str, values: dict) -> None:
	"""Copies are no change of the record: `modified` stays, so that nobody's open form goes stale."""
	stored = frappe.db.get_value(doctype, name, list(values), as_dict=True)
	if stored and any((stored[key] or None) != value for key, value in values.items()):
		frappe.db.set_value(doctype, name, values, update_modified=False)
		if doctype == "Cadre":
			forget_cadres()
