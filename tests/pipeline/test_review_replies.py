"""What people answer in a review: it does what was foretold, is kept once, and can be taken back or imported."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factdb.errors import InputError, NotFoundError
from factdb.pipeline import Asked, Reviewing, check, deciding, export_review, import_review, load
from factdb.pipeline.known import known_parties
from factdb.pipeline.queue import doubts
from factdb.pipeline.replying import give
from factdb.review import Item, Kind, Reply, Weight, Word
from factdb.store import open_database
from tests.conftest import NewPlace
from tests.pipeline.contents import everything, seeds, write

LINKS = Asked(kinds=(Kind.LINK,))


@pytest.fixture(scope="module")
def loaded(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The seeds on each engine."""
    place = new_place()
    load(place, [write(tmp_path_factory.mktemp("seeds") / "seeds.jsonl", seeds())])
    return place


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The seeds in a file, which no test changes."""
    folder = tmp_path_factory.mktemp("file")
    load(folder / "seeds.db", [write(folder / "seeds.jsonl", seeds())])
    return str(folder / "seeds.db")


@pytest.fixture
def copy(file: str, tmp_path: Path) -> str:
    """A copy of its own for a test."""
    return str(shutil.copy(file, tmp_path / "copy.db"))


def items(reviewing: Reviewing) -> Iterator[Item]:
    while (item := reviewing.next()) is not None:
        yield item


def links(place: str) -> set[str]:
    """The names of the questions about links that are open."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {one.key for one in doubts(reader, known_parties(reader), LINKS)}


def statuses(place: str) -> dict[str, str]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {str(row["slug"]): str(row["status"]) for row in reader.rows("claim_status")}


def rows(place: str, table: str, **where: object) -> list[dict[str, object]]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows(table, where)


def test_what_is_foretold_of_an_answer_is_what_it_does(file: str) -> None:
    before, tried = everything(file), 0
    reviewing = Reviewing(file, author="Ana")
    for item in items(reviewing):
        if tried >= 8:
            break
        for word in (Word.ACCEPT, Word.REJECT):
            if item.claim is None or word not in item.offered or word not in item.doubt.effects:
                continue
            tried += 1
            done = reviewing.tried(Reply(key=item.doubt.key, word=word))
            own = [line.partition(": ")[2] for line in done if line.startswith(f"{item.claim.slug}: ")]
            foretold = item.doubt.effects[word].partition(",")[0]
            assert own == ([foretold] if " → " in foretold else []), (item.doubt.key, word)
    assert tried >= 8
    assert everything(file) == before


def test_a_reply_is_kept_with_its_author_and_taken_back(loaded: str) -> None:
    before = statuses(loaded)
    reviewing = Reviewing(loaded, author="Ana", asked=LINKS)
    item = reviewing.next()
    assert item and item.claim and item.other and item.doubt.weight is Weight.CONTESTED
    reply = Reply(key=item.doubt.key, word=Word.RELINK, value=item.other.slug)
    assert f"{item.other.slug}: alleged → denied" in reviewing.kept(reply)
    assert statuses(loaded)[item.other.slug] == "denied"
    (changeset,) = {row["recorded_in"] for row in rows(loaded, "decision", author="Ana", retired_in=None)}
    assert rows(loaded, "changeset", changeset_id=changeset)[0]["kind"] == "review"
    assert item.doubt.key not in links(loaded)
    assert reviewing.next()
    again, said = reviewing.undone()
    assert again and again.doubt.key == item.doubt.key and said == "Taken back."
    assert statuses(loaded) == before
    assert item.doubt.key in links(loaded)
    with pytest.raises(InputError, match="Nothing was decided"):
        reviewing.undone()


def test_the_same_reply_again_is_known(copy: str) -> None:
    reviewing = Reviewing(copy, author="Budi", asked=LINKS)
    item = reviewing.next()
    assert item
    reply = Reply(key=item.doubt.key, word=Word.ACCEPT)
    assert reviewing.kept(reply) == "Kept; no claim changed its status."
    assert reviewing.kept(reply) == "That was decided already."
    assert reviewing.account().startswith("1 decision kept.")
    reviewing.undone()
    assert reviewing.account() == "Nothing was decided."


def filled(text: str, answers: dict[str, tuple[str, str]]) -> bytes:
    """An exported table with some answers: by the beginning of the question's name, the answer and the reviewer."""
    table = list(csv.DictReader(io.StringIO(text)))
    for row in table:
        for start, (answer, reviewer) in answers.items():
            if row["question"].startswith(start):
                row |= {"answer": answer, "reviewer": reviewer, "note": "read it twice"}
    out = io.StringIO()
    writer = csv.DictWriter(out, table[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8-sig")


def test_a_table_that_a_colleague_filled_is_imported_once(loaded: str, tmp_path: Path) -> None:
    text, count = export_review(loaded)
    assert count == len(list(csv.DictReader(io.StringIO(text)))) > 20
    first = next(row for row in csv.DictReader(io.StringIO(text)) if row["kind"] == "link")
    answers = {
        first["question"]: ("FALSE", "Citra"),
        "is_known Kementerian": ("under South Korea", ""),
        "is_known By Syniehubov": ("under Narnia", ""),
        "problem": ("seen", ""),
    }
    file = tmp_path / "doubts.csv"
    file.write_bytes(filled(text, answers))
    before = everything(loaded)
    tried = import_review(loaded, file, author="Dewi", dry_run=True)
    assert everything(loaded) == before
    result = import_review(loaded, file, author="Dewi")
    assert result == tried
    assert (len(result.given), len(result.known), len(result.wrong)) == (2, 0, 2)
    assert "No party 'Narnia'" in result.wrong[0] or "No party 'Narnia'" in result.wrong[1]
    assert any("'seen' is no answer here" in line and "doubts.csv, line " in line for line in result.wrong)
    signed = {(row["author"], row["note"]) for row in rows(loaded, "decision", retired_in=None, note="read it twice")}
    assert signed == {("Citra", "read it twice"), ("Dewi", "read it twice")}
    changesets = rows(loaded, "changeset", kind="review", author="Dewi")
    assert len(changesets) == 1 and changesets[0]["note"] == "import of doubts.csv"
    again = import_review(loaded, file, author="Dewi")
    assert (len(again.given), len(again.known), again.status_changes) == (0, 2, ())
    assert len(rows(loaded, "changeset", kind="review", author="Dewi")) == 1
    assert check(loaded).is_sound


def test_every_answer_to_a_link_does_what_it_says(copy: str) -> None:
    reviewing = Reviewing(copy, author="Ana", asked=LINKS)
    item = reviewing.next()
    assert item and item.said and item.claim and item.other
    key = item.doubt.key

    def now() -> dict[str, object]:
        statement = key.split(" ")[1]
        numbers = [row["statement_id"] for row in rows(copy, "statement", key=statement, retired_in=None)]
        return rows(copy, "statement_details", statement_id=numbers)[0]

    for word, value, column in (
        (Word.STANCE, "asserts", "stance"),
        (Word.SPEAKER, "Kim Son Gyong", "speaker"),
        (Word.PARTY, "Russia", "party"),
        (Word.DATE, "2022-09-21", "said_on"),
    ):
        reviewing.kept(Reply(key=key, word=word, value=value))
        assert now()[column] == value and now()["decided_by"] == "Ana"
    reviewing.kept(Reply(key=key, word=Word.NEW, value="A claim of its own"))
    (claim,) = rows(copy, "claim_status", title="A claim of its own")
    assert claim["status"] == "alleged"
    assert check(copy).is_sound


def test_what_was_corrected_is_asked_about_again_and_its_undo_shows_it_as_it_was(copy: str) -> None:
    reviewing = Reviewing(copy, author="Ana", asked=LINKS)
    item = reviewing.next()
    assert item and item.said and item.other
    reviewing.kept(Reply(key=item.doubt.key, word=Word.SPEAKER, value="Kim Son Gyong"))
    same = reviewing.next()
    assert same and same.doubt.key == item.doubt.key and same.said
    assert same.said.speaker == "Kim Son Gyong" and same.said.statement_id != item.said.statement_id
    assert same.other and same.other.slug == item.other.slug
    reviewing.kept(Reply(key=item.doubt.key, word=Word.ACCEPT))
    following = reviewing.next()
    assert following and following.doubt.key != item.doubt.key
    for _ in range(2):
        again, _said = reviewing.undone()
        assert again and again.doubt.key == item.doubt.key
    assert again.said and again.said.speaker == item.said.speaker
    assert reviewing.next()


def test_a_claim_is_merged_and_parted_again(copy: str) -> None:
    reviewing = Reviewing(copy, author="Ana", asked=LINKS)
    item = reviewing.next()
    assert item and item.claim and item.other
    before = statuses(copy)
    told = reviewing.tried(Reply(key=item.doubt.key, word=Word.MERGE, value=item.other.slug))[0]
    assert sorted(told.split(" goes into ")) == sorted((item.claim.slug, item.other.slug))
    reviewing.kept(Reply(key=item.doubt.key, word=Word.MERGE, value=item.other.slug))
    (gone,) = {*before} - {*statuses(copy)}
    assert gone in (item.claim.slug, item.other.slug)
    reviewing.undone()
    assert statuses(copy) == before


SENSELESS: tuple[tuple[str, Word, str, type[Exception]], ...] = (
    ("belongs nothing a-claim", Word.ACCEPT, "", NotFoundError),
    ("whatever", Word.ACCEPT, "", InputError),
    ("is_known Narnia", Word.ACCEPT, "", NotFoundError),
    ("same_claim one", Word.ACCEPT, "", InputError),
    ("same_claim one two", Word.ACCEPT, "", NotFoundError),
    ("published_on nothing", Word.DATE, "2024", NotFoundError),
    ("problem nothing", Word.ACCEPT, "", NotFoundError),
    ("is_known Kementerian", Word.PARENT, "Narnialand", NotFoundError),
    ("is_known Kementerian", Word.PARENT, "Kementerian", InputError),
    ("is_known Kementerian", Word.REJECT, "", InputError),
)


def test_what_cannot_be_answered_is_told(file: str) -> None:
    with deciding(file, author="Ana", keep=False) as desk:
        for key, word, value, error in SENSELESS:
            with pytest.raises(error):
                give(desk, Reply(key=key, word=word, value=value))
    assert desk.changeset is None


def test_claims_and_parties_are_found_by_what_is_typed(file: str) -> None:
    reviewing = Reviewing(file, asked=LINKS)
    item = reviewing.next()
    assert item and item.other and item.claim
    nearest = reviewing.choices(Word.RELINK, "")
    assert nearest[0][0] == item.other.slug and item.claim.slug not in dict(nearest)
    assert [slug for slug, _ in reviewing.choices(Word.RELINK, "Drone BARAT")] == [
        slug for slug, label in reviewing.choices(Word.MERGE, "barat drone")
    ]
    assert reviewing.choices(Word.RELINK, "%") == []
    assert dict(reviewing.choices(Word.PARENT, "united st"))["United States"] == "state"
    assert "North Korea" in dict(reviewing.choices(Word.PARTY, ""))


def test_a_review_ends_after_as_many_as_were_asked_for(file: str) -> None:
    assert len(list(items(Reviewing(file, limit=3)))) == 3
