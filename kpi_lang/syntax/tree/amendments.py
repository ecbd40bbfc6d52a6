"""Amendments: a variant of another policy that changes named declarations of it and nothing else."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.curves import Body
from kpi_lang.syntax.tree.declared import Declared
from kpi_lang.syntax.tree.leaves import Ident, Title
from kpi_lang.syntax.tree.outcomes import Outcome


@frozen
class Replaced:
    """``replace scorecard others { … }``: stands in place of the declaration of the same name."""

    declaration: Declared
    span: Span


@frozen
class Inserted:
    """``add input visits : count``: a declaration that the amended policy does not have."""

    declaration: Declared
    span: Span


@frozen
class Removed:
    """``remove accident``: the declaration of that name is left out."""

    name: Ident
    span: Span


@frozen
class RemovedExample:
    """``remove example "title"``."""

    title: Title
    span: Span


@frozen
class RemovedEnsure:
    """``remove ensure "title"``."""

    title: Title
    span: Span


@frozen
class SetPart:
    """``set total.most = 105``, ``set peer.missing: reweight``; without ``part`` the value of the declaration."""

    name: Ident
    part: Ident | None
    value: Body | Outcome
    span: Span


Change = Replaced | Inserted | Removed | RemovedExample | RemovedEnsure | SetPart


@frozen
class Amend:
    """``amend trade.quarterly version 3 as trade.quarterly.warehouse "Warehouse" { … }``."""

    base: Ident
    version: int
    name: Ident
    title: Title | None
    changes: tuple[Change, ...]
    span: Span
