"""The exception for one person's data that cannot be evaluated."""

from kpi_lang.source import PolicyError


class PersonError(PolicyError):
    """The data of one person were not accepted; `diagnostics` says why, in reading order."""
