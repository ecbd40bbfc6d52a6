"""How names, numbers, texts and marks are spelled in a skin."""

import re
from datetime import date
from functools import cache

from attrs import frozen

from kpi_lang.source.figures import exact_text
from kpi_lang.syntax.grammar import grammar
from kpi_lang.syntax.tree import BinaryOperator, Comparison, Ident, Number, NumberStyle, Skin
from kpi_lang.syntax.words import canonical, in_skin, kind_in_skin

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_RESERVED = ("_IF", "_NOT", "_MARGINAL", "_RETROACTIVE")


@frozen
class Spelling:
    """A skin, the names and units that the module declares itself, and how careful to be with keywords.

    Only a handful of words must be quoted to be names. A careful spelling quotes every name that is a
    keyword anywhere, for the rare place where the short spelling would read as the keyword.
    """

    skin: Skin
    declared: frozenset[str]
    units: frozenset[str]
    careful: bool = False

    @property
    def english(self) -> bool:
        """Whether the keywords are English."""
        return self.skin is Skin.ENGLISH

    def say(self, english: str, chinese: str) -> str:
        """The words of the skin."""
        return english if self.english else chinese

    # --- marks ------------------------------------------------------------------------------------------

    @property
    def comma(self) -> str:
        """The comma between entries on one line, with the space that follows it."""
        return self.say(", ", "，")

    @property
    def semicolon(self) -> str:
        """The mark between rows on one line."""
        return self.say("; ", "；")

    @property
    def colon(self) -> str:
        """The colon with the space that follows it."""
        return self.say(": ", "：")

    @property
    def opening(self) -> str:
        """The opening parenthesis."""
        return self.say("(", "（")

    @property
    def closing(self) -> str:
        """The closing parenthesis."""
        return self.say(")", "）")

    def comparison(self, comparison: Comparison) -> str:
        """The mark of a comparison that opens a row."""
        return self.operator(_OPERATOR_OF[comparison])

    def operator(self, operator: BinaryOperator) -> str:
        """The mark or word of an operator."""
        match operator:
            case BinaryOperator.AND:
                return self.say("and", "且")
            case BinaryOperator.OR:
                return self.say("or", "或")
            case BinaryOperator.AT_MOST:
                return self.say("<=", "≤")
            case BinaryOperator.AT_LEAST:
                return self.say(">=", "≥")
            case BinaryOperator.NOT_EQUAL:
                return self.say("<>", "≠")
            case _:
                mark: str = operator.value
                return mark

    # --- names and literals -----------------------------------------------------------------------------

    def name(self, text: str) -> str:
        """A name of the author's own."""
        return text if self._reads_as_name(text) else f"「{text}」"

    def ident(self, ident: Ident) -> str:
        """A declared or listed name."""
        return self.name(ident.text)

    def path(self, ident: Ident) -> str:
        """A name with dots, as modules have."""
        return ".".join(map(self.name, ident.text.split(".")))

    def value_name(self, text: str) -> str:
        """A name in an expression: predeclared ones change with the skin."""
        return self.name(self._predeclared(text))

    def value_path(self, ident: Ident) -> str:
        """A name in an example, such as `turnover_rate.measure`."""
        owner, dot, last = ident.text.rpartition(".")
        if not dot:
            return self.value_name(last)
        return ".".join([*map(self.name, owner.split(".")), self.value_name(last)])

    def kind_name(self, ident: Ident) -> str:
        """The name of a kind or a declared unit."""
        known = canonical(ident.text)
        if known == "yes/no":
            return self.say("yes/no", "是否")
        if known is None or ident.text in self.units:
            return self.ident(ident)
        return self.name(kind_in_skin(known, self.skin))

    def _predeclared(self, text: str) -> str:
        known = canonical(text)
        return text if known is None or text in self.declared else in_skin(known, self.skin)

    def _reads_as_name(self, text: str) -> bool:
        if _PLAIN_NAME.fullmatch(text) is None:
            return False
        words = _keyword_words()
        return text not in (words.anywhere if self.careful else words.reserved) and not (
            self.careful and words.before_figure.match(text)
        )

    def quoted(self, text: str) -> str:
        """A text between the quotes of the skin; Chinese ones cannot hold their own closing quote."""
        if self.english or "”" in text:
            return '"' + text.replace('"', '""') + '"'
        return f"“{text}”"

    def number(self, number: Number) -> str:
        """A number as it was written; 万 and 亿 are Chinese only."""
        if not self.english or number.written.isascii():
            return number.written
        percent = number.style is NumberStyle.PERCENT
        digits = exact_text(number.value * 100 if percent else number.value)
        whole, dot, decimals = digits.partition(".")
        grouped = f"{int(whole):_}"
        return f"{grouped}{dot}{decimals}{'%' if percent else ''}"

    def mode(self, name: str) -> str:
        """A rounding mode."""
        return in_skin(name, self.skin)

    def day(self, day: date) -> str:
        """A date."""
        return day.isoformat()


_OPERATOR_OF = {
    Comparison.LESS: BinaryOperator.LESS,
    Comparison.AT_MOST: BinaryOperator.AT_MOST,
    Comparison.GREATER: BinaryOperator.GREATER,
    Comparison.AT_LEAST: BinaryOperator.AT_LEAST,
    Comparison.EQUAL: BinaryOperator.EQUAL,
}


@frozen
class _KeywordWords:
    """Words that a name shares with keywords: always, somewhere, and as the head of a word with a figure."""

    reserved: frozenset[str]
    anywhere: frozenset[str]
    before_figure: re.Pattern[str]


@cache
def _keyword_words() -> _KeywordWords:
    rules = grammar()
    reserved = [rules.keywords[terminal] for terminal in _RESERVED]
    return _KeywordWords(
        frozenset(word for keyword in reserved for word in (*keyword.english, *keyword.chinese)),
        frozenset(rules.phrases),
        re.compile(f"(?:{'|'.join(rules.before_figures)})[0-9]"),
    )
