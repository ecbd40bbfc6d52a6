"""Names: one space for values, others for units, scorecards and members of choices."""

import pytest

from kpi_lang.source import Span
from tests.lowering.small import diagnostics, findings

CARD = "input n : count in 0 .. 9\nindicator i { measure n; score 10 * measure }\n"


@pytest.mark.parametrize(
    "body",
    [
        "input x : count\ninput «x» : count",
        "input x, «x» : count",
        "input x : count\nparameter «x» = 1",
        "input x : count\nindicator «x» { measure 1; score measure }",
        "value x : count = 1\npay «x» = 3",
        "unit x\nunit «x»",
        "records x { a : count }\nfunction «x»(a: count): count = a",
        f"{CARD}scorecard x {{ i 100% }}\nscorecard «x» else {{ i 100% }}",
        f"{CARD}scorecard c {{ group «i» 100% {{ i 100% }} }}",
        f"{CARD}bonus i2 {{ 1 point per n }}\ndeduction «i2» {{ 1 point per n }}",
    ],
)
def test_a_name_is_declared_once(body: str) -> None:
    text = body.replace("«", "").replace("»", "")
    start = body.index("«")
    (found,) = [one for one in diagnostics(text, header="") if one.code == "K202"]
    assert isinstance(found.span, Span)
    assert (found.span.start, found.span.end) == (start, body.index("»") - 1)
    assert len(found.labels) == 1


def test_units_scorecards_and_members_have_spaces_of_their_own() -> None:
    body = """
        unit i
        input x : i in 0 .. 9
        input role : one of { i, n }
        input n : count in 0 .. 9
        indicator i { measure n; score 10 * measure }
        scorecard i when role = i { i 100% }
        scorecard n when role = n { i 100% }
        value y = x
    """
    assert findings(body) == []


def test_a_group_of_the_same_name_in_two_scorecards_is_one_group() -> None:
    body = f"""{CARD}
        input role : one of {{ a, b }}
        scorecard a when role = a {{ group results 100% {{ i 100% }} }}
        scorecard b when role = b {{ group results 100% {{ i 100% }} }}
        value y = results.weight
    """
    assert findings(body) == []


def test_predeclared_names_may_be_declared() -> None:
    body = "input month : count in 1 .. 12\nvalue year = month + 1\nparameter day = 3\nvalue y = year + day"
    assert findings(body) == []


@pytest.mark.parametrize(
    ("formula", "nearest"),
    [("turnver", "turnover"), ("turnover_", "turnover"), ("late + 1", None), ("xyz", None)],
)
def test_an_unknown_name_offers_the_nearest(formula: str, nearest: str | None) -> None:
    (found,) = diagnostics(f"input turnover : money in 0 .. 9\nvalue y = {formula}")
    assert found.code == "K201"
    assert (nearest is not None) == (found.help("en") == f"did you mean `{nearest}`?")
