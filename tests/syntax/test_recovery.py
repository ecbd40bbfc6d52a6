"""Several independent mistakes give several findings; what is sound around them is kept."""

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.scanner import MOST_FINDINGS
from tests.syntax.reading import read_with_codes

MANY = """\
policy p { version 1.5 }
input a money
input b : count
indicator c {
  measur x
  score lin { 60%: 0 }
  missing reweight
}
scorecard d when role = sales {
  c 50 percent
  e 1,000
}
input f : money
total { at least 0
grades { A 85-95; B otherwise }
value g = 1
"""


def test_ten_mistakes_give_as_many_findings() -> None:
    module, codes = read_with_codes(MANY)
    assert sorted(codes) == ["K122", "K126", "K127", "K131", "K133", "K134", "K135", "K152"]
    assert [type(declaration).__name__ for declaration in module.declarations] == [
        "Header",
        "Input",
        "Input",
        "Value",
    ]


def test_a_block_left_open_ends_where_the_next_declaration_begins() -> None:
    module, codes = read_with_codes("indicator a {\n  measure x\n\ninput b : money\nvalue c = 1\n")
    assert codes == ["K122"]
    assert len(module.declarations) == 2


def test_indented_rows_do_not_end_a_broken_block() -> None:
    """`total` opens a declaration too, but not inside an open block."""
    text = "veto v when a {\n  grade !\n  total at most 60\n}\nvalue c = 1\n"
    module, codes = read_with_codes(text)
    assert len(codes) == 1
    assert isinstance(module.declarations[-1], t.Value)


def test_a_broken_head_does_not_hide_the_rows() -> None:
    _, codes = read_with_codes("indicator sales rate {\n  measur x\n  scor y\n}\n")
    assert sorted(codes) == ["K126", "K127", "K127"] or sorted(codes) == ["K127", "K127", "K128"]


def test_prose_gives_one_finding_for_each_stretch() -> None:
    prose = "The policy of the company.\nIt is fair.\nEverybody takes part.\n"
    _, codes = read_with_codes(f"{prose}input a : money\n{prose}input b : money\n")
    assert codes == ["K120", "K120"]


def test_mistakes_of_one_declaration_are_bounded() -> None:
    rows = "\n".join(f"  wrong{n} 1" for n in range(200))
    _, codes = read_with_codes(f"indicator a {{\n{rows}\n}}\nvalue b = 1")
    assert 1 < len(codes) <= 20


def test_findings_of_a_file_are_bounded() -> None:
    for text in ("indicator a { measur x }\n" * 1000, "@ " * 1000, '"\n' * 1000):
        _, codes = read_with_codes(text)
        assert codes.count("K114") == 1
        assert len(codes) <= MOST_FINDINGS + 2


def test_an_unreadable_character_is_the_only_finding_of_its_line() -> None:
    _, codes = read_with_codes("indicator a {\n  measure x @ y\n  missing reweight\n}\n")
    assert codes == ["K102"]
