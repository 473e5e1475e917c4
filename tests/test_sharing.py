"""Sharing one database in a newsroom, as README.md tells it: its own lines are run."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from factdb.cli import main
from factdb.pipeline import upgrade
from factdb.store.address import engine_for
from factdb.store.migrate import revisions
from factdb.store.upgrading import migrate_to
from tests.conftest import forget, fresh_postgresql, on_server
from tests.pipeline.contents import everything, write
from tests.pipeline.minis import MINIS
from tests.postgres import program

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
ROLES = ("ana", "budi", "editors", "readers")
READING = (
    ("claims",),
    ("report", "contested"),
    ("statements",),
    ("parties", "--all"),
    ("problems",),
    ("search", "Kanto"),
    ("check",),
)


def line_of_readme(begins: str) -> list[str]:
    """The words of a command that stands in README.md."""
    found = re.search(rf"(?:`|^    )({re.escape(begins)}[^`\n]*)", README, re.MULTILINE)
    assert found, begins
    return found[1].split()


@pytest.fixture
def shared(postgresql: str, tmp_path: Path) -> Iterator[str]:
    """The owner's database with some articles in it, and the roles of README.md."""
    place = fresh_postgresql(postgresql)
    assert run(place, "load", write(tmp_path / "first.jsonl", MINIS[:6])) == 0
    block = re.search(r"<!-- roles -->\n```sql\n(.*?)```", README, re.DOTALL)
    assert block is not None
    with psycopg.connect(place) as owner:
        owner.execute(block[1].encode())
    yield place
    on_server(place, *(f"DROP OWNED BY {role}" for role in ROLES), *(f"DROP ROLE {role}" for role in ROLES))
    forget(place)


def run(place: str, *command: str) -> int:
    done = CliRunner().invoke(main, ["--db", place, *command], catch_exceptions=False)
    assert done.exit_code == 0 or "Ask the owner" in done.stderr, done.stderr
    return done.exit_code


def by(user: str, place: str) -> str:
    return sa.make_url(place).set(username=user).render_as_string()


def test_readers_read_and_editors_write_also_after_an_upgrade(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdb.store.surface.WORTH_COUNTING", 1)  # also what only the owner may do is tried by all
    for number in (1, 2):
        assert [run(by("ana", shared), *command) for command in READING] == [0] * len(READING)
        for change in (
            ("load", write(tmp_path / "more.jsonl", MINIS)),
            ("claim", "track", "--title", "A"),
        ):
            assert run(by("ana", shared), *change) == 1
        file = write(tmp_path / f"{number}.jsonl", MINIS[5 * number : 5 * number + 5])
        assert [run(by("budi", shared), *command) for command in (*READING, ("load", file), ("rebuild",))] == [0] * 9
        assert run(by("budi", shared), "claim", "track", "--title", f"Claim {number}") == 0
        engine, _ = engine_for(shared, create=False, read_only=False)
        migrate_to(engine, revisions()[-2])
        engine.dispose()
        upgrade(shared)


def test_a_backup_of_the_server_holds_everything(shared: str, tmp_path: Path) -> None:
    url = sa.make_url(shared)
    server = ["--host", str(url.query["host"]), "--username", "postgres"]
    new = f"{url.database}_new"
    words = {"kursk": str(url.database), "NEW": new, "--dbname=NEW": f"--dbname={new}", "kursk.dump": "kursk.dump"}

    def as_told(begins: str, instead: dict[str, str]) -> None:
        name, *rest = [instead.get(word, word) for word in line_of_readme(begins)]
        subprocess.run([program(name), *server, *rest], cwd=tmp_path, check=True, capture_output=True)

    as_told("pg_dump", words)
    as_told("createdb", {"kursk": new})
    as_told("pg_restore", words)
    restored = url.set(database=new).render_as_string()
    assert run(restored, "check") == 0
    assert everything(restored) == everything(shared)
    forget(restored)
