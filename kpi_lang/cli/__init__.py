"""The command `kpi`."""

from kpi_lang.cli.app import command, main

__all__ = ["command", "main"]
