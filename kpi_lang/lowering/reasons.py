"""Reasons for a missing result that the policy's author did not word, in the language of the policy's keywords.

A reason is part of the result, so it cannot wait for the reader's language: it is written like the policy.
"""

from collections.abc import Mapping

from kpi_lang.syntax.tree import Skin

_REASONS: Mapping[str, tuple[str, str]] = {
    "not in scorecard": ("not in scorecard {card}", "不在考核表 {card} 中"),
    "nothing scored": ("{what}: nothing was scored", "{what}：没有任何一项得分"),
    "too few scored": ("{what}: fewer than {number} were scored", "{what}：得分项不足 {number} 项"),
    "no value yet": ("{what}: no value before the first date", "{what}：首个日期之前没有值"),
    "not appraised": ("not appraised, because {why}", "不参加考核：{why}"),
    "when not appraised": ("when not appraised", "不参加考核时"),
    "no talk": (
        "{what}: scores of two stages differ by more than {limit}, and no talk is recorded",
        "{what}：两个评分环节相差超过 {limit}，且没有面谈记录",
    ),
    "without talk": (
        "stages differ by more than {limit} without a talk",
        "评分环节相差超过 {limit} 而未面谈",
    ),
    "too few raters": ("{what}: fewer than {number} raters", "{what}：评议人数不足 {number} 人"),
    "number of raters": ("{what}: number of raters", "{what}：评议人数"),
    "weight of": ("{what}: weight", "{what}：权重"),
    "weight that takes part": ("weight that takes part", "参与计分的权重"),
    "weight of all": ("weight of all rows", "全部权重"),
    "left out": ("Left out", "不计入"),
    "row score": ("Score", "得分"),
    "row points": ("Weighted score", "加权得分"),
    "no adjustment": ("no adjustment", "未调整"),
    "adjusted": ("adjusted, with reason and approval", "已调整（有理由和批准人）"),
    "adjustment reason": ("{what} needs a reason in `{column}`", "{what}须在 `{column}` 中写明理由"),
    "adjustment approver": ("{what} needs an approver in `{column}`", "{what}须在 `{column}` 中写明批准人"),
    "too few periods": (
        "{what}: fewer than {number} periods have a score",
        "{what}：有得分的周期不足 {number} 期",
    ),
    "no previous": ("{text} of the previous period", "上期的 {text}"),
    "starts": ("before the first period", "首期之前"),
    "carried": ("carried over", "上期结转"),
    "cohort unknown": (
        "pending, because the distribution needs everybody of the cohort",
        "待定：强制分布须有全部同组人员的结果",
    ),
    "cohort incomplete": (
        "pending, because data of somebody in the cohort were rejected",
        "待定：同组人员中有人的数据被退回",
    ),
    "not approved": ("pending, because {approver} has not approved yet", "待定：尚未经 {approver} 批准"),
    "declined": ("pending, because {approver} has declined the proposal", "待定：{approver} 未批准该建议"),
    "as distributed": ("as the distribution proposes", "按强制分布的建议"),
    "as approved": ("as approved", "按审定结果"),
    "unshared": ("{what} cannot be shared out", "{what}无法分配"),
    "outcome": ("{what}: {clause}", "{what}：{clause}"),
}


def reason(key: str, skin: Skin, **words: object) -> str:
    """The reason ``key`` with its words filled in."""
    english, chinese = _REASONS[key]
    return (chinese if skin is Skin.CHINESE else english).format_map(words)
