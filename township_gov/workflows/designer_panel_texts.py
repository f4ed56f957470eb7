"""The texts of the designer's tabs Trial, Replay, Publish and Move running, by their English source."""

TEXTS = (
	"added",
	"By which flow new documents start", "From now on new documents that fit this flow start by it, before {0}.",
	"Open “{0}”", "Publish version {0} and use this flow", "Use this flow instead", "What is drawn is put in force, after {0}.",
	"Approvals go on by the version by which they were started. Here they are moved to version {0}, which is in force.",
	"Cancel", "changed", "Close", "Conditions", "From now on documents start by what is drawn here.", "How", "In force", "Look at it",
	"Look at version {0}", "Move running", "Move {0} of them to the version in force", "No approval is under way.", "None yet.",
	"Only an administrator who may change this flow moves running approvals.", "Publish", "Publish version {0}",
	"Published as version {0}.", "Published versions", "Put version {0} in force",
	"Real approvals of these days, told again by what is drawn. Nothing is written.", "Replay", "Rights", "Show what is wrong",
	"Take back version {0}", "Take it back as a draft", "Take version {0} back as a draft", "taken away",
	"The drawing has errors, so nothing can be tried with it yet.",
	"The drawing is version {0} again. It is in force only when you publish it.",
	"The flow is not published yet, so nothing runs by it.", "There are changes that are not saved; publishing saves them.",
	"This flow is not published yet. It will be version {0}.", "This flow is retired. Published, it is in force again.", "Time",
	"Trial", "Under way", "Version {0}", "Version {0} is in force. What is drawn will be version {1}.",
	"Version {0}: {1} approvals", "Walks through what is drawn, saved or not. Nothing is written, nobody is told.", "way {0}",
	"What is different from version {0}", "What is different there from the version in force", "What is drawn",
	"What is drawn is in force as version {0}.", "Who", "Yes, publish", "You may look at this flow, but not change it.",
	"{0} approvals that are under way go on by the flow and version they were started by.", "{0} errors keep it from being published", "{0} more flows", "{0} under way",
)  # fmt: skip
