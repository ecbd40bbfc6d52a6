"""The exceptions by which files and bindings that cannot be used leave this layer."""

from kpi_lang.source import Diagnostic, Lang, PolicyError, language_from_environment


class DataFileError(Exception):
    """A whole file cannot be used: not found, not readable, not what its name says, or not writable.

    It carries one finding; its text is one line in the language of the environment.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic)

    def __str__(self) -> str:
        return self.in_language(language_from_environment())

    def in_language(self, lang: Lang) -> str:
        """The finding in one line: place, message and help."""
        between, after = {"en": (": ", "; "), "zh": ("：", "；")}[lang]
        place = self.diagnostic.span
        parts = [] if place is None else [place.in_language(lang), between]
        parts.append(self.diagnostic.message(lang))
        help_text = self.diagnostic.help(lang)
        if help_text:
            parts += [after, help_text]
        return " ".join("".join(parts).splitlines())


class BindingError(PolicyError):
    """The sheets do not have the columns that the policy reads, or the binding file is wrong."""
