"""The lines of a title (GB/T 9704-2012, 7.3.1): whole words, balanced, shaped like a trapezium or a rhombus.

Without a dictionary of the language it knows the words that titles of official documents are made of, and the names it is
given. Every way to break the title is weighed; the cheapest wins.
"""

from __future__ import annotations

import re
from functools import lru_cache

from township_gov.documents.layout.grid import NOT_FIRST, NOT_LAST, cells

# 二号 (22 pt) on a measure of 156 mm
TITLE_CELLS = 20
_WORDS = (
	"人民政府 委员会 办事处 办公室 领导小组 工作组 指挥部 党委 政府 居民 村民 党政 机关 干部 中心 "
	"关于 印发 转发 批转 调整 成立 设立 撤销 表彰 召开 举办 开展 做好 加强 进一步 全面 深入 推进 推动 落实 贯彻 实施 组织 申请 "
	"请求 要求 报送 公布 发布 启用 废止 修订 制定 聘任 任免 同意 不予 给予 解决 拨付 补助 "
	"工作 管理 建设 发展 改革 服务 安全 生产 防汛 防台 抗旱 防火 森林 消防 应急 预案 方案 意见 办法 规定 制度 细则 计划 规划 "
	"要点 总结 情况 报告 请示 批复 通知 通报 通告 公告 公报 决定 决议 意见 议案 纪要 会议 名单 目录 清单 "
	"农村 农业 乡村 振兴 环境 整治 卫生 生态 文明 土地 宅基地 房屋 建房 审批 行政 处罚 执法 许可 "
	"经费 资金 项目 工程 年度 上半年 下半年 第一季度 第二季度 第三季度 第四季度 先进 集体 个人 同志 职务 "
	"人员 成员 分工 责任 考核 评议 监督 检查 专项 行动 排查 隐患 治理 信访 矛盾 纠纷 调解 便民 政务 公开 值班 值守 "
	"村庄 人居 公章 印章 汛期 灾害 地质 道路 交通 水利 河道 食品 药品 疫情 防控 人口 普查 统计 户籍 低保 医保 社保 养老 残疾人 "
	"收入 支出 承包 山林 林地 反映 事项 处理 意见书 决定书 告知书 通知书 道路 养护 申报 补贴 表彰 奖励 选举 换届 培训 救助 "
	"春耕 备耕 秋冬种 农机 茶园 病虫害 供水 饮用水 垃圾 分类 污水 厕所 古村 文物 旅游 招商 移民 搬迁 征收 征地 拆迁"
).split()
_YEAR = re.compile(r"[0-9〇一二三四五六七八九十]+(?:年度|年|月|日|号|次|届|期)+|[!-~]+|《[^《》]{1,18}》")
# What each kind of fault costs; only their order matters
_TORN, _BAD_EDGE, _SHORT_END, _SHAPE = 60.0, 25.0, 40.0, 12.0
_GOOD_END = ("关于", "关于印发", "关于转发", "人民政府", "委员会", "办公室", "办事处", "印发")
_BAD_START = frozenset("的和与及或之等村镇乡县市局办")


def title_lines(title: str, names: tuple[str, ...] = (), width: float = TITLE_CELLS) -> list[str]:
	"""The title in lines of at most `width` characters; `names` (organs, places) are kept whole where they fit."""
	title = title.strip()
	if cells(title) <= width:
		return [title]
	return list(_Weighing(title, names, width).lines())


class _Weighing:
	"""All ways to break one title, each part of them weighed once."""

	def __init__(self, title: str, names: tuple[str, ...], width: float):
		self.title, self.width = title, width
		self.torn = _inside_words(title, names)
		self.count = _least_lines(title, width)
		self.ideal = cells(title) / self.count
		self.best = lru_cache(maxsize=None)(self._best)

	def lines(self) -> tuple[str, ...]:
		for count in (self.count, self.count + 1, self.count + 2):
			cost, lines = self.best(0, count)
			if lines:
				return lines
		return tuple(_cut(self.title, self.width))

	def _best(self, start: int, left: int) -> tuple[float, tuple[str, ...]]:
		"""The cheapest way to set the title from `start` in exactly `left` lines."""
		rest = self.title[start:]
		if left == 1:
			return (self._line_cost(rest, True), (rest,)) if cells(rest) <= self.width else (1e9, ())
		cheapest: tuple[float, tuple[str, ...]] = (1e9, ())
		for end in range(start + 1, len(self.title)):
			line = self.title[start:end]
			if cells(line) > self.width:
				break
			cost, lines = self.best(end, left - 1)
			if not lines:
				continue
			total = cost + self._line_cost(line, False) + self._break_cost(end) + _shape(line, lines)
			if total < cheapest[0]:
				cheapest = (total, (line, *lines))
		return cheapest

	def _line_cost(self, line: str, last: bool) -> float:
		size = cells(line)
		cost = (size - self.ideal) ** 2 / 4
		return cost + _SHORT_END if last and size < min(6, self.ideal / 2) else cost

	def _break_cost(self, at: int) -> float:
		before, after = self.title[:at], self.title[at:]
		cost = _TORN if at in self.torn else 0.0
		if before[-1] in NOT_LAST or after[0] in NOT_FIRST:
			cost += 10 * _TORN
		if after[0] in _BAD_START:
			cost += _BAD_EDGE
		if before[-1] in "、的":
			cost -= 1
		if before.endswith(_GOOD_END):
			cost -= 4
		return cost


def _shape(line: str, following: tuple[str, ...]) -> float:
	"""Neither a block of equal lines nor an hour-glass."""
	sizes = [cells(line), *(cells(one) for one in following)]
	if len(sizes) == 2:
		return 2.0 if sizes[0] == sizes[1] else 0.0
	waist = sizes[1] < sizes[0] and sizes[1] < sizes[2]
	return _SHAPE if waist else 0.0


def _inside_words(title: str, names: tuple[str, ...]) -> frozenset[int]:
	"""Places inside of a known word, a name, a year or a quoted title."""
	inside: set[int] = set()
	for word in (*_WORDS, *(name for name in names if name)):
		at = title.find(word)
		while at >= 0:
			inside.update(range(at + 1, at + len(word)))
			at = title.find(word, at + 1)
	for match in _YEAR.finditer(title):
		inside.update(range(match.start() + 1, match.end()))
	return frozenset(inside)


def _least_lines(title: str, width: float) -> int:
	return max(2, int(-(-cells(title) // width)))


def _cut(title: str, width: float) -> list[str]:
	"""What no breaking fits (a very long Latin word) is cut by width."""
	step = max(1, int(width))
	return [title[at : at + step] for at in range(0, len(title), step)]
