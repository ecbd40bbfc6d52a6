"""A slice of each campaign that the continuous tests can afford."""

import pytest

from tests.campaigns import fuzz, fuzz_sources


def test_damaged_policies_give_findings_or_results() -> None:
    counts = fuzz_sources.run(400, 11)
    assert counts["sources"] == 400
    assert counts["with findings"] + counts["accepted"] == 400
    assert counts["with findings"] > 100


def test_the_campaign_reports_what_escapes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(cases: int, seed: int) -> dict[str, int]:
        raise AssertionError(f"case {seed}: boom")

    class Now:
        """Runs at once what the campaign hands to a process."""

        def __init__(self, error: Exception) -> None:
            self.error = error

        def exception(self) -> Exception:
            return self.error

    class Pool:
        def __init__(self, jobs: int) -> None: ...

        def __enter__(self) -> "Pool":
            return self

        def __exit__(self, *_: object) -> None: ...

        def submit(self, run: fuzz.Run, cases: int, seed: int) -> Now:
            try:
                run(cases, seed)
            except AssertionError as error:
                return Now(error)
            raise AssertionError("the run is made to fail")

    monkeypatch.setattr(fuzz, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(fuzz, "as_completed", list)
    monkeypatch.setattr(fuzz_sources, "run", run)
    assert fuzz.main(["--sources", "1", "--files", "0"]) == 1
    assert "case 1000000: boom" in capsys.readouterr().err
