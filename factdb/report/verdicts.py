"""What people hold of a claim, apart from its status. Rows of verdicts come in, a table or sentences go out."""

from collections.abc import Iterable

from factdb.report.catalogue import say
from factdb.report.dossiers import Row
from factdb.report.pages import Grid, header
from factdb.report.visible import visible


def judged(verdicts: Iterable[Row]) -> Grid:
    """What people concluded, which is apart from the status."""
    rows = tuple(
        (visible(row["given_on"]), visible(row["author"]), rated(row), visible(row["explanation"]), visible(row["url"]))
        for row in verdicts
    )
    return Grid(title=say("one_claim.verdicts"), header=header("date", "author", "rating", "why", "address"), rows=rows)


def rated(verdict: Row) -> str:
    """The rating of a verdict, with the letter and the digit of the Admiralty code where it has them."""
    grade = "".join(verdict.get(name) or "" for name in ("source_reliability", "information_credibility"))
    return f"{visible(verdict['rating'])} ({grade})" if grade else visible(verdict["rating"])


def verdict_facts(verdicts: Iterable[Row]) -> tuple[str, ...]:
    """Verdicts on a claim as facts of an entry, each with the number by which it is withdrawn."""
    return tuple(
        say(
            "claim.verdict",
            number=str(row["verdict_id"]),
            rating=rated(row),
            author=visible(row["author"]),
            day=visible(row["given_on"]) or say("no_date"),
        )
        for row in verdicts
    )
