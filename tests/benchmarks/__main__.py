"""Benchmarks: `python -m tests.benchmarks NAME [options]`; each prints its figures and what it ran on."""

import sys
from importlib import import_module

BENCHMARKS = {
    "single": "one person of the trade company's policy, beside hand-written Python and a rule engine",
    "check": "the checker on a policy of a thousand lines",
    "run": "a hundred thousand people over four quarters through `kpi run`: time and memory",
    "probe": "the whole company at once: a NumPy kernel generated from the core, beside Polars",
}


def main(arguments: list[str]) -> int:
    """Run one benchmark; 1 if it misses what the project claims, 2 if there is no such benchmark."""
    name = arguments[0] if arguments else ""
    if name not in BENCHMARKS:
        print("usage: python -m tests.benchmarks NAME [options]", file=sys.stderr)
        for known, about in BENCHMARKS.items():
            print(f"  {known:8} {about}", file=sys.stderr)
        return 2
    result: int = import_module(f"tests.benchmarks.{name}").main(arguments[1:])
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
