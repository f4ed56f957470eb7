"""The demo's register of 70 delegated powers: 8 personnel, 9 fiscal, 53 administrative (27 entrusted, 26 authorised; S27-S30).

The totals are those of the pilot; the list itself was never published, so every name here is invented.
"""

from __future__ import annotations

PERSONNEL = (
	"派驻机构负责人任免建议", "派驻机构人员调动建议", "派驻机构人员日常管理", "派驻机构年度考核评定",
	"内设机构中层干部任免", "乡镇编外人员招用", "事业人员岗位聘任", "干部挂职安排建议",
)  # fmt: skip

FISCAL = (
	"办公经费统筹使用", "超收分成资金安排", "土地出让收益返还使用", "涉农项目资金整合", "集体资产处置审核",
	"小额工程立项审批", "村级转移支付分配", "应急救灾资金先行拨付", "公益事业奖补资金核定",
)  # fmt: skip

LICENCE = "Administrative Licence"
PENALTY = "Administrative Penalty"
INSPECTION = "Administrative Inspection"
CONFIRMATION = "Administrative Confirmation"
OTHER = "Other Administrative Power"

# department -> (name, type); the first 27 in this order are entrusted, the other 26 authorised
ADMINISTRATIVE = (
	(
		"NYNC",
		(
			("农村村民住宅用地审批", LICENCE),
			("农业机械安全检查", INSPECTION),
			("农产品质量安全日常检查", INSPECTION),
		),
	),
	("ZRZY", (("临时用地初审", LICENCE), ("农用地用途检查", INSPECTION), ("耕地保护日常巡查", INSPECTION))),
	(
		"ZJJ",
		(
			("乡村建设规划许可", LICENCE),
			("农房建设竣工核验", CONFIRMATION),
			("限额以下工程安全检查", INSPECTION),
		),
	),
	("LYJ", (("林木采伐许可", LICENCE), ("森林防火检查", INSPECTION), ("林木种苗经营检查", INSPECTION))),
	(
		"YJGL",
		(
			("小微企业安全生产检查", INSPECTION),
			("烟花爆竹零售点检查", INSPECTION),
			("生产安全事故隐患责令整改", OTHER),
		),
	),
	("SCJG", (("小餐饮店登记", LICENCE), ("食品摊贩登记", LICENCE), ("农村集体聚餐备案", OTHER))),
	(
		"RSJ",
		(
			("就业困难人员认定", CONFIRMATION),
			("劳动用工日常检查", INSPECTION),
			("公益性岗位核定", CONFIRMATION),
		),
	),
	(
		"MZJ",
		(
			("最低生活保障对象认定", CONFIRMATION),
			("特困人员认定", CONFIRMATION),
			("临时救助审批", CONFIRMATION),
		),
	),
	(
		"CZJ",
		(("惠农补贴资格核定", CONFIRMATION), ("村级财务检查", INSPECTION), ("政府采购小额项目核准", OTHER)),
	),
	(
		"SFJ",
		(("法律援助初审", CONFIRMATION), ("人民调解员聘任备案", OTHER), ("社区矫正协助检查", INSPECTION)),
	),
	(
		"WSJK",
		(("生育登记", CONFIRMATION), ("村卫生室日常检查", INSPECTION), ("公共场所卫生检查", INSPECTION)),
	),
	(
		"SLJ",
		(
			("河道日常巡查检查", INSPECTION),
			("农村供水设施检查", INSPECTION),
			("小型水利工程占用许可", LICENCE),
		),
	),
	(
		"JTYS",
		(("临时占用农村道路许可", LICENCE), ("农村道路超限检查", INSPECTION), ("渡口安全检查", INSPECTION)),
	),
	("WGLT", (("农家乐民宿经营检查", INSPECTION), ("文物安全巡查", INSPECTION), ("乡村文化活动备案", OTHER))),
	(
		"JYJ",
		(("校外托管机构检查", INSPECTION), ("困难学生资助认定", CONFIRMATION), ("延缓入学审批", LICENCE)),
	),
	("STHJ", (("畜禽养殖污染检查", INSPECTION), ("餐饮油烟检查", INSPECTION), ("秸秆露天焚烧处罚", PENALTY))),
	(
		"ZHZF",
		(
			("占道经营处罚", PENALTY),
			("违法建设处罚", PENALTY),
			("乱倒垃圾处罚", PENALTY),
			("户外广告设置许可", LICENCE),
			("噪声扰民处罚", PENALTY),
		),
	),
)

ENTRUSTED = 27


def administrative() -> list[tuple[str, str, str, str]]:
	"""(department, name, type, mode) of the 53, in register order."""
	rows = [(dept, name, kind) for dept, powers in ADMINISTRATIVE for name, kind in powers]
	# Penalties cannot be a county paper's entrustment here: they come last and stand on the provincial decision
	return [(*row, "Entrusted" if number < ENTRUSTED else "Authorised") for number, row in enumerate(rows)]
