"""`pytest policies/` as a company sees it."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from tests.testing.shop import text

pytest_plugins = ["pytester"]

# An installed package brings its plugin along; naming it again would be an error.
INSTALLED = bool(entry_points(group="pytest11", name="kpi_lang"))
PLUGIN = (*(() if INSTALLED else ("-p", "kpi_lang.testing.plugin")), "-p", "no:cacheprovider")


@pytest.fixture
def folder(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makefile(".kpi", shop=text())
    return pytester


def test_examples_promises_and_properties_are_items(folder: pytest.Pytester) -> None:
    result = folder.runpytest_inprocess(*PLUGIN, "-v", "--kpi-examples", "5")
    result.stdout.fnmatch_lines(
        [
            "shop.kpi::example at target PASSED*",
            "shop.kpi::ensure total stays in 0 * 100 PASSED*",
            "shop.kpi::ensure total never falls as turnover rises PASSED*",
            "shop.kpi::the two evaluators agree PASSED*",
            "shop.kpi::every result is a value or a reason PASSED*",
            "shop.kpi::the order of people changes nothing PASSED*",
        ]
    )
    result.assert_outcomes(passed=6)


def test_a_failing_example_says_what_there_is_instead(pytester: pytest.Pytester) -> None:
    pytester.makefile(".kpi", shop=text("total: 76", "total: 77"))
    result = pytester.runpytest_inprocess(*PLUGIN, "-k", "example")
    result.assert_outcomes(failed=1, deselected=5)
    result.stdout.fnmatch_lines(["*`total` should be 77* and is 76*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*kpi_lang/*.py*")


def test_a_broken_promise_shows_two_people(pytester: pytest.Pytester) -> None:
    pytester.makefile(".kpi", shop=text("125%: 100", "125%: 60"))
    result = pytester.runpytest_inprocess(*PLUGIN, "--kpi-examples", "60", "-k", "falls")
    result.assert_outcomes(failed=1, deselected=5)
    result.stdout.fnmatch_lines(
        [
            "a promise does not hold: ensure total never falls as turnover rises",
            "  Turnover: * → *",
            "  total: * → *",
        ]
    )
    result.stdout.no_fnmatch_line("*kpi_lang/*.py*")
    result.stdout.no_fnmatch_line("*Falsifying*")


def test_a_policy_that_does_not_compile_is_an_error(pytester: pytest.Pytester) -> None:
    pytester.makefile(".kpi", shop=text("measure turnover", "measure turnovr"), lost="polcy p { }")
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*error?K201?: unknown name `turnovr`*"])


def test_modules_and_other_files_have_no_tests(pytester: pytest.Pytester) -> None:
    pytester.makefile(".kpi", tables="parameter rate = 2%\n")
    pytester.makefile(".md", readme="# Nothing")
    assert pytester.runpytest_inprocess(*PLUGIN).parseoutcomes() == {}


def test_regulations_in_markdown_are_collected(pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("rules.kpi.md").write_text(f"# Bonus\n\n```kpi\n{text()}```\n", encoding="utf-8")
    pytester.runpytest_inprocess(*PLUGIN, "--kpi-examples", "1").assert_outcomes(passed=6)


def test_nothing_is_loaded_where_there_are_no_policies() -> None:
    asked = "import sys, kpi_lang.testing.plugin; print([m for m in ('lark', 'hypothesis', 'attrs') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
