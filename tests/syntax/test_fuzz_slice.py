"""A slice of the fuzz campaign: mutated and random sources give findings or trees, never an exception."""

import random

import pytest

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax import parse
from kpi_lang.syntax.formatter import format_source
from kpi_lang.syntax.grammar import grammar
from tests.syntax.reading import SAMPLES, sample

NAMES = sorted(path.name for path in SAMPLES.glob("*.kpi"))
ODD = list(
    "{}()[]:;,.=<>+-*/^|#\"“”「」'`~@$%&!?\\ \n\r\t\0\x1b\x7f。，：；（）％　…—–√∞é😀\u200b\u202e\ud800１Ａ"
)


def words() -> list[str]:
    keywords = grammar().keywords.values()
    return sorted({word for keyword in keywords for word in (*keyword.english, *keyword.chinese)})


def mutated(text: str, rng: random.Random, pool: list[str]) -> str:
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text) + 1)
        length = rng.choice((0, 1, 1, 3, 10, 60))
        match rng.randrange(5):
            case 0:
                insert = rng.choice(ODD)
            case 1:
                insert = f" {rng.choice(pool)} "
            case 2:
                other = rng.randrange(len(text) + 1)
                insert = text[other : other + rng.choice((5, 40, 200))]
            case 3:
                insert = ""
            case _:
                insert = str(rng.randrange(10**9))
        text = text[:at] + insert + text[at + length :]
    return text


@pytest.mark.parametrize("seed", range(5))
def test_mutated_sources_never_raise(seed: int) -> None:
    rng = random.Random(seed)
    pool = words()
    samples = [sample(name) for name in NAMES]
    for _ in range(40):
        diagnostics = Diagnostics()
        text = mutated(rng.choice(samples), rng, pool)
        module = parse(SourceFile("fuzz.kpi", text), diagnostics)
        for found in diagnostics:
            assert found.message("en")
            assert found.message("zh")
            found.help("en")
            found.help("zh")
        if not list(diagnostics):
            assert isinstance(format_source(SourceFile("fuzz.kpi", text), Diagnostics()), str), text
        assert len(module.declarations) <= text.count("\n") + text.count(";") + 1


@pytest.mark.parametrize("seed", range(2))
def test_random_words_never_raise(seed: int) -> None:
    rng = random.Random(1000 + seed)
    pool = words() + ODD + ["a", "b", "1", "2.5", '"t"', "5%", "2026-01-01"]
    for _ in range(60):
        text = " ".join(rng.choice(pool) for _ in range(rng.randint(1, 80)))
        diagnostics = Diagnostics()
        parse(SourceFile("fuzz.kpi", text), diagnostics)
        for found in diagnostics:
            found.help("en")
