import pkgutil
import re
from importlib import import_module

import pytest
from attrs import evolve

from kpi_lang.source import CATALOGUE, Catalogue, CatalogueError, Entry, Severity, Wording, messages
from kpi_lang.source.catalogue import flaws
from kpi_lang.source.messages import AREAS, ENTRIES
from kpi_lang.source.wording import placeholders
from tests.source.findings import UNKNOWN_NAME

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_entry_says_the_same_in_both_languages() -> None:
    assert [flaw for entry in CATALOGUE for flaw in flaws(entry)] == []


def test_every_code_is_given_once_and_stands_in_its_area() -> None:
    assert len({entry.code for entry in ENTRIES}) == len(ENTRIES)
    for area, entries in AREAS.items():
        for entry in entries:
            assert re.fullmatch(area + r"\d\d", entry.code), entry.code


def test_every_module_of_messages_is_collected() -> None:
    for module in pkgutil.iter_modules(messages.__path__, f"{messages.__name__}."):
        entries: tuple[Entry, ...] = import_module(module.name).ENTRIES
        assert all(CATALOGUE.entry(entry.code) is entry for entry in entries), module.name


def test_every_text_is_in_its_language() -> None:
    for entry in CATALOGUE:
        for key, text in entry.zh.texts():
            assert not text or HAN.search(text), f"{entry.code} {key}: {text}"
        for key, text in entry.en.texts():
            assert not HAN.sub("", text) or not HAN.search(re.sub(r"`[^`]*`|「[^」]*」", "", text)), (
                f"{entry.code} {key}: {text}"
            )


def test_english_messages_start_lower_case_and_end_without_a_stop() -> None:
    for entry in CATALOGUE:
        message = entry.en.message
        assert not message[:1].isupper() or message.split()[0].isupper(), f"{entry.code}: {message}"
        assert not message.endswith("."), f"{entry.code}: {message}"
        assert not entry.zh.message.endswith("。"), f"{entry.code}: {entry.zh.message}"


def test_no_text_names_types_of_the_host_language() -> None:
    host = re.compile(r"\b(Fraction|Decimal|NoneType|None|str|int|float|bool|dict|tuple|exception)\b")
    for entry in CATALOGUE:
        for key, text in entry.en.texts():
            assert not host.search(text), f"{entry.code} {key}: {text}"


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(CatalogueError, match="K000"):
        CATALOGUE.entry("K000")


def test_a_code_cannot_be_given_twice() -> None:
    with pytest.raises(CatalogueError, match="K999 is given twice"):
        Catalogue([UNKNOWN_NAME, UNKNOWN_NAME])


def test_entries_come_in_the_order_of_their_codes() -> None:
    early = evolve(UNKNOWN_NAME, code="K101")
    assert list(Catalogue([UNKNOWN_NAME, early])) == [early, UNKNOWN_NAME]


@pytest.mark.parametrize(
    ("english", "chinese", "flaw"),
    [
        (Wording("unknown `{name}`"), Wording("未知"), "message: arguments"),
        (Wording("unknown", help="declare it"), Wording("未知"), "help: in one language only"),
        (
            Wording("unknown", helps={"a": "x"}),
            Wording("未知", helps={"b": "x"}),
            "helps.a: in one language only",
        ),
        (
            Wording("unknown", labels={"a": "{x}"}),
            Wording("未知", labels={"a": "{y}"}),
            "labels.a: arguments",
        ),
        (Wording(""), Wording(""), "no message"),
    ],
)
def test_flaws_are_found(english: Wording, chinese: Wording, flaw: str) -> None:
    assert flaw in " ".join(flaws(Entry("K999", Severity.ERROR, english, chinese)))


def test_placeholders() -> None:
    assert placeholders("`{one}` and {two}, {one}; {{kept}}") == {"one", "two"}
    for text in ("{}", "{0}", "{a.b}", "{a:>3}", "{a!r}", "{", "}", "{a[0]}"):
        with pytest.raises(ValueError, match=r".+"):
            placeholders(text)
