"""The façade for Python programs: load a policy, evaluate one person or everybody."""

from kpi_lang.policy.person_error import PersonError
from kpi_lang.policy.policy import Policy, load, loads
from kpi_lang.policy.result import Result
from kpi_lang.policy.run_error import RunError
from kpi_lang.policy.table import Summary, Table

__all__ = ["PersonError", "Policy", "Result", "RunError", "Summary", "Table", "load", "loads"]
