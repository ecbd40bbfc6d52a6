"""The group of commands: help at once in both languages, wrong use in one line, never a traceback."""

import resource
import subprocess
import sys

import pytest

from kpi_lang.cli.app import COMMANDS, command
from tests.cli.calling import complaint, kpi

HEAVY = {"lark", "rich", "numpy", "pyarrow", "openpyxl", "tomllib", "kpi_lang.compiler", "kpi_lang.policy"}


def test_help_lists_every_command_with_what_it_does() -> None:
    done = kpi("--help")
    assert done.exit_code == 0
    for name, words in COMMANDS.items():
        assert f"{name} " in done.stdout
        assert words.en in done.stdout


def test_help_is_chinese_by_option_or_environment() -> None:
    for done in (kpi("--help", "--lang", "zh"), kpi("--help", environment={"LC_ALL": "zh_CN.UTF-8"})):
        assert "用法：" in done.stdout
        assert COMMANDS["run"].zh in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(name: str) -> None:
    english, chinese = kpi(name, "--help"), kpi(name, "--help", "--lang", "zh")
    assert "Show this help." in english.stdout
    assert "显示本说明。" in chinese.stdout
    assert english.exit_code == chinese.exit_code == 0


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from kpi_lang.cli import command\n"
        "try: command.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split("\n")[-2].split())


def test_help_takes_less_than_a_fifth_of_a_second() -> None:
    call = [sys.executable, "-c", "from kpi_lang.cli import main; main()", "--help"]
    seconds = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(call, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) < 0.2


def test_the_version() -> None:
    assert kpi("--version").stdout.startswith("kpi 0.")


def test_an_unknown_command_offers_the_nearest() -> None:
    assert complaint(kpi("rnu")) == "kpi: there is no command `rnu`; did you mean `kpi run`? [K960]"
    assert "没有命令 `rnu`" in complaint(kpi("--lang", "zh", "rnu"))
    assert complaint(kpi("frobnicate")).endswith("`kpi --help` lists the commands [K960]")


def test_wrong_options_are_named() -> None:
    assert "no option `--frmat`; did you mean `--format`?" in complaint(kpi("check", "--frmat", "json", "x"))
    assert (
        complaint(kpi("check"))
        == "kpi: `kpi check` needs `FILE...`; `kpi check --help` shows how it is used [K962]"
    )
    assert "needs `--data`" in complaint(kpi("run", "policy.kpi"))
    assert "`xml` does not fit `--format`; write text or json" in complaint(
        kpi("test", "x", "--format", "xml")
    )
    assert "`fr` does not fit `--lang`; write en or zh" in complaint(kpi("check", "x", "--lang", "fr"))
    assert complaint(kpi("check", "x", "--quiet=1")).endswith("[K964]")


def test_no_command_shows_the_help() -> None:
    done = kpi()
    assert done.exit_code == 2
    assert "Usage: kpi" in done.stderr


def test_a_mistake_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("kpi_lang.cli.check.named_policies", broken)
    assert complaint(kpi("check", "x")).startswith(
        "kpi: this is a mistake in kpi_lang itself: RuntimeError: two lines; please report it"
    )
    done = kpi("check", "x", environment={"KPI_TRACEBACK": "1"})
    assert isinstance(done.exception, RuntimeError)


def test_an_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kpi_lang.cli.check.named_policies", interrupted)
    done = kpi("check", "x")
    assert done.exit_code == 130
    assert done.output.strip() == ""


def test_a_reader_that_stops_early_is_no_error() -> None:
    shell = f'"{sys.executable}" -c "from kpi_lang.cli import main; main()" --help'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"(sleep 0.2; {shell}) | true"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_the_group_is_a_plain_click_command() -> None:
    assert set(command.list_commands(None)) == set(COMMANDS)  # type: ignore[arg-type]
