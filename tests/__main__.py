"""Every check of the project, in one command: `python -m tests`. Arguments go to pytest alone.

The quick ones come first. All run, whatever fails, so that one run shows everything; the exit code is 1
if any failed. pytest is last, so that its summary closes the output.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("layout", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    ("lint", (PYTHON, "-m", "ruff", "check", "--quiet", ".")),
    ("imports", (str(SCRIPTS / "lint-imports"), "--no-logo")),
    ("types", (PYTHON, "-m", "mypy")),
    ("tests", (PYTHON, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal")),
)


def main(arguments: list[str]) -> int:
    """Run the checks, or only pytest if there are arguments for it; 0 if all pass."""
    failed = []
    for name, command in CHECKS[-1:] if arguments else CHECKS:
        further = arguments if name == "tests" else []
        print(f"== {name}", flush=True)
        began = time.monotonic()
        if subprocess.run([*command, *further], cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"== {name}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
