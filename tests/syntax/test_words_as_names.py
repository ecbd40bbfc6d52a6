"""A keyword is a keyword only where the grammar admits it: everywhere else each word is a name."""

from collections import Counter

import pytest
from lark.parsers.lalr_analysis import Shift

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax import parse
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.grammar import grammar
from kpi_lang.syntax.walk import nodes

POSITIONS = (
    "value v = {}",
    "value v = {} + 1",
    "value v = 1 + {}",
    "value v = 2 * {} / 3",
    "value v = -{}",
    "value v = x ^ {}",
    "value v = ({})",
    "value v = max({}, 1)",
    "value v = max(1, {})",
    "value v = if {} > 1 then 2 else 3",
    "value v = if a then {} else 3",
    "value v = if a then 2 else {}",
    "value v = x = {} and y",
    "value v = not {} > 1",
    "value v = x in {{ {}, b }}",
    "value v = {} in 1 .. 2",
    "value v = sum(a.b where {} = 1)",
    "value v = {} to 2 places",
    "require {} <= 1",
    "indicator i {{\n  measure {} / x\n}}",
    "indicator i {{\n  measure x\n  score {}\n}}",
    "indicator i {{\n  measure x\n  score line {{ {}: 0, 100%: 1 }}\n}}",
    "indicator i {{\n  measure x\n  score steps {{ >= {}: 0, else: {} }}\n}}",
    "veto v when {} > 1 {{ total zero }}",
    "pay p = {}",
    "ensure {} <= 1",
    "total = 1 + {} {{ at least 0 }}",
)
RESERVED = frozenset(
    word
    for terminal in ("_IF", "_NOT", "_MARGINAL", "_RETROACTIVE")
    for word in (*grammar().keywords[terminal].english, *grammar().keywords[terminal].chinese)
)
WORDS = sorted(
    {
        word
        for keyword in grammar().keywords.values()
        for word in (*keyword.english, *keyword.chinese)
        if " " not in word
    }
)


def works(word: str, position: str) -> bool:
    diagnostics = Diagnostics()
    module = parse(SourceFile("names.kpi", position.format(word, word)), diagnostics)
    used = [node.parts for node in nodes(module.declarations) if isinstance(node, t.Name)]
    return not list(diagnostics) and (word,) in used


def test_only_a_handful_of_words_is_reserved() -> None:
    table = Counter({word: sum(works(word, position) for position in POSITIONS) for word in WORDS})
    failing = {word for word in WORDS if table[word] < len(POSITIONS)}
    assert failing == RESERVED
    assert len(RESERVED) == 8
    assert len(WORDS) > 300


@pytest.mark.parametrize(
    "word",
    [
        "score",
        "total",
        "grade",
        "role",
        "line",
        "steps",
        "per",
        "at",
        "from",
        "within",
        "step",
        "weight",
        "no",
        "yes",
        "得分",
        "等级",
        "目标",
    ],
)
def test_words_of_the_field_are_names_in_every_position(word: str) -> None:
    assert [position for position in POSITIONS if not works(word, position)] == []


def test_names_that_open_rows_may_still_be_weighted() -> None:
    text = "scorecard s {\n  group 40%\n  weight 30%\n  needs 20%\n  out 10%\n}"
    diagnostics = Diagnostics()
    module = parse(SourceFile("names.kpi", text), diagnostics)
    assert not list(diagnostics)
    card = module.declarations[0]
    assert isinstance(card, t.Scorecard)
    assert [entry.indicator.text for entry in card.entries if isinstance(entry, t.CardItem)] == [
        "group",
        "weight",
        "needs",
        "out",
    ]


def test_no_state_of_the_parser_shifts_two_keywords_of_one_word() -> None:
    """Two terminals may share a word only where at most one of them can come next."""
    rules = grammar()
    states = rules.lark.parse_interactive().parser_state.parse_conf.states
    for actions in states.values():
        shifted = [terminal for terminal, (action, _) in actions.items() if action is Shift]
        words = Counter(
            word
            for terminal in shifted
            if terminal in rules.keywords
            for word in {*rules.keywords[terminal].english, *rules.keywords[terminal].chinese}
        )
        assert [word for word, count in words.items() if count > 1] == []


def test_quotes_make_a_name_of_anything() -> None:
    module = parse(SourceFile("names.kpi", "value v = 「if」 + 「如果 否则」"), found := Diagnostics())
    assert not list(found)
    assert [node.parts for node in nodes(module.declarations) if isinstance(node, t.Name)] == [
        ("if",),
        ("如果 否则",),
    ]


def test_chinese_keywords_take_figures_without_a_space_and_names_keep_theirs() -> None:
    text = "加分 b { 每有 得分1 加2分 封顶6，封顶10 }\n计算项 v = 得分1 + 封顶6"
    module = parse(SourceFile("names.kpi", text), found := Diagnostics())
    assert not list(found)
    award, value = module.declarations
    assert isinstance(award, t.Award)
    assert isinstance(award.items[0], t.PerItem)
    assert isinstance(award.items[0].quantity, t.Name)
    assert award.items[0].quantity.parts == ("得分1",)
    assert [node.parts for node in nodes(value) if isinstance(node, t.Name)] == [("得分1",), ("封顶6",)]
