"""How long the checker takes for a policy of a thousand lines: the first time, and again in the same process."""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from kpi_lang.compiler import compile_source
from kpi_lang.source import SourceFile

INDICATORS = 123
COLD_SECONDS = 1.5
WARM_SECONDS = 0.5


def policy_text() -> str:
    """A policy of a thousand lines: two scorecards of many indicators, grades, a table and a pay."""
    header = (
        'policy long.policy "A long policy" {',
        "  language 1",
        "  currency CNY",
        "  scores to 2 places",
        "}",
        "subject employee { key staff_no }",
        "input role : one of { sales, support }",
        "input base_pay : money in 0 .. 100_000",
    )
    rows = list(header)
    for number in range(INDICATORS):
        rows.append(f'input actual{number} "Actual {number}" : money in 0 .. 1_000_000')
        rows.append(f'input target{number} "Target {number}" : money in 1 .. 1_000_000')
    for number in range(INDICATORS):
        rows.append(f'indicator item{number} "Item {number}" {{')
        rows.append(f"  measure actual{number} / target{number}")
        rows.append("  score line { 60%: 0, 100%: 75, 125%: 100 }")
        rows.append("}")
    for card in ("sales", "support"):
        rows.append(f"scorecard {card} when role = {card} {{")
        rows += [f"  item{number} 100% / {INDICATORS}" for number in range(INDICATORS)]
        rows.append("}")
    rows.append("grades { A from 85; B from 75; C otherwise }")
    rows.append("table coefficient by grade { A: 1.3, B: 1.1, C: 0.9 }")
    rows.append("pay performance_pay = base_pay * coefficient")
    rows.append("ensure total stays in 0 .. 100")
    return "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Prints both times with the targets they are held to; 1 if one is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks check", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each is timed (9)")
    options = parser.parse_args(arguments)
    text = policy_text()
    print(f"{text.count(chr(10))} lines, processor time, median of {options.rounds}")
    cold = median(_cold(text) for _ in range(options.rounds))
    warm = median(_warm(text) for _ in range(options.rounds))
    print(f"kpi check, a new process   {cold:.2f} s (at most {COLD_SECONDS} s)")
    print(f"again in the same process  {warm:.2f} s (at most {WARM_SECONDS} s)")
    return 0 if cold <= COLD_SECONDS and warm <= WARM_SECONDS else 1


def _warm(text: str) -> float:
    began = time.process_time()
    plan, findings = compile_source(SourceFile("long.kpi", text), lambda _: None)
    assert plan is not None, findings
    return time.process_time() - began


def _cold(text: str) -> float:
    command = "import sys; from kpi_lang.cli import main; sys.argv = ['kpi', 'check', sys.argv[1]]; main()"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.kpi"
        path.write_text(text, encoding="utf-8")
        began = _children()
        subprocess.run([sys.executable, "-c", command, str(path)], check=True, capture_output=True)
        return _children() - began


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
