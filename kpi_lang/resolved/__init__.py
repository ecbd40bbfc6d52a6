"""Resolution: source files and their imports become one program whose declarations are symbols.

Expressions are bound later, by the typed stage: which `sales` a row means depends on what it is compared
with.
"""

from kpi_lang.resolved.program import Program, resolve
from kpi_lang.resolved.symbols import Category, Scope, Symbol

__all__ = ["Category", "Program", "Scope", "Symbol", "resolve"]
