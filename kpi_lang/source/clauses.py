"""Clauses of the document that a policy carries out, as findings and explanations cite them."""

from collections.abc import Sequence

from attrs import field, frozen

from kpi_lang.source.languages import Lang
from kpi_lang.source.spans import Span


@frozen
class Clause:
    """A clause: its number as the document writes it, empty where only a heading names it, its title and place."""

    number: str
    title: str
    span: Span | None = field(default=None, eq=False)

    def in_language(self, lang: Lang) -> str:
        """The clause in words: `clause 7.1`, `第 7.1 条`, `第七条`, `section “Pay”`."""
        return cited((self,), lang)


_CHINESE_FIGURES = frozenset("〇零一二三四五六七八九十百")


def cited(clauses: Sequence[Clause], lang: Lang) -> str:
    """Clauses in words, empty where there are none: `clauses 2.4, 2.7`."""
    numbers = [clause.number for clause in clauses if clause.number]
    if not numbers:
        titles = "".join(f"“{clause.title}”" for clause in clauses[:1])
        return titles and {"en": f"section {titles}", "zh": f"{titles}一节"}[lang]
    match lang:
        case "en":
            return f"clause{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
        case "zh":
            figures = all(number[:1].isascii() for number in numbers)
            if not figures:
                # Of a part that is only counted, `三、`, the number says nothing without the title.
                counted = (c for c in clauses if c.number and set(c.number) <= _CHINESE_FIGURES)
                titled = {clause.number: f"{clause.number}、{clause.title}" for clause in counted}
                return "、".join(titled.get(number, number) for number in numbers)
            return f"第 {'、'.join(numbers)} 条"
