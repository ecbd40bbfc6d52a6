"""Clauses and readings: what each rule cites, what carries out each clause, how open ones are read."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from kpi_lang.core.children import walk
from kpi_lang.core.clauses import Cited, ClausePlan, Reading
from kpi_lang.core.plan import Rule
from kpi_lang.lowering.building import Building
from kpi_lang.resolved.clauses import NO_CLAUSES, ClausesOfFile
from kpi_lang.source import Clause, Diagnostic, Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical

_RESULTS = ("total", "base_score", "grade", "provisional_grade", "proposed_grade", "scorecard")
_NO_RULES = (
    tree.Header,
    tree.Import,
    tree.Unit,
    tree.Input,
    tree.Example,
    tree.ClauseLine,
    tree.NoRule,
    tree.Reading,
)
"""Declarations that name or show something, and rule nothing."""
_ON_PEOPLE = (tree.Within, tree.Always, tree.ExactlyWhen)


def citing(rules: Sequence[Rule], building: Building) -> tuple[Rule, ...]:
    """The rules with the clauses that they carry out."""
    return tuple(evolve(rule, clauses=building.program.clauses_at(rule.span)) for rule in rules)


def cite_columns(building: Building) -> None:
    """The computed columns of records with the clauses that they carry out."""
    for name, table in building.tables.items():
        building.tables[name] = evolve(table, rules=citing(table.rules, building))


def lower_clauses(building: Building, rules: Sequence[Rule]) -> tuple[ClausePlan, ...]:
    """Every clause of the policy's document, and those of imported ones that something here carries out."""
    found: list[ClausePlan] = []
    for module in building.program.modules:
        file = building.program.clauses.get(module.span.file.name, NO_CLAUSES)
        if not file.places.starts:
            continue
        is_main = module is building.program.main
        reasons = _reasons(module)
        cited = _cited(module, file, _rules_by_declaration(module, [*rules, *_columns(building)]))
        unnumbered = [clause for clause in cited if not clause.number]
        for clause in (*file.document, *unnumbered):
            carried_out = tuple(cited.get(clause, ()))
            if is_main or any(one.rules for one in carried_out):
                is_container = clause.number in file.containers
                without = reasons.get(clause.number)
                found.append(ClausePlan(clause, carried_out, without[0] if without else None, is_container))
            if is_main and clause.number in reasons and carried_out:
                _report_rule(building, clause, reasons[clause.number][1], carried_out[0])
    return tuple(found)


def _columns(building: Building) -> Iterator[Rule]:
    """The computed columns of records, by the name of their table."""
    for table in building.tables.values():
        for rule in table.rules:
            yield evolve(rule, name=f"{table.name}.{rule.name}")


def _reasons(module: tree.Module) -> dict[str, tuple[str, Span]]:
    """Why clauses have no rule, by number, and where that is said."""
    return {
        number.text: (written.because.text, number.span)
        for written in module.declarations
        if isinstance(written, tree.NoRule)
        for number in written.clauses
    }


def _report_rule(building: Building, clause: Clause, said: Span, rule: Cited) -> None:
    labels = [] if rule.span is None else [(Span(rule.span.file, rule.span.start, rule.span.start), "rule")]
    building.diagnostics.add(Diagnostic.of("K711", said, labels=labels, number=clause.number))


def _rules_by_declaration(module: tree.Module, rules: Sequence[Rule]) -> dict[int, dict[str, None]]:
    """For the start of each declaration its rules, in order.

    What has none of its own, such as a parameter or a function, counts by the rules in which it is used.
    """
    own = (one for one in module.declarations if one.span.file is module.span.file)
    declarations = sorted(own, key=lambda one: one.span.start)
    own_rules: dict[int, dict[str, None]] = {one.span.start: {} for one in declarations}
    uses: dict[int, dict[str, None]] = {one.span.start: {} for one in declarations}
    starts = [one.span.start for one in declarations]
    for rule in rules:
        for found, spans in ((own_rules, [rule.span]), (uses, [expr.span for expr in walk(rule.expr)])):
            places = {span.start for span in spans if span is not None and span.file is module.span.file}
            for at in {bisect_right(starts, place) - 1 for place in places} - {-1}:
                found[starts[at]][rule.name] = None
    return {start: names or uses[start] for start, names in own_rules.items()}


def _cited(
    module: tree.Module, file: ClausesOfFile, rules: Mapping[int, Mapping[str, None]]
) -> dict[Clause, list[Cited]]:
    found: dict[Clause, list[Cited]] = {}
    for written in module.declarations:
        if written.span.file is not module.span.file:
            # An amendment put it there; the document that is amended does not hold it.
            continue
        names = _shown(_name_of(written), tuple(rules.get(written.span.start, ())))
        everybody = _is_for_everybody(written)
        rules_something = names or everybody or isinstance(written, tree.Ensure | tree.Rollup)
        if isinstance(written, _NO_RULES) or not rules_something:
            continue
        for clause in file.at(written.span.start):
            one = Cited(_name_of(written), names, everybody, written.span)
            found.setdefault(clause, []).append(one)
    return found


def _shown(name: str, rules: tuple[str, ...]) -> tuple[str, ...]:
    """The rule that a declaration is for, rather than what it is made of; all where none has its name."""
    return (name,) if name in rules else rules


def _is_for_everybody(written: tree.Declaration) -> bool:
    match written:
        case tree.Subject() | tree.Require():
            return True
        case tree.Ensure(property=promised):
            return isinstance(promised, _ON_PEOPLE)
        case _:
            return False


def _name_of(written: tree.Declaration) -> str:
    if isinstance(written, tree.Require):
        return " ".join(written.condition.span.text.split())
    if isinstance(written, tree.Ensure):
        return written.title.text if written.title else " ".join(written.property.span.text.split())
    name = getattr(written, "name", None)
    if isinstance(name, tree.Ident):
        return name.text
    title = getattr(written, "title", None)
    return title.text if isinstance(title, tree.Title) else written.span.text.split(maxsplit=1)[0]


def lower_readings(building: Building, clauses: Sequence[ClausePlan]) -> tuple[Reading, ...]:
    """Every reading of the policy and its imports; one that concerns no rule is reported."""
    found: list[Reading] = []
    carried_out = {plan.clause for plan in clauses if plan.cited}
    for module in building.program.modules:
        for written in module.declarations:
            if isinstance(written, tree.Reading):
                reading = _reading(building, module, written)
                found.append(reading)
                lacking = next((one for one in reading.clauses if one not in carried_out), None)
                if lacking is not None and not reading.about and not building.diagnostics.has_errors:
                    number = lacking.number or lacking.title
                    building.diagnostics.add(Diagnostic.of("K709", _head(written), number=number))
    return tuple(found)


def _reading(building: Building, module: tree.Module, written: tree.Reading) -> Reading:
    file = building.program.clauses.get(module.span.file.name, NO_CLAUSES)
    named = (file.clause(number.text) for number in written.clauses)
    clauses = tuple(clause for clause in named if clause is not None)
    if not written.clauses:
        clauses = file.at(written.span.start)
        if not clauses:
            building.environment.report("K247", _head(written))
    return Reading(
        clauses,
        written.title.text if written.title else "",
        written.open.text,
        written.chosen.text,
        written.because.text,
        written.decided_by.text if written.decided_by else None,
        written.decided_on.value if written.decided_on else None,
        tuple(_about(building, module, written)),
        written.span,
    )


def _about(building: Building, module: tree.Module, written: tree.Reading) -> Iterator[str]:
    scope = building.program.scopes[module.name]
    for name in written.about:
        symbol = scope.values.get(name.text) or scope.scorecards.get(name.text)
        known = canonical(name.text)
        if symbol is not None:
            yield symbol.rule
        elif known in _RESULTS:
            yield known
        else:
            near = nearest(name.text, (*scope.values, *scope.scorecards))
            building.environment.report(
                "K248", name.span, name=name.text, nearest=near or "", help="nearest" if near else "none"
            )


def _head(written: tree.Reading) -> Span:
    """The line that opens a reading."""
    line = written.span.text.partition("{")[0].rstrip()
    return Span(written.span.file, written.span.start, written.span.start + len(line))
