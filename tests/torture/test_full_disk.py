"""A full disk: what does not fit is told, nothing of it is kept, and it can be run again.

The small disk is mounted in a namespace of the test's own; where the machine forbids that, the process limits the size
of its files, which the second test does everywhere.
"""

import subprocess
import sys
from pathlib import Path

from tests.pipeline.contents import write
from tests.small_disk import namespace
from tests.torture.news import articles

ROOT = Path(__file__).parents[2]


def run(prefix: list[str], kind: str, folder: Path) -> None:
    news = write(folder / "news.jsonl", articles(15))
    (folder / "disk").mkdir()
    command = [*prefix, sys.executable, "-m", "tests.torture.full_disk", kind, str(folder / "disk"), news]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stderr


def test_a_full_disk(tmp_path: Path) -> None:
    prefix = namespace(tmp_path)
    run(prefix or [], "limit" if prefix is None else "disk", tmp_path)


def test_a_limit_to_the_size_of_files(tmp_path: Path) -> None:
    run([], "limit", tmp_path)
