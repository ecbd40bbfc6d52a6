"""Wordings: what a diagnostic says in one language, with places for its arguments."""

from collections.abc import Iterator, Mapping
from enum import Enum
from string import Formatter

from attrs import field, frozen

from kpi_lang.source.languages import Lang


class Severity(Enum):
    """How much a finding matters; a policy with an error is not accepted."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Wording:
    """One language's words for one finding; `{name}` stands for the argument of that name.

    `message` says what is wrong, `label` stands under the underlined place, `help` says what to change.
    `helps` holds helps among which the finding chooses by key, `labels` the words of further places.
    """

    message: str
    label: str = ""
    help: str = ""
    helps: Mapping[str, str] = field(factory=dict, hash=False)
    labels: Mapping[str, str] = field(factory=dict, hash=False)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the key that tells which it is."""
        yield "message", self.message
        yield "label", self.label
        yield "help", self.help
        for key, text in self.helps.items():
            yield f"helps.{key}", text
        for key, text in self.labels.items():
            yield f"labels.{key}", text


@frozen
class Entry:
    """What the catalogue knows of one code: its severity and its words in each language."""

    code: str
    severity: Severity
    en: Wording
    zh: Wording

    def wording(self, lang: Lang) -> Wording:
        """The words in a language."""
        match lang:
            case "en":
                return self.en
            case "zh":
                return self.zh


def placeholders(text: str) -> frozenset[str]:
    """The names of the arguments that a text asks for.

    Raises `ValueError` for braces that do not pair, and for anything but a plain name between them:
    attribute access and format codes would make the words depend on host types.
    """
    names: set[str] = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"`{{{name}}}` is no plain placeholder in {text!r}")
        names.add(name)
    return frozenset(names)
