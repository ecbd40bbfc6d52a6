"""What a distribution and its approval did to a grade, in words."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from kpi_lang.core.plan import Stage
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Note
from kpi_lang.source import Lang
from kpi_lang.source.figures import exact_text


class _Words(NamedTuple):
    moved: str
    everybody: str
    level: str
    and_others: str
    rule: str
    at_most: str
    at_least: str
    exactly: str
    ahead: str
    behind: str
    approved: str
    edited: str


_WORDS: dict[Lang, _Words] = {
    "en": _Words(
        "moved from {start} to {end}: place {place} of {headcount} in {cohort}",
        "the cohort of everybody",
        "level with {keys}: people who are level stay together",
        " and {number} more",
        "because of `{rule}`: {bound}, there were {number}",
        "at most {most}",
        "at least {least}",
        "exactly {most}",
        "next ahead: {key}, {grade}",
        "next behind: {key}, {grade}",
        "approved by {approver}{on}",
        "changed from {start} to {end} by the approver: {reason}",
    ),
    "zh": _Words(
        "由 {start} 调整为 {end}：{cohort} {headcount} 人中排第 {place}",
        "全公司",
        "与 {keys} 并列，并列者不分开",
        " 等，另有 {number} 人",
        "依据 `{rule}`：{bound}，原有 {number} 人",
        "最多 {most} 人",
        "最少 {least} 人",
        "应为 {most} 人",
        "前一名：{key}，{grade}",
        "后一名：{key}，{grade}",
        "{approver} 已批准{on}",
        "批准人由 {start} 改为 {end}：{reason}",
    ),
}


def settled_lines(note: Note, lang: Lang) -> tuple[str, ...]:
    """The note of a move or an approval, line by line."""
    words = _WORDS[lang]
    return tuple(_moved(note, words) if note.stage is Stage.CALIBRATE else _approved(note, words))


def _moved(note: Note, words: _Words) -> Iterator[str]:
    facts = dict(note.facts)
    yield words.moved.format(
        start=facts["from"],
        end=facts["to"],
        place=_text(facts["place"]),
        headcount=_text(facts["headcount"]),
        cohort=facts["cohort"] or words.everybody,
    )
    level = facts.get("level")
    if isinstance(level, Fraction):
        named = [str(value) for name, value in note.facts if name == "with"]
        more = words.and_others.format(number=_text(level - len(named))) if level > len(named) else ""
        yield words.level.format(keys=", ".join(named) + more)
    for place, (name, value) in enumerate(note.facts):
        if name == "rule":
            bounds = dict(note.facts[place + 1 : place + 4])
            yield words.rule.format(
                rule=value, bound=_bound(bounds, facts, words), number=_text(bounds["number"])
            )
    for side, pattern in (("ahead", words.ahead), ("behind", words.behind)):
        if side in facts:
            yield pattern.format(key=facts[side], grade=facts[f"{side} grade"])


def _bound(bounds: dict[str, Value], facts: dict[str, Value], words: _Words) -> str:
    least, most = bounds["least"], bounds["most"]
    if least == 0:
        return words.at_most.format(most=_text(most))
    if least == most:
        return words.exactly.format(most=_text(most))
    return words.at_least.format(least=_text(least))


def _approved(note: Note, words: _Words) -> Iterator[str]:
    for place, (name, value) in enumerate(note.facts):
        if name == "approver":
            following = note.facts[place + 1 : place + 2]
            on = f" {following[0][1]}" if following and following[0][0] == "date" else ""
            yield words.approved.format(approver=value, on=on)
    facts = dict(note.facts)
    if "reason" in facts:
        yield words.edited.format(start=facts["from"], end=facts["to"], reason=facts["reason"])


def _text(value: Value) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)
