"""What a load or a tracking found, added up over its transactions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from factdb.pipeline.watching import Watched, WatchedChange, watched_changes
from factdb.records import Problem

MOST_PROBLEMS = 10

Changes = Mapping[int, tuple[str, str | None, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What a load found.

    `problems` counts what is doubtful or could not be read, `problem_words` tells the first of them, lost input before
    doubts, each with its file (and line). `status_changes` are sentences, one a claim whose status the load changed.
    `watched` counts the claims that people follow, `watched_changes` are those of them that the load changed.
    """

    articles_new: int = 0
    articles_known: int = 0
    copies: int = 0
    statements: int = 0
    claims_opened: int = 0
    problems: int = 0
    problem_words: tuple[str, ...] = ()
    status_changes: tuple[str, ...] = ()
    watched: int = 0
    watched_changes: tuple[WatchedChange, ...] = ()


@dataclass(slots=True, kw_only=True)
class Tally:
    """Adds up; `result` says it at the end. Statuses are those before the first and after the last transaction."""

    counts: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    changes: dict[int, tuple[str, str | None, str | None]] = field(default_factory=dict)
    watched: list[Mapping[int, Watched]] = field(default_factory=list)

    def count(self, **found: int) -> None:
        """Adds to the counts of these names."""
        for name, number in found.items():
            self.counts[name] = self.counts.get(name, 0) + number

    def note(self, problems: Iterable[Problem], sources: Mapping[str, str]) -> None:
        """Adds problems; `sources` tells where an article (its key) comes from."""
        for problem in problems:
            self.count(problems=1)
            kept = self.lost if problem.article is None else self.doubts
            if len(kept) < MOST_PROBLEMS:
                kept.append(worded(problem, sources))

    def change(self, changes: Changes) -> None:
        """Adds the statuses of claims before and after a transaction."""
        for claim, (slug, before, after) in changes.items():
            first = self.changes[claim][1] if claim in self.changes else before
            self.changes[claim] = (slug, first, after)

    def look(self, watched: Mapping[int, Watched]) -> None:
        """Adds how the watched claims stand; the first and the last look are compared."""
        self.watched = [*self.watched[:1], watched]

    def result(self) -> LoadResult:
        """All that was added."""
        words = (*self.lost, *self.doubts)[:MOST_PROBLEMS]
        looks = self.watched or [{}]
        return LoadResult(
            **self.counts,
            problem_words=words,
            status_changes=tuple(_sentences(self.changes)),
            watched=len(looks[-1]),
            watched_changes=watched_changes(looks[0], looks[-1]),
        )


def worded(problem: Problem, sources: Mapping[str, str]) -> str:
    """A problem with where it is: its message alone where that begins with the place.

    >>> worded(Problem(message="It is no text but a binary file.", source="news/picture.txt"), {})
    'news/picture.txt: It is no text but a binary file.'
    """
    place = problem.source or sources.get(problem.article or "")
    if place is None or problem.message.startswith(place.partition("#")[0]):
        return problem.message
    return f"{place}: {problem.message}"


def _sentences(changes: Changes) -> Iterable[str]:
    """What changed, claims that are new after those that were there, then by status and name."""
    moved = [(slug, before, after) for slug, before, after in changes.values() if before != after]
    for slug, before, after in sorted(moved, key=lambda one: (one[1] is None, one[2] or "", one[0])):
        yield f"{slug}: {before or 'new'} → {after or 'no statements left'}"
