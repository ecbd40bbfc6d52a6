"""Long campaigns against the project's own claims: `python -m tests.campaigns NAME [options]`.

Each prints what it compared and ends with exit code 1 if anything was wrong. The tests run a slice of each.
"""

import sys
from importlib import import_module

CAMPAIGNS = {
    "calibration": "forced distributions against brute force and an independent checker",
    "differential": "generated code against the reference evaluator, on random plans and people",
    "proofs": "what kpi verify proves, attacked by random people; policies, corpus and mutants",
    "populations": "everybody together and over periods, fast against the reference, on random populations",
    "fuzz": "mutated and random policies and data files",
}


def main(arguments: list[str]) -> int:
    """Run one campaign; 0 if it found nothing, 2 if there is no such campaign."""
    name = arguments[0] if arguments else ""
    if name not in CAMPAIGNS:
        print("usage: python -m tests.campaigns NAME [options]", file=sys.stderr)
        for known, about in CAMPAIGNS.items():
            print(f"  {known:14} {about}", file=sys.stderr)
        return 2
    result: int = import_module(f"tests.campaigns.{name}").main(arguments[1:])
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
