"""Entries and findings that the tests of diagnostics share; they are not in the catalogue."""

from kpi_lang.source import Diagnostic, Entry, Label, Place, Severity, SourceFile, Span, Wording

UNKNOWN_NAME = Entry(
    "K999",
    Severity.ERROR,
    en=Wording(
        message="unknown name `{name}`",
        label="not declared here",
        helps={"nearest": "did you mean `{nearest}`?", "none": "declare it"},
        labels={"similar": "`{other}` is declared here"},
    ),
    zh=Wording(
        message="未知的名称 `{name}`",
        label="此处未声明",
        helps={"nearest": "是否想写 `{nearest}`？", "none": "请声明"},
        labels={"similar": "此处声明了 `{other}`"},
    ),
)
UNUSED = Entry("K998", Severity.WARNING, en=Wording("unused input"), zh=Wording("未使用的输入"))
REMARK = Entry("K997", Severity.NOTE, en=Wording("a remark"), zh=Wording("说明"))


def unknown(span: Place | None, *labels: Label, name: str = "turnver") -> Diagnostic:
    """The finding that a name is unknown, with the nearest name as help."""
    return Diagnostic.from_entry(
        UNKNOWN_NAME, span, labels=labels, help="nearest", arguments={"name": name, "nearest": "turnover"}
    )


def bare(entry: Entry, span: Place | None = None) -> Diagnostic:
    """A finding of an entry that needs no arguments."""
    return Diagnostic.from_entry(entry, span)


def span_of(file: SourceFile, text: str) -> Span:
    """The span of the first occurrence of a text."""
    start = file.text.index(text)
    return Span(file, start, start + len(text))
