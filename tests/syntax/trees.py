"""Random syntax trees, made from the fields of the node classes so that a new field is drawn at once."""

import types
import typing
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, cast

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kpi_lang.source import SourceFile, Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.literals import number_style, number_value
from kpi_lang.syntax.characters import INVISIBLE
from kpi_lang.syntax.words import MODES, canonical

NOWHERE = Span(SourceFile("drawn.kpi", ""), 0, 0)
_X = t.Name(("x",), NOWHERE)

_WORDS = (
    "a",
    "turnover_rate",
    "营业额",
    "得分1",
    "封顶6",
    "如果",
    "if",
    "no",
    "total",
    "总分",
    "grade",
    "group",
    "else",
    "missing",
    "缺失",
    "要求",
    "from",
    "line",
    "折线",
    "step",
    "per",
    "每",
    "when",
    "round_up",
    "sum",
    "计数",
    "sales growth",
    "2nd year",
    "A+",
    "客户（大）",
    "measure",
    "input",
    "指标",
)


def _readable(text: str) -> bool:
    return not any(character in INVISIBLE for character in text)


TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=12
).filter(_readable)
NAMES = st.one_of(st.sampled_from(_WORDS), st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True))
PATHS = st.lists(NAMES, min_size=1, max_size=2).map(".".join)
_WRITTEN = st.one_of(
    st.integers(0, 10**6).map(str),
    st.integers(0, 10**6).map(lambda number: f"{number:_}"),
    st.decimals(0, 1000, places=2).map(str),
    st.integers(0, 200).map(lambda number: f"{number}%"),
    st.integers(1, 99).map(lambda number: f"{number}万"),
    st.decimals(0, 9, places=1).map(lambda number: f"{number}亿"),
)
_MODES = st.sampled_from([mode.canonical for mode in MODES])
_DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def _ident(names: SearchStrategy[str]) -> SearchStrategy[t.Ident]:
    return names.map(lambda text: t.Ident(text, NOWHERE))


def _number(written: str) -> t.Number:
    return t.Number(number_value(written), number_style(written), written, NOWHERE)


def _built(kind: type, **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """An attrs class from strategies for some fields and the field types for the others."""
    hints = typing.get_type_hints(kind)
    missing = [field.name for field in attrs.fields(kind) if field.name not in fields]
    return st.builds(kind, **fields, **{name: drawn(hints[name]) for name in missing})


def _some(kind: Any, least: int = 0, most: int = 3) -> SearchStrategy[Any]:
    return st.lists(drawn(kind), min_size=least, max_size=most).map(tuple)


def _statement() -> SearchStrategy[Any]:
    """An expression that may be claimed: a bare text would be read as the title."""
    return drawn(t.Expression).map(lambda node: _X if isinstance(node, t.TextLiteral) else node)


def _precision() -> SearchStrategy[t.Precision]:
    rule = st.builds(t.Precision, st.none(), st.none(), st.none(), st.just(NOWHERE), drawn(t.Ident))
    return _written_precision() | rule


def _written_precision() -> SearchStrategy[t.Precision]:
    mode = st.none() | _ident(_MODES)
    step = _WRITTEN.map(_number).filter(lambda number: number.value > 0)
    return st.one_of(
        st.builds(t.Precision, st.integers(0, 9), st.none(), mode, st.just(NOWHERE)),
        st.builds(t.Precision, st.none(), step, mode, st.just(NOWHERE)),
        st.builds(t.Precision, st.none(), st.none(), _ident(_MODES), st.just(NOWHERE)),
    )


def _setting(word: str) -> SearchStrategy[t.Setting]:
    value: SearchStrategy[Any]
    match word:
        case "language" | "version":
            value = st.integers(0, 99)
        case "period":
            value = drawn(t.PeriodWord)
        case "currency":
            value = NAMES
        case "effective":
            ends = st.tuples(st.none() | _DATES, st.none() | _DATES)
            value = ends.filter(lambda both: both != (None, None))
        case _:
            value = _precision()
    return st.builds(t.Setting, st.just(word), value, st.just(NOWHERE))


def _settings() -> SearchStrategy[tuple[t.Setting, ...]]:
    words = ["language", "version", "effective", "period", "currency", "scores", "amounts", "totals"]
    chosen = st.lists(st.sampled_from(words), unique=True, max_size=4)
    return chosen.flatmap(lambda some: st.tuples(*map(_setting, some)))


def _named_kind() -> SearchStrategy[t.NamedKind]:
    plain = _built(
        t.NamedKind,
        name=_ident(NAMES | st.sampled_from(["money", "count", "date", "次数"])),
        currency=st.none() | _ident(st.sampled_from(["USD", "CNY"])),
    )
    return plain | st.just(t.NamedKind(t.Ident("yes/no", NOWHERE), None, None, NOWHERE))


def _grade_range() -> SearchStrategy[t.GradeRange]:
    def tidy(low: Any, low_included: bool, high: Any, high_included: bool) -> t.GradeRange:
        low = _X if low is None and high is None else low
        low_in, high_in = low is not None and low_included, high is not None and high_included
        return t.GradeRange(low, low_in, high, high_in, NOWHERE)

    end = st.none() | drawn(t.Expression)
    return st.builds(tidy, end, st.booleans(), end, st.booleans())


def _call() -> SearchStrategy[t.Call]:
    def tidy(call: t.Call) -> t.Call:
        if call.within is not None:
            arguments = call.arguments or (t.Name(("x",), NOWHERE),)
            return attrs.evolve(call, window=None, arguments=arguments)
        return call if call.arguments else attrs.evolve(call, where=None, window=None)

    functions = _ident(NAMES.filter(lambda name: canonical(name) != "round"))
    return _built(t.Call, function=functions).map(tidy)


def _per_item() -> SearchStrategy[t.PerItem]:
    def tidy(item: t.PerItem) -> t.PerItem:
        return attrs.evolve(item, full=item.full and item.step is not None)

    return _built(t.PerItem).map(tidy)


def _edge_row() -> SearchStrategy[t.EdgeRow]:
    one = _built(t.EdgeRow, edges=_some(t.Expression, 1, 1))
    several = _built(t.EdgeRow, comparison=st.just(t.Comparison.EQUAL), edges=_some(t.Expression, 2, 3))
    return one | several


def _matrix_edge() -> SearchStrategy[t.MatrixEdge]:
    return _built(t.MatrixEdge, comparison=drawn(t.Comparison), value=drawn(t.Expression)) | st.just(
        t.MatrixEdge(None, None, NOWHERE)
    )


@st.composite
def _matrix(draw: st.DrawFn) -> t.MatrixTable:
    columns = draw(st.lists(_matrix_edge(), min_size=1, max_size=3).map(tuple))
    cells = st.tuples(*[drawn(t.Expression) for _ in columns])
    rows = st.lists(_built(t.MatrixRow, cells=cells), max_size=2).map(tuple)
    return cast(
        t.MatrixTable,
        draw(_built(t.MatrixTable, corner=TEXTS, columns=st.just(columns), rows=rows)),
    )


def _parted(kind: type[t.Scorecard]) -> SearchStrategy[t.Scorecard]:
    def tidy(card: t.Scorecard) -> t.Scorecard:
        card = attrs.evolve(card, when=None) if card.otherwise else card
        if card.sheet is None:
            return card
        return attrs.evolve(card, entries=(), class_weights=(), out_of=None, needs_at_least=None)

    return _built(kind).map(tidy)


def _parameter() -> SearchStrategy[t.Parameter]:
    def tidy(parameter: t.Parameter) -> t.Parameter:
        if parameter.converts is not None:
            one, other = parameter.converts
            pair = t.Ident(f"{one.text}_{other.text}", NOWHERE)
            parameter = attrs.evolve(parameter, name=pair, by=None, kind=None)
        elif parameter.kind is None:
            parameter = attrs.evolve(parameter, bounds=(), step=None)
        return attrs.evolve(parameter, rows=()) if parameter.supplied else parameter

    return _built(t.Parameter).map(tidy)


def _balance() -> SearchStrategy[t.Balance]:
    def tidy(balance: t.Balance) -> t.Balance:
        return balance if balance.becomes is not None else attrs.evolve(balance, precision=None)

    return _built(t.Balance).map(tidy)


def _rolled() -> SearchStrategy[t.Rolled]:
    def tidy(rolled: t.Rolled) -> t.Rolled:
        weight = rolled.weight if rolled.how is t.RolledHow.MEAN else None
        best = (rolled.best or 1) if rolled.how is t.RolledHow.BEST else None
        return attrs.evolve(rolled, weight=weight, best=best)

    return _built(t.Rolled).map(tidy)


def _rolled_items() -> SearchStrategy[t.RolledItems]:
    def tidy(items: t.RolledItems) -> t.RolledItems:
        return items if items.of_class is None else attrs.evolve(items, names=())

    return _built(t.RolledItems).map(tidy)


def _set_part() -> SearchStrategy[t.SetPart]:
    clause = _built(t.SetPart, part=drawn(t.Ident), value=drawn(t.Outcome))
    return clause | _built(t.SetPart, value=drawn(t.Body))


def _overrides() -> dict[Any, Any]:
    """Strategies for what the types of the fields do not tell."""
    return {
        t.Ident: lambda: _ident(NAMES),
        t.Title: lambda: TEXTS.map(lambda text: t.Title(text, NOWHERE)),
        t.Number: lambda: _WRITTEN.map(_number),
        t.TextLiteral: lambda: _built(t.TextLiteral, value=TEXTS),
        t.DateLiteral: lambda: _built(t.DateLiteral, value=_DATES),
        t.Name: lambda: _built(t.Name, parts=st.lists(NAMES, min_size=1, max_size=2).map(tuple)),
        t.Membership: lambda: _built(t.Membership, items=_some(t.Expression, 1)),
        t.LastWindow: lambda: _built(t.LastWindow, length=st.integers(1, 99)),
        t.Call: _call,
        t.Grouping: lambda: _built(t.Grouping, groups=_some(t.Ident, 1)),
        t.Precision: _precision,
        t.Rounded: lambda: st.builds(t.Rounded, _ident(_MODES), st.just(NOWHERE)),
        t.EdgeRow: _edge_row,
        t.Balance: _balance,
        t.Rolled: _rolled,
        t.RolledItems: _rolled_items,
        t.GradeQuota: lambda: _built(t.GradeQuota, grades=_some(t.Ident, 1)),
        t.GradeShares: lambda: _built(t.GradeShares, shares=_some(tuple[t.Ident, t.Expression], 1)),
        t.HeadcountRow: lambda: _built(t.HeadcountRow, groups=_some(t.HeadcountGroup, 1)),
        t.Header: lambda: _built(t.Header, name=_ident(PATHS), settings=_settings()),
        t.Import: lambda: _built(t.Import, module=_ident(PATHS)),
        t.NamedKind: _named_kind,
        t.Bound: lambda: _built(
            t.Bound, comparison=drawn(t.Comparison).filter(lambda c: c is not t.Comparison.EQUAL)
        ),
        t.Parameter: _parameter,
        t.SetPart: _set_part,
        t.Amend: lambda: _built(t.Amend, base=_ident(PATHS), name=_ident(PATHS)),
        t.Field: lambda: _built(t.Field, names=_some(t.Ident, 1)),
        t.MoveWeight: lambda: _built(t.MoveWeight, targets=_some(tuple[t.Ident, t.Expression | None], 1)),
        t.Award: lambda: _built(t.Award, sign=st.sampled_from([1, -1])),
        t.PerItem: _per_item,
        t.Cap: lambda: _built(t.Cap, awards=_some(t.Ident, 1)),
        t.CardGroup: lambda: _built(t.CardGroup, needs_at_least=st.none() | st.integers(1, 9)),
        t.Goals: lambda: _built(t.Goals, table=_built(t.Records, by=st.none())),
        t.Scorecard: lambda: _parted(t.Scorecard),
        t.GradeRange: _grade_range,
        t.Grades: lambda: _built(t.Grades, scale=st.none()) | _built(t.Grades, rows=st.just(())),
        t.RoundingRule: lambda: _built(t.RoundingRule, precision=_written_precision()),
        t.MatrixTable: _matrix,
        t.MatrixEdge: _matrix_edge,
        t.GivenValue: lambda: _built(t.GivenValue, name=_ident(PATHS)),
        t.ExpectedValue: lambda: st.one_of(
            _built(t.ExpectedValue, name=_ident(PATHS), value=st.none()),
            _built(t.ExpectedValue, name=_ident(PATHS), value=drawn(t.Expression), reason=st.none()),
            _built(t.ExpectedValue, name=_ident(PATHS), value=_some(t.ExpectedRecord), reason=st.none()),
        ),
        t.Always: lambda: _built(t.Always, condition=_statement()),
        t.ExactlyWhen: lambda: _built(t.ExactlyWhen, left=_statement()),
        t.ClauseLine: lambda: _built(t.ClauseLine, clauses=_some(t.Ident, 1)),
        t.NoRule: lambda: _built(t.NoRule, clauses=_some(t.Ident, 1)),
        t.Reachable: lambda: _built(t.Reachable, condition=_statement()),
    }


@cache
def _strategies() -> dict[Any, Any]:
    return _overrides()


_LEAVES = (t.Number, t.Name, t.DateLiteral, t.TextLiteral)


@cache
def drawn(kind: Any) -> SearchStrategy[Any]:
    """A strategy for a type that occurs in the tree."""
    if kind in _strategies():
        return st.deferred(_strategies()[kind])
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind == t.Expression:
        leaves = st.one_of(*map(drawn, _LEAVES))
        return leaves | leaves | st.deferred(lambda: st.one_of(*map(drawn, arguments)))
    if origin in (typing.Union, types.UnionType):
        return st.deferred(lambda: st.one_of(*map(drawn, arguments)))
    if origin is tuple and arguments[-1] is ...:
        return st.deferred(lambda: _some(arguments[0], most=2))
    if origin is tuple:
        return st.deferred(lambda: st.tuples(*map(drawn, arguments)))
    if kind is Span:
        return st.just(NOWHERE)
    if kind is type(None):
        return st.none()
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(1, 9)
    if kind is date:
        return _DATES
    if kind is str:
        return NAMES
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return st.deferred(lambda: _built(kind))


def modules() -> SearchStrategy[t.Module]:
    """Modules of a few declarations."""
    declarations = st.lists(drawn(t.Declaration), min_size=1, max_size=3).map(tuple)
    return declarations.map(lambda some: t.Module("drawn.kpi", some, (), t.Skin.ENGLISH, NOWHERE))
