from township_gov.petition_access import PetitionRow


class PetitionPetitioner(PetitionRow):
	pass
