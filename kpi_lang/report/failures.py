"""What is wrong with an example, in words: what it expects, what there is, and how that came about."""

from collections.abc import Iterator

from kpi_lang.core.absent import Absent
from kpi_lang.report.derivation import explain_rule
from kpi_lang.report.drawing import figure_drawing
from kpi_lang.report.examples import Mismatch, Tried, expected_kind
from kpi_lang.report.figures import named_text, reason_text
from kpi_lang.source import Lang

_WIDTH = 88

_EXPECTED: dict[Lang, str] = {
    "en": "`{name}` should be {expected} and is {actual}",
    "zh": "`{name}` 应为 {expected}，实为 {actual}",
}
_NO_RESULT: dict[Lang, str] = {"en": "no result", "zh": "无结果"}
_UNMET: dict[Lang, str] = {
    "en": "its data do not meet a requirement: {message}",
    "zh": "数据不符合要求：{message}",
}
_BROKEN: dict[Lang, str] = {"en": "a promise does not hold: ensure {name}", "zh": "违反保证：{name}"}
_OUT_OF_SCOPE: dict[Lang, str] = {
    "en": "the policy does not apply to this person",
    "zh": "方案不适用于此人",
}


def failure_lines(one: Tried, lang: Lang, *, color: bool = False) -> Iterator[str]:
    """All that is wrong with an example that was tried, each wrong figure with its derivation below it."""
    for message in one.unmet:
        yield _UNMET[lang].format(message=message)
    for mismatch in one.mismatches:
        span = mismatch.expectation.span
        yield _mismatch_text(one, mismatch, lang) + (f"  {span.in_language(lang)}" if span else "")
        if one.trace.scope is not True:
            yield _OUT_OF_SCOPE[lang]
        if mismatch.expectation.records:
            continue
        rule = explain_rule(one.trace, mismatch.expectation.name, lang)
        drawn = figure_drawing(rule, lang, _WIDTH, color=color)
        yield from (f"  {line}" for line in drawn.splitlines())
    for promise in one.broken:
        yield _BROKEN[lang].format(name=promise.name)


def _mismatch_text(one: Tried, mismatch: Mismatch, lang: Lang) -> str:
    expectation = mismatch.expectation
    kind = expected_kind(one.trace.plan, expectation)
    actual = mismatch.actual
    if isinstance(actual, Absent):
        shown = f"{_NO_RESULT[lang]} ({reason_text(actual, lang)})"
    else:
        shown = named_text(actual, kind, lang)
    if expectation.value is not None:
        expected = named_text(expectation.value, kind, lang)
    else:
        expected = _NO_RESULT[lang] + (f" ({expectation.reason})" if expectation.reason else "")
    return _EXPECTED[lang].format(name=expectation.shown_name, expected=expected, actual=shown)
