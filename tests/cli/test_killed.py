"""A run that is killed leaves the earlier output as it was; the same data give the same bytes, whatever the process."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

POLICY = """policy p "P" { language 1; period quarter; scores to 2 places }
subject employee { key id; belongs to unit }
input a "A" : number in 0 .. 1_000_000
value plain = a * 3 / 7
value gone = if a > 10 then no result "more than ten" else a
value place = rank(a within unit)
""" + "".join(f"value wide{number} = a * {number} / 7\n" for number in range(1, 61))
"""Rows so wide that writing them takes a while."""
EARLIER = b"what was there before"
COMMAND = """
import sys
from kpi_lang.cli import main
for out in sys.argv[1:]:
    sys.argv = ["kpi", "run", "p.kpi", "--data", "data.csv", "--out", out]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""
PATIENCE = 120.0
"""Seconds that a slow machine is given."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A policy and its data: people of two quarters."""
    (tmp_path / "p.kpi").write_text(POLICY, encoding="utf-8")
    rows = [
        f"E{n},{quarter},{('north', 'south', 'west')[n % 3]},{n % 97}\n"
        for quarter in ("2026Q1", "2026Q2")
        for n in range(600)
    ]
    (tmp_path / "data.csv").write_text("id,period,unit,a\n" + "".join(rows), encoding="utf-8")
    return tmp_path


def _started(folder: Path, outs: list[str], seed: str = "0") -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", COMMAND, *outs]
    here = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": here, "PYTHONHASHSEED": seed, "KPI_LANG": "en"}
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE)


def _half_written(folder: Path, process: "subprocess.Popen[bytes]") -> Path:
    """The file beside the target, once something stands in it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for beside in folder.glob(".*.part"):
            if beside.stat().st_size:
                return beside
        time.sleep(0.0005)
    raise AssertionError("the run ended before it could be killed")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize("out", ["out.csv", "out.xlsx"])
def test_a_killed_run_leaves_the_earlier_output_as_it_was(data: Path, out: str) -> None:
    (data / out).write_bytes(EARLIER)
    process = _started(data, [out])
    beside = _half_written(data, process)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL
    assert (data / out).read_bytes() == EARLIER
    assert beside.name != out


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C goes to a whole group of processes")
def test_an_interrupted_run_leaves_the_earlier_output_and_nothing_beside_it(data: Path) -> None:
    (data / "out.csv").write_bytes(EARLIER)
    process = _started(data, ["out.csv"])
    _half_written(data, process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert (data / "out.csv").read_bytes() == EARLIER
    assert list(data.glob(".*.part")) == []


def test_the_same_data_give_the_same_bytes_in_every_process(data: Path) -> None:
    outs = ["csv", "xlsx", "json", "jsonl"]
    if find_spec("pyarrow") is not None:
        outs += ["parquet", "arrow"]
    seeds = ("0", "4711")
    processes = [_started(data, [f"out{seed}.{out}" for out in outs], seed) for seed in seeds]
    for process in processes:
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, told
    for out in outs:
        one, other = ((data / f"out{seed}.{out}").read_bytes() for seed in seeds)
        assert one == other, out
        assert len(one) > 10_000
