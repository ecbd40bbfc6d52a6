from tests.campaigns.fuzz_data import run


def test_mutated_data_files_give_people_rejections_or_findings() -> None:
    counts = run(600, seed=7)
    assert counts["files"] == 600
    assert min(counts["bound files"], counts["refused files"], counts["files that do not fit"]) > 50
    assert counts["rows read"] == counts["rows accepted"] + counts["rows rejected"]
    assert min(counts["rows accepted"], counts["rows rejected"]) > 50
