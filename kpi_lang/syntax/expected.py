"""What could stand at a place, in the words of the language."""

from attrs import frozen

from kpi_lang.source import Lang
from kpi_lang.syntax.grammar import END, ROW_END, grammar

_MOST_LISTED = 10

_VALUE = frozenset({"NAME", "NUMBER", "LPAR"})
_STARTS_OF_VALUES = _VALUE | {
    "DATE",
    "STRING",
    "PLUS",
    "MINUS",
    "_IF",
    "_NOT",
    "_MARGINAL",
    "_RETROACTIVE",
    "_NO_RESULT",
}
_ARITHMETIC = frozenset({"PLUS", "MINUS", "STAR", "SLASH", "CIRCUMFLEX"})
_COMPARISONS = frozenset(
    {"EQUAL", "LESSTHAN", "MORETHAN", "_EQUALS", "_UNEQUAL", "_LESS_THAN", "_AT_MOST", "_MORE_THAN"}
    | {"_AT_LEAST", "_IN", "_NOT_IN", "__ANON_0", "__ANON_1", "__ANON_2"}
)
_TESTS = _COMPARISONS | {"_AND", "_OR"}
_MODES = frozenset({"HALF_UP", "HALF_EVEN", "HALF_DOWN", "UP", "DOWN", "FLOOR", "CEILING"})
_AFTER_NUMBERS = frozenset({"_PERCENTAGE_POINTS", "_POINTS", "_AND_ABOVE", "_AND_BELOW", "DOT"})

_PLAIN = {
    "NAME": ("a name", "名称"),
    "NUMBER": ("a number", "数字"),
    "DATE": ("a date such as 2026-01-01", "日期（如 2026-01-01）"),
    "STRING": ("a text between quotes", "带引号的文字"),
    ROW_END: ("the end of the row", "换行"),
    END: ("the end of the declaration", "本条结束"),
}


@frozen
class Expected:
    """Terminals of the grammar, said as a short list: `a value, `measure` or the end of the row`."""

    terminals: frozenset[str]

    def in_language(self, lang: Lang) -> str:
        """The list in the reader's language, with the keywords of that skin."""
        items = self.items(lang)
        if len(items) > _MOST_LISTED:
            return {"en": ", ", "zh": "、"}[lang].join(items[:_MOST_LISTED]) + {"en": " …", "zh": " 等"}[lang]
        if lang == "zh":
            return "、".join(items[:-1]) + " 或 " + items[-1] if len(items) > 1 else "".join(items)
        return ", ".join(items[:-1]) + " or " + items[-1] if len(items) > 1 else "".join(items)

    def items(self, lang: Lang) -> list[str]:
        """What could stand here, the general before the particular."""
        rest = set(self.terminals)
        items: list[str] = []
        if rest >= _VALUE:
            rest -= _STARTS_OF_VALUES
            items.append({"en": "a value", "zh": "数值或算式"}[lang])
        if _ARITHMETIC & rest:
            rest -= _ARITHMETIC | _AFTER_NUMBERS
            if COMPARISON_MARKS & rest:
                rest -= _TESTS
            if not rest & _ENDINGS:
                items.append({"en": "an operator such as `+`", "zh": "运算符（如 `+`）"}[lang])
        if "_ROUND_TO" in rest:
            rest -= _MODES | {"_TO_WHOLE"}
        if ROW_END in rest:
            rest -= {END}
        if rest & _ENDINGS and "COMMA" in rest:
            rest.discard("COMMA")
        for terminal, words in _PLAIN.items():
            if terminal in rest and terminal not in (ROW_END, END):
                rest.discard(terminal)
                items.append(words[lang == "zh"])
        endings = [_PLAIN[terminal][lang == "zh"] for terminal in (ROW_END, END) if terminal in rest]
        rest -= {ROW_END, END}
        if rest & grammar().keywords.keys():
            # A colon behind the word that opens a row may be left out.
            rest.discard("COLON")
        if "COLON" in rest:
            rest.discard("DOT")
        keywords = sorted(shown(terminal, lang) for terminal in rest)
        return items + [f"`{word}`" for word in dict.fromkeys(keywords)] + endings


_ENDINGS = frozenset({ROW_END, END, "RBRACE"})
COMPARISON_MARKS = frozenset({"LESSTHAN", "MORETHAN", "__ANON_1", "__ANON_2"})


def shown(terminal: str, lang: Lang) -> str:
    """A terminal as the author would write it in the reader's skin."""
    keyword = grammar().keywords.get(terminal)
    if keyword is None:
        return next((mark for mark, name in grammar().marks.items() if name == terminal), terminal)
    words = keyword.chinese if lang == "zh" else keyword.english
    return (words or keyword.english or keyword.chinese)[0]


@frozen
class KeywordWord:
    """A keyword, shown in the reader's skin."""

    terminal: str

    def in_language(self, lang: Lang) -> str:
        """The word of the skin."""
        return shown(self.terminal, lang)
