"""Stored articles read anew by another extractor: all is as if they had been loaded by it, but for names."""

from pathlib import Path

import pytest

from factdb.errors import InputError
from factdb.extract import statements_in
from factdb.pipeline import check, deciding, load, reextract, undo
from factdb.pipeline.differing import differences
from factdb.pipeline.known import known_parties
from factdb.records import Moment, Statement
from factdb.store import open_database
from factdb.words import Stance
from tests.pipeline.contents import claims, everything, relations, retellings, write
from tests.pipeline.extractors import older
from tests.pipeline.minis import MINIS
from tests.pipeline.test_known_then import now, recorded_on_days, then


@pytest.fixture
def fresh(place: str, tmp_path: Path) -> str:
    load(place, [write(tmp_path / "all.jsonl", MINIS)], author="Ana")
    return place


def slugs(place: str) -> set[object]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {row["slug"] for row in reader.rows("claim_status")}


def shown(place: str) -> tuple[object, ...]:
    return claims(place), relations(place), retellings(place)


def test_what_is_read_as_before_is_left_alone(fresh: str) -> None:
    before = everything(fresh)
    result = reextract(fresh, author="Ana", batch=4)
    assert (result.articles, result.differing, result.changesets) == (len(MINIS), (), ())
    assert everything(fresh) == before


def test_there_and_back_is_what_a_fresh_load_gives(fresh: str, tmp_path: Path) -> None:
    at_first, names = shown(fresh), slugs(fresh)
    away = reextract(fresh, author="Ana", batch=3, extractor=older)
    assert away.differing and away.status_changes and shown(fresh) != at_first
    assert check(fresh).is_sound
    back = reextract(fresh, author="Ana", batch=5)
    assert len(back.changesets) == 3
    assert shown(fresh) == at_first
    assert check(fresh).findings == ()
    assert slugs(fresh) == names


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_past_moment_shows_what_was_read_then(fresh: str, tmp_path: Path) -> None:
    was = {}
    for step in (None, older, statements_in):
        if step is not None:
            reextract(fresh, author="Ana", extractor=step)
        time = recorded_on_days(fresh).strftime("%Y-%m-%dT%H:%M:%SZ")
        was[time] = now(fresh)
    assert len(was) == len(set(map(repr, was.values()))) == 3
    for time, told in was.items():
        found = then(fresh, Moment(known_at=time))
        for name in told.keys() | found.keys():
            assert found.get(name) == told.get(name), (time, name)


Kinds = dict[str, list[tuple[int, Statement]]]


def told(one: Statement) -> bool:
    """Whether a statement may be in a claim."""
    return one.stance is not Stance.COMMENTS


def kinds(place: str) -> Kinds:
    """The statements that count, with their numbers, by what an older extractor makes of them."""
    found: Kinds = {}
    with open_database(place, read_only=True) as database, database.reading() as reader:
        numbers = {row["key"]: int(str(row["statement_id"])) for row in reader.rows("statement", {"retired_in": None})}
        parties = known_parties(reader)
        copies = {row["article_id"] for row in reader.rows("copy_group_article")}
        rows = [row for row in reader.rows("article") if row["article_id"] not in copies]
        for article in reader.articles(str(row["key"]) for row in rows):
            were, now = ({one.key: one for one in read(article, parties)[0]} for read in (statements_in, older))
            for one in differences(were, now):
                if one.was and told(one.was) and (one.now is None or one.now.stance == one.was.stance):
                    kind = "missed" if one.now is None else "same key" if one.now.key == one.was.key else "other key"
                    found.setdefault(kind, []).append((numbers[one.was.key], one.was))
    return found


def test_what_people_decided_outlives_any_reading(fresh: str) -> None:
    of = kinds(fresh)
    with deciding(fresh, author="Ana", note="by the original") as desk:
        for kind in ("missed", "same key", "other key"):
            desk.correct(of[kind][0][0], "said_on", "2001-02-03")
            desk.strike(of[kind][1][0])
        slug = desk.writer.rows("claim_status", order=("slug",))[0]["slug"]
        desk.place(of["other key"][2][0], str(slug))
        desk.confirm(of["same key"][2][0], "said_on")
    before = shown(fresh)
    away = reextract(fresh, author="Budi", extractor=older)
    told = {one.was.key: one.decided for each in away.differing for one in each.differences if one.was}
    assert told[of["missed"][0][1].key] == "kept, because Ana decided on it"
    assert told[of["other key"][0][1].key] == "carried over, because Ana decided on it"
    assert told[of["other key"][1][1].key] == "carried over, because Ana struck it out"
    assert told[of["same key"][0][1].key] == "Ana decided on it, and that stands"
    check_decided(fresh, of)
    assert reextract(fresh, extractor=older).changesets == ()
    reextract(fresh, author="Budi")
    check_decided(fresh, of)
    assert shown(fresh) == before


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_was_carried_over_is_taken_back_with_what_it_was_carried_from(fresh: str) -> None:
    of, before = kinds(fresh), shown(fresh)
    with deciding(fresh, author="Ana") as desk:
        desk.correct(of["other key"][0][0], "said_on", "2001-02-03")
        desk.strike(of["other key"][1][0])
    (number,) = reextract(fresh, extractor=older).changesets
    with pytest.raises(InputError, match="nobody decided"):
        undo(fresh, [number])
    assert desk.changeset is not None
    undo(fresh, [desk.changeset], author="Ana")
    with open_database(fresh, read_only=True) as database, database.reading() as reader:
        assert reader.rows("statement_details", {"decided_by": "Ana"}) == []
    reextract(fresh)
    assert shown(fresh) == before and check(fresh).findings == ()


def check_decided(place: str, of: Kinds) -> None:
    """Whatever was read: what Ana corrected, struck, placed and confirmed is so, and says who and when."""
    assert check(place).findings == ()
    with open_database(place, read_only=True) as database, database.reading() as reader:
        keys = {row["article_id"]: row["key"] for row in reader.rows("article")}
        rows = [{**row, "article": keys[row["article_id"]]} for row in reader.rows("statement_details")]
        for kind, (corrected, struck, *_) in of.items():
            (one,) = [row for row in rows if is_same_act(row, corrected[1])]
            assert (one["said_on"], one["decided_by"]) == ("2001-02-03", "Ana"), kind
            assert not any(is_same_act(row, struck[1]) for row in rows), kind
        (placed,) = [row for row in rows if is_same_act(row, of["other key"][2][1])]
        links = reader.rows("claim_statements", {"statement_id": placed["statement_id"], "decided_by": "Ana"})
        assert [row["linked_by"] for row in links] == ["put there by Ana"]
        (confirmed,) = [row for row in rows if is_same_act(row, of["same key"][2][1])]
        assert confirmed["said_on"] == of["same key"][2][1].said_on.value
        asked = {row["review_id"] for row in reader.rows("review") if row["statement_id"]}
        decided = [row for row in reader.rows("decision") if row["review_id"] in asked]
        first = min(int(str(row["recorded_in"])) for row in decided)
        given = {(row["author"], row["decided_at"]) for row in decided if row["recorded_in"] == first}
        assert {(row["author"], row["decided_at"]) for row in decided} == given == {("Ana", at) for _, at in given}


def is_same_act(row: dict[str, object], one: Statement) -> bool:
    """Whether a row tells what a statement tells, where an older extractor cut its words."""
    span = one.content or one.quote
    part = "span" if row["content_start"] is None else "content"
    start, end = int(str(row[f"{part}_start"])), int(str(row[f"{part}_end"]))
    cue = None if one.cue is None else one.cue.start
    own = (one.article, cue, one.speaker, span.start)
    return (row["article"], row["cue_start"], row["speaker"], start) == own and span.end - end < 10
