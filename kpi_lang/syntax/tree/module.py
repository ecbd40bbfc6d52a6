"""A module and its declarations."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.amendments import Amend
from kpi_lang.syntax.tree.citations import ClauseLine, NoRule, Prose, Reading
from kpi_lang.syntax.tree.declared import Declared
from kpi_lang.syntax.tree.inputs import Header
from kpi_lang.syntax.tree.leaves import Comment, Skin

Declaration = Header | Amend | Declared | ClauseLine | NoRule | Reading


@frozen
class Lost:
    """A declaration that could not be read, for reasons that have been reported.

    ``word`` is the English keyword that opens it, empty if that is not known; ``names`` are those that it may
    declare.
    """

    word: str
    names: frozenset[str]
    span: Span


@frozen
class Module:
    """One source file: its declarations in order, its comments, and the skin most of its keywords use.

    ``prose`` is what a literate file has around its rules, None in a file of rules only.
    """

    name: str
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
    skin: Skin
    span: Span
    lost: tuple[Lost, ...] = ()
    prose: Prose | None = None

    def has_lost(self, *words: str) -> bool:
        """Whether a declaration that begins with one of these keywords could not be read."""
        return any(lost.word in words for lost in self.lost)
