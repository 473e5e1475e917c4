"""Tracking: claims that a person words, which draw what fits them from what is loaded already and what will be.

In come `Tracked` records, out goes what changed. Whether a claim is tracked before or after the articles are loaded
makes no difference to what it holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factdb.errors import InputError
from factdb.link.tracked import may_draw
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.known import known_parties, shipped_among
from factdb.pipeline.loading import home, later, signed
from factdb.pipeline.result import Tally
from factdb.pipeline.watching import WatchedChange, watched_claims
from factdb.records import Answer, Gazetteer, Question, Tracked
from factdb.store import FOLLOWED, Writer, open_database
from factdb.words import Origin

AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackResult:
    """What tracking did. `notes` are for the person: accused that nobody knows; `status_changes` are sentences.

    `watched` counts the claims that are followed now, `watched_changes` are those that hold something else than before.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    status_changes: tuple[str, ...] = ()
    watched: int = 0
    watched_changes: tuple[WatchedChange, ...] = ()


def track(
    where: str | Path, claims: Sequence[Tracked], *, author: str | None = None, dry_run: bool = False
) -> TrackResult:
    """Has these claims tracked, in a database that is created where there is none.

    A claim whose slug is tracked already takes the new words, accused and terms; nothing happens where they are the
    same. Raises InputError for a slug that a found claim has or had, DatabaseError for a database that cannot be used.
    """
    with (
        home(where, dry_run) as place,
        open_database(place, create=True) as database,
        database.writing(author=signed(author), kind="track", keep=not dry_run) as writer,
    ):
        return _Tracking(writer, signed(author)).keep(claims)


class _Tracking:
    """One transaction in which claims become tracked."""

    def __init__(self, writer: Writer, author: str) -> None:
        self.writer, self.author = writer, author
        self.parties: Gazetteer = known_parties(writer)

    def keep(self, claims: Sequence[Tracked]) -> TrackResult:
        """Saves the claims and has them draw what is there."""
        before = {claim.slug for claim in self.writer.tracked().values()}
        tally = Tally()
        tally.look(watched_claims(self.writer))
        notes = tuple(note for claim in claims for note in self._unknown(claim))
        touched = {claim.slug: number for claim in claims if (number := self._save(claim)) is not None}
        claiming = Claiming(self.writer, self.parties)
        for number in touched.values():
            claiming.reconsider(drawable(self.writer, claiming, number))
        tally.change(claiming.settle().changes)
        tally.look(watched_claims(self.writer))
        told = tally.result()
        return TrackResult(
            new=tuple(slug for slug in touched if slug not in before),
            changed=tuple(slug for slug in touched if slug in before),
            known=tuple(claim.slug for claim in claims if claim.slug not in touched),
            notes=notes,
            status_changes=told.status_changes,
            watched=told.watched,
            watched_changes=told.watched_changes,
        )

    def _save(self, claim: Tracked) -> int | None:
        """The number of a claim that is new or changed, None for one that is there as it is."""
        for row in self.writer.rows("claim", {"slug": claim.slug}):
            if row["origin"] != Origin.TRACKED or row["merged_into_id"] is not None:
                raise InputError(f"The slug '{claim.slug}' belongs to a claim that was found. Choose another one.")
        self.writer.save_parties(shipped_among(one for name in claim.accused for one in self.parties.lineage(name)))
        accused = tuple(dict.fromkeys(self.parties.lineage(name)[0] for name in claim.accused))
        number, is_changed = self.writer.track(replace(claim, accused=accused))
        is_followed = number in self.writer.tracked()
        if not is_followed:
            self._follow_again(number)
        return number if is_changed or not is_followed else None

    def _follow_again(self, claim: int) -> None:
        """Says that a claim, the tracking of which was taken back, is followed again."""
        review = self.writer.review_of(Question(kind=FOLLOWED, claim=claim), self.author)
        before = self.writer.answers([review], also_retired=True)[review]
        at = later(one.decided_at for one in before)
        self.writer.save_answers([Answer(review=review, state="accepted", author=self.author, decided_at=at)])

    def _unknown(self, claim: Tracked) -> Iterator[str]:
        for name in claim.accused:
            if self.parties.get(name) is None and name not in self.writer.tree.ids:
                yield f"{claim.slug}: nobody is known as '{name}' yet; does `factdb parties --all` spell it so?"


def drawable(writer: Writer, claiming: Claiming, number: int) -> Iterator[str]:
    """The appearances (keys) that are in a tracked claim, and those that it might draw."""
    yield from (placed.appearance.key for placed in writer.appearances_of([number]))
    profile = claiming.profiles[number]
    near = [one.key for one in writer.candidates([term for term, _ in profile.terms])]
    for start in range(0, len(near), AT_ONCE):
        for placed in writer.appearances(near[start : start + AT_ONCE]):
            if may_draw(profile, placed.appearance, claiming.lineage):
                yield placed.appearance.key
