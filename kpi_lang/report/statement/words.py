"""The words of statements in both languages."""

from attrs import frozen

from kpi_lang.core.plan import Role
from kpi_lang.source import Lang


@frozen
class Words:
    """Headings and sentences; patterns have named places."""

    document: str
    period: str
    scorecard: str
    indicators: str
    indicator: str
    target: str
    actual: str
    measure: str
    score: str
    weight: str
    points: str
    adjustments: str
    results: str
    roles: dict[Role, str]
    proposed: str
    outlook: str
    outlook_note: str
    no_single: str
    unsettled: str
    more: str
    less: str
    becomes: str
    reaching: str
    reaching_total: str
    record: str
    version: str
    out_of_scope: str
    sign: tuple[str, ...]
    unfold: str
    separator: str
    backing: str


WORDS: dict[Lang, Words] = {
    "en": Words(
        document="Performance statement",
        period="Period",
        scorecard="Scorecard",
        indicators="Indicators",
        indicator="Indicator",
        target="Target",
        actual="Actual",
        measure="Measure",
        score="Score",
        weight="Weight",
        points="Points",
        adjustments="Bonus, deduction and limits",
        results="Result",
        roles={
            Role.TOTAL: "Total",
            Role.PROVISIONAL_GRADE: "Grade by score",
            Role.GRADE: "Grade",
        },
        proposed="Proposed grade",
        outlook="The nearest way to a better grade",
        outlook_note="Each is the least change of that figure alone, all else as it is; computed exactly.",
        no_single="No single figure alone would lead to a better grade.",
        unsettled="Not settled for: {figures}.",
        more="{title}: {change} more, {after} instead of {before}",
        less="{title}: {change} less, {after} instead of {before}",
        becomes="{title}: {after} instead of {before}",
        reaching="grade {grade}",
        reaching_total="total {total}, grade {grade}",
        record="{records} {row}, {title}",
        version="version {version}",
        out_of_scope="The policy does not apply to this person.",
        sign=("Employee", "Reviewer", "Approver"),
        unfold="Click a line to see how its figures came about.",
        separator=", ",
        backing="{title}: {text}",
    ),
    "zh": Words(
        document="绩效考核结果单",
        period="考核周期",
        scorecard="考核表",
        indicators="考核指标",
        indicator="指标",
        target="目标值",
        actual="完成值",
        measure="计算值",
        score="得分",
        weight="权重",
        points="加权得分",
        adjustments="加分、扣分与限制",
        results="结果",
        roles={
            Role.TOTAL: "总分",
            Role.PROVISIONAL_GRADE: "按得分的等级",
            Role.GRADE: "等级",
        },
        proposed="建议等级",
        outlook="距更高等级最近的途径",
        outlook_note="每一条都只改变该项数据、其余不变，为所需的最小改变，精确计算。",
        no_single="仅改变任何一项数据都不能达到更高等级。",
        unsettled="下列数据未能确定：{figures}。",
        more="{title}：增加 {change}，由 {before} 到 {after}",
        less="{title}：减少 {change}，由 {before} 到 {after}",
        becomes="{title}：由 {before} 变为 {after}",
        reaching="等级 {grade}",
        reaching_total="总分 {total}，等级 {grade}",
        record="{records}第 {row} 条的{title}",
        version="第 {version} 版",
        out_of_scope="方案不适用于此人。",
        sign=("本人", "考核人", "审定人"),
        unfold="点击任一行可展开其由来。",
        separator="，",
        backing="{title}：{text}",
    ),
}
