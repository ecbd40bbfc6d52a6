"""A declaration that cannot be read is reported once: nothing that uses it is blamed."""

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.loading import FolderLoader
from kpi_lang.source import SourceFile
from tests.docs.blocks import ROOT

SOUND = """\
policy shop "Shop" { currency CNY; period quarter; scores to 2 places }
subject employee { key staff_no }
unit visit
input role : one of { sales, support }
input turnover, target : money in 1 .. 1_000_000
input visits : visit in 0 .. 1_000
input review : points in 0 .. 100 optional
parameter most : points = 6
function scaled(amount: money, at: money): points = min(100, 100 * (amount / at))
records complaint "Complaints" { day : date; cost : money in 0 .. 1_000 }
indicator sold "Turnover" { measure turnover / target; score line { 60%: 0, 100%: 75, 125%: 100 } }
indicator peers { measure review; missing move weight to sold }
indicator reach { score scaled(turnover, target) }
bonus thrift { 5 points when count(complaint) = 0, at most most }
deduction losses { 1 point per count(complaint over last 12 months), at most 9 }
cap both on thrift, losses at most 8
factor presence = visits / (visits + 1)
scorecard sellers "Sellers" when role = sales { group results 80% { sold 100% }; peers 20% }
scorecard helpers otherwise { sold 50%; reach 50% }
veto fault when sum(complaint.cost) > 900 { grade at most C; losses off; thrift at most 2 }
total { at least 0, at most 110 }
grades { A from 85; B from 70; C otherwise }
table coefficient by grade { A: 1.2, B: 1, C: 0.8 }
value good : yes/no = grade >= B and results.weight > 0 and sold.measure > 1
pay reward for next quarter = turnover * 1% * coefficient
example "one" {
  given { role: sales, turnover: 100, target: 100, visits: 1, as_of: 2026-03-31 }
  expect { sold: 75, losses: 0, good: no }
}
example "two" like "one" { expect { reward: 1, total: 37.5 } }
ensure total stays in 0 .. 110
"""
LINES = SOUND.splitlines()
DECLARATIONS = [number for number, line in enumerate(LINES) if line[0].isalpha()]


def codes(text: str) -> list[str]:
    _, found = compile_source(SourceFile("shop.kpi", text), FolderLoader(ROOT))
    return [f"{finding.code} {finding.message('en')}" for finding in found]


def test_the_policy_is_sound_as_it_stands() -> None:
    assert [code for code in codes(SOUND) if not code.startswith("K7")] == []


@pytest.mark.parametrize("number", DECLARATIONS, ids=lambda number: LINES[number].split("{")[0].strip())
def test_a_misspelt_keyword_is_one_mistake(number: int) -> None:
    broken = [*LINES]
    broken[number] = "x" + broken[number]
    found = codes("\n".join(broken))
    assert len(found) == 1, found
    assert found[0].startswith("K120")


@pytest.mark.parametrize("number", DECLARATIONS, ids=lambda number: LINES[number].split("{")[0].strip())
def test_a_stray_mark_is_one_mistake(number: int) -> None:
    keyword, _, rest = LINES[number].partition(" ")
    broken = [*LINES]
    broken[number] = f"{keyword} ] {rest}"
    found = codes("\n".join(broken))
    assert len(found) == 1, found


@pytest.mark.parametrize("wanted", ["import lost", "import lost (sold, coefficient as rate)"])
def test_what_an_import_would_have_brought_is_not_unknown(wanted: str) -> None:
    policy = f"""\
policy shop "Shop" {{ currency CNY }}
{wanted}
subject employee {{ key staff_no }}
scorecard everybody {{ sold 100% }}
pay reward = 500 * {"rate" if "as" in wanted else "coefficient"}
"""
    assert [code[:4] for code in codes(policy)] == ["K203"]
