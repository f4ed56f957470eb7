"""What the demo township consists of. The place exists; every person, village and case is invented."""

from __future__ import annotations

SITE_TITLE = "隆宫乡政务"

TOWNSHIP = {
	"township_code": "331126205",
	"township_name": "隆宫乡（演示）",
	"document_code": "隆政",
	"kind": "Township",
	"kind_name": "乡",
	"county": "庆元县",
	"agriculture_led": 1,
}

# A second township, so that "only one's own township" is seen and tested
NEIGHBOUR = {
	"township_code": "331126204",
	"township_name": "张村乡（演示）",
	"document_code": "张政",
	"kind": "Township",
	"kind_name": "乡",
	"county": "庆元县",
	"agriculture_led": 1,
}

VILLAGES = (
	("01", "竹溪村", 412, 1386),
	("02", "上林村", 268, 874),
	("03", "石桥村", 305, 1012),
	("04", "云岭村", 187, 593),
	("05", "东坑村", 233, 741),
	("06", "下坞村", 156, 480),
)

# What somebody new at a desk like this gets
ROLE_PROFILES = {
	"窗口岗": ("Window Clerk", "Agency Clerk"),
	"村干部岗": ("Village Cadre",),
	"机构负责人岗": ("Office Head", "Agency Clerk"),
}

DEPARTMENTS = (
	("ZZB", "中共庆元县委组织部"),
	("NYNC", "庆元县农业农村局"),
	("ZRZY", "庆元县自然资源和规划局"),
	("ZJJ", "庆元县住房和城乡建设局"),
	("LYJ", "庆元县林业局"),
	("YJGL", "庆元县应急管理局"),
	("SCJG", "庆元县市场监督管理局"),
	("RSJ", "庆元县人力资源和社会保障局"),
	("MZJ", "庆元县民政局"),
	("CZJ", "庆元县财政局"),
	("SFJ", "庆元县司法局"),
	("WSJK", "庆元县卫生健康局"),
	("SLJ", "庆元县水利局"),
	("JTYS", "庆元县交通运输局"),
	("WGLT", "庆元县文化和广电旅游体育局"),
	("JYJ", "庆元县教育局"),
	("STHJ", "庆元县生态环境分局"),
	("ZHZF", "庆元县综合行政执法局"),
)

# code, name, type, agricultural, plate name (template S03: one office and several centres)
OFFICES = (
	("LD", "领导班子", "Leadership", 0, ""),
	("DZ", "党政综合办公室", "Office", 0, ""),
	("NC", "农村工作指导中心", "Centre", 1, ""),
	("WW", "维稳调处服务中心", "Centre", 0, "信访接待室"),
	("SB", "社会保障服务中心", "Centre", 0, "便民服务中心"),
	("CJ", "村镇建设管理中心", "Centre", 1, "综合执法队"),
)

# code, office, name, level, ceiling, technical, certificate
POSTS = (
	("LD01", "LD", "乡长", "Director", 1, 0, ""),
	("LD02", "LD", "副乡长", "Deputy", 3, 0, ""),
	("DZ01", "DZ", "党政办主任", "Director", 1, 0, ""),
	("DZ02", "DZ", "党政办副主任", "Deputy", 2, 0, ""),
	("DZ03", "DZ", "组织干事", "General", 2, 0, ""),
	("DZ04", "DZ", "财务干事", "General", 1, 0, ""),
	("NC01", "NC", "农村中心主任", "Director", 1, 0, ""),
	("NC02", "NC", "农村中心副主任", "Deputy", 2, 0, ""),
	("NC03", "NC", "农技员", "General", 4, 1, ""),
	("WW01", "WW", "维稳中心主任", "Director", 1, 0, ""),
	("WW02", "WW", "维稳中心副主任", "Deputy", 2, 0, ""),
	("WW03", "WW", "信访干事", "General", 3, 0, ""),
	("SB01", "SB", "社保中心主任", "Director", 1, 0, ""),
	("SB02", "SB", "社保中心副主任", "Deputy", 2, 0, ""),
	("SB03", "SB", "窗口干事", "General", 5, 0, ""),
	("CJ01", "CJ", "村建中心主任", "Director", 1, 0, ""),
	("CJ02", "CJ", "村建中心副主任", "Deputy", 2, 0, ""),
	("CJ03", "CJ", "执法队员", "General", 4, 0, "行政执法证"),
)

# sign-in, name, gender, born, post, since, staffing, technical, roles
PEOPLE = (
	(
		"lin.xz",
		"林建国",
		"Male",
		"1974-03-12",
		"LD01",
		"2021-06-01",
		"Administrative",
		0,
		("Township Leader",),
	),
	(
		"zhou.fxz",
		"周明辉",
		"Male",
		"1979-08-25",
		"LD02",
		"2021-06-01",
		"Administrative",
		0,
		("Township Leader",),
	),
	(
		"ye.fxz",
		"叶淑芬",
		"Female",
		"1982-11-02",
		"LD02",
		"2022-03-15",
		"Administrative",
		0,
		("Township Leader",),
	),
	("wu.zr", "吴志强", "Male", "1976-05-19", "DZ01", "2015-04-01", "Administrative", 0, ("Office Head",)),
	(
		"chen.dz",
		"陈晓燕",
		"Female",
		"1988-01-30",
		"DZ02",
		"2019-09-01",
		"Administrative",
		0,
		("Office Head", "Finance Officer"),
	),
	(
		"xu.dz",
		"徐海涛",
		"Male",
		"1985-07-07",
		"DZ02",
		"2020-09-01",
		"Administrative",
		0,
		("Disclosure Officer", "Document Clerk"),
	),
	(
		"mao.zz",
		"毛丽萍",
		"Female",
		"1990-10-15",
		"DZ03",
		"2020-03-01",
		"Administrative",
		0,
		("Organisation Officer",),
	),
	("hu.cw", "胡建平", "Male", "1983-12-21", "DZ04", "2018-07-01", "Institution", 0, ("Finance Officer",)),
	("fan.nc", "范永林", "Male", "1973-09-09", "NC01", "2014-10-01", "Institution", 0, ("Office Head",)),
	("liu.nc", "刘伟民", "Male", "1981-02-14", "NC02", "2020-11-01", "Institution", 0, ()),
	("he.nc", "何美玲", "Female", "1984-06-06", "NC02", "2023-02-01", "Institution", 0, ()),
	("zheng.nj", "郑国富", "Male", "1978-04-18", "NC03", "2012-05-01", "Institution", 1, ()),
	("pan.nj", "潘秀珍", "Female", "1986-08-08", "NC03", "2019-01-01", "Institution", 1, ()),
	("yang.nj", "杨树根", "Male", "1991-03-03", "NC03", "2022-07-01", "Institution", 1, ()),
	("luo.nj", "罗国平", "Male", "1989-04-24", "NC03", "2021-09-01", "Institution", 1, ()),
	("hong.ww", "洪志远", "Male", "1980-01-11", "WW01", "2022-01-01", "Administrative", 0, ("Office Head",)),
	("jiang.ww", "姜玉兰", "Female", "1987-05-27", "WW02", "2016-03-01", "Administrative", 0, ("Mediator",)),
	(
		"qiu.ww",
		"邱文斌",
		"Male",
		"1989-09-13",
		"WW02",
		"2021-05-01",
		"Administrative",
		0,
		("Mediator", "Legal Reviewer"),
	),
	(
		"tang.xf",
		"汤雪梅",
		"Female",
		"1992-12-05",
		"WW03",
		"2021-08-01",
		"Administrative",
		0,
		("Petition Officer",),
	),
	("zhu.xf", "朱春生", "Male", "1990-02-20", "WW03", "2020-08-01", "Institution", 0, ("Petition Officer",)),
	(
		"shen.sb",
		"沈慧",
		"Female",
		"1983-04-04",
		"SB01",
		"2020-05-01",
		"Administrative",
		0,
		("Office Head", "Hall Manager"),
	),
	(
		"gu.sb",
		"顾建华",
		"Male",
		"1986-10-10",
		"SB02",
		"2021-03-01",
		"Institution",
		0,
		("Power Register Officer",),
	),
	("lu.sb", "陆小红", "Female", "1988-06-16", "SB02", "2023-06-01", "Institution", 0, ("Hall Manager",)),
	("chen.ck", "陈芳", "Female", "1994-07-19", "SB03", "2021-03-01", "Institution", 0, ("Window Clerk",)),
	("li.ck", "李文静", "Female", "1996-01-08", "SB03", "2022-09-01", "Contract", 0, ("Window Clerk",)),
	("huang.ck", "黄志伟", "Male", "1993-11-23", "SB03", "2019-10-01", "Institution", 0, ("Window Clerk",)),
	("wang.db", "王桂香", "Female", "1985-03-29", "SB03", "2018-02-01", "Contract", 0, ("Agency Clerk",)),
	("xie.cj", "谢立新", "Male", "1977-08-17", "CJ01", "2019-04-01", "Administrative", 0, ("Office Head",)),
	(
		"dong.cj",
		"董海燕",
		"Female",
		"1985-05-05",
		"CJ02",
		"2020-02-01",
		"Administrative",
		0,
		("Enforcement Officer",),
	),
	(
		"ren.cj",
		"任志刚",
		"Male",
		"1988-09-28",
		"CJ02",
		"2022-11-01",
		"Institution",
		0,
		("Enforcement Officer",),
	),
	(
		"kong.zf",
		"孔德明",
		"Male",
		"1987-12-12",
		"CJ03",
		"2019-06-01",
		"Institution",
		0,
		("Enforcement Officer",),
	),
	(
		"cao.zf",
		"曹军",
		"Male",
		"1991-06-21",
		"CJ03",
		"2020-04-01",
		"Institution",
		0,
		("Enforcement Officer",),
	),
	(
		"yuan.zf",
		"袁丽",
		"Female",
		"1993-02-02",
		"CJ03",
		"2022-04-01",
		"Contract",
		0,
		("Enforcement Officer",),
	),
)

# Accounts without a cadre record in the township
OUTSIDERS = (
	("admin.xz", "演示管理员", ("Township Administrator",), True),
	("auditor", "审计员", ("Auditor",), False),
	("lianluo.xj", "县级部门联络员", ("County Supervisor",), True),
	("county", "县级监督员", ("County Supervisor",), False),
	("discipline", "纪检员", ("Discipline Inspector",), True),
)

# certificate no, type, who, issued, valid for how many more days (one has expired)
CERTIFICATES = (
	("浙K-0426-001", "行政执法证", "dong.cj", "2022-05-10", 168),
	("浙K-0426-002", "行政执法证", "ren.cj", "2023-01-16", 419),
	("浙K-0426-003", "行政执法证", "kong.zf", "2021-03-08", 105),
	("浙K-0426-004", "行政执法证", "cao.zf", "2021-09-01", -83),
	("浙K-0426-005", "行政执法证", "yuan.zf", "2022-12-05", 39),
	("浙K-0426-006", "行政执法证", "xie.cj", "2020-07-20", 239),
)

# hall code, name, floor, theme (S14: two floors, 8 + 8 windows)
HALLS = (
	("A", "民生服务大厅", 1, "民生服务"),
	("B", "社会管理大厅", 2, "社会管理"),
)
WINDOWS = (
	("A", "A01", "综合受理", "chen.ck"), ("A", "A02", "综合受理", "li.ck"), ("A", "A03", "社会保险", "huang.ck"),
	("A", "A04", "民政救助", "chen.ck"), ("A", "A05", "医疗保障", "li.ck"), ("A", "A06", "户籍证照", "huang.ck"),
	("A", "A07", "就业服务", "chen.ck"), ("A", "A08", "代办帮办", "wang.db"),
	("B", "B01", "农业农村", "huang.ck"), ("B", "B02", "宅基建房", "li.ck"), ("B", "B03", "林业", "huang.ck"),
	("B", "B04", "市场准入", "chen.ck"), ("B", "B05", "综合执法", "li.ck"), ("B", "B06", "信访接待", "chen.ck"),
	("B", "B07", "法律服务", "huang.ck"), ("B", "B08", "咨询投诉", "li.ck"),
)  # fmt: skip

# code, name, department, type, legal days, promised days, basis, office, materials
ITEMS = (
	("D001", "农村村民住宅用地审批", "ZRZY", "Administrative Licence", 20, 15, "《中华人民共和国土地管理法》第六十二条", "CJ",
		("农村宅基地和建房申请表", "户口簿复印件", "村民会议讨论记录")),
	("D002", "乡村建设规划许可", "ZJJ", "Administrative Licence", 20, 10, "《中华人民共和国城乡规划法》第四十一条", "CJ",
		("建设规划许可申请表", "建设工程设计方案", "村民委员会书面同意意见")),
	("D003", "林木采伐许可", "LYJ", "Administrative Licence", 20, 7, "《中华人民共和国森林法》第五十六条", "NC",
		("林木采伐申请表", "林权证明", "伐区调查设计材料")),
	("D004", "小餐饮店登记", "SCJG", "Administrative Licence", 10, 5, "《浙江省食品小作坊小餐饮店小食杂店和食品摊贩管理规定》", "SB",
		("登记申请表", "经营场所证明", "从业人员健康证明")),
	("D005", "最低生活保障对象认定", "MZJ", "Administrative Confirmation", 30, 20, "《社会救助暂行办法》第十一条", "SB",
		("申请书", "家庭经济状况声明", "授权核查书")),
	("D006", "高龄津贴发放", "MZJ", "Administrative Payment", 15, 5, "《中华人民共和国老年人权益保障法》第三十三条", "SB",
		("高龄津贴申请表", "身份证复印件")),
	("D007", "城乡居民基本养老保险参保登记", "RSJ", "Public Service", 8, 5, "《国务院关于建立统一的城乡居民基本养老保险制度的意见》", "SB",
		("参保登记表", "身份证复印件")),
	("D008", "就业困难人员认定", "RSJ", "Administrative Confirmation", 15, 10, "《中华人民共和国就业促进法》第五十二条", "SB",
		("认定申请表", "失业登记证明")),
	("D009", "农药经营备案咨询", "NYNC", "Public Service", 10, 5, "《农药管理条例》第二十四条", "NC",
		("经营情况说明",)),
	("D010", "临时占用农村道路许可", "JTYS", "Administrative Licence", 20, 8, "《农村公路建设管理办法》", "CJ",
		("占用申请表", "施工方案", "安全保障措施")),
)  # fmt: skip
