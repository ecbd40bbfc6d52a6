"""Mutated and random policy texts: each gives findings or a plan that evaluates, never anything else.

Small policies are put together from the declarations of the shipped ones and damaged: characters, words and rows
are dropped, doubled, swapped or replaced by what people and editors put there. Some cases are texts made to hurt:
deep nesting, very long lines, huge numbers, NUL and invisible characters. `python -m tests.campaigns fuzz` runs it.
"""

import random
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from kpi_lang.compiler import compile_source
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.source import LANGUAGES, Severity, SourceFile
from kpi_lang.source.rendering import render_all
from tests.people import PeopleMaker

SECONDS = 10
"""No case may take more time of the processor; an ordinary one takes milliseconds."""

_POLICIES = Path(__file__).parents[2] / "policies"
_BOUNDARY = re.compile(r"\n(?=\S)(?![})\]｝）］])")
_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_HEADERS = (
    'policy p "P" {\n  language 1\n  currency CNY\n  scores to 2 places\n}\nsubject employee { key no }\n',
    "考核方案 方案 “方案” {\n  语言 1\n  币种 CNY\n  得分项 保留 2 位小数\n}\n考核对象 员工 { 编号 工号 }\n",
    "",
)
_NASTY = (
    "\x00", "\u200b", "\ufeff", "\u202e", "\ud7ff", "\U0001f600", "\t", "\r", "\r\n", "\x0c", "\u2028", "“", "”", '"',
    "'", "「", "」", "{", "}", "(", ")", "[", "]", "，", "：", "；", "％", "＝", "≥", "≤", "、", "。", "==", "&&", "=>",
    "!=", "//", "#", "|", "｜", "0", "1", "9" * 500, "1e999", "1,000", "85-95", "0.1.2", "5 percent", "10万亿", "%", "^",
    "-", "+", "*", "/", "if", "then", "else", "如果", "则", "否则", "missing", "缺失", "no result", "otherwise", "其余",
    "when", "当", "measure", "total", "grade", "yes", "2026-02-30", "2026-01-01", "from", "to", "..", "=IF(A1>5,1,0)",
    "import std.curves", "line { }", "steps { else: 0 }", "\n\n", ";", "at most", "score", "得分", "x" * 3000, "\\",
)  # fmt: skip


_DOCUMENT_MARKS = (
    "", "", "```\n", "~~~kpi\n", "<!-- \n", "-->\n", "---\n", "> ```kpi\n", "第三条 ", "## 2.4、2.7 T\n", "\r", "\ufeff", "===\n",
    "clause 2.1\n", 'reading { open "a"; chosen "b"; because "c" }\n', 'no rule for 1 because "x"\n',
)  # fmt: skip


def run(cases: int, seed: int) -> dict[str, int]:
    """Compile so many texts; the counts of what became of them. Raises ``AssertionError`` with the text at fault."""
    counts: Counter[str] = Counter(sources=cases)
    for case in range(cases):
        chance = random.Random(f"{seed}/{case}")
        text = _hurtful(chance) if chance.random() < 0.01 else _damaged(chance)
        try:
            with _limited():
                _try(text, chance, counts)
        except Exception as error:
            shown = text if len(text) < 4_000 else f"{text[:2_000]} … {text[-500:]}"
            raise AssertionError(f"case {seed}/{case}: {error!r}\n{shown}") from error
    return dict(counts)


def _try(text: str, chance: random.Random, counts: Counter[str]) -> None:
    plan, findings = compile_source(_source(text, chance), lambda _: None)
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    assert (plan is None) is wrong, "a plan is given exactly where nothing is wrong"
    rendered = render_all(findings, chance.choice(LANGUAGES))
    assert bool(rendered) is bool(findings)
    if plan is None:
        counts["with findings"] += 1
        return
    counts["accepted"] += 1
    _evaluate(plan, chance, counts)


def _source(text: str, chance: random.Random) -> SourceFile:
    """The text as a plain policy or, now and then, parted into blocks of a document whose marks may be damaged."""
    if chance.random() > 0.15:
        return SourceFile("fuzz.kpi", text)
    cut = chance.randrange(len(text) + 1)
    parts = [
        "# Scheme\n\n## 1 One\n\n```kpi\n",
        text[:cut],
        "\n```\n\n**2.1** Two.\n\n```kpi\n",
        text[cut:],
        "\n```\n",
    ]
    parts.insert(chance.randrange(len(parts) + 1), chance.choice(_DOCUMENT_MARKS))
    return SourceFile("fuzz.kpi.md", "".join(parts))


def _evaluate(plan: Plan, chance: random.Random, counts: Counter[str]) -> None:
    maker = PeopleMaker(plan, chance)
    for _ in range(2):
        try:
            evaluate_reference(plan, maker.person())
        except LimitError:
            counts["beyond limits"] += 1
        else:
            counts["evaluations"] += 1


@contextmanager
def _limited() -> Iterator[None]:
    def too_long(_number: int, _frame: object) -> None:
        raise TimeoutError(f"longer than {SECONDS} seconds")

    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


# --- texts -------------------------------------------------------------------------------------------------


@cache
def _declarations() -> tuple[str, ...]:
    """The declarations of the shipped policies, small enough to be put together freely."""
    found: list[str] = []
    for path in sorted(_POLICIES.rglob("*.kpi")):
        found += _BOUNDARY.split(path.read_text(encoding="utf-8"))
    return tuple(text for text in found if 0 < len(text) < 900)


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted({word for text in _declarations() for word in _WORD.findall(text)}))


def _damaged(chance: random.Random) -> str:
    parts = chance.choices(_declarations(), k=chance.randint(1, 5))
    text = chance.choice(_HEADERS) + "\n".join(parts) + "\n"
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        text = chance.choice(_DAMAGES)(text, chance)
    return text


def _drop(text: str, chance: random.Random) -> str:
    start, length = _place(text, chance), chance.choice((1, 1, 2, 5, 40))
    return text[:start] + text[start + length :]


def _double(text: str, chance: random.Random) -> str:
    start, length = _place(text, chance), chance.choice((1, 3, 20, 80))
    return text[:start] + text[start : start + length] * 2 + text[start + length :]


def _insert(text: str, chance: random.Random) -> str:
    start = _place(text, chance)
    return text[:start] + chance.choice(_NASTY) + text[start:]


def _replace_word(text: str, chance: random.Random) -> str:
    words = _WORD.findall(text)
    if not words:
        return text
    words[chance.randrange(len(words))] = chance.choice((*_NASTY, *chance.choices(_words(), k=40)))
    return "".join(words)


def _swap_rows(text: str, chance: random.Random) -> str:
    rows = text.split("\n")
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    return "\n".join(rows)


def _cut(text: str, chance: random.Random) -> str:
    return text[: _place(text, chance)]


def _random_character(text: str, chance: random.Random) -> str:
    start = _place(text, chance)
    return (
        text[:start]
        + chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000))))
        + text[start:]
    )


_DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    _drop, _double, _insert, _insert, _replace_word, _replace_word, _swap_rows, _cut, _random_character,
)  # fmt: skip


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _hurtful(chance: random.Random) -> str:
    head = chance.choice(_HEADERS)
    size = chance.choice((10, 200, 5_000, 100_000))
    match chance.randrange(9):
        case 0:
            return f"{head}value x = {'(' * size}1{')' * size}\n"
        case 1:
            return f"{head}value x = {'-' * size}1\n"
        case 2:
            return f"{head}value x = {'if yes then ' * size}1\n"
        case 3:
            return f"{head}value x = 1{' + 1' * size}\n"
        case 4:
            return f"{head}value x = {'9' * size}.{'1' * size}\n"
        case 5:
            return f'{head}value x "{"长" * size}" = 1\n'
        case 6:
            return head + "{" * size + "\n" + "}" * size
        case 7:
            return (
                head
                + "\n".join(f"value v{n} : number = v{n + 1} * v{n + 1}" for n in range(size // 50))
                + "\n"
            )
        case _:
            return "".join(chr(chance.randrange(1, 0x3000)) for _ in range(size // 10))
