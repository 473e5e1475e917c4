"""No command reaches the network, and none writes anything but the database and the files that it is told to write."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factdb.export import ORDER
from tests.pipeline.minis import MINIS
from tests.program import COMMANDS

# Every command with what it is run with here, in this order, and the files that it may make or change. A command that
# is not in this table fails a test: add what it is run with, and what it may write.
DATABASE = ("work/factdb.db",)
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("load ../articles --collection all --author me", DATABASE),
    ("load - --dry-run", ()),
    ("load ../articles/one.html --dry-run --db new.db", ()),
    ("claim track --title 'Shells' --slug shells --accused Russia --term shells", DATABASE),
    ("claim track ../claims.toml --dry-run", ()),
    ("claim show shells", ()),
    ("claims --output claims.csv --format csv", ("work/claims.csv",)),
    ("report contested --output contested.md --format md", ("work/contested.md",)),
    ("report timeline shells --format json", ()),
    ("report timeline shells --format png --output shells.png", ("work/shells.png",)),
    ("report contested --format html --output contested.html", ("work/contested.html",)),
    ("report changes --since 2022-09 --lang id", ()),
    ("load ../articles --exit-code", DATABASE),
    ("report changes --watched --since 2030 --exit-code", ()),
    ("report claim shells --cite", ()),
    ("report denials --format xlsx --output denials.xlsx", ("work/denials.xlsx",)),
    ("report coverage", ()),
    ("report article one.txt --format jsonl", ()),
    ("explain shells", ()),
    ("report contested --as-of 2024 --known-at 2100-01-01 --since 2022 --official-only", ()),
    ("statements --format csv", ()),
    ("search Russia", ()),
    ("parties --all", ()),
    ("problems", ()),
    ("languages", ()),
    ("verdict import ../review.json --claim shells --author me", DATABASE),
    ("verdict import ../review.json --claim shells --dry-run", ()),
    ("verdict give shells --rating salah --on 2024 --author me", DATABASE),
    ("verdict give shells --rating true --dry-run", ()),
    ("verdict list --format csv --output verdicts.csv", ("work/verdicts.csv",)),
    ("verdict withdraw 2 --author me", DATABASE),
    ("verdict scale --format json", ()),
    ("review export doubts.csv --kind problem", ("work/doubts.csv",)),
    ("review import doubts.csv --author me", DATABASE),
    ("review import doubts.csv --dry-run", ()),
    ("claim rename shells --title Arms --author me", DATABASE),
    ("claim close shells --author me", DATABASE),
    ("claim reopen shells --author me", DATABASE),
    ("claim relate shells israel-bombed-sabra-hospital --author me", DATABASE),
    ("statement fix 1 --role agency --author me", DATABASE),
    ("statement strike 1 --author me", DATABASE),
    ("statement restore 1 --author me", DATABASE),
    ("statement link 1 israel-bombed-sabra-hospital --author me", DATABASE),
    ("claim split israel-bombed-sabra-hospital 1 --title Fish --author me", DATABASE),
    ("statement unlink 1 fish --author me", DATABASE),
    ("claim merge shells israel-bombed-sabra-hospital --dry-run", ()),
    ("party add 'Teluk' --kind state --alias TLK --author me", DATABASE),
    ("party alias Russia Moskovia --language en --author me", DATABASE),
    ("party merge Teluk Chad --dry-run", ()),
    ("party parent Kanto Teluk --author me", DATABASE),
    ("party ally Teluk Russia --since 2024 --source notes --author me", DATABASE),
    ("undo 1 --author me --dry-run", ()),
    ("log --author me --format csv --output log.csv", ("work/log.csv",)),
    ("export --format jsonld --output claims.jsonld", ("work/claims.jsonld",)),
    ("export --format annotations", ()),
    ("export --format parquet --output columns", ("work/columns", *(f"work/columns/{view}.parquet" for view in ORDER))),
    ("article fix one.txt --published 2022-09-08 --author me", DATABASE),
    ("article withdraw one.txt --because Retracted --dry-run", ()),
    ("article withdraw one.txt --because Retracted", DATABASE),
    ("article reinstate one.txt", DATABASE),
    ("statement add one.txt --quote tuduhan --stance comments --speaker me --party Russia", DATABASE),
    ("reextract", ()),
    ("reextract --article one.txt --apply --author me", ()),
    ("rebuild", DATABASE),
    ("rebuild --dry-run", ()),
    ("upgrade", DATABASE),
    ("backup copy.db", ("work/copy.db",)),
    ("publish public.db --without-texts", ("work/public.db",)),
    ("merge copy.db --author me", DATABASE),
    ("merge copy.db --dry-run", ()),
    ("check", ()),
    ("check --json", ()),
)
# Runs until it is interrupted, and listens on loopback: tests/browse watches it as a process of its own.
ELSEWHERE = {"browse"}
PAGE = (
    "<!doctype html><html><head><title>A page</title><link rel=stylesheet href=http://a.invalid/a.css>"
    "<script src=http://a.invalid/a.js></script></head><body><article><img src=http://a.invalid/a.png>"
    "<p>Russia denied on Tuesday that it had bought shells from North Korea.</p>" + "<p>It is a page.</p>" * 20
)

REVIEW = (
    '{"@context": "https://schema.org", "@type": "ClaimReview", "author": "A desk", "url": "http://a.invalid/review",'
    ' "reviewRating": {"@type": "Rating", "alternateName": "False", "url": "http://a.invalid/scale"}}'
)


def words_of(line: str) -> list[str]:
    return [word.strip("'") for word in line.split()]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What became of each example, run in one process whose home, temporary and current folders are watched."""
    root = tmp_path_factory.mktemp("watched")
    for name in ("home", "tmp", "work", "articles"):
        (root / name).mkdir()
    (root / "articles/some.jsonl").write_text("\n".join(map(json.dumps, MINIS)), encoding="utf-8")
    (root / "articles/one.html").write_text(PAGE, encoding="utf-8")
    (root / "articles/one.txt").write_text("Menteri itu membantah tuduhan suap pada Rabu.", encoding="utf-8")
    (root / "articles/two.csv").write_text("text,published\nRusia membantah hal itu.,2024-01-02\n", encoding="utf-8")
    (root / "claims.toml").write_text('[[claim]]\ntitle = "Drones"\nproposition = "Iran sold drones."\n')
    (root / "review.json").write_text(REVIEW)
    home, temporary = str(root / "home"), str(root / "tmp")
    folders = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home)
    environment = {**os.environ, **folders, "TMPDIR": temporary, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("FACTDB_DB", None)
    script = [sys.executable, str(Path(__file__).with_name("watched.py")), str(root)]
    examples = json.dumps([words_of(line) for line, _ in EXAMPLES])
    done = subprocess.run(
        [*script, examples], cwd=root / "work", env=environment, input="A text.", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize("place", range(len(EXAMPLES)), ids=[line for line, _ in EXAMPLES])
def test_a_command_touches_nothing_but_what_it_names(place: int, told: list[dict[str, Any]]) -> None:
    result, (_, allowed) = told[place], EXAMPLES[place]
    assert result["code"] == 0, result["said"]
    assert result["reached"] == []
    assert result["outside"] == []
    assert set(result["changed"]) <= set(allowed)


def test_every_command_is_tried() -> None:
    untried = {
        name for name in map(" ".join, COMMANDS) if not any(line.startswith(name) for line, _ in EXAMPLES)
    } - ELSEWHERE
    assert not untried, f"EXAMPLES has no line for {sorted(untried)}"


def test_the_watch_sees_a_connection_and_a_file_elsewhere(tmp_path: Path) -> None:
    """The watch itself: a look-up of a name fails and is noted, and so is a file written outside."""
    code = (
        "import socket, sys; from pathlib import Path; from tests.cli import watched; sys.addaudithook(watched.watch)\n"
        "try: socket.getaddrinfo('localhost', 80)\n"
        "except PermissionError: pass\n"
        f"Path({str(tmp_path / 'a')!r}).write_text('a'); print(watched.reached, watched.made)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "socket.getaddrinfo" in done.stdout and str(tmp_path / "a") in done.stdout
