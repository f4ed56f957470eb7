from township_gov.workflows.records import EngineRecord


class ApprovalFlowVersion(EngineRecord):
	"""The rules of a flow as published; running approvals keep theirs."""
