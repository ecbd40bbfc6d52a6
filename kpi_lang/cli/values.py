"""Kinds of option values, with errors that say what to write instead."""

from datetime import date
from typing import Any, NoReturn

import click

from kpi_lang.cli.language import Words


class UnfitValue(click.BadParameter):
    """A value that an option cannot take; `expected` says what to write."""

    def __init__(
        self, value: str, expected: Words, context: click.Context | None, param: click.Parameter | None
    ):
        super().__init__(f"{value!r}: {expected.en}", context, param)
        self.value = value
        self.expected = expected


class _Value(click.ParamType[Any]):
    """A kind of value with words for what fits."""

    expected: Words

    def unfit(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        """Raise the error for a value."""
        raise UnfitValue(value, self.expected, ctx, param)


class OneOf(_Value):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.name = "|".join(words)
        self.words = words
        self.expected = Words(" or ".join(words), " 或 ".join(words))

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help shows it."""
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value not in self.words:
            self.unfit(str(value), param, ctx)
        return str(value)


class Assignment(_Value):
    """`NAME=VALUE`, as a pair."""

    name = "NAME=VALUE"

    def __init__(self, metavar: str, expected: Words) -> None:
        self.name = metavar
        self.expected = expected

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help shows it."""
        return self.name

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """The two sides of the first `=`, neither empty."""
        if isinstance(value, tuple):
            return value
        name, _, given = str(value).partition("=")
        if not (name.strip() and given.strip()):
            self.unfit(str(value), param, ctx)
        return name.strip(), given.strip()


class DateValue(_Value):
    """A date as ISO 8601 writes it."""

    name = "DATE"
    expected = Words("a date such as 2026-03-31", "日期，如 2026-03-31")

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help shows it."""
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.unfit(str(value), param, ctx)
