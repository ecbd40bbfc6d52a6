"""The batch idea, tried: NumPy kernels generated from core nodes, beside Polars floats.

`python -m tests.benchmarks probe [--rows N]`. What was learnt is in docs/decisions/0003-core-carries-the-batch.md.
"""


def main(arguments: list[str]) -> int:
    """Compare, time and print; see ``running``."""
    from tests.benchmarks.probe import running

    return running.main(arguments)
