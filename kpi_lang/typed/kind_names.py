"""What the author's words for kinds mean: `money`, `ratio`, `money per order`, `one of { … }`."""

from kpi_lang.resolved import Category, Scope
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed.environment import Environment, Untyped
from kpi_lang.values import is_currency, kinds
from kpi_lang.values.kinds import Choices, Kind, Member

_PLAIN = {
    "ratio": kinds.RATIO,
    "points": kinds.POINTS,
    "count": kinds.COUNT,
    "number": kinds.NUMBER,
    "days": kinds.DAYS,
    "date": kinds.DATE,
    "month": kinds.MONTH,
    "text": kinds.TEXT,
    "yes/no": kinds.YES_NO,
}


def kind_of(written: tree.KindExpression, name: str, scope: Scope, environment: Environment) -> Kind:
    """The kind that was written; ``name`` names a `one of`. Raises Untyped for an unknown word."""
    match written:
        case tree.ChoiceKind(choices, _):
            seen: set[str] = set()
            for choice in choices:
                if choice.name.text in seen:
                    raise environment.stop("K310", choice.name.span, name=choice.name.text)
                seen.add(choice.name.text)
            members = tuple(Member(c.name.text, c.title.text if c.title else "") for c in choices)
            return kinds.choice(Choices(name, members))
        case tree.NamedKind(base, currency, per, _):
            if currency is not None:
                _check_currency(base, currency, environment)
            kind = _named(base, currency.text if currency else None, scope, environment)
            if per is None:
                return kind
            compound = kinds.divide(kind, _named(per, None, scope, environment))
            if compound is None:
                raise environment.stop("K308", written.span, kind=kind, per=per.text)
            return compound


def _check_currency(base: tree.Ident, currency: tree.Ident, environment: Environment) -> None:
    """Reports a currency behind a kind that takes none; other words there were reported when they were read."""
    if not is_currency(currency.text):
        raise Untyped
    if canonical(base.text) != "money":
        raise environment.stop("K325", currency.span, word=currency.text, kind=base.text)


def _named(word: tree.Ident, currency: str | None, scope: Scope, environment: Environment) -> Kind:
    meaning = canonical(word.text) or word.text
    if meaning == "money":
        return kinds.money(currency or environment.needed_currency(word.span))
    if meaning in _PLAIN:
        return _PLAIN[meaning]
    if word.text in scope.units:
        return kinds.unit(word.text)
    declared = scope.values.get(word.text)
    if scope.is_partial or (declared is not None and declared.category is Category.LOST):
        raise Untyped
    close = nearest(word.text, [*_PLAIN, "money", *scope.units])
    raise environment.stop(
        "K212", word.span, name=word.text, nearest=close or "", help="nearest" if close else "none"
    )
