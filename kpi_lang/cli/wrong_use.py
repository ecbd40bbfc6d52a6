"""The exception for a command line that cannot be carried out as it stands."""

from kpi_lang.source import Diagnostic


class WrongUse(Exception):
    """Something named on the command line is not what it should be; answered in one line, with exit code 2."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic
