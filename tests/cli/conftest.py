"""A small database, made without any reading of texts: one contested claim and one that nobody answers."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from factdb.cli import main
from factdb.records import Article, Member, Party, Problem, SaidOn, Span, Statement, Voice
from factdb.status import history_of
from factdb.store import Writer, open_database
from factdb.words import PublishedBasis, SaidOnBasis, Stance
from tests.conftest import NewPlace

TEXT = (
    "The mayor, Ann Bell, took money from the harbour company, the auditor said on 4 March. "
    "Bell denied it a day later: “Not one coin.” "
    "The bridge will close in May, the harbour company said.\u202e"
)


def saying(key: str, words: str, stance: Stance, speaker: str, party: str, day: str) -> Statement:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    said_on = SaidOn(value=day, earliest=day, latest=day, basis=SaidOnBasis.TEXT)
    return Statement(
        key=key, article="a1", quote=span, content=span, stance=stance, speaker=speaker, party=party, said_on=said_on
    )


STATEMENTS = (
    saying("s1", "took money from the harbour company", Stance.ASSERTS, "the auditor", "Audit Office", "2024-03-04"),
    saying("s2", "Not one coin", Stance.DENIES, "Ann Bell", "City Hall", "2024-03-05"),
    saying("s3", "The bridge will close in May", Stance.ASSERTS, "the company", "Harbour Company", "2024-03-06"),
)


@pytest.fixture(scope="session")
def database(new_place: NewPlace) -> str:
    """The place of a database with two claims, on each engine; tests only read it."""
    place = new_place()
    with open_database(place, create=True) as database, database.writing(author="test", kind="load") as writer:
        article = Article(
            key="a1",
            text=TEXT,
            source="harbour.txt",
            publisher="=Harbour Post",
            title="The mayor and the coin",
            language="en",
            published_on="2024-03-07",
            published_basis=PublishedBasis.GIVEN,
        )
        writer.save_article(article, ["harbour"])
        names = ("Audit Office", "City Hall", "Harbour Company")
        writer.save_parties([Party(name=name, kind="organisation") for name in names])
        writer.save_statements("a1", STATEMENTS)
        writer.save_problems([Problem(article="a1", message="The article names two dates.", start=0, end=9)])
        open_claim(writer, "mayor-money", "The mayor took money", STATEMENTS[:2])
        open_claim(writer, "bridge-closes", "The bridge will close", STATEMENTS[2:])
    return place


def open_claim(writer: Writer, slug: str, title: str, statements: tuple[Statement, ...]) -> None:
    accused = ("City Hall",) if len(statements) > 1 else ()
    number = writer.new_claim(slug, title=title, proposition=f"{title}.", language="en", accused=accused)
    writer.set_claim_statements(
        {number: [Member(statement=each.key, score=0.9, rule="by hand") for each in statements]}
    )
    voices = [
        Voice(statement=each.key, stance=each.stance, lineage=(each.party,), said_on=each.said_on, score=0.9)
        for each in statements
    ]
    writer.save_history(number, history_of(voices, accused=[(name,) for name in accused], alliances=()))


@pytest.fixture
def run(database: str) -> Callable[..., Result]:
    """Runs the program on the small database; text goes through, errors crash unless they are the user's."""

    def invoke(*arguments: str, db: str = database) -> Result:
        return CliRunner().invoke(main, ["--db", db, *arguments], catch_exceptions=False)

    return invoke
