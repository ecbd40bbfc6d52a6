"""The clauses of a policy's document as lines of text, as a table of readings, and as JSON."""

from collections.abc import Iterator, Sequence

from kpi_lang.cli.language import Words
from kpi_lang.core.clauses import Cited, Reading
from kpi_lang.core.plan import Plan
from kpi_lang.report.clauses import ClauseReached, Standing, count
from kpi_lang.report.nested import Json, clause_object, reading_object
from kpi_lang.source import Lang, cited

_RULES = Words("{names}; reached by {examples}", "{names}；{examples}覆盖")
_NOT_REACHED = Words("{names}; no example reaches it", "{names}；没有示例覆盖")
_WITHOUT = Words("no rule: {why}", "不设规则：{why}")
_OPEN = Words("no rule, and nothing says why", "没有规则，也未说明理由")
_READING = Words("reading: {chosen} (because: {because})", "读法：{chosen}（理由：{because}）")
_TALLY = Words(
    "{all} clauses: {ruled} with rules, {reached} of them reached by examples; "
    "{without} without a rule, with the reason; {open} without rule and reason",
    "共 {all} 条：{ruled} 条有规则，其中 {reached} 条有示例覆盖；{without} 条不设规则并已说明理由；"
    "{open} 条既无规则也无理由",
)
_NO_CLAUSES = Words(
    "the policy cites no clauses; put `clause 7.1` before the rules of a clause, or write it as a "
    "document whose name ends in .kpi.md",
    "方案没有引用条款；请在规则前写 `条款 7.1`，或写成以 .kpi.md 结尾的制度文件",
)
_NO_READINGS = Words("the policy has no readings", "方案没有登记读法")
_COLUMNS = {
    "en": ("clause", "open", "reading taken", "why", "decided"),
    "zh": ("条款", "未写明", "所取读法", "理由", "决定"),
}


def clause_lines(found: Sequence[ClauseReached], lang: Lang) -> Iterator[str]:
    """A line for each clause, one for each of its readings, and what all amounts to."""
    if not found:
        yield _NO_CLAUSES.said(lang)
        return
    told: set[Reading] = set()
    for clause in found:
        yield _head(clause, lang)
        if clause.standing is not Standing.PARTED:
            yield f"    {_state(clause, lang)}"
        for reading in clause.readings:
            if reading not in told:
                told.add(reading)
                yield "    " + _READING.said(lang).format(chosen=reading.chosen, because=reading.because)
    yield tally(found, lang)


def tally(found: Sequence[ClauseReached], lang: Lang) -> str:
    """How many clauses there are, and how they stand."""
    own = [clause for clause in found if clause.standing is not Standing.PARTED]
    return _TALLY.said(lang).format(
        all=len(own),
        ruled=count(own, Standing.REACHED, Standing.NOT_REACHED),
        reached=count(own, Standing.REACHED),
        without=count(own, Standing.WITHOUT_RULE),
        open=count(own, Standing.OPEN),
    )


def _head(clause: ClauseReached, lang: Lang) -> str:
    about = clause.plan.clause
    return f"{about.number}  {about.title}".rstrip() if about.number else cited((about,), lang)


def _state(clause: ClauseReached, lang: Lang) -> str:
    match clause.standing:
        case Standing.REACHED:
            examples = {
                "en": f"{clause.examples} example{'s' if clause.examples > 1 else ''}",
                "zh": f"{clause.examples} 个示例",
            }[lang]
            return _RULES.said(lang).format(names=_names(clause.plan.cited, lang), examples=examples)
        case Standing.NOT_REACHED:
            return _NOT_REACHED.said(lang).format(names=_names(clause.plan.cited, lang))
        case Standing.WITHOUT_RULE:
            return _WITHOUT.said(lang).format(why=clause.plan.without_rule)
        case Standing.OPEN | Standing.PARTED:
            return _OPEN.said(lang)


def _names(declarations: Sequence[Cited], lang: Lang) -> str:
    return {"en": ", ", "zh": "、"}[lang].join(dict.fromkeys(one.name for one in declarations))


def readings_table(plan: Plan, lang: Lang) -> Iterator[str]:
    """The register of readings as a table in Markdown."""
    if not plan.readings:
        yield _NO_READINGS.said(lang)
        return
    yield _row(_COLUMNS[lang])
    yield _row("---" for _ in _COLUMNS[lang])
    for reading in plan.readings:
        clauses = {"en": ", ", "zh": "、"}[lang].join(one.number or one.title for one in reading.clauses)
        day = reading.decided_on.isoformat() if reading.decided_on else ""
        decided = " ".join(filter(None, (reading.decided_by, day)))
        yield _row((clauses, reading.open, reading.chosen, reading.because, decided))


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def clauses_object(plan: Plan, found: Sequence[ClauseReached]) -> dict[str, Json]:
    """The clauses and readings of a policy as an object."""
    clauses: list[Json] = [
        {
            **clause_object(clause.plan.clause),
            "standing": clause.standing.value,
            "rules": [one.name for one in clause.plan.cited],
            "examples": clause.examples,
            "why_no_rule": clause.plan.without_rule,
        }
        for clause in found
    ]
    return {"clauses": clauses, "readings": [reading_object(reading) for reading in plan.readings]}
