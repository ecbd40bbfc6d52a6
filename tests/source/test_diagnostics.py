import pickle
from fractions import Fraction

import pytest

from kpi_lang.source import (
    CatalogueError,
    DataPlace,
    Diagnostic,
    Diagnostics,
    Label,
    PolicyError,
    Severity,
    SourceFile,
    Span,
)
from tests.source.findings import REMARK, UNKNOWN_NAME, UNUSED, bare, span_of, unknown

FILE = SourceFile("p.kpi", "measure turnver / target")
SPAN = span_of(FILE, "turnver")


def test_a_diagnostic_is_worded_in_each_language() -> None:
    found = unknown(SPAN, Label.of(span_of(FILE, "target"), "similar", other="target"))
    assert found.code == "K999"
    assert found.severity is Severity.ERROR
    assert found.message("en") == "unknown name `turnver`"
    assert found.message("zh") == "未知的名称 `turnver`"
    assert found.label("zh") == "此处未声明"
    assert found.help("en") == "did you mean `turnover`?"
    assert found.label_text(found.labels[0], "en") == "`target` is declared here"


def test_codes_come_from_the_catalogue() -> None:
    found = Diagnostic.of("K201", SPAN, help="nearest", name="turnver", nearest="turnover")
    assert found.message("en") == "unknown name `turnver`"
    assert found.args == {"name": "turnver", "nearest": "turnover"}


def test_labels_may_take_the_arguments_of_their_diagnostic() -> None:
    found = Diagnostic.from_entry(
        UNKNOWN_NAME, SPAN, labels=[(SPAN, "similar")], help="none", arguments={"name": "a", "other": "b"}
    )
    assert found.label_text(found.labels[0], "en") == "`b` is declared here"
    assert found.help("en") == "declare it"


def test_braces_in_the_users_text_stay() -> None:
    assert unknown(SPAN, name="{nearest} {").message("en") == "unknown name `{nearest} {`"


def test_numbers_are_exact() -> None:
    found = Diagnostic.from_entry(UNKNOWN_NAME, None, help="none", arguments={"name": Fraction(1, 3)})
    assert found.message("en") == "unknown name `1/3`"


def test_the_entry_must_know_what_it_is_asked_for() -> None:
    with pytest.raises(CatalogueError, match="needs the arguments name"):
        Diagnostic.from_entry(UNKNOWN_NAME, SPAN)
    with pytest.raises(CatalogueError, match="needs the arguments nearest"):
        Diagnostic.from_entry(UNKNOWN_NAME, SPAN, help="nearest", arguments={"name": "a"})
    with pytest.raises(CatalogueError, match="needs the arguments other"):
        Diagnostic.from_entry(UNKNOWN_NAME, SPAN, labels=[(SPAN, "similar")], arguments={"name": "a"})
    with pytest.raises(CatalogueError, match="no help `nowhere`"):
        Diagnostic.from_entry(UNKNOWN_NAME, SPAN, help="nowhere", arguments={"name": "a"})
    with pytest.raises(CatalogueError, match="no label `nowhere`"):
        Diagnostic.from_entry(UNKNOWN_NAME, SPAN, labels=[(SPAN, "nowhere")], arguments={"name": "a"})


def test_a_finding_met_twice_is_kept_once() -> None:
    found = Diagnostics([unknown(SPAN)])
    found.add(unknown(SPAN))
    found.extend([unknown(SPAN), unknown(SPAN, name="other")])
    assert len(found) == 2


def test_findings_come_in_reading_order() -> None:
    other = SourceFile("q.kpi", "a b")
    wanted = (
        unknown(None),
        unknown(Span(FILE, 0, 7)),
        unknown(SPAN),
        bare(UNUSED, SPAN),
        bare(REMARK, SPAN),
        unknown(Span(other, 0, 1)),
        unknown(DataPlace("a.csv", 2, "b")),
        unknown(DataPlace("a.csv", 2, "c")),
        unknown(DataPlace("a.csv", 10, "a")),
    )
    assert Diagnostics(reversed(wanted)).sorted() == wanted
    assert tuple(Diagnostics(wanted[::2] + wanted[1::2])) == wanted


def test_only_errors_reject() -> None:
    found = Diagnostics([unknown(None), bare(REMARK), bare(UNUSED)])
    assert found.has_errors
    assert not Diagnostics([bare(UNUSED), bare(REMARK)]).has_errors
    assert repr(found) == "Diagnostics(K999, K998, K997)"


def test_a_policy_error_shows_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    error = PolicyError([bare(UNUSED, SPAN), unknown(Span(FILE, 0, 7))])
    assert [found.code for found in error.diagnostics] == ["K999", "K998"]
    monkeypatch.setenv("LC_ALL", "C")
    assert "error[K999]: unknown name `turnver`" in str(error)
    assert "warning[K998]: unused input" in str(error)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "错误[K999]：未知的名称 `turnver`" in str(error)


def test_diagnostics_and_errors_survive_pickling() -> None:
    found = unknown(SPAN, Label.of(SPAN, "similar", other="x"))
    assert pickle.loads(pickle.dumps(found)) == found
    error = pickle.loads(pickle.dumps(PolicyError([found])))
    assert isinstance(error, PolicyError)
    assert error.diagnostics == (found,)
