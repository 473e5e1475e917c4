"""Claims as schema.org JSON-LD: Claim with its appearances, its claimants and what was answered.

ClaimReview stands only where somebody gave a verdict, with the rating that this person gave. A status is told in words
(`abstract`): it says who said what, not what is true, and so it never becomes a rating.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factdb.export.things import Row, Thing, address, agent, known, language, listed, name_of, number
from factdb.words import CLAIM_URN, INFORMATION_CREDIBILITY, SOURCE_RELIABILITY, STATEMENT_URN

CONTEXT = "https://schema.org"
CAVEAT = "Status says who said what, not what is true."
DESCRIPTION = (
    f"{CAVEAT} Each Claim tells who asserts it (author), where it appears and what was answered (subjectOf). "
    "Only a ClaimReview rates a claim: it is the verdict of its author."
)
NAME = "Claims, who asserts and who denies them"
VERDICT_URN = "urn:factdb:verdict:"
ANSWERS = ("denial", "prior_denial", "declined", "admission", "withdrawal")
"""What statements do in a claim when they answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim and what belongs to it: rows of claim_status, claim_statements, articles and verdicts.

    Each of `statements` has also what statement_details tells of it, and its `key`; each of `articles` its `key`, and
    as `copy_of` the key of the article that it reprints; each of `verdicts` its `key`.
    """

    claim: Row
    statements: Sequence[Row] = ()
    articles: Sequence[Row] = ()
    verdicts: Sequence[Row] = ()


def linked_data(told: Iterable[Told], kinds: Mapping[str, str], notes: Sequence[str] = ()) -> Thing:
    """Claims and verdicts as a schema.org DataFeed.

    `kinds` are the kinds of parties by name, `notes` sentences that a reader has to know, too.
    """
    items = [item for one in told for item in _items(one, kinds)]
    elements = [{"@type": "DataFeedItem", "item": item} for item in items]
    description = " ".join((DESCRIPTION, *notes))
    head = {"@context": CONTEXT, "@type": "DataFeed", "name": NAME, "description": description}
    return {**head, "dataFeedElement": elements}


def _items(told: Told, kinds: Mapping[str, str]) -> list[Thing]:
    """A claim and the reviews of it, each complete in itself: a review may be put on a page alone."""
    claim = _claim(told, kinds)
    return [claim, *(_review(verdict, claim) for verdict in told.verdicts)]


def _claim(told: Told, kinds: Mapping[str, str]) -> Thing:
    row = told.claim
    articles = {article["article_id"]: _article(article) for article in told.articles}
    accusers = listed(row["accusers"])
    answers = [one for one in told.statements if one["role"] in ANSWERS]
    return known(
        **{"@type": "Claim", "@id": f"{CLAIM_URN}{row['slug']}"},
        identifier=row["slug"],
        name=row["title"],
        text=row["proposition"],
        inLanguage=language(row["language"]),
        abstract=_abstract(row),
        author=[one for name in accusers if (one := agent(name, kinds))],
        creditText=", ".join(name for name in accusers if agent(name, kinds) is None),
        about=[agent(name, kinds) or {"@type": "Thing", "name": name} for name in listed(row["accused"])],
        datePublished=row["first_said_on"],
        firstAppearance=_first(told.articles, articles),
        appearance=list(articles.values()),
        subjectOf=[_quotation(one, articles.get(one["article_id"]), kinds) for one in answers],
    )


def _abstract(row: Row) -> str:
    """Where a claim stands, and by whom, in words; with what this does not mean."""
    if row["status"] is None:
        return f"No statement about it was found yet. {CAVEAT}"
    since = f" since {row['status_since']}" if row["status_since"] else ""
    sides = [f"{str(row['status']).capitalize()}{since}."]
    for said, names in (("Asserted", listed(row["accusers"])), ("Denied", listed(row["deniers"]))):
        sides += [f"{said} by {', '.join(names)}."] if names else []
    flags = f" ({row['flags'].replace('_', ' ').replace('; ', ', ')})" if row["flags"] else ""
    return f"{' '.join(sides)}{flags} {CAVEAT}"


def _first(rows: Sequence[Row], articles: Mapping[object, Thing]) -> Thing | None:
    """The article that was printed first, of several on one day the one that reprints nothing; None without a date."""
    dated = [row for row in rows if row["published_on"]]
    if not dated:
        return None
    first = min(dated, key=lambda row: (row["published_on"], row["copy_of"] is not None, row["key"]))
    return articles[first["article_id"]]


def _article(row: Row) -> Thing:
    """An article; one whose publisher is not known is a work of whatever kind."""
    publisher = row["publisher"]
    return known(
        **{"@type": "NewsArticle" if publisher else "CreativeWork", "@id": name_of(row)},
        url=address(row["url"]),
        archivedAt=address(row["archived_url"]),
        headline=row["title"],
        publisher={"@type": "Organization", "name": publisher} if publisher else None,
        datePublished=row["published_on"],
        inLanguage=language(row["language"]),
        isBasedOn={"@id": name_of({"key": row["copy_of"]}), "@type": "NewsArticle"} if row["copy_of"] else None,
    )


def _quotation(row: Row, article: Thing | None, kinds: Mapping[str, str]) -> Thing:
    """What somebody answered to a claim, in the words of the article; the stance is a keyword and no rating."""
    kind = f" ({row['denial_kind'].replace('_', ' ')})" if row["denial_kind"] else ""
    return known(
        **{"@type": "Quotation", "@id": f"{STATEMENT_URN}{row['key']}"},
        text=row["quote"],
        inLanguage=article.get("inLanguage") if article else None,
        spokenByCharacter=agent(row["party"], kinds),
        creditText=", ".join(filter(None, (row["speaker"], row["speaker_role"]))),
        abstract=f"{row['party']} {row['stance']}{kind}.",
        keywords=[row["stance"], row["role"].replace("_", " ")],
        dateCreated=row["said_on"],
        isPartOf={"@type": article["@type"], "@id": article["@id"]} if article else None,
    )


def _review(row: Row, claim: Thing) -> Thing:
    """A verdict; its rating is what its author said, with a number only where the author gave one."""
    is_person = row["author_kind"] == "person"
    ratings = [_rating(row), *_admiralty(row)]
    return known(
        **{"@type": "ClaimReview", "@id": f"{VERDICT_URN}{row['key']}"},
        claimReviewed=row["claim_reviewed"] or claim["text"],
        itemReviewed=claim,
        reviewRating=ratings[0] if len(ratings) == 1 else ratings,
        author={"@type": "Person" if is_person else "Organization", "name": row["author"]},
        datePublished=row["given_on"],
        url=address(row["url"]),
        reviewBody=row["explanation"],
    )


def _rating(row: Row) -> Thing:
    return known(
        **{"@type": "Rating"},
        alternateName=row["rating"],
        ratingValue=number(row["rating_value"]),
        worstRating=number(row["worst_rating"]),
        bestRating=number(row["best_rating"]),
    )


def _admiralty(row: Row) -> list[Thing]:
    """What the author held of source and information, as ratings of these aspects."""
    told = ((SOURCE_RELIABILITY, row["source_reliability"]), (INFORMATION_CREDIBILITY, row["information_credibility"]))
    return [{"@type": "Rating", "reviewAspect": aspect, "alternateName": value} for aspect, value in told if value]
