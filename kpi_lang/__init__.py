"""Performance policy as code: a language for appraisal regulations, exact to the cent and explained.

    >>> policy = kpi_lang.load("policies/trade_quarterly/trade_quarterly.kpi")
    >>> policy.run("policies/trade_quarterly/staff.csv").summary

`load` and `loads` raise `PolicyError`; a `Policy` evaluates one person (`evaluate`) or everybody (`run`).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_lang.data.file_error import BindingError, DataFileError
    from kpi_lang.policy import PersonError, Policy, Result, RunError, Table, load, loads
    from kpi_lang.source import Diagnostic, PolicyError

__version__ = "0.1.0"

__all__ = [
    "BindingError",
    "DataFileError",
    "Diagnostic",
    "PersonError",
    "Policy",
    "PolicyError",
    "Result",
    "RunError",
    "Table",
    "load",
    "loads",
]

_HOMES = {
    "BindingError": "kpi_lang.data.file_error",
    "DataFileError": "kpi_lang.data.file_error",
    "Diagnostic": "kpi_lang.source",
    "PolicyError": "kpi_lang.source",
}


def __getattr__(name: str) -> object:
    """The public names, imported when they are first used: the command line must start at once."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module `kpi_lang` has no `{name}`")
    return getattr(import_module(_HOMES.get(name, "kpi_lang.policy")), name)


def __dir__() -> list[str]:
    return __all__
