from township_gov.workflows.records import EngineRecord


class AuditValue(EngineRecord):
	"""The plain values of an entry. Nobody opens them as a record: `audit.reading` shows those that a person may see."""

	def has_permission(self, permtype="read", **kwargs) -> bool:
		return False
