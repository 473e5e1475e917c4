"""What is saved is found again as it was; saving twice adds nothing; a failure leaves nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from factdb.errors import NotFoundError
from factdb.records import Member, Party, Problem, Question, Span, Statement, Tie
from factdb.store import Candidate, Database, PlacedAppearance, open_database
from factdb.store.model import TABLES
from factdb.words import Origin, Stance
from tests.store.filling import PARTIES, appearance, article, fill, history, save_one, statements


def everything(database: Database) -> dict[str, list[dict[str, object]]]:
    with database.reading() as reader:
        return {name: reader.rows(name, order=list(TABLES[name].primary_key.columns.keys())) for name in TABLES}


def counts(database: Database) -> dict[str, int]:
    return {name: len(rows) for name, rows in everything(database).items()}


def test_records_come_back_as_they_were(filled: Database) -> None:
    with filled.reading() as reader:
        assert reader.articles(["article-2", "article-1"]) == [article("article-1"), article("article-2")]
        expected = sorted(statements(), key=lambda each: each.quote)
        assert reader.statements(["article-1"]) == expected
        claim_id = reader.claim("north-korea-sent-shells")["claim_id"]
        assert isinstance(claim_id, int)
        placed = PlacedAppearance(appearance=appearance(), claim_id=claim_id)
        assert reader.appearances(["appearance-article-1"]) == [placed]
        assert reader.appearances_of([claim_id]) == [placed]
        assert reader.accused([claim_id]) == {claim_id: ("North Korea",)}
        gazetteer = reader.parties(["gazetteer"])
        by_text = sorted(PARTIES, key=lambda party: party.name)
        assert [replace(party, aliases=()) for party in gazetteer] == [replace(party, aliases=()) for party in by_text]
        assert {a for party in gazetteer for a in party.aliases} == {a for party in PARTIES for a in party.aliases}
        assert reader.parties() == []


def test_saving_twice_adds_nothing_not_even_a_changeset(filled: Database) -> None:
    before = counts(filled)
    fill(filled)
    assert counts(filled) == before
    assert before["changeset"] == 1


def test_nothing_saved_is_no_changeset(database: Database) -> None:
    with database.writing(author="Ana", kind="load") as writer:
        assert writer.known_articles(["article-1"]) == {}
        assert not writer.has_changed
    assert counts(database)["changeset"] == 0


def test_the_changeset_tells_who_when_and_why(database: Database) -> None:
    moment = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
    with database.writing(author="Ana", kind="load", note="a first batch", recorded_at=moment) as writer:
        writer.save_article(article())
        assert writer.has_changed
    with database.reading() as reader:
        (row,) = reader.rows("changeset")
        assert (row["author"], row["kind"], row["note"]) == ("Ana", "load", "a first batch")
        assert row["recorded_at"] == "2024-02-29T23:30:00Z"
        assert reader.rows("articles")[0]["recorded_at"] == "2024-02-29T23:30:00Z"


def test_a_failure_leaves_nothing(filled: Database) -> None:
    before = everything(filled)
    with pytest.raises(ZeroDivisionError), filled.writing(author="Ana", kind="load") as writer:
        save_one(writer, "article-3")
        assert len(writer.rows("articles")) == 3
        raise ZeroDivisionError
    assert everything(filled) == before
    with filled.reading() as reader:
        assert reader.search("article-3") == []


def test_a_quote_beyond_the_text_is_refused_whole(database: Database) -> None:
    first = statements()[0]
    wrong = replace(first, quote=Span(first.quote.start, 10_000))
    with pytest.raises(sa.exc.IntegrityError), database.writing(author="Ana", kind="load") as writer:
        writer.save_article(article())
        writer.save_statements("article-1", [wrong])
    assert counts(database)["article"] == 0


def test_search_finds_what_was_saved(filled: Database) -> None:
    with filled.reading() as reader:
        found = reader.search("bohong")
        assert [row["kind"] for row in found] == ["statement", "statement", "article", "article"]
        assert "Itu bohong" in str(found[0]["snippet"])
        assert reader.search("bohong", limit=3) == found[:3]
        assert [row["kind"] for row in reader.search("Pyongyang")] == ["article", "article"]
        assert reader.search('"kata Kim"') and not reader.search('"Kim kata"')
        assert reader.search("kata Kim") == reader.search("kim KATA") != []


@pytest.mark.parametrize(
    "typed", ['"', "AND", "NEAR(", "a*", "-x", "quote:kata", "'; DROP TABLE article", "(((", "", "%", "\\"]
)
def test_search_takes_whatever_is_typed(filled: Database, typed: str) -> None:
    with filled.reading() as reader:
        assert reader.search(typed) == []


def test_search_follows_an_edited_title(filled: Database) -> None:
    with filled.writing(author="Ana", kind="fix") as writer:
        writer.connection.execute(sa.text("UPDATE article SET title = 'Bantahan' WHERE key = 'article-1'"))
    with filled.reading() as reader:
        assert [row["article_title"] for row in reader.search("bantahan")] == ["Bantahan"]
        assert len(reader.search("atas Pyongyang")) == 1


def test_candidates_come_by_the_weight_that_they_share(filled: Database) -> None:
    with filled.reading() as reader:
        assert reader.candidates(["shell", "only article-2", "nothing"], 5) == [
            Candidate(key="appearance-article-2", weight=5.0),
            Candidate(key="appearance-article-1", weight=3.0),
        ]
        assert len(reader.candidates(["shell"], 1)) == 1
        assert reader.candidates([], 5) == []


def test_bands_find_articles(filled: Database) -> None:
    with filled.reading() as reader:
        ids = reader.known_articles(["article-1", "article-2"])
        found = {band: sorted(having) for band, having in reader.articles_with_bands([7, -2 * 10**9, 1]).items()}
        assert found == dict.fromkeys((7, -2 * 10**9), sorted(ids.values()))
        assert reader.article_texts(ids.values()) == dict.fromkeys(ids.values(), article().text)


def test_the_first_of_a_copy_group_is_the_earliest_whatever_the_order(database: Database) -> None:
    dates = {"c": "2023-01-02", "a": "2023-01-03", "b": None, "d": "2023-01-01"}
    with database.writing(author="Ana", kind="load") as writer:
        ids = {key: writer.save_article(article(key, published_on=on)) for key, on in dates.items()}
        writer.set_copy_group([ids["a"], ids["b"]])
        writer.set_copy_group([ids["c"], ids["d"]])
        writer.set_copy_group([ids["b"], ids["c"]])
    with database.reading() as reader:
        told = {row["source"]: row["copy_of"] for row in reader.rows("articles")}
        assert told == {"a.txt": ids["d"], "b.txt": ids["d"], "c.txt": ids["d"], "d.txt": None}
        assert len(reader.rows("copy_group")) == 1


def test_ties_are_replaced_for_the_appearances_that_are_named(filled: Database) -> None:
    one, two, three = (f"appearance-article-{number}" for number in (1, 2, 3))
    with filled.writing(author="Ana", kind="load") as writer:
        save_one(writer, "article-3")
        writer.save_ties([Tie(one=two, other=three, score=0.25, rule="same terms")])
        writer.replace_ties([one], [Tie(one=one, other=three, score=0.75, rule="same words")])
        assert [(tie.one, tie.other) for tie in writer.ties([three])] == [(one, three), (two, three)]
        assert writer.ties([one]) == [Tie(one=one, other=three, score=0.75, rule="same words")]


def test_voices_are_what_the_status_rules_read(filled: Database) -> None:
    with filled.writing(author="Ana", kind="load") as writer:
        writer.set_repeats({"article-2-asserts": "article-1-asserts"})
        claim_id = writer.rows(
            "claim_statements",
            {"statement_id": writer.rows("statement", {"key": "article-2-asserts"})[0]["statement_id"]},
        )[0]["claim_id"]
        assert isinstance(claim_id, int)
        voices = {voice.statement: voice for voice in writer.voices([claim_id])[claim_id]}
    first = voices["article-2-asserts"]
    assert first.lineage == ("White House", "United States")
    assert (first.repeats, first.origin, first.published_on) == ("article-1-asserts", (), "2022-09-22")
    assert first.said_on == statements("article-2")[0].said_on
    assert voices["article-2-denies"].stance is Stance.DENIES
    assert voices["article-2-corroborates"].is_anonymous


def test_claim_statements_touch_only_what_changes(filled: Database) -> None:
    keys = [each.key for each in statements()]
    with filled.writing(author="Ana", kind="review") as writer:
        claim_id = int(str(writer.claim("north-korea-sent-shells")["claim_id"]))
        before = writer.rows("claim_statement", {"claim_id": claim_id}, ["claim_statement_id"])
        kept = [
            Member(statement=keys[0], score=1.0, rule="opens"),
            Member(statement=keys[1], score=0.9, rule="new rule"),
        ]
        assert writer.set_claim_statements({claim_id: kept})
        assert not writer.set_claim_statements({claim_id: kept})
        after = writer.rows("claim_statement", {"claim_id": claim_id}, ["claim_statement_id"])
        assert after[0] == before[0]
        assert [row["retired_in"] is None for row in after] == [True, False, False, True]
        assert after[3]["score"] == 0.9


def test_a_link_tells_who_decided_it(filled: Database) -> None:
    key = statements()[2].key
    with filled.writing(author="Ana", kind="review") as writer:
        claim_id = writer.new_claim("tracked", title="T", proposition="P", language="id", origin=Origin.TRACKED)
        writer.set_claim_statements({claim_id: [Member(statement=key, score=0.2, rule="guess")]})
        by_hand = Member(statement=key, score=1.0, rule="by hand", decided_by="Ana")
        assert writer.set_claim_statements({claim_id: [by_hand]})
        (row,) = writer.rows("claim_statements", {"claim_id": claim_id})
        assert (row["decided_by"], row["linked_by"]) == ("Ana", "by hand")


def test_a_tracked_claim_is_shown_before_anything_is_said(database: Database) -> None:
    with database.writing(author="Ana", kind="track") as writer:
        writer.new_claim(
            "shells", title="T", proposition="P", language="en", accused=["Nowhere"], origin=Origin.TRACKED
        )
        writer.new_claim("found", title="T", proposition="P", language="en")
    with database.reading() as reader:
        (row,) = reader.rows("claim_status")
        assert (row["slug"], row["status"], row["is_contested"], row["accused"]) == ("shells", None, False, "Nowhere")
        assert reader.parties() == [Party(name="Nowhere", kind="organisation")]


def test_slugs_are_free_readable_and_never_given_twice(database: Database) -> None:
    with database.writing(author="Ana", kind="track") as writer:
        words = {"title": "T", "proposition": "P", "language": "en"}
        for base in ("Artillery: shells!", "artillery shells", "artillery-shells", "10,000 troops", "Пхеньян"):
            writer.new_claim(base, origin=Origin.TRACKED, **words)
        writer.merge_claims(1, 2)
        assert writer.free_slug("artillery shells") == "artillery-shells-4"
        assert [row["slug"] for row in writer.rows("claim", order=["claim_id"])] == [
            "artillery-shells",
            "artillery-shells-2",
            "artillery-shells-3",
            "claim-10-000-troops",
            "claim",
        ]


def test_a_merged_claim_leads_to_the_one_that_is_kept(filled: Database) -> None:
    with filled.writing(author="Ana", kind="merge") as writer:
        first, second = (int(str(row["claim_id"])) for row in writer.rows("claim", order=["claim_id"]))
        third = writer.new_claim("third", title="T", proposition="P", language="id", origin=Origin.TRACKED)
        writer.merge_claims(second, third)
        writer.merge_claims(first, second)
        writer.save_history(first, history())
    with filled.reading() as reader:
        for name in ("third", "north-korea-sent-shells-2", str(second), third):
            assert reader.claim(name)["claim_id"] == first
        assert len(reader.rows("claim_statements")) == 6
        assert {row["claim_id"] for row in reader.rows("claim_statements")} == {first}
        assert [row["claim_id"] for row in reader.rows("claim_status")] == [first]
        assert reader.claim(first)["statement_count"] == len(history().roles)
        assert len(reader.appearances_of([first])) == 2


def test_an_unknown_claim_names_the_nearest(filled: Database) -> None:
    with filled.reading() as reader:
        with pytest.raises(
            NotFoundError, match=r"No claim 'north-korea-sent-shels'\. Did you mean 'north-korea-sent-shells'"
        ):
            reader.claim("north-korea-sent-shels")
        for wanted in ("zzz", "4711", "99999999999999999999", "²"):
            with pytest.raises(NotFoundError, match="`factdb claims` lists them"):
                reader.claim(wanted)


def test_rows_take_only_names_that_are_there(filled: Database) -> None:
    with filled.reading() as reader:
        for view, where, order in (
            ("sqlite_master", {}, []),
            ("articles; DROP TABLE article", {}, []),
            ("articles", {"1=1 --": 1}, []),
            ("articles", {}, ["title desc"]),
        ):
            with pytest.raises(ValueError, match=r"neither a public view|has no column"):
                reader.rows(view, where, order)


def test_rows_are_chosen_and_ordered(filled: Database) -> None:
    with filled.reading() as reader:
        details = reader.rows("statement_details", {"stance": ("denies", "admits"), "article_source": "article-1.txt"})
        assert [row["speaker"] for row in details] == ["Kim Son Gyong"]
        assert reader.rows("statement_details", {"stance": []}) == []
        assert len(reader.rows("statement_details", {"medium": None})) == 4
        assert len(reader.rows("statement_details", {"said_on_latest": "2022-10-31", "is_anonymous": True})) == 2
        down = reader.rows("statement_details", order=["-said_on", "statement_id"], limit=3)
        assert [row["said_on"] for row in down] == ["2022-10", "2022-10", "2022-09-21"]
        up = reader.rows("statement_details", order=["medium", "statement_id"])
        assert [row["medium"] for row in up] == ["KCNA", "KCNA", None, None, None, None]


def test_proposals_are_made_once_whatever_was_decided(filled: Database) -> None:
    with filled.writing(author="Ana", kind="review") as writer:
        writer.connection.execute(sa.text("UPDATE review SET state = 'rejected'"))
        one, other = (int(str(row["claim_id"])) for row in writer.rows("claim", order=["claim_id"]))
        writer.save_questions([Question(kind="same claim", rule="again", claim=one, other_claim=other, score=0.9)])
        assert [(row["state"], row["rule"]) for row in writer.rows("review")] == [("rejected", "same words")]


def test_history_is_replaced_and_taken_away(filled: Database) -> None:
    with filled.writing(author="Ana", kind="review") as writer:
        claim_id = int(str(writer.claim("north-korea-sent-shells")["claim_id"]))
        writer.save_history(claim_id, history())
        assert len(writer.rows("claim_status_history", {"claim_id": claim_id})) == 3
        writer.save_history(claim_id, None)
        assert writer.rows("claim_status_history", {"claim_id": claim_id}) == []
        assert len(writer.rows("claim_status")) == 1
        assert not writer.has_changed


def test_the_independent_party_that_a_statement_counts_for(filled: Database) -> None:
    with filled.reading() as reader:
        told = {(row["party"], row["counts_for"]) for row in reader.rows("claim_statements")}
    assert told == {
        ("White House", "United States"), ("North Korea", "North Korea"), ("South Korea", "South Korea")
    }  # fmt: skip


def test_denial_record_counts_what_became_of_denials(filled: Database) -> None:
    with filled.reading() as reader:
        (row,) = reader.rows("denial_record")
    assert row["party"] == "North Korea"
    assert (row["denials"], row["later_admitted"], row["later_corroborated"], row["standing"]) == (2, 0, 2, 0)
    assert row["median_days_to_corroboration"] == 10.0


def test_problems_without_an_article_keep_their_source(database: Database) -> None:
    with database.writing(author="Ana", kind="load") as writer:
        for _ in range(2):
            writer.save_problems([Problem(message="broken line", source="in.jsonl:3")])
    with database.reading() as reader:
        (row,) = reader.rows("problems")
        assert (row["article_source"], row["article_id"], row["message"]) == ("in.jsonl:3", None, "broken line")


def test_texts_that_a_bulk_load_could_misread_come_back_as_they_were(database: Database) -> None:
    odd = (
        "tab\there",
        "line\nline\r\nline\r",
        "back\\slash \\N \\t \\x41",
        "\\N",
        "\\.",
        "",
        " ",
        "NULL",
        "\"q\", 'q'",
        "%s {}",
    )
    odd += ("“Itu bohong” – 북한, Пхеньян, 🙂", "e\u0301 \u202e", "a\u2028b\x0bc\x1fd\x7f")
    with database.writing(author="Ana", kind="load") as writer:
        article_id = writer.save_article(article())
        doubts = [Problem(message=text, source=text) for text in odd]
        doubts += [Problem(message="of an article", article="article-1", start=0, end=3)]
        writer.save_problems(doubts)
        writer.save_bands({article_id: [2**31 - 1, -(2**31), 0]})
    with database.reading() as reader:
        rows = reader.rows("problem", order=["problem_id"])
        told = [(row["message"], row["source"], row["article_id"], row["span_end"]) for row in rows]
        assert told == [*((text, text, None, None) for text in odd), ("of an article", None, article_id, 3)]
        assert {row["band"] for row in reader.rows("article_band")} == {2**31 - 1, -(2**31), 0}


def test_words_of_vocabularies_days_and_yes_and_no_come_back_however_many_rows(database: Database) -> None:
    """One row goes in by another way than several."""
    for number in (1, 3):
        key = f"article-{number}"
        with database.writing(author="Ana", kind="load") as writer:
            writer.save_article(article(key))
            writer.save_parties(PARTIES)
            writer.save_statements(key, statements(key)[:number])
        with database.reading() as reader:
            by_span = sorted(statements(key)[:number], key=lambda each: each.quote)
            assert reader.statements([key]) == by_span


def test_a_party_is_moved_nowhere_by_being_saved_again(database: Database) -> None:
    with database.writing(author="Ana", kind="load") as writer:
        writer.save_parties([Party(name="Polda Sumut", kind="police", parent="Polri")])
        writer.save_parties(PARTIES, "gazetteer")
        writer.save_parties([Party(name="Polri", kind="police", parent="Indonesia")], "gazetteer")
        rows = {row["name"]: (row["parent"], row["root"]) for row in writer.rows("parties")}
    assert rows["Polda Sumut"] == ("Polri", "Polri")
    assert rows["White House"] == ("United States", "United States")


def test_writers_by_turns_know_each_others_parties(database: Database, place: str) -> None:
    """Also after one that failed, and one whose parties were taken back."""

    def add(where: Database, name: str, *, keep: bool = True) -> set[str]:
        with where.writing(author="Ana", kind="load", keep=keep) as writer:
            writer.save_parties([Party(name=name, kind="group")])
            assert set(writer.tree.ids) == {str(row["name"]) for row in writer.rows("party")}
            return set(writer.tree.ids)

    with open_database(place) as other:
        assert add(database, "One") == {"One"}
        assert add(database, "Two") == {"One", "Two"}
        assert add(other, "Three") == {"One", "Two", "Three"}
        assert add(database, "Taken back", keep=False) == {"One", "Two", "Three", "Taken back"}
        assert add(other, "Four") == {"One", "Two", "Three", "Four"}
        with pytest.raises(ZeroDivisionError), database.writing(author="Ana", kind="load") as writer:
            writer.save_parties([Party(name="Failed", kind="group")])
            raise ZeroDivisionError
        assert add(database, "Five") == {"One", "Two", "Three", "Four", "Five"}


def test_a_retired_statement_makes_room_for_its_successor(filled: Database) -> None:
    first = statements()[0]
    with filled.writing(author="Ana", kind="correct") as writer:
        retire = sa.text("UPDATE statement SET retired_in = :now WHERE key = :key")
        writer.connection.execute(retire, {"now": writer.changeset_id, "key": first.key})
        corrected: Statement = replace(first, stance=Stance.COMMENTS)
        writer.save_statements("article-1", [corrected], decided_by="Ana")
        rows = writer.rows("statement_details", {"article_source": "article-1.txt", "speaker": "Gedung Putih"})
        assert [(row["stance"], row["decided_by"]) for row in rows] == [("comments", "Ana")]
        assert len(writer.rows("statement", {"key": first.key})) == 2
