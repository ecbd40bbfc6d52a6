"""The exception by which a rejected policy leaves the compiler."""

from collections.abc import Iterable

from kpi_lang.source.diagnostics import Diagnostic, Diagnostics
from kpi_lang.source.languages import language_from_environment


class PolicyError(Exception):
    """A policy, its parameters or its data were not accepted; `diagnostics` says why, in reading order.

    Its text is the rendered findings in the language of the environment.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = Diagnostics(diagnostics).sorted()
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        # Rendering measures terminal cells with rich, which accepted policies need not load.
        from kpi_lang.source.rendering import render_all

        return render_all(self.diagnostics, language_from_environment())
