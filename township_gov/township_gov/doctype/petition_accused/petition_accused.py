from township_gov.petition_access import PetitionRow


class PetitionAccused(PetitionRow):
	pass
