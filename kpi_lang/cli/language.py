"""Commands and options that say what they are for in the reader's language."""

from typing import Any, NamedTuple

import click

from kpi_lang.source.languages import LANGUAGES, Lang, language_from_environment

_LANGUAGE = "kpi_lang.language"
_HEADINGS: dict[Lang, tuple[str, str, str]] = {
    "en": ("Usage: ", "Options", "Commands"),
    "zh": ("用法：", "选项", "命令"),
}
_REQUIRED: dict[Lang, str] = {"en": "[required]", "zh": "[必填]"}
_HELP: dict[Lang, str] = {"en": "Show this help.", "zh": "显示本说明。"}


class Words(NamedTuple):
    """The same words in each language."""

    en: str
    zh: str

    def said(self, lang: Lang) -> str:
        """The words in a language."""
        match lang:
            case "en":
                return self.en
            case "zh":
                return self.zh


def language(context: click.Context | None) -> Lang:
    """The language in which this call is answered: that of `--lang`, else that of the environment."""
    if context is not None and _LANGUAGE in context.meta:
        chosen: Lang = context.meta[_LANGUAGE]
        return chosen
    return language_from_environment()


def language_of(arguments: list[str]) -> Lang | None:
    """The language that `--lang` chooses among arguments that may be wrong in every other way."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            given = value if equals else next(iter(arguments[place + 1 :]), "")
            return next((lang for lang in LANGUAGES if lang == given), None)
    return None


class SpokenOption(click.Option):
    """An option whose help is given in both languages as `words`."""

    def __init__(self, *declarations: Any, words: Words, **settings: Any) -> None:
        super().__init__(*declarations, **settings)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its line in the help of its command."""
        lang = language(ctx)
        self.help = self.words.said(lang)
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], record[1].replace("[required]", _REQUIRED[lang])


class SpokenCommand(click.Command):
    """A command whose help is given in both languages as `words`: a short sentence, and more after an empty line."""

    def __init__(self, *arguments: Any, words: Words, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.words = words

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Choose the language before anything can go wrong, then read the arguments."""
        chosen = language_of(args)
        if chosen is not None:
            ctx.meta[_LANGUAGE] = chosen
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, in the reader's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP[language(ctx)]
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how it is called."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_HEADINGS[language(ctx)][0])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.words.said(language(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options, one a line."""
        records = [record for option in self.get_params(ctx) if (record := option.get_help_record(ctx))]
        with formatter.section(_HEADINGS[language(ctx)][1]):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


def commands_heading(context: click.Context) -> str:
    """The heading over the list of commands."""
    return _HEADINGS[language(context)][2]
