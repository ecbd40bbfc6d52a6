"""Calls of `kpi` in tests: in this process, with standard output and standard error apart."""

from click.testing import CliRunner, Result

from kpi_lang.cli import command


def kpi(
    *arguments: str, stdin: str | bytes | None = None, environment: dict[str, str] | None = None
) -> Result:
    """The outcome of one call; English unless the call or `environment` says otherwise."""
    settings = {"LC_ALL": "C.UTF-8", "KPI_TRACEBACK": None} | (environment or {})
    return CliRunner(env=settings).invoke(command, list(arguments), input=stdin, prog_name="kpi")


def complaint(done: Result) -> str:
    """The one line of a call that could not be carried out."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line
