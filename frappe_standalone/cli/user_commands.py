"""`township user …`: accounts without the desk."""

import secrets
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.options import SITE, open_site


@click.group(help=_("Add, list and change users."))
def user() -> None:
	pass


@user.command("add", help=_("Add a user."))
@SITE
@click.argument("email")
@click.option("--name", "full_name", help=_("The person's name."))
@click.option("--role", "roles", multiple=True, help=_("A role; may be given several times."))
@click.option("--password", help=_("Password; without it one is made up and shown once."))
def add(
	directory: Path, email: str, full_name: str | None, roles: tuple[str, ...], password: str | None
) -> None:
	import frappe

	with open_site(directory):
		if frappe.db.exists("User", email):
			raise CommandFailed(_("The user {0} exists already.").format(email))
		check_roles(roles)
		doc = frappe.new_doc(
			"User", email=email, first_name=full_name or email.split("@")[0], send_welcome_email=0
		)
		for role in roles:
			doc.append("roles", {"role": role})
		doc.insert()
		chosen = set_password(email, password)
		frappe.db.commit()
		click.echo(_("The user {0} was added.").format(email))
		tell(chosen, password)


@user.command("password", help=_("Set a user's password and sign him out everywhere."))
@SITE
@click.argument("email")
@click.option("--password", help=_("Password; without it one is made up and shown once."))
def password_command(directory: Path, email: str, password: str | None) -> None:
	import frappe

	from frappe_standalone.core.http.sessions import clear_sessions

	with open_site(directory):
		find(email)
		chosen = set_password(email, password)
		frappe.db.commit()
		clear_sessions(email, force=True)
		click.echo(_("The password of {0} was set.").format(email))
		tell(chosen, password)


@user.command("list", help=_("List the users."))
@SITE
def list_command(directory: Path) -> None:
	import frappe

	with open_site(directory):
		for row in frappe.get_all("User", fields=["name", "full_name", "enabled"], order_by="name"):
			roles = sorted(set(frappe.get_roles(row.name)) - {"All", "Guest", "Desk User"})
			state = "" if row.enabled else _("disabled")
			click.echo(
				"\t".join(part for part in (row.name, row.full_name or "", ", ".join(roles), state) if part)
			)


@user.command("disable", help=_("Keep a user from signing in."))
@SITE
@click.argument("email")
def disable(directory: Path, email: str) -> None:
	switch(directory, email, 0)
	click.echo(_("{0} can no longer sign in.").format(email))


@user.command("enable", help=_("Let a user sign in again."))
@SITE
@click.argument("email")
def enable(directory: Path, email: str) -> None:
	switch(directory, email, 1)
	click.echo(_("{0} can sign in.").format(email))


@user.command("roles", help=_("Show a user's roles, or add and remove some."))
@SITE
@click.argument("email")
@click.option("--add", "added", multiple=True, help=_("A role to add."))
@click.option("--remove", "removed", multiple=True, help=_("A role to remove."))
def roles_command(directory: Path, email: str, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
	import frappe

	with open_site(directory):
		doc = find(email)
		check_roles((*added, *removed))
		if added:
			doc.add_roles(*added)
		if removed:
			doc.remove_roles(*removed)
		frappe.db.commit()
		click.echo("\n".join(sorted(row.role for row in find(email).roles)))


def find(email: str):
	"""Return the User document, or fail with a mend."""
	import frappe

	if not frappe.db.exists("User", email):
		raise CommandFailed(_("There is no user {0}. List them with: township user list DIR").format(email))
	return frappe.get_doc("User", email)


def check_roles(roles: tuple[str, ...]) -> None:
	"""Fail for a role that does not exist, naming those that do."""
	import frappe

	known = set(frappe.get_all("Role", pluck="name"))
	unknown = sorted(set(roles) - known)
	if unknown:
		raise CommandFailed(
			_("There is no role {0}. Roles: {1}").format(", ".join(unknown), ", ".join(sorted(known)))
		)


def set_password(email: str, password: str | None) -> str:
	"""Set the given password, or one made up here, and return it."""
	from frappe_standalone.core.password import update_password

	chosen = password or secrets.token_urlsafe(9)
	update_password(email, chosen)
	return chosen


def tell(chosen: str, given: str | None) -> None:
	"""Show a password made up here, once."""
	if not given:
		click.secho(_("Password (shown only now, write it down): {0}").format(chosen), bold=True)


def switch(directory: Path, email: str, enabled: int) -> None:
	"""Enable or disable a user; the disabled one is signed out everywhere."""
	import frappe

	from frappe_standalone.core.http.sessions import clear_sessions

	with open_site(directory):
		doc = find(email)
		doc.enabled = enabled
		doc.save()
		frappe.db.commit()
		if not enabled:
			clear_sessions(email, force=True)


COMMANDS = (user,)
