"""Lowering: each declaration becomes rules over core expressions; `lower` is the one way in."""

from kpi_lang.lowering.lower import lower

__all__ = ["lower"]
