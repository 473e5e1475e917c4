"""A small database in which nearly everything is doubtful, made without any reading of texts."""

from factdb.records import Article, Member, Party, Problem, Question, SaidOn, Span, Statement, Voice
from factdb.status import history_of
from factdb.store import Writer, open_database
from factdb.words import PublishedBasis, SaidOnBasis, Stance

TEXT = (
    "The auditor said that the mayor took money. The mayor denied it. The harbour union said that the mayor took "
    "money. The union said that the bridge fell. Somebody at City Hall denied that the bridge fell. The auditor said "
    "that the ferry sank. The union said so, too. The auditor said that the lights failed in May."
)
PARTIES = (
    Party(name="Audit Office", kind="agency", parent="Marla"),
    Party(name="Marla", kind="state"),
    Party(name="City Hall", kind="government"),
    Party(name="Harbour Union", kind="group"),
)
DAY = SaidOn(value="2024-03-04", earliest="2024-03-04", latest="2024-03-04", basis=SaidOnBasis.TEXT)
ESTIMATED = SaidOn(value="2024-03-06", earliest="2024-03-06", latest="2024-03-06", basis=SaidOnBasis.ESTIMATED)


def said(key: str, words: str, stance: Stance, party: str, on: SaidOn = DAY, *, nameless: bool = False) -> Statement:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    speaker = "somebody" if nameless else f"the head of {party}"
    return Statement(
        key=key, article="a1", quote=span, content=span, stance=stance, speaker=speaker, party=party, said_on=on,
        is_anonymous=nameless,
    )  # fmt: skip


STATEMENTS = (
    said("money-said", "the mayor took money", Stance.ASSERTS, "Audit Office"),
    said("money-denied", "The mayor denied it", Stance.DENIES, "City Hall"),
    said("money-again", "The harbour union said that the mayor took", Stance.ASSERTS, "Harbour Union"),
    said("bridge-said", "the bridge fell", Stance.ASSERTS, "Audit Office"),
    said("bridge-denied", "denied that the bridge fell", Stance.DENIES, "City Hall", nameless=True),
    said("ferry-said", "the ferry sank", Stance.ASSERTS, "Audit Office"),
    said("ferry-again", "The union said so, too", Stance.ASSERTS, "Marla"),
    said("lights-said", "the lights failed", Stance.ASSERTS, "Audit Office", ESTIMATED),
)
# Of each claim: its statements, the score of each link, and whether somebody is accused.
CLAIMS: dict[str, tuple[dict[str, float], tuple[str, ...]]] = {
    "mayor-money": ({"money-said": 0.9, "money-denied": 0.2, "money-again": 0.9}, ("City Hall",)),
    "bridge-fell": ({"bridge-said": 0.9, "bridge-denied": 0.9}, ("City Hall",)),
    "ferry-sank": ({"ferry-said": 0.9, "ferry-again": 0.3}, ()),
    "lights-failed": ({"lights-said": 0.9}, ()),
}


def fill(place: str) -> None:
    """Makes the database."""
    with open_database(place, create=True) as database, database.writing(author="test", kind="load") as writer:
        article = Article(
            key="a1", text=TEXT, source="harbour.txt", publisher="Harbour Post", title="The mayor", language="en",
            published_on="2024-03-07", published_basis=PublishedBasis.GIVEN,
        )  # fmt: skip
        writer.save_article(article, ["harbour"])
        writer.save_parties(PARTIES)
        writer.save_statements("a1", STATEMENTS)
        writer.save_problems([Problem(article="a1", message="The article names two dates.", start=0, end=9)])
        numbers = {slug: _claim(writer, slug) for slug in CLAIMS}
        asked = {"claim": numbers["mayor-money"], "other_claim": numbers["lights-failed"]}
        writer.save_questions([Question(kind="same_claim", rule="one of two candidates", score=0.22, **asked)])
        narrower = {"claim": numbers["bridge-fell"], "other_claim": numbers["ferry-sank"]}
        writer.set_relations(
            [numbers["bridge-fell"]],
            [Question(kind="narrower_than", rule="it says bridge as well", score=0.8, **narrower)],
        )


def _claim(writer: Writer, slug: str) -> int:
    scores, accused = CLAIMS[slug]
    title = slug.replace("-", " ").capitalize()
    number = writer.new_claim(slug, title=title, proposition=f"{title}.", language="en", accused=accused)
    members = [Member(statement=key, score=score, rule="shared terms") for key, score in scores.items()]
    writer.set_claim_statements({number: members})
    voices = [
        Voice(
            statement=one.key, stance=one.stance, lineage=LINEAGES[one.party], said_on=one.said_on,
            is_anonymous=one.is_anonymous, article="a1", published_on="2024-03-07", score=scores[one.key],
        )
        for one in STATEMENTS
        if one.key in scores
    ]  # fmt: skip
    writer.save_history(number, history_of(voices, accused=[(name,) for name in accused], alliances=()))
    return number


LINEAGES = {party.name: (party.name, *filter(None, [party.parent])) for party in PARTIES}
