"""Items that a person could be asked about, made without a database."""

from factdb.review import Asks, ClaimShown, Doubt, Item, Kind, Passage, Said, Weight, Word
from factdb.words import Stance

TEXT = "The auditor said so on Monday. Ann Bell denied it: “Not one coin.” Nobody else was asked."


def mark(words: str, what: str) -> tuple[int, int, str]:
    start = TEXT.index(words)
    return start, start + len(words), what


LINK = Item(
    doubt=Doubt(
        key="belongs s2 mayor-money",
        kind=Kind.LINK,
        asks=Asks.BELONGS,
        weight=Weight.CONTESTED,
        score=0.21,
        effects={
            Word.ACCEPT: "stays denied",
            Word.REJECT: "denied → alleged, no longer contested",
            Word.RELINK: "alleged → denied, contested from then on (bridge-closes)",
        },
        claim_id=1,
        other_claim_id=2,
        statement_id=2,
    ),
    question="Is this denial by City Hall about this claim?",
    claim=ClaimShown(
        slug="mayor-money",
        title="The mayor took money",
        status="denied",
        since="2024-03-05",
        sides="accused: City Hall · asserted by Audit Office",
    ),
    other=ClaimShown(slug="bridge-closes", title="The bridge will close", status="alleged"),
    said=Said(
        statement_id=2,
        stance=Stance.DENIES,
        party="City Hall",
        speaker="Ann Bell",
        role="mayor",
        said_on="2024-03-05",
        basis="estimated",
        is_anonymous=False,
    ),
    passage=Passage(
        text=TEXT,
        marks=(
            mark("Ann Bell", "source"),
            mark("denied it", "cue"),
            mark("Not one coin.", "content"),
            mark("Ann Bell denied it: “Not one coin.”", "quote"),
        ),
        article="The mayor and the coin",
        source="harbour.txt",
        publisher="=Harbour Post",
        published_on="2024-03-07",
    ),
    why=("linked with a score of 0.21: points back to what was said before",),
)
PARTY = Item(
    doubt=Doubt(
        key="is_known Harbour Union",
        kind=Kind.PARTY,
        asks=Asks.PARTY,
        weight=Weight.STATUS,
        score=0.5,
        effects={Word.ACCEPT: "stays corroborated", Word.PARENT: "if it stood under City Hall: corroborated → alleged"},
        claim_id=1,
    ),
    question="Does Harbour Union speak for itself?",
    current="Harbour Union",
)
DATE = Item(
    doubt=Doubt(
        key="published_on a1", kind=Kind.DATE, asks=Asks.PUBLISHED_ON, weight=Weight.DETAIL, score=0.2, article_id=1
    ),
    question="When was this article published?",
)
