"""The exception for a run that was told something which does not fit the policy."""

from kpi_lang.source import PolicyError


class RunError(PolicyError):
    """The period, the date or the tables of records given for a run are not those that the policy needs."""
