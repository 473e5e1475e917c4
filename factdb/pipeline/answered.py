"""Which questions people have decided: they are not asked again.

A reader comes in, the names of questions go out, as the queue names them.
"""

from collections.abc import Iterator

from factdb.pipeline.raising import Raising
from factdb.records import Question, Ruling
from factdb.review import Asks, key_of
from factdb.store import Reader

VALUES = frozenset({"stance", "speaker", "speaker_role", "party", "origin_party", "is_anonymous", "is_general"})
ABOUT_PARTIES = frozenset({"is_known", "parent", "same_party", "alias"})


def answered(reader: Reader, raising: Raising) -> frozenset[str]:
    """The names of all questions that are decided; one on which people disagree is not."""
    return frozenset(name for one in reader.rulings() for name in _names(one, raising))


def closed(reader: Reader) -> frozenset[int]:
    """The claims that need no further work, as people said: nothing is asked about them alone."""
    rows = reader.rows("review", {"kind": "is_closed", "state": "accepted"})
    return frozenset(int(str(row["claim_id"])) for row in rows)


def _names(ruling: Ruling, raising: Raising) -> Iterator[str]:
    asked = ruling.question
    if asked.kind in ABOUT_PARTIES and asked.party:
        yield key_of(Asks.PARTY, asked.party)
    elif asked.kind in VALUES and asked.statement:
        yield key_of(Asks.STATEMENT, asked.statement)
    elif asked.kind in {*Asks} and (ruling.state != "open" or ruling.value is not None):
        yield key_of(Asks(asked.kind), *_parts(asked, raising))


def _parts(asked: Question, raising: Raising) -> Iterator[str]:
    """What the name of a question holds beside its kind: keys, then slugs in order."""
    for key in (asked.statement, asked.article if asked.kind != Asks.PROBLEM else asked.words):
        if key:
            yield key
    yield from sorted(raising.slugs[raising.live(end)] for end in (asked.claim, asked.other_claim) if end)
