"""A few articles of our own with addresses, reprints, hostile words and verdicts, on each engine."""

from collections.abc import Iterator

import pytest

from factdb.pipeline import load
from factdb.records import Verdict
from factdb.store import open_database
from tests.conftest import NewPlace, forget
from tests.pipeline.contents import write
from tests.pipeline.minis import MINIS

ADDRESSES = {
    "wire": {"url": "https://wire.example/kanto", "title": "Kanto </script> and\u202e the river"},
    "reprint-later": {"url": "https://www.post.example/kanto/", "archived_url": "https://archive.example/1/kanto"},
    "second-accuser": {"url": "wire.example/no-scheme"},
    "shells": {"url": "https://harbour.example/shells", "title": "Shells"},
}
UNDATED = {
    "source": "undated",
    "language": "en",
    "text": "The harbour office accused the Lorin company of stealing cement from the harbour. Lorin denied the "
    "allegation. “We have never stolen cement,” its spokeswoman Ida Wren said.",
}
TOLD = ("wire", "reprint-later", "second-accuser", "merkuri", "shells", "peluru")
NEWS = [*({**one, **ADDRESSES.get(one["source"], {})} for one in MINIS if one["source"] in TOLD), UNDATED]


@pytest.fixture(scope="session")
def news(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two matters in seven articles, with two verdicts on one claim; tests only read it."""
    place = new_place()
    load(place, [write(tmp_path_factory.mktemp("news") / "news.jsonl", NEWS)], collection="rivers", author="Ana")
    with open_database(place) as database, database.writing(author="Ana", kind="verdict") as writer:
        number = int(str(writer.claim(kanto(place))["claim_id"]))
        for verdict in VERDICTS:
            writer.save_verdict(number, verdict)
    yield place
    forget(place)


VERDICTS = (
    Verdict(
        author="Marla Fact Desk",
        author_kind="organization",
        rating="Mostly true",
        rating_value=4,
        worst_rating=1,
        best_rating=5,
        given_on="2024-03-22",
        url="https://desk.example/kanto",
        claim_reviewed="Kanto poisoned a river",
        explanation="The samples are real.",
    ),
    Verdict(
        author="Ana", rating="not settled", source_reliability="B", information_credibility="3", given_on="2024-04"
    ),
)


def kanto(place: str) -> str:
    """The name of the claim that Kanto dumped mercury, the one that most is said about."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return str(reader.rows("claim_status", order=("-statement_count", "slug"), limit=1)[0]["slug"])
