"""Properties in words: what each says, how it stands, and what a witness shows, in both languages."""

from collections.abc import Iterator
from fractions import Fraction

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import Compare, Const, Expr, InputRef, RuleRef
from kpi_lang.core.plan import Plan, PropertyForm
from kpi_lang.core.printer import print_expression
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.report.derivation import explain_rule
from kpi_lang.report.drawing import figure_drawing
from kpi_lang.report.figures import named_text, rule_digits
from kpi_lang.source import Lang
from kpi_lang.verify import Claim, Finding, Method, OneWay, Origin, Status, Why, Witness
from kpi_lang.verify.direction import Direction

STATUS: dict[Lang, dict[Status, str]] = {
    "en": {status: status.value for status in Status},
    "zh": {
        Status.PROVED: "已证明",
        Status.REFUTED: "有反例",
        Status.TESTED: "抽样未见反例",
        Status.UNKNOWN: "不能判定",
        Status.VACUOUS: "规则不起作用",
    },
}

_METHODS: dict[Lang, dict[Method, str]] = {
    "en": {method: method.value for method in Method},
    "zh": {
        Method.STRUCTURE: "依据规则结构",
        Method.DIRECTIONS: "方向规则",
        Method.CASES: "分情形的方向规则",
        Method.INTERVALS: "取值范围推导",
        Method.SEARCH: "搜寻反例",
        Method.EXAMPLE: "找到实例",
    },
}

_WHY: dict[Lang, dict[Why, str]] = {
    "en": {
        Why.OTHER_PEOPLE: "it depends on other people: {blamed}",
        Why.FORMULA: "what rises is a formula, not an input or a result: {blamed}",
        Why.TIME: "the time was up",
        Why.UNUSED: "the result does not move with it",
        Why.NOBODY: "it is about nobody",
        Why.NOT_FOUND: "nobody was found who gets there, and nothing shows that nobody can",
        Why.NOBODY_TRIED: "nobody could be made up who has such results; an example would help",
    },
    "zh": {
        Why.OTHER_PEOPLE: "取决于其他人员：{blamed}",
        Why.FORMULA: "变动的是算式，不是数据或结果：{blamed}",
        Why.TIME: "时间已到",
        Why.UNUSED: "结果不随之变动",
        Why.NOBODY: "不涉及任何人",
        Why.NOT_FOUND: "未找到能达到的人，也不能断定无人能达到",
        Why.NOBODY_TRIED: "未能构造出有此结果的人员；补充示例会有帮助",
    },
}

_WAYS: dict[Lang, dict[Direction, str]] = {
    "en": {
        Direction.UP: "{result} never falls as {driver} rises",
        Direction.DOWN: "{result} never rises as {driver} rises",
        Direction.STILL: "{result} does not move with {driver}",
        Direction.EITHER: "{result} moves one way only as {driver} rises",
    },
    "zh": {
        Direction.UP: "{driver} 上升，{result} 不下降",
        Direction.DOWN: "{driver} 上升，{result} 不上升",
        Direction.STILL: "{result} 不随 {driver} 变动",
        Direction.EITHER: "{result} 随 {driver} 上升只朝一个方向变动",
    },
}
_BOUNDS: dict[Lang, str] = {
    "en": "{result} stays in {low} .. {high}",
    "zh": "{result} 始终在 {low} 至 {high} 之间",
}
_GRADE: dict[Lang, str] = {"en": "grade {grade} can be reached", "zh": "等级 {grade} 可以达到"}
_WEIGHTS: dict[Lang, str] = {"en": "the weights of everybody add up to 100%", "zh": "每个人的权重合计为 100%"}
_EVALUATIONS: dict[Lang, str] = {"en": "{count} evaluations", "zh": "计算 {count} 次"}
_ONE: dict[Lang, str] = {"en": "for this person:", "zh": "此人："}
_SHOWS: dict[Lang, str] = {
    "en": "with {driver} {less} → {more}, {result} goes {before} → {after}",
    "zh": "{driver} 由 {less} 变为 {more}，{result} 由 {before} 变为 {after}",
}
_OTHERWISE: dict[Lang, str] = {"en": "all else equal: {inputs}", "zh": "其余相同：{inputs}"}
_NOT_GIVEN: dict[Lang, str] = {"en": "not given", "zh": "未填"}
_COMMA: dict[Lang, str] = {"en": ", ", "zh": "，"}


def says(claim: Claim, finding: Finding | None, lang: Lang) -> str:
    """What a property says: the author's words, or the sentence of a standard one."""
    if claim.origin is Origin.ENSURED:
        return claim.name
    match claim.form:
        case OneWay():
            known = finding.direction if finding is not None else None
            way = _WAYS[lang][known or Direction.EITHER]
            return way.format(result=_named(claim.operands[0]), driver=_named(claim.operands[1]))
        case PropertyForm.WITHIN:
            result, low, high = claim.operands
            return _BOUNDS[lang].format(
                result=_named(result), low=_constant(low, lang), high=_constant(high, lang)
            )
        case PropertyForm.REACHABLE:
            (condition,) = claim.operands
            assert isinstance(condition, Compare)
            return _GRADE[lang].format(grade=_constant(condition.right, lang))
        case _:
            return _WEIGHTS[lang]


def how(finding: Finding, lang: Lang) -> str:
    """How the status was found, with what was not settled and why."""
    parts = [_METHODS[lang][finding.method]]
    if finding.why is not None:
        blamed = "" if finding.blamed is None else _short(finding.blamed)
        parts = [_WHY[lang][finding.why].format(blamed=blamed)]
    if finding.evaluations and finding.status in (Status.TESTED, Status.UNKNOWN):
        parts.append(_EVALUATIONS[lang].format(count=finding.evaluations))
    return _COMMA[lang].join(parts)


def witness_text(claim: Claim, witness: Witness, lang: Lang) -> str:
    """In a sentence or two what the people of a witness show."""
    first = witness.people[0]
    if len(witness.people) == 1:
        return f"{_ONE[lang]} {_inputs(first.plan, witness, lang, None)}"
    driver = claim.driver
    assert driver is not None
    values = [_value(driver, place, witness, lang) for place in (0, 1)]
    results = [_value(claim.operands[0], place, witness, lang) for place in (0, 1)]
    shown = _SHOWS[lang].format(
        driver=_named(driver),
        less=values[0],
        more=values[1],
        result=_named(claim.operands[0]),
        before=results[0],
        after=results[1],
    )
    rest = _inputs(first.plan, witness, lang, driver)
    return shown if not rest else f"{shown}; {_OTHERWISE[lang].format(inputs=rest)}"


def side_by_side(claim: Claim, witness: Witness, lang: Lang, width: int) -> Iterator[str]:
    """The derivations of the people of a witness, two beside one another in columns."""
    names = [operand.name for operand in claim.operands if isinstance(operand, RuleRef)]
    if isinstance(claim.operands[0], Compare) and isinstance(claim.operands[0].left, RuleRef):
        names.append(claim.operands[0].left.name)
    if not names:
        return
    column = (width - 3) // len(witness.people)
    drawn = [
        figure_drawing(explain_rule(trace, names[0], lang), lang, column).splitlines()
        for trace in witness.people
    ]
    for number in range(max(map(len, drawn))):
        cells = [lines[number] if number < len(lines) else "" for lines in drawn]
        yield " │ ".join(_padded(cell, column) for cell in cells).rstrip()


def _padded(text: str, column: int) -> str:
    from rich.cells import cell_len

    return text + " " * max(0, column - cell_len(text))


def _inputs(plan: Plan, witness: Witness, lang: Lang, driver: Expr | None) -> str:
    """What the people of a witness have been given, as far as it is not the driver."""
    people = [trace.person for trace in witness.people]
    parts = []
    for place, spec in enumerate(plan.inputs):
        if isinstance(driver, InputRef) and driver.name == spec.name:
            continue
        values = list(dict.fromkeys(person.values[place] for person in people))
        if values == [None]:
            continue
        shown = [_NOT_GIVEN[lang] if v is None else named_text(v, spec.kind, lang) for v in values]
        parts.append(f"{spec.name} = {' → '.join(shown)}")
    for place, table in enumerate(plan.records):
        rows = people[0].records[place] or ()
        if rows:
            parts.append(f"{table.name}: {len(rows)}")
    return _COMMA[lang].join(parts)


def _value(expr: Expr, place: int, witness: Witness, lang: Lang) -> str:
    trace = witness.people[place]
    value = ReferenceEvaluator(trace.plan).evaluate_expression(expr, trace)
    if isinstance(value, Absent):
        return _NOT_GIVEN[lang]
    digits = rule_digits(trace, expr.name) if isinstance(expr, RuleRef) else None
    return named_text(value, expr.kind, lang, digits)


def _named(expr: Expr) -> str:
    match expr:
        case RuleRef() | InputRef():
            return expr.name
        case _:
            return _short(expr)


def _constant(expr: Expr, lang: Lang) -> str:
    assert isinstance(expr, Const)
    value: object = expr.value
    if isinstance(value, Fraction | str):
        return named_text(value, expr.kind, lang)
    return str(value)


def _short(expr: Expr) -> str:
    text = print_expression(expr)
    return text if len(text) <= 60 else f"{text[:59]}…"
