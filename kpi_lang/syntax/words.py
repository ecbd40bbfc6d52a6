"""The predeclared names of the language in both skins: kinds, functions, values and rounding modes.

They are names, not keywords: a policy may declare its own `total` row of a records table. Each has one
canonical form, by which the later stages know it, and is printed in the skin of the policy.
"""

from attrs import frozen

from kpi_lang.syntax.tree import Skin


@frozen
class Word:
    """A predeclared name: its canonical form, how each skin prints it, and what else is understood."""

    canonical: str
    english: str
    chinese: str
    also: tuple[str, ...] = ()

    def in_skin(self, skin: Skin) -> str:
        """The name as the skin prints it."""
        match skin:
            case Skin.ENGLISH:
                return self.english
            case Skin.CHINESE:
                return self.chinese


def _same(english: str, chinese: str, *also: str) -> Word:
    return Word(english, english, chinese, also)


KINDS = (
    _same("money", "金额"),
    _same("ratio", "比率", "比例"),
    _same("points", "分值"),
    _same("count", "次数", "计数"),
    _same("number", "数值"),
    _same("days", "天数"),
    _same("date", "日期"),
    _same("month", "月份"),
    _same("text", "文本"),
    _same("yes/no", "是否", "flag"),
)

FUNCTIONS = (
    _same("count", "计数"),
    _same("sum", "合计"),
    _same("mean", "平均", "average"),
    _same("trimmed_mean", "截尾平均"),
    _same("best_mean", "最好平均"),
    _same("min", "最小"),
    _same("max", "最大"),
    _same("first", "首个"),
    _same("last", "末个"),
    _same("distinct", "去重计数"),
    _same("round", "修约", "取整"),
    _same("abs", "绝对值"),
    _same("convert", "折算"),
    _same("missing", "缺失"),
    _same("present", "有值"),
    _same("days_between", "相隔天数"),
    _same("months_between", "相隔月数"),
    _same("years_between", "相隔年数"),
    _same("add_months", "加月数"),
    _same("year", "年份"),
    _same("month", "月份"),
    _same("day", "日数"),
    _same("rank", "排名", "名次"),
    _same("dense_rank", "密集排名"),
    _same("mid_rank", "平均排名"),
    _same("percentile", "百分位"),
    _same("ntile", "等分组"),
    _same("quartile", "四等分组"),
    _same("quintile", "五等分组"),
    _same("share", "占比"),
    _same("median", "中位数"),
    _same("z_score", "标准分"),
    _same("share_of_period", "在期天数占比"),
    _same("months_of_period", "在期整月数"),
    _same("previous", "上期"),
    _same("to_date", "本年累计"),
    _same("in_a_row", "连续期数"),
)

VALUES = (
    _same("total", "总分", "总分项"),
    _same("base_score", "基础得分"),
    _same("grade", "等级"),
    _same("provisional_grade", "初评等级"),
    _same("proposed_grade", "建议等级"),
    _same("appraised", "参评"),
    _same("as_of", "截止日期", "考核截止日"),
    _same("period_start", "期初日"),
    _same("period_end", "期末日"),
    _same("past", "往期"),
    _same("rolled_up", "跨期考核"),
    _same("scorecard", "考核表名"),
    _same("measure", "计算值"),
    _same("yes", "是"),
    _same("no", "否"),
    _same("reports", "下属", "直接下属"),
    _same("everybody", "全体", "全员", "所有人"),
)

MODES = (
    _same("half_up", "四舍五入"),
    _same("half_even", "四舍六入五成双"),
    _same("half_down", "五舍六入"),
    _same("up", "进位"),
    _same("down", "舍去"),
    _same("floor", "向下"),
    _same("ceiling", "向上"),
)

PARTS = (
    _same("weight", "权重"),
    _same("score", "得分"),
    _same("points", "加权得分"),
    _same("carried", "结转"),
)
"""What may follow a name, as `measure` may: `turnover_rate.weight` of an indicator, `debt.carried` of a balance."""

FIELDS = (
    _same("measure", "计算口径", "计算公式"),
    _same("score", "得分", "得分项", "评分标准"),
    _same("undefined", "无法计算", "无法计算时"),
    _same("missing", "缺失", "缺失时"),
    _same("class", "类别"),
    _same("formula", "公式"),
    _same("least", "最低", "保底"),
    _same("most", "最高", "封顶"),
    _same("out_of", "满分"),
)
"""The parts of declarations that an amendment may set: `turnover_rate.score`, `total.most`."""

_ALL = (*KINDS, *FUNCTIONS, *VALUES, *MODES, *PARTS)
_CANONICAL = {
    spelling: word.canonical
    for word in reversed(_ALL)
    for spelling in (word.canonical, word.english, word.chinese, *word.also)
}
_FIELDS = {spelling: word for word in FIELDS for spelling in (word.english, word.chinese, *word.also)}
_BY_CANONICAL = {word.canonical: word for word in reversed(_ALL[len(KINDS) :])}
_KINDS_BY_CANONICAL = {word.canonical: word for word in KINDS}


def canonical(text: str) -> str | None:
    """The canonical form of a predeclared name in either skin, None for any other name."""
    return _CANONICAL.get(text)


def in_skin(name: str, skin: Skin) -> str:
    """How a skin prints the function, value or mode with this canonical form; other names stay."""
    word = _BY_CANONICAL.get(name)
    return name if word is None else word.in_skin(skin)


def kind_in_skin(name: str, skin: Skin) -> str:
    """How a skin prints the kind with this canonical form; other names stay.

    Kinds have words of their own: a count is `次数` as a kind and `计数` as a function.
    """
    word = _KINDS_BY_CANONICAL.get(name)
    return name if word is None else word.in_skin(skin)


def field_of(text: str) -> str | None:
    """The canonical form of a part that an amendment may set, None for any other name."""
    word = _FIELDS.get(text)
    return None if word is None else word.canonical


def field_in_skin(text: str, skin: Skin) -> str:
    """How a skin prints a part that an amendment may set; other names stay."""
    word = _FIELDS.get(text)
    return text if word is None else word.in_skin(skin)
