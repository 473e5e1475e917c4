"""People decide at a desk: what they say counts at once, outranks the machine, survives it, and can be taken back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factdb.errors import InputError, NotFoundError
from factdb.pipeline import Desk, check, decide, deciding, load, merge, place_party, rebuild, reextract, undo
from factdb.store import VIEWS, open_database
from tests.pipeline.contents import everything, write
from tests.pipeline.minis import MINIS

Row = dict[str, object]
MERCURY, HOSPITAL = "kanto-dumped-mercury-sela-river", "israel-bombed-sabra-hospital"
RUSSIA, KOREA = "russia-millions-artillery-shells-rockets", "north-korea-menjual-peluru-artileri-roket"
LATE = {
    "source": "late",
    "publisher": "Delta Today",
    "published": "2024-05-02",
    "language": "en",
    "text": "The environment agency of Marla said on Thursday that the Kanto company had dumped mercury into the Sela "
    "river again. Kanto denied dumping mercury into the river.",
}
OF_ROWS = ("statement_id", "repeats_statement_id", "recorded_at")
"""What tells of a row alone, which is closed and added anew."""


@pytest.fixture(scope="module")
def at_first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    load(folder / "minis.db", [write(folder / "minis.jsonl", MINIS)], author="loader")
    return folder / "minis.db"


@pytest.fixture
def loaded(at_first: Path, tmp_path: Path) -> str:
    return str(shutil.copy(at_first, tmp_path / "own.db"))


def rows(place: str, view: str, **where: object) -> list[Row]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows(view, where)


def status(place: str, slug: str) -> object:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.claim(slug)["status"]


def said(place: str, claim: str, **where: object) -> list[int]:
    """The numbers of the statements in a claim that have these values."""
    return sorted(int(str(row["statement_id"])) for row in rows(place, "claim_statements", slug=claim, **where))


def decided(place: str, decision: Callable[[Desk], object], author: str = "Ana") -> Desk:
    with deciding(place, author=author) as desk:
        decision(desk)
    assert check(place).findings == ()
    return desk


def shown(place: str) -> dict[str, list[str]]:
    """What the views show, but for who decided what."""
    return {
        view: sorted(repr({name: row[name] for name in row if name not in OF_ROWS}) for row in rows(place, view))
        for view in VIEWS
        if view != "decisions"
    }


def test_what_is_taken_out_of_a_claim_stays_out(loaded: str, tmp_path: Path) -> None:
    (admission,) = said(loaded, HOSPITAL, stance="admits")
    desk = decided(loaded, lambda desk: desk.displace(admission, HOSPITAL))
    assert desk.changes == (f"{HOSPITAL}: admitted → denied",)
    load(loaded, [write(tmp_path / "again.jsonl", MINIS)], author="loader")
    rebuild(loaded)
    assert status(loaded, HOSPITAL) == "denied" and said(loaded, HOSPITAL, stance="admits") == []


def test_what_is_put_into_a_claim_counts_there_and_says_who_put_it(loaded: str) -> None:
    (second,) = said(loaded, KOREA, party="South Korea")
    desk = decided(loaded, lambda desk: desk.place(second, RUSSIA, note="the same sale"))
    assert desk.changes == (f"{RUSSIA}: denied → disputed",)
    (link,) = rows(loaded, "claim_statements", slug=RUSSIA, statement_id=second)
    assert (link["decided_by"], link["linked_by"], link["score"]) == ("Ana", "put there by Ana", 1.0)
    assert said(loaded, KOREA, party="South Korea") == [second]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("stance", "denies", {"stance": "denies"}),
        ("party", "Korut", {"party": "North Korea", "root_party": "North Korea"}),
        ("speaker", "Rina Sol", {"speaker": "Rina Sol"}),
        ("said_on", "2023-05", {"said_on": "2023-05", "said_on_latest": "2023-05-02", "said_on_basis": "text"}),
        ("is_anonymous", "yes", {"is_anonymous": True}),
    ],
)
def test_a_corrected_statement_closes_its_row_and_keeps_its_words(
    loaded: str, field: str, value: str, told: Row
) -> None:
    (number,) = said(loaded, HOSPITAL, party="Palestine")
    (was,) = rows(loaded, "statement_details", statement_id=number)
    decided(loaded, lambda desk: desk.correct(number, field, value))
    assert rows(loaded, "statement_details", statement_id=number) == []
    (now,) = rows(loaded, "statement_details", decided_by="Ana")
    assert {name: now[name] for name in told} == told
    same = ("quote", "span_start", "span_end", "content_text", "cue_text", "source_text")
    assert [now[name] for name in same] == [was[name] for name in same]


def test_the_machine_links_no_statement_that_only_comments(loaded: str) -> None:
    (number,) = said(loaded, HOSPITAL, party="Palestine")
    decided(loaded, lambda desk: desk.correct(number, "stance", "comments"))
    assert said(loaded, HOSPITAL, party="Palestine") == []
    assert rows(loaded, "statement_details", party="Palestine", stance="comments")


def test_what_is_decided_about_a_first_print_holds_for_its_reprints(loaded: str) -> None:
    own = said(loaded, MERCURY, stance="asserts", party="environment agency")
    (first,) = [one for one in own if not rows(loaded, "statement", statement_id=one)[0]["repeats_statement_id"]]
    decided(loaded, lambda desk: desk.correct(first, "party", "United Nations"))
    assert len(rows(loaded, "statement_details", party="United Nations", decided_by="Ana")) == 3
    assert said(loaded, MERCURY, party="environment agency") == []
    (now,) = rows(loaded, "statement_details", decided_by="Ana", repeats_statement_id=None)
    decided(loaded, lambda desk: desk.strike(int(str(now["statement_id"]))))
    assert len(said(loaded, MERCURY, party="United Nations")) == 1


def test_what_is_decided_about_a_first_print_holds_for_reprints_that_come_later(tmp_path: Path) -> None:
    place = str(tmp_path / "own.db")
    load(place, [write(tmp_path / "wire.jsonl", MINIS[:1])], author="loader")
    (number,) = said(place, MERCURY, stance="asserts", party="environment agency")
    decided(place, lambda desk: desk.correct(number, "party", "United Nations"))
    load(place, [write(tmp_path / "reprint.jsonl", MINIS[1:2])], author="loader")
    assert len(said(place, MERCURY, party="United Nations")) == 2 and check(place).is_sound


def test_two_claims_become_one_and_two_again(loaded: str) -> None:
    before = shown(loaded)
    desk = decided(loaded, lambda desk: desk.unite(KOREA, RUSSIA))
    assert status(loaded, RUSSIA) == "disputed" and len(said(loaded, KOREA)) == 9
    assert [row["slug"] for row in rows(loaded, "claim_status", slug=RUSSIA)] == []
    with pytest.raises(InputError, match="are one claim already"), deciding(loaded) as again:
        again.unite(RUSSIA, KOREA)
    undo(loaded, [desk.changeset or 0])
    assert shown(loaded) == before


def test_a_claim_is_closed_by_itself_whatever_goes_into_it(loaded: str) -> None:
    def closed() -> list[object]:
        return [row["slug"] for row in rows(loaded, "claim_status", is_closed=True)]

    decided(loaded, lambda desk: desk.close(KOREA))
    decided(loaded, lambda desk: desk.unite(RUSSIA, KOREA))
    assert closed() == []
    decided(loaded, lambda desk: desk.close(KOREA))
    assert closed() == [RUSSIA]
    decided(loaded, lambda desk: desk.reopen(RUSSIA))
    assert closed() == []


def test_what_was_split_off_stays_apart_from_what_comes_later(loaded: str, tmp_path: Path) -> None:
    own = [number for number in said(loaded, MERCURY) if number in said(loaded, MERCURY, article_source="merkuri")]
    desk = decided(loaded, lambda desk: desk.split(MERCURY, own, title="Marla accuses Kanto"))
    assert desk.changes == ("marla-accuses-kanto: new → denied",)
    load(loaded, [write(tmp_path / "late.jsonl", [LATE])], author="loader")
    assert said(loaded, "marla-accuses-kanto") == own
    assert len(said(loaded, MERCURY, article_source="late")) == 2


def test_words_of_a_person_stay_when_the_machine_finds_more(loaded: str, tmp_path: Path) -> None:
    decided(loaded, lambda desk: desk.reword(MERCURY, title="Mercury in the Sela", accused=["Kanto", "Marla"]))
    load(loaded, [write(tmp_path / "late.jsonl", [LATE])], author="loader")
    rebuild(loaded)
    (row,) = rows(loaded, "claim_status", slug=MERCURY)
    assert (row["title"], row["accused"]) == ("Mercury in the Sela", "Kanto; Marla")
    assert str(row["proposition"]).startswith("The Kanto company had dumped mercury")


def test_a_retracted_article_counts_no_more_and_can_still_be_read(loaded: str) -> None:
    (article,) = rows(loaded, "articles", source="serangan")
    number = int(str(article["article_id"]))
    desk = decided(loaded, lambda desk: desk.withdraw(number, "The editors took it back on 9 May 2023."))
    assert desk.changes == (f"{HOSPITAL}: admitted → disputed",)
    (now,) = rows(loaded, "articles", source="serangan")
    assert (now["statement_count"], now["text"]) == (0, article["text"])
    decided(loaded, lambda desk: desk.reinstate(number))
    assert status(loaded, HOSPITAL) == "admitted"


def test_where_people_disagree_nobody_outranks_the_machine(loaded: str) -> None:
    (admission,) = said(loaded, HOSPITAL, stance="admits")
    decided(loaded, lambda desk: desk.displace(admission, HOSPITAL))
    decided(loaded, lambda desk: desk.place(admission, HOSPITAL), author="Budi")
    (link,) = rows(loaded, "claim_statements", slug=HOSPITAL, stance="admits")
    assert link["decided_by"] == "machine"
    (review,) = rows(loaded, "review", kind="belongs")
    decide(loaded, int(str(review["review_id"])), "rejected", author="Budi")
    assert status(loaded, HOSPITAL) == "denied"


def test_a_merge_tells_which_of_two_peoples_values_counts(loaded: str, tmp_path: Path) -> None:
    theirs = str(shutil.copy(loaded, tmp_path / "theirs.db"))
    decided(loaded, lambda desk: desk.reword(MERCURY, title="Mercury"))
    decided(theirs, lambda desk: desk.reword(MERCURY, title="Quicksilver"), author="Budi")
    (note,) = merge(loaded, theirs, author="Ana").notes
    assert note == f"People differ on title: '{MERCURY}': 'Mercury' (Ana), 'Quicksilver' (Budi). That of Budi counts."
    assert rows(loaded, "claim_status", slug=MERCURY)[0]["title"] == "Quicksilver"
    assert merge(loaded, theirs, author="Ana").notes == ()


def test_articles_are_read_as_before_when_a_speaker_is_put_under_a_party(loaded: str) -> None:
    place_party(loaded, "Dodi Pratt", "Kanto", author="Ana")
    assert rows(loaded, "parties", name="Dodi Pratt")[0]["root"] == "Kanto"
    read = reextract(loaded, dry_run=True)
    assert (read.articles, read.differing) == (len(MINIS), ())


def test_a_look_at_what_would_follow_changes_nothing(loaded: str) -> None:
    before = everything(loaded)
    with deciding(loaded, author="Ana", keep=False) as desk:
        desk.unite(KOREA, RUSSIA)
        desk.displace(said(loaded, HOSPITAL, stance="admits")[0], HOSPITAL)
    assert desk.changes == (f"{HOSPITAL}: admitted → denied",)
    assert everything(loaded) == before


def test_what_is_not_there_is_told(loaded: str) -> None:
    with deciding(loaded, author="Ana", keep=False) as desk:
        for decision, told in (
            (lambda: desk.place(999, HOSPITAL), "No statement 999"),
            (lambda: desk.place(1, "israel-bombed-hospital"), f"Did you mean '{HOSPITAL}'"),
            (lambda: desk.withdraw(99, "gone"), "No article 99"),
        ):
            with pytest.raises(NotFoundError, match=told):
                decision()
        with pytest.raises(InputError, match="has no 'tone' to correct"):
            desk.correct(1, "tone", "harsh")
        with pytest.raises(InputError, match="is not in that claim"):
            desk.split(HOSPITAL, said(loaded, KOREA)[:1], title="Another")
    with pytest.raises(NotFoundError, match="No changeset 99"):
        undo(loaded, [99])
    with pytest.raises(InputError, match="nothing to take back"), open_database(loaded) as database:
        with database.writing(author="Ana", kind="test") as writer:
            number = writer.record_changeset()
        undo(loaded, [number])


DECISIONS: dict[str, Callable[[Desk, str], object]] = {
    "displace": lambda desk, place: desk.displace(said(place, HOSPITAL, stance="admits")[0], HOSPITAL),
    "place": lambda desk, place: desk.place(said(place, KOREA, party="South Korea")[0], RUSSIA),
    "stance": lambda desk, place: desk.correct(said(place, HOSPITAL, party="Palestine")[0], "stance", "comments"),
    "date": lambda desk, place: desk.correct(said(place, HOSPITAL, stance="admits")[0], "said_on", "2023-04"),
    "confirm": lambda desk, place: desk.confirm(said(place, HOSPITAL, stance="admits")[0], "said_on"),
    "strike": lambda desk, place: desk.strike(said(place, HOSPITAL, stance="admits")[0]),
    "unite": lambda desk, place: desk.unite(RUSSIA, KOREA),
    "part": lambda desk, place: desk.part(RUSSIA, KOREA),
    "split": lambda desk, place: desk.split(MERCURY, said(place, MERCURY)[:2], title="Another matter"),
    "split off a whole article": lambda desk, place: desk.split(
        MERCURY, said(place, MERCURY, article_source="merkuri"), title="Another matter"
    ),
    "reword": lambda desk, place: desk.reword(KOREA, title="Shells", proposition="Shells were sold.", accused=()),
    "close": lambda desk, place: desk.close(KOREA),
    "relate": lambda desk, place: desk.relate(RUSSIA, KOREA),
    "withdraw": lambda desk, place: desk.withdraw(1, "retracted"),
    "publisher": lambda desk, place: desk.fix_article(1, "publisher", "Another Wire"),
    "title": lambda desk, place: desk.fix_article(1, "title", "A headline"),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_whatever_is_decided_can_be_taken_back_and_brought_back(loaded: str, name: str) -> None:
    before = shown(loaded)
    changeset = decided(loaded, lambda desk: DECISIONS[name](desk, loaded)).changeset
    after = shown(loaded)
    assert after != before or name == "part"
    assert rows(loaded, "decisions", author="Ana") or name == "relate"
    back = undo(loaded, [changeset or 0], author="Budi")
    assert shown(loaded) == before
    undo(loaded, [back.changeset or 0], author="Budi")
    assert shown(loaded) == after
    assert check(loaded).findings == ()


def test_a_load_is_taken_back_by_withdrawing_what_it_brought(loaded: str, tmp_path: Path) -> None:
    before = shown(loaded)
    load(loaded, [write(tmp_path / "late.jsonl", [LATE])], author="loader")
    result = undo(loaded, [2], author="Ana")
    assert result.taken_back == 1
    now = shown(loaded)
    differing = {view for view in before if before[view] != now[view]}
    assert differing == {"articles"} and len(now["articles"]) == len(MINIS) + 1


def test_what_was_decided_anew_since_is_not_taken_back(loaded: str) -> None:
    (number,) = said(loaded, HOSPITAL, party="Palestine")
    first = decided(loaded, lambda desk: desk.correct(number, "stance", "denies"))
    decided(loaded, lambda desk: desk.correct(number, "stance", "declines"))
    result = undo(loaded, [first.changeset or 0])
    assert result.kept == ("Ana answered a question of changeset 2 anew in changeset 3; that stays.",)
    assert result.taken_back == 0 and result.changeset is None
    assert rows(loaded, "statement_details", party="Palestine", stance="declines")
