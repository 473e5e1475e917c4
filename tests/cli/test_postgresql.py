"""Every command on PostgreSQL: it prints what it prints on SQLite, whatever server and language it meets."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from factdb.cli import main
from factdb.store import open_database
from tests.conftest import forget, fresh_postgresql, on_server
from tests.pipeline.contents import claims, everything, relations, seeds, write
from tests.pipeline.minis import MINIS
from tests.program import COMMANDS

HOSPITAL = "israel-bombed-sabra-hospital"
# One run through all commands, in this order; {claim} is a contested claim, {statement} one about the hospital.
RUN = (
    ("load", "{articles}", "--collection", "all", "--author", "Ana"),
    ("load", "{articles}", "--dry-run"),
    ("claim", "track", "--title", "Kanto dumped mercury into the river", "--accused", "Kanto", "--term", "merkuri"),
    ("claim", "show", "{claim}"),
    ("claims", "--collection", "all"),
    ("report", "contested"),
    ("report", "timeline", "{claim}"),
    ("report", "changes", "--since", "2022"),
    ("report", "changes", "--until", "2024-03", "--recorded"),
    ("report", "changes", "--watched"),
    ("statements", "--watched", "--format", "csv"),
    ("report", "claim", "{claim}", "--cite"),
    ("report", "denials"),
    ("report", "coverage"),
    ("report", "article", "second-accuser"),
    ("explain", "{claim}"),
    ("statements", "--stance", "denies"),
    ("statements", "--party", "Russia", "--format", "json"),
    ("report", "contested", "--as-of", "2022-10", "--since", "2022-09", "--language", "id"),
    ("claims", "--known-at", "2100-01-01", "--status", "denied", "--official-only", "--format", "json"),
    ("report", "denials", "--as-of", "2024-03-31"),
    ("search", "Kanto"),
    ("parties",),
    ("parties", "--all", "--format", "csv"),
    ("problems",),
    ("languages",),
    ("verdict", "import", "{folder}/../review.json", "--claim", "{claim}"),
    ("verdict", "give", "{claim}", "--rating", "Half True", "--author", "Ana", "--on", "2024-05"),
    ("verdict", "give", "{claim}", "--rating", "unproven", "--author", "Budi", "--on", "2024-06"),
    ("verdict", "withdraw", "3", "--author", "Ana"),
    ("verdict", "scale"),
    ("claim", "show", "{claim}"),
    ("verdict", "list"),
    ("review", "export", "-"),
    ("review", "export", "-", "--claim", "{claim}", "--collection", "all"),
    ("review", "import", "{folder}/../doubts.csv", "--author", "Ana"),
    ("party", "add", "Teluk", "--kind", "state", "--alias", "TLK", "--author", "Ana"),
    ("party", "alias", "Kanto", "Kanto Ltd", "--author", "Ana"),
    ("party", "merge", "Teluk", "Kanto", "--author", "Ana"),
    ("party", "parent", "South Korea", "United States", "--note", "tried", "--author", "Ana"),
    ("party", "ally", "Teluk", "Russia", "--until", "2030", "--source", "notes", "--author", "Ana"),
    ("log",),
    ("log", "--claim", "{claim}", "--format", "json"),
    ("export", "--format", "jsonld", "--party", "Russia"),
    ("article", "fix", "second-accuser", "--published", "2024-03-19"),
    ("article", "withdraw", "shells", "--because", "The paper took it back."),
    ("report", "article", "shells"),
    ("article", "reinstate", "shells"),
    (
        "statement",
        "add",
        "match",
        "--quote",
        "We played well",
        "--stance",
        "comments",
        "--speaker",
        "Ben Ruiz",
        "--party",
        "Marla",
        "--claim",
        "{claim}",
    ),
    ("reextract", "--collection", "all", "--apply"),
    ("statements", "--claim", HOSPITAL),
    ("claim", "rename", HOSPITAL, "--title", "The hospital was struck", "--accused", "Israel", "--author", "Ana"),
    ("statement", "fix", "{statement}", "--stance", "admits", "--said-on", "2023-05", "--author", "Ana"),
    ("statement", "link", "{statement}", "{claim}", "--author", "Ana"),
    ("statement", "unlink", "{statement}", "{claim}", "--author", "Ana"),
    ("statement", "strike", "{statement}", "--author", "Ana"),
    ("statement", "restore", "{statement}", "--author", "Ana"),
    ("statement", "link", "{statement}", HOSPITAL, "--author", "Ana"),
    ("claim", "split", HOSPITAL, "{statement}", "--title", "A school was struck", "--author", "Ana"),
    ("claim", "relate", HOSPITAL, "{claim}", "--author", "Ana"),
    ("claim", "close", HOSPITAL, "--author", "Ana"),
    ("report", "contested"),
    ("claim", "reopen", HOSPITAL, "--author", "Ana"),
    ("claim", "merge", "{claim}", HOSPITAL, "--author", "Ana"),
    ("undo", "1", "--author", "Ana", "--dry-run"),
    ("rebuild",),
    ("check",),
    ("check", "--json"),
    ("backup", "{folder}/backup.db"),
    ("publish", "{folder}/public.db"),
    ("upgrade",),
)
ELSEWHERE = {
    ("merge",): "test_databases_of_both_engines_merge_either_way",
    ("browse",): "test_browse_refuses_a_server_and_tells_the_way_round",
}
DATED = ("claim_wording", "decision")
SEAL = re.compile("[0-9a-f]{64}")
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
SERVER_OF_ITS_OWN_WAYS = ("datestyle TO 'German, DMY'", "timezone TO 'Asia/Jakarta'", "extra_float_digits TO 0")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("articles") / "articles.jsonl", [*seeds(), *MINIS])


@pytest.fixture
def foreign(postgresql: str) -> Iterator[str]:
    """A database that writes dates as in Germany, lives by the clock of Jakarta and rounds numbers."""
    place = fresh_postgresql(postgresql)
    name = sa.make_url(place).database
    on_server(postgresql, *(f"ALTER DATABASE {name} SET {way}" for way in SERVER_OF_ITS_OWN_WAYS))
    yield place
    forget(place)


def run(place: str, *command: str) -> tuple[int, str, str]:
    """How a command ended and what it printed, but for the place, and for seals and times, which tell of the moment."""
    done = CliRunner().invoke(main, ["--db", place, *command], catch_exceptions=False)
    out, errors = (
        TIME.sub("TIME", SEAL.sub("SEAL", told.replace(place, "PLACE"))) for told in (done.stdout, done.stderr)
    )
    return done.exit_code, out, errors


def test_every_command_is_in_the_run() -> None:
    tried = [*RUN, *ELSEWHERE]
    assert [path for path in COMMANDS if not any(one[: len(path)] == path for one in tried)] == []
    assert set(ELSEWHERE.values()) <= set(globals())


def test_every_command_prints_the_same_on_both_engines(foreign: str, articles: str, tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, str, str]]] = {}
    file = str(tmp_path / "factdb.db")
    review = {"@type": "ClaimReview", "author": "A desk", "reviewRating": {"ratingValue": 1.5, "bestRating": 5}}
    (tmp_path / "review.json").write_text(json.dumps(review))
    (tmp_path / "doubts.csv").write_text("question;answer\nis_known Dodi Pratt;parent Kanto\n")
    for place, folder in ((file, tmp_path / "of-file"), (foreign, tmp_path / "of-server")):
        folder.mkdir()
        for command in RUN:
            known = {"articles": articles, "folder": folder, "claim": contested(place) if "{claim}" in command else ""}
            known["statement"] = about_the_hospital(place) if "{statement}" in command else ""
            told.setdefault(place, []).append(run(place, *(word.format(**known) for word in command)))
    assert {code for code, _, _ in told[file]} == {0}
    for command, on_file, on_pg in zip(RUN, told[file], told[foreign], strict=True):
        if command[0] == "search":  # what is nearest comes first on both, by each engine's own measure
            assert sorted(on_file[1].splitlines()[0]) == sorted(on_pg[1].splitlines()[0])
            continue
        if command[0] in (
            "backup",
            "publish",
            "upgrade",
        ):  # files differ in size, and servers have backups of their own
            assert on_pg[0] == on_file[0] == 0
            continue
        assert on_pg == on_file, command
    assert claims(foreign) == claims(file)
    assert relations(foreign) == relations(file)
    assert but_for_moments(foreign) == but_for_moments(file)
    assert but_for_moments(str(tmp_path / "of-server" / "backup.db")) == but_for_moments(file)
    assert claims(str(tmp_path / "of-server" / "public.db")) == claims(file)


def test_databases_of_both_engines_merge_either_way(foreign: str, postgresql: str, tmp_path: Path) -> None:
    file, whole = str(tmp_path / "factdb.db"), str(tmp_path / "whole.db")
    first, second = write(tmp_path / "first.jsonl", MINIS), write(tmp_path / "second.jsonl", seeds())
    for place, news in ((file, first), (foreign, second), (whole, first), (whole, second)):
        assert run(place, "load", news)[0] == 0
    assert run(file, "merge", f"{foreign}&password=geheim4711", "--dry-run")[0] == 0
    assert run(file, "merge", f"{foreign}&password=geheim4711")[0] == 0
    assert run(foreign, "merge", file)[0] == 0
    assert claims(file) == claims(foreign) == claims(whole)
    assert "No claim changed its status" in run(foreign, "merge", file)[1]
    assert "geheim4711" not in str(everything(file))
    assert run(file, "check")[0] == run(foreign, "check")[0] == 0


def test_browse_refuses_a_server_and_tells_the_way_round(foreign: str) -> None:
    code, out, told = run(f"{foreign}&password=geheim4711", "browse", "--no-open")
    assert (code, out) == (1, "")
    assert "factdb publish public.db" in told
    assert "geheim4711" not in told


def but_for_moments(place: str) -> dict[str, list[list[tuple[str, str]]]]:
    """All rows, seals among them, but for wordings and decisions, whose keys tell when they were given."""
    rows = everything(place)
    dated = [("name", repr(table)) for table in DATED]
    rows["seal"] = [row for row in rows["seal"] if not any(name in row for name in dated)]
    return {table: rows[table] for table in rows if table not in DATED}


def about_the_hospital(place: str) -> int:
    """The number of the first statement about the hospital, as it was before anybody corrected it."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        (article,) = reader.rows("article", {"source": "strike"})
        return min(
            int(str(row["statement_id"])) for row in reader.rows("statement", {"article_id": article["article_id"]})
        )


def contested(place: str) -> str:
    found = json.loads(run(place, "report", "contested", "--format", "json")[1] or "[]")
    return str(found[0]["slug"]) if found else ""
