"""A database at a past moment: what is derived is folded from what had been said and recorded by then.

The moment's own tables come from the store, the histories from the rules that fold those of the present. What a load
later settled anew (which print of a text is the first, how a found claim is worded) is settled as it was.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from factdb.pipeline.known import known_parties
from factdb.pipeline.rederiving import chunks, histories_of
from factdb.pipeline.reprints import in_order_of_print, repeats_in
from factdb.pipeline.worded import worded_otherwise
from factdb.records import Gazetteer, Moment
from factdb.status.when import last_day
from factdb.store import Past, PastDay, Reader, open_database


@contextmanager
def looking_back(where: str | Path, moment: Moment) -> Iterator[Reader]:
    """A reader of the database as it was at a moment; nothing can be written, and nothing of it stays.

    Raises DatabaseError where there is no such database.
    """
    day = last_day(moment.as_of) if moment.as_of else None
    with open_database(where, read_only=True) as database, database.looking_back(moment) as past:
        parties = known_parties(past)
        if isinstance(past, PastDay) and day is not None:
            past.lay(day, lambda claims: histories_of(past, parties, claims, day))
            yield past
            return
        if moment.known_at:
            for prints in past.groups_with_later_prints():
                past.set_repeats(repeats_in(past, [in_order_of_print(past, prints)]))
        for some in chunks(past.numbers("claim")):
            if moment.known_at:
                _word_as_then(past, parties, some)
            past.keep(histories_of(past, parties, some, day))
        past.settle(day)
        yield past


def _word_as_then(past: Past, parties: Gazetteer, claims: Sequence[int]) -> None:
    """Gives claims the words and accused that they had: found ones by their appearances, tracked ones by people."""
    for number, words in list(worded_otherwise(past, parties, claims)):
        told = {"title": words.title, "proposition": words.proposition, "language": words.language}
        past.word(number, words.accused, **told)
    for number, wordings in past.wordings(claims).items():
        last = wordings[-1].claim
        past.word(number, last.accused, title=last.title, proposition=last.proposition, language=last.language)
