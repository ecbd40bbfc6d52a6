"""Setting one part of a declaration: its score, its bound, the weight of one item, one row."""

from attrs import evolve

from kpi_lang.syntax import tree
from kpi_lang.syntax.words import field_of

_INDICATOR = ("measure", "score", "undefined", "missing", "class")
_OUTCOMES = (
    tree.FixedScore,
    tree.EndScore,
    tree.FixedMeasure,
    tree.Reweight,
    tree.MoveWeight,
    tree.NoScore,
    tree.Reject,
)
_CURVES = (tree.Line, tree.Steps, tree.Anchored, tree.Best)


def set_part(declared: tree.Declaration, change: tree.SetPart) -> tree.Declaration | tuple[str, ...]:
    """The declaration with the part set; the parts that it has where it has no such part.

    A part that takes a formula is not set to an outcome such as ``reweight``, nor the other way round.
    """
    part = None if change.part is None else change.part.text
    field = None if part is None else field_of(part)
    value = change.value
    if isinstance(value, _OUTCOMES):
        if isinstance(declared, tree.Indicator) and field == "undefined":
            return evolve(declared, undefined=value)
        if isinstance(declared, tree.Indicator) and field == "missing":
            return evolve(declared, missing=value)
        return parts_of(declared)
    assert not isinstance(value, _OUTCOMES)
    plain = None if isinstance(value, _CURVES) else value
    match declared, field:
        case tree.Indicator(), "score":
            return evolve(declared, score=value)
        case tree.Indicator(), "measure" if plain is not None:
            return evolve(declared, measure=plain)
        case tree.Indicator(), "class" if isinstance(value, tree.Name) and len(value.parts) == 1:
            return evolve(declared, class_=tree.Ident(value.parts[0], value.span))
        case (tree.Value() | tree.Pay() | tree.Factor()) as figure, _ if part is None:
            return evolve(figure, body=value)
        case tree.Total(), "formula":
            return evolve(declared, body=value)
        case tree.Total(), _ if part is None:
            return evolve(declared, body=value)
        case _ if plain is not None:
            return _set_plain(declared, field, part, plain)
        case _:
            return parts_of(declared)


def _set_plain(
    declared: tree.Declaration, field: str | None, part: str | None, value: tree.Expression
) -> tree.Declaration | tuple[str, ...]:
    """The same for parts that take a plain formula."""
    match declared, field:
        case tree.Total(), "least":
            return evolve(declared, at_least=value, span=value.span)
        case (tree.Total() | tree.Cap()) as capped, "most":
            return evolve(capped, at_most=value, span=value.span)
        case tree.Award(), "most":
            return evolve(declared, at_most=value)
        case tree.Scorecard(), "out_of":
            return evolve(declared, out_of=value)
        case tree.Parameter(), _ if part is None:
            row = tree.ParameterRow(None, None, value, value.span)
            return evolve(declared, by=None, rows=(row,))
        case tree.Parameter(), _ if part in parts_of(declared):
            rows = tuple(_row_set(row, part, value) for row in declared.rows)
            return evolve(declared, rows=rows)
        case tree.ListTable(), _ if part in parts_of(declared):
            entries = tuple(_entry_set(row, part, value) for row in declared.rows)
            return evolve(declared, rows=entries)
        case tree.Scorecard(), _ if part in parts_of(declared):
            members = tuple(_weight_set(member, part, value) for member in declared.entries)
            return evolve(declared, entries=members)
        case _:
            return parts_of(declared)


def _row_set(row: tree.ParameterRow, part: str | None, value: tree.Expression) -> tree.ParameterRow:
    is_meant = row.category is not None and row.since is None and row.category.text == part
    return evolve(row, value=value, span=value.span) if is_meant else row


def _entry_set(
    row: tree.Row | tree.BandRow, part: str | None, value: tree.Expression
) -> tree.Row | tree.BandRow:
    match row:
        case tree.EdgeRow(comparison=tree.Comparison.EQUAL, edges=(tree.Name(parts=(name,)),)) if (
            name == part
        ):
            return evolve(row, value=value, span=value.span)
        case _:
            return row


def _weight_set(
    member: tree.CardItem | tree.CardGroup, part: str | None, value: tree.Expression
) -> tree.CardItem | tree.CardGroup:
    match member:
        case tree.CardItem(indicator=name):
            return evolve(member, weight=value, span=value.span) if name.text == part else member
        case tree.CardGroup(name=name) if name.text == part:
            return evolve(member, weight=value)
        case tree.CardGroup(entries=entries):
            return evolve(member, entries=tuple(_weight_set(entry, part, value) for entry in entries))


def parts_of(declared: tree.Declaration) -> tuple[str, ...]:
    """The parts of a declaration that may be set, as one writes them behind its name and a dot."""
    match declared:
        case tree.Indicator():
            return _INDICATOR
        case tree.Total():
            return ("formula", "least", "most")
        case tree.Award() | tree.Cap():
            return ("most",)
        case tree.Parameter(rows=rows):
            return tuple(row.category.text for row in rows if row.category is not None and row.since is None)
        case tree.ListTable(rows=rows):
            return tuple(
                row.edges[0].parts[0]
                for row in rows
                if isinstance(row, tree.EdgeRow)
                and row.comparison is tree.Comparison.EQUAL
                and len(row.edges) == 1
                and isinstance(row.edges[0], tree.Name)
            )
        case tree.Scorecard(entries=entries):
            return (*_members(entries), "out_of")
        case _:
            return ()


def _members(entries: tuple[tree.CardItem | tree.CardGroup, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for entry in entries:
        match entry:
            case tree.CardItem(indicator=name):
                found.append(name.text)
            case tree.CardGroup(name=name, entries=inner):
                found += [name.text, *_members(inner)]
    return tuple(found)
