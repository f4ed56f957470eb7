"""A paper for the tests of the layout."""

from __future__ import annotations

from typing import Any

from township_gov.documents.layout.paper import Paper

LONG = (
	"各村、各部门要充分认识防汛防台抗旱工作的重要性，坚持“安全第一、常备不懈、以防为主、全力抢险”的方针，"
	"克服麻痹思想和侥幸心理，立足于防大汛、抗大旱、抢大险。"
)


def paper(**changes: Any) -> Paper:
	"""A notice with everything on it."""
	values: dict[str, Any] = {
		"layout": "Document",
		"letterhead": "庆元县隆宫乡人民政府文件",
		"organ": "庆元县隆宫乡人民政府",
		"number": "隆政〔2026〕12号",
		"title": "庆元县隆宫乡人民政府关于印发2026年防汛防台抗旱应急预案的通知",
		"main_recipients": "各村民委员会，乡属各办公室、中心，乡直各有关单位",
		"body": (LONG, "一、提高思想认识", LONG, "（一）山塘水库责任", LONG),
		"date": "2026年3月2日",
		"copies_to": "县防汛抗旱指挥部，县应急管理局，县水利局，县自然资源和规划局，县农业农村局，乡党委、人大，各驻乡单位",
		"printed_by": "庆元县隆宫乡党政综合办公室",
		"printed_on": "2026年3月2日",
		"attachments": ("防汛防台抗旱应急预案", "责任人名单及联系方式一览表（各村、社区和地质灾害隐患点）"),
		"annotation": "此件公开发布",
		"names": ("庆元县隆宫乡人民政府",),
	}
	return Paper(**(values | changes))
