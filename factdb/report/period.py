"""Periods: which dates of any precision lie between two days, and how a report names the time between them."""

from factdb.report.catalogue import say
from factdb.report.dossiers import padded


def is_within(date: object, since: str | None, until: str | None) -> bool:
    """Whether a date lies in a period, both ends included; one that is not known lies in none that has an end.

    A month or a year counts from its first day, as in the history of a status; an end of a month or year holds all
    of it.

    >>> is_within("2024-10", "2024-10-01", "2024"), is_within("2024", "2024-02", None), is_within(None, None, None)
    (True, False, True)
    """
    if date is None:
        return since is None and until is None
    day = padded(str(date))
    return (since is None or day >= padded(since)) and (until is None or day[: len(until)] <= until)


def in_words(since: str | None, until: str | None) -> str:
    """A period as a report names it: `since 2024-10`, `from 2024 to 2024-10`, `at any time`."""
    if since and until:
        return say("period.both", since=since, until=until)
    if since or until:
        return say("period.since", since=since) if since else say("period.until", until=until)
    return say("period.any")
