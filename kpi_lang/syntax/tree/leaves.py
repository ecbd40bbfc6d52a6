"""Names, titles and comments: what stands at the leaves of the tree."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span


@frozen
class Ident:
    """A name where it is declared or listed, e.g. ``turnover`` or ``「重大 事故」`` (text without the quotes)."""

    text: str
    span: Span


@frozen
class Title:
    """A quoted text that people read: a title, a message, a reason."""

    text: str
    span: Span


class Skin(Enum):
    """The language of the keywords."""

    ENGLISH = "en"
    CHINESE = "zh"


@frozen
class Comment:
    """``# text``; ``own_line`` is false when code stands before it on its line."""

    text: str
    own_line: bool
    span: Span
