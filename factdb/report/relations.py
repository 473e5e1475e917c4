"""Which claims one claim is narrower or wider than, in words. Rows of claim_relations come in, sentences go out."""

from collections.abc import Iterable

from factdb.report.catalogue import say
from factdb.report.dossiers import Row
from factdb.report.visible import visible


def related_to(claim: Row, relations: Iterable[Row]) -> tuple[list[str], list[str]]:
    """The claims that one is narrower than, and those that are narrower than it."""
    given = list(relations)
    narrower = [related(one, one["other_slug"]) for one in given if one["claim_id"] == claim["claim_id"]]
    wider = [related(one, one["slug"]) for one in given if one["other_claim_id"] == claim["claim_id"]]
    return narrower, wider


def relatives(claim: Row, relations: Iterable[Row]) -> tuple[str, ...]:
    """Narrower and wider claims as facts of an entry."""
    narrower, wider = related_to(claim, relations)
    told = [say("claim.narrower", claim=one) for one in narrower]
    return (*told, *(say("claim.wider", claim=one) for one in wider))


def related(relation: Row, slug: str) -> str:
    """Another claim that one is narrower or wider than: who says so, how surely and why."""
    sure = "" if relation["score"] is None else f", {relation['score']:.2f}"
    return f"{slug} ({say('relation.' + relation['state'])}{sure}: {visible(relation['rule'])})"
