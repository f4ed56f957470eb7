"""What is written down, and what is not."""

from __future__ import annotations

INSERT, CHANGE, SUBMIT, CANCEL, DELETE, RENAME = "Insert", "Change", "Submit", "Cancel", "Delete", "Rename"
ACT, REFUSAL, PURGE, UPGRADE, UNMASK = "Approval Act", "Refusal", "Purge", "Upgrade", "Unmask"
EXPORT, PRINT, DOWNLOAD = "Export", "Print", "Download"
SIGN_IN, SIGN_OUT, FAILED_SIGN_IN, IMPERSONATION = "Sign In", "Sign Out", "Failed Sign In", "Impersonation"
KINDS = (
	INSERT, CHANGE, SUBMIT, CANCEL, DELETE, RENAME, ACT, REFUSAL, EXPORT, PRINT, DOWNLOAD, UNMASK,
	SIGN_IN, SIGN_OUT, FAILED_SIGN_IN, IMPERSONATION, PURGE, UPGRADE,
)  # fmt: skip

RECORDS, APPROVALS, PERMISSIONS, CONFIGURATION = "Records", "Approvals", "Permissions", "Configuration"
LEAVING, ACCESS, REFUSALS = "Data Leaving", "Access", "Refusals"
AREAS = (RECORDS, APPROVALS, PERMISSIONS, CONFIGURATION, LEAVING, ACCESS, REFUSALS)

AREA_OF_KIND = {
	ACT: APPROVALS,
	REFUSAL: REFUSALS,
	EXPORT: LEAVING,
	PRINT: LEAVING,
	DOWNLOAD: LEAVING,
	UNMASK: LEAVING,
	SIGN_IN: ACCESS,
	SIGN_OUT: ACCESS,
	FAILED_SIGN_IN: ACCESS,
	IMPERSONATION: ACCESS,
	PURGE: CONFIGURATION,
	UPGRADE: CONFIGURATION,
}

# Who may do what
PERMISSION_DOCTYPES = frozenset(
	"Custom DocPerm,Custom Role,DocPerm,DocShare,Has Role,Module Profile,OAuth Client,Role,Role Permission for Page and Report"
	",Role Profile,User,User Group,User Permission,User Type".split(",")
)
# How the site works
CONFIGURATION_DOCTYPES = frozenset(
	"Approval Flow,Approval Flow Version,Assignment Rule,Auto Repeat,Client Script,Custom Field,Custom HTML Block,Customize Form"
	",Dashboard,Dashboard Chart,DocField,DocType,DocType Layout,Document Naming Rule,Document Naming Settings,Domain Settings"
	",Email Account,Email Domain,Email Template,Form Tour,Language,LDAP Settings,Letter Head,List View Settings,Log Settings"
	",Module Def,Navbar Settings,Notification,Notification Settings,Number Card,Page,Print Format,Print Settings,Property Setter"
	",Report,Rule Setting,S3 Backup Settings,Scheduled Job Type,Server Script,Session Default Settings,Social Login Key"
	",System Console,System Settings,Token Cache,Translation,Web Form,Web Page,Webhook,Website Settings,Workflow"
	",Workspace".split(",")
)

_OWN_ENTRY = "an entry of its own kind tells it"
_OF_AN_ACT = "written by an act of an approval, whose entry names the log row that it rebuilds from"
_TECHNICAL = "what the machine did for itself, in numbers that would bury what people did"
# Doctypes whose rows are not written down as inserts and changes, and why
NOT_AUDITED = {
	"Audit Entry": "the trail itself",
	"Audit Value": "the trail itself",
	"Activity Log": _OWN_ENTRY,  # sign-in, failed sign-in, impersonation
	"Access Log": _OWN_ENTRY,  # export, print, download
	"Refusal Record": _OWN_ENTRY,
	"Approval Log": _OWN_ENTRY,
	"Approval Instance": _OF_AN_ACT,
	"Approval Task": _OF_AN_ACT,
	"Approval Copy": _OF_AN_ACT,
	"Approval Notification": _OF_AN_ACT,
	"Version": "a second telling of a change that has its entry",
	"Deleted Document": "a second telling of a deletion that has its entry",
	"Data Import Log": _TECHNICAL,
	"Email Queue": _TECHNICAL,
	"Email Queue Recipient": _TECHNICAL,
	"Error Log": _TECHNICAL,
	"Integration Request": _TECHNICAL,
	"Notification Log": _TECHNICAL,
	"Prepared Report": _TECHNICAL,
	"Route History": _TECHNICAL,
	"RQ Job": _TECHNICAL,
	"Scheduled Job Log": _TECHNICAL,
	"Submission Queue": _TECHNICAL,
	"View Log": _TECHNICAL,
	"Web Page View": _TECHNICAL,
	"Webhook Request Log": _TECHNICAL,
}

# Columns that the machine keeps up to date in records of people
IGNORED_FIELDS = {
	"Dashboard Chart": frozenset(("last_synced_on",)),
	"Scheduled Job Type": frozenset(("last_execution", "next_execution")),
	"User": frozenset(
		(
			"last_active",
			"last_ip",
			"last_known_versions",
			"last_login",
			"onboarding_status",
			"reset_password_key",
		)
	),
}

# Ballots: no entry tells who handed one in or when (S47). One that is changed or deleted afterwards is told, without values.
IDENTITY_FREE: frozenset[str] = frozenset(("Anonymous Ballot",))


def area_of(kind: str, doctype: str | None) -> str:
	"""Under which heading an entry stands."""
	if kind in AREA_OF_KIND:
		return AREA_OF_KIND[kind]
	if doctype in PERMISSION_DOCTYPES:
		return PERMISSIONS
	return CONFIGURATION if doctype in CONFIGURATION_DOCTYPES else RECORDS
