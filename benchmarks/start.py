"""How long the program takes to start, against `python -c "import click"`.

    python -m benchmarks.start [RUNS]

Each command is run so many times, in turn with the others, and the least processor time of each is printed in
milliseconds and as a ratio to that of click alone. `report contested` is asked of a database of the seeds.
"""

import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from factdb.pipeline import load

SEEDS = Path(__file__).parents[1] / "seeds"
PROGRAM = "from factdb.cli import main; main()"
ASKED = (
    ("--help",),
    ("--version",),
    ("load", "--help"),
    ("report", "contested", "--help"),
    ("report", "contested"),
    ("claims", "--format", "csv"),
)


def main(runs: int) -> None:
    """Measures all commands and prints the table."""
    with TemporaryDirectory() as folder:
        place = str(Path(folder, "seeds.db"))
        load(place, [str(SEEDS)])
        commands = {"import click": ("-c", "import click")}
        commands |= {f"factdb {' '.join(asked)}": ("-c", PROGRAM, "--db", place, *asked) for asked in ASKED}
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(runs):
            for name, arguments in commands.items():
                least[name] = min(least[name], spent(arguments))
    for name, seconds in least.items():
        print(f"{name:32}{1000 * seconds:8.0f} ms  x{seconds / least['import click']:6.2f}")


def spent(arguments: Sequence[str]) -> float:
    """The processor time of one run of Python, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
