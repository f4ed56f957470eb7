"""The texts of the flow designer's page, by their English source. A tab with texts of its own adds them to `SOURCES`."""

from __future__ import annotations

from frappe import _

from township_gov.workflows import designer_panel_texts

CONTEXT = "Flow Designer"  # everyday words mean something of their own here
DRAWING = "Flow Drawing"  # and where things are drawn, once more

TEXTS = (
	" and ", " or ", "(none)", ", way {0}", "A branch was added.", "A step does not lead to itself.",
	"Account to tell", "Actual size", "Actual size ({0})", "Add a branch", "Add a condition",
	"Add a condition to this group", "Add a group (or)", "Add a stand-in", "Add a time limit", "Add people",
	"Add the conditions under which this way is taken.", "Add whom to tell", "After a refusal",
	"After approval", "Agree", "All editable", "All fields editable",
	"All rows together name the people of this step.", "Always", "Approval of {0}", "Arrange",
	"As people will read it.",
	"Asked one after another when nobody of the step may decide, because duties are kept apart or posts are vacant.",
	"Back to the list of flows", "Begin drawing",
	"Better insert a new step: what belongs to the other type is kept, but does not count.", "Branches",
	"Cancel", "Chair", "Chair (breaks a tie)", "Chair's account", "Chair's field", "Chair's post",
	"Chair's role", "Change the order", "Check", "Close", "Close the details", "Comparison", "Condition",
	"Connect", "Connect the chosen step with another", "Connect with …", "Copy", "Copy as a new flow",
	"Counted in office hours from when the task is opened; a working day has eight hours. Time never approves.",
	"Details", "Discard the draft", "Done again: {0}", "Drag to another step to connect", "Drawing of the flow",
	"Editable", "Editable, required", "Editable: {0}", "Empty: the conditions themselves stand on it.",
	"Ends as rejected", "Everything else is closed after the end.", "Field", "Field of the condition",
	"Field rights", "Field to tell", "Fill in the tables instead (for who knows them)", "Find a field", "Find a flow", "Fit the window", "Flow Designer",
	"Flows there are", "For documents of type", "For which documents", "Further acts",
	"Give the flow a name and say which documents it is for.", "Go to the step before, after, beside",
	"Go to “{0}”", "Hidden", "Hidden: {0}", "Holds when", "How conditions join", "How hint: All",
	"How hint: Any One", "How hint: In Order", "How hint: Vote", "How many decide", "How: All", "How: Any One",
	"How: In Order", "How: Vote", "If nobody is left", "Insert after the chosen step or on the chosen way",
	"Insert after this", "Insert between “{0}” and “{1}”", "Insert: {0}", "Inserted: {0}",
	"It is tried before the old one, once it is published.",
	"{0} saved it at {1}, after you opened it. Yours is not saved yet; choose which one goes on. Undo brings yours back.",
	"Key", "Keyboard shortcuts", "Larger", "Lead “{0}” to", "Lines", "Load theirs", "Loading…",
	"May be returned", "More", "Move the chosen step", "Must be filled already", "Name a chair",
	"Name of the flow", "Name of the step", "New", "New approval flow", "New: Approval", "New: Automatic",
	"New: Copy", "New: End", "New: Exclusive Split", "New: Issue Document", "New: Join", "New: Parallel Split",
	"New: Start", "No", "No action chosen yet", "No condition yet", "No errors", "No kind of document yet",
	"No limits", "Nobody named yet", "None", "None ticked: from any.", "None yet.", "Nor who is named in",
	"Not allowed", "Not finished", "Not saved", "Nothing comes after an end.", "Nothing found",
	"Nothing is wrong with the flow.", "Nothing keeps it from being published; {0} hints.",
	"Nothing leads back to the start; use a return.", "Office in the field",
	"On this computer is a draft of {0} that was not saved.", "On which way?",
	"One flow is for one type of document.", "Only those of an office",
	"Open what is chosen; Esc leads back to the drawing", "Operator: !=", "Operator: <", "Operator: <=",
	"Operator: =", "Operator: >", "Operator: >=", "Operator: in", "Operator: is not set", "Operator: is set",
	"Operator: not in", "Otherwise", "Person", "Post", "Post to tell",
	"Press ＋ on a line to insert a step there. Drag a step to move it; drag the dot under it to another step to connect them.",
	"Read only", "Redo", "Refuse", "Refused", "Refused: {0}", "Remove condition{0}", "Remove this step",
	"Remove this way", "Remove time limit{0}", "Remove what is chosen", "Remove {0}", "Remove “{0}”",
	"Removed: {0}, with {1} steps in all.", "Removed: {0}.", "Required", "Required: {0}", "Return", "Returning",
	"Role", "Role to tell", "Rule: Deputy of Office", "Rule: Document Field", "Rule: Head of Initiator",
	"Rule: Head of Office", "Rule: Holder of a Post", "Rule: Initiator", "Rule: Leader by Portfolio",
	"Rule: Named User", "Rule: Previous Handler", "Rule: Role in Scope", "Save", "Save mine over it",
	"Saved. It counts once it is published.", "Say who decides", "Settings of the whole flow", "Smaller",
	"Somebody else has saved this flow", "Special cases", "Stand-in", "Stand-in's account", "Stand-in's field",
	"Stand-in's post", "Stand-in's role", "Status of the document", "Step", "Take it otherwise",
	"Take up the draft", "Taken when no other way is: it needs no conditions.", "Tell", "The approval waits",
	"The document has no field for this; choose another way to find people.", "The drawing is arranged.", "The flow as a form (for who knows the tables)",
	"The flow has been saved since by somebody; taking up your draft replaces that when you save.",
	"The key must be a word of letters and digits that no other step has.",
	"The last end stays: every approval ends somewhere.",
	"The request failed. Check the connection and try again.", "The start stays; rename it if you like.",
	"The whole flow", "Then", "There is a flow of this name; open it below, or give another name.",
	"There is no other step to connect with.", "There is nothing to do again.", "There is nothing to undo.",
	"These two steps are connected already.", "This branch is always walked, side by side with the others.",
	"This branch is walked only when its conditions hold.", "This help",
	"This is the only way on; it needs no conditions.",
	"This is the only way; add one for when its conditions do not hold.", "Time", "Time limits",
	"Time operator: <", "Time operator: <=", "Time operator: >", "Time operator: >=", "Title",
	"Township in the field", "Try earlier", "Try later", "Type to search", "Type: Approval", "Type: Automatic",
	"Type: Copy", "Type: End", "Type: Exclusive Split", "Type: Issue Document", "Type: Join",
	"Type: Parallel Split", "Type: Start", "Undo", "Undo, redo", "Undone: {0}", "Unit", "Unsaved draft",
	"Value", "Way", "Way from “{0}” to “{1}”: {2}",
	"Ways are tried from left to right; the first whose conditions hold is taken.", "What they may do",
	"When it is taken", "Who decides", "Who decides and how", "Who may not decide", "Withdrawing and the end",
	"Without a field chosen here, the initiator fills in the whole document.",
	"Without such a way, a refusal ends the approval.", "Words on the way", "Yes",
	"You may look at this flow, not change it: it serves every township. Copy it as a flow of your own township and change that.",
	"after {0}: {1}", "all", "all of these hold", "all offices", "changed since", "choose a field …",
	"choose a role …", "choose …", "later", "not written", "one of these holds", "or",
	"or the post in a field …", "the deputy of “{0}”", "the head of the initiator's office",
	"the head of “{0}”", "the holder of “{0}”", "the initiator", "the leader in charge of “{0}”",
	"the person in “{0}”", "the way from “{0}” to “{1}”", "to any earlier step", "to the initiator", "to “{0}”",
	"unchanged", "values with commas between", "who handled the step before", "who made the document",
	"working days", "working hours", "working minutes", "{0} (copy)", "{0} (not a field of the document)",
	"{0} (number of rows)", "{0} errors", "{0} errors keep it from being published; {1} hints.", "{0} fields",
	"{0} hints", "{0} {1}", "{0} · {1}", "{0}, version {1}", "{0}: may add rows", "{0}: may delete rows",
	"“{0}” now leads to “{1}”.",
)  # fmt: skip
SOURCES: list[tuple[str, ...]] = [designer_panel_texts.TEXTS]


def texts() -> dict[str, str]:
	"""Every text of the page in the reader's language."""
	found = {text: _(text, context=CONTEXT) for source in SOURCES for text in source}
	return found | {text: _(text, context=DRAWING) for text in TEXTS}
