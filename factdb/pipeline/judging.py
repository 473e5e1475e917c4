"""Verdicts that fact-checkers published (ClaimReview), tied to the claims that they are about.

A verdict under the wrong claim would be a slander, so nothing is guessed: a claim is meant by the name that factdb's
own export gave it, or because it appears in the very article that the review names and says what the review assesses.
Whatever fits less well is told, with the claims that come nearest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdb.errors import InputError
from factdb.link import nearness, says_the_same
from factdb.pipeline.loading import signed
from factdb.read import claim_reviews
from factdb.records import Problem, Reviewed, Verdict
from factdb.store import Reader, open_database
from factdb.words import ARTICLE_URN

AT_ONCE = 500
NEAREST = 3
MOST_TOLD = 20
"""Reviews whose nearest claims are looked for: a feed of the whole world's fact-checks fits hardly any claim here."""

SHOWN = 80
"""Letters of what a review assesses that are shown of one that was not taken."""

SUGGESTED = 0.3
"""How near a claim's words must come to be suggested."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictResult:
    """What an import of verdicts did.

    `imported` and `known` are sentences, one a verdict; `unmatched` tell which reviews were not taken, and why.
    """

    imported: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


def import_verdicts(
    where: str | Path,
    file: str | Path,
    *,
    claim: str | None = None,
    review: int | None = None,
    author: str | None = None,
    dry_run: bool = False,
) -> VerdictResult:
    """Imports the ClaimReviews of a JSON-LD file or HTML page as verdicts; those that are there already add nothing.

    `review` takes only the one of that number, `claim` (a slug or number) names the claim that a single review is
    about. Raises InputError for a file that cannot be used, NotFoundError for a claim that is none, DatabaseError for a
    database that cannot be used.
    """
    reviews = _chosen(file, review, is_alone=claim is not None)
    imported: list[str] = []
    known: list[str] = []
    unmatched: list[str] = []
    with (
        open_database(where) as database,
        database.writing(author=signed(author), kind="verdict", note=Path(file).name, keep=not dry_run) as writer,
    ):
        given = writer.claim(claim) if claim is not None else None
        claims = _Claims(writer)
        for number, one in reviews.items():
            if isinstance(one, Problem):
                unmatched.append(f"Review {number}: {one.message}")
            elif row := given or claims.meant(one):
                is_new = writer.save_verdict(_number(row["claim_id"]), one.verdict)
                (imported if is_new else known).append(f"{row['slug']}: {_told(one.verdict)}")
            else:
                near = claims.nearest(one) if len(unmatched) < MOST_TOLD else ()
                unmatched.append(
                    f"Review {number} ({_told(one.verdict)}{_on(one)}): {claims.why(one)}. {_advice(near)}"
                )
    return VerdictResult(imported=tuple(imported), known=tuple(known), unmatched=tuple(unmatched))


def _chosen(file: str | Path, wanted: int | None, *, is_alone: bool) -> dict[int, Reviewed | Problem]:
    """The reviews of a file by their number, or the one that is wanted."""
    reviews = dict(enumerate(claim_reviews(file), start=1))
    if wanted is not None:
        if wanted not in reviews:
            raise InputError(f"{file} has no review {wanted}; it holds {len(reviews)}.")
        return {wanted: reviews[wanted]}
    if is_alone and len(reviews) > 1:
        raise InputError(f"{file} holds {len(reviews)} reviews; choose one with --review to give it a --claim.")
    return reviews


class _Claims:
    """The claims of a database, found by where they appear and by what they say."""

    def __init__(self, reader: Reader) -> None:
        self.rows = {_number(row["claim_id"]): row for row in reader.rows("claim_status", order=("claim_id",))}
        self.slugs = {
            str(row["slug"]): _number(row["merged_into_id"] or row["claim_id"]) for row in reader.rows("claim")
        }
        self.articles: dict[str, set[int]] = defaultdict(set)
        for row in reader.rows("article"):
            for name in (
                f"{ARTICLE_URN}{row['key']}",
                *(_address(row[at]) for at in ("url", "archived_url") if row[at]),
            ):
                self.articles[name].add(_number(row["article_id"]))
        self.reader = reader

    def meant(self, review: Reviewed) -> Row | None:
        """The one claim that a review is surely about; None where there is none, or more than one may be meant."""
        there = self.appearing(review)
        own = self.rows.get(self.slugs.get(review.slug or "", 0))
        if own is not None and (own in there or self._fits(review, own)):
            return own
        fitting = [row for row in there if self._fits(review, row)]
        return fitting[0] if len(fitting) == 1 else None

    def why(self, review: Reviewed) -> str:
        """Why no claim is surely meant."""
        if not review.addresses:
            return "it does not tell in which article the claim appears"
        if not self._articles(review):
            return "the article in which the claim appears is not loaded"
        return "no claim in the article that it names surely says that"

    def appearing(self, review: Reviewed) -> Sequence[Row]:
        """The claims that appear in the articles which a review names."""
        articles = self._articles(review)
        some = (articles[start : start + AT_ONCE] for start in range(0, len(articles), AT_ONCE))
        links = (link for each in some for link in self.reader.rows("claim_statements", {"article_id": each}))
        numbers = sorted({_number(link["claim_id"]) for link in links})
        return [self.rows[number] for number in numbers if number in self.rows]

    def nearest(self, review: Reviewed) -> Sequence[str]:
        """The names of the claims that come nearest, those in the same articles first."""
        words, there = review.words or "", self.appearing(review)
        least = 0.0 if there else SUGGESTED
        near = [(-_nearness(words, row, least), str(row["slug"])) for row in there or self.rows.values()]
        return [slug for distance, slug in sorted(near) if there or distance][:NEAREST]

    def _articles(self, review: Reviewed) -> list[int]:
        """The numbers of the articles which a review names, as far as they are loaded."""
        return sorted({number for each in review.addresses for number in self.articles.get(_address(each), ())})

    def _fits(self, review: Reviewed, row: Row) -> bool:
        words = review.words
        return words is not None and any(says_the_same(words, told, str(row["language"])) for told in _words(row))


def _nearness(words: str, row: Row, least: float) -> float:
    """How near these words come to those of a claim, 0 where not so near."""
    return max(nearness(words, told, str(row["language"]), least) for told in _words(row))


def _words(row: Row) -> tuple[str, str]:
    return str(row["title"]), str(row["proposition"])


def _advice(near: Iterable[str]) -> str:
    """What to do about a review that was not taken."""
    named = " or ".join(f"'{slug}'" for slug in near)
    return f"{f'Nearest: {named}. ' if named else ''}If you know which it is, say so with --review and --claim."


def _told(verdict: Verdict) -> str:
    on = f", {verdict.given_on}" if verdict.given_on else ""
    return f"'{verdict.rating}' by {verdict.author}{on}"


def _on(review: Reviewed) -> str:
    """What a review assesses, in a few words."""
    words = " ".join((review.words or "").split())
    return f", on '{words if len(words) <= SHOWN else words[: SHOWN - 1] + '…'}'" if words else ""


def _address(url: object) -> str:
    """An address as it is compared: without its scheme, its "www." and a slash at its end."""
    told = str(url).partition("#")[0]
    return told.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _number(value: object) -> int:
    return int(str(value))
