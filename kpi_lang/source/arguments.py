"""The arguments of a message, and how each is written for people."""

import unicodedata
from fractions import Fraction
from typing import Protocol, TypeAlias, runtime_checkable

from kpi_lang.source.figures import exact_text
from kpi_lang.source.languages import Lang

LONGEST_ARGUMENT = 200
"""Characters of an argument that a message shows; a pasted page must not drown the message."""


@runtime_checkable
class Worded(Protocol):
    """Anything that says itself in each language, as kinds and places do."""

    def in_language(self, lang: Lang) -> str:
        """Its words in a language."""
        ...


Argument: TypeAlias = "str | int | Fraction | Worded | tuple[Argument, ...]"


def argument_text(argument: Argument, lang: Lang) -> str:
    """An argument as it stands in a message: numbers exactly, lists joined, control characters shown."""
    match argument:
        case str():
            return clipped(visible(argument))
        case bool():
            return {"en": ("no", "yes"), "zh": ("否", "是")}[lang][argument]
        case int():
            return exact_text(Fraction(argument))
        case Fraction():
            return clipped(exact_text(argument))
        case tuple():
            return {"en": ", ", "zh": "、"}[lang].join(argument_text(item, lang) for item in argument)
        case _:
            return clipped(visible(argument.in_language(lang)))


def visible(text: str) -> str:
    """The text with every character that a terminal would obey or hide replaced by one that is seen.

    Control characters become their pictures (ESC is ␛); format characters such as bidirectional
    overrides and zero-width spaces become U+FFFD. The number of characters stays the same.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return "\ufffd"
    return character


def clipped(text: str, longest: int = LONGEST_ARGUMENT) -> str:
    """The text, its middle replaced by `…` where it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    head = (longest - 1) // 2
    return f"{text[:head]}…{text[len(text) - (longest - 1 - head) :]}"
