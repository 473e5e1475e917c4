"""Stored articles read anew, inside a transaction: by a newer extractor, or because a date or language was corrected.

In come numbers of articles, out goes what is new, gone and changed in each. What is found as it was keeps its rows;
what is found otherwise closes its row and adds one; what is not found any more is retired, unless people decided about
it. Then the articles' appearances are settled anew and find their claims, so that all is as if the articles were loaded
now, but for names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.extract import statements_in
from factdb.extract.when import inside
from factdb.languages import codes
from factdb.link import keys_of, settle
from factdb.parties import Names
from factdb.pipeline.carrying import CARRIED, Decided, carry, decided_in, people
from factdb.pipeline.claiming import STRONG, Claiming, Settlement
from factdb.pipeline.differing import Difference, counterparts, differences, said
from factdb.pipeline.inheriting import homes
from factdb.pipeline.known import known_parties
from factdb.pipeline.loading import later
from factdb.pipeline.nearby import tie_anew
from factdb.pipeline.reading import Extractor, parties_of, read
from factdb.pipeline.reprints import group_anew
from factdb.pipeline.restating import restate, spoken_for, withdrawn_articles
from factdb.records import Answer, Appearance, Article, Question, Statement
from factdb.store import PlacedAppearance, Versions, Writer
from factdb.words import MACHINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What differs once an article was read anew; where it was `left` as it is, why, and then nothing was read."""

    article: Article
    number: int
    differences: tuple[Difference, ...] = ()
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What an article says by the extractor: as it was read last, and now; `decided` is what people did about it.

    `lost` are the statements that were found once, and not when it was read last.
    """

    were: Mapping[str, Statement]
    now: Mapping[str, Statement]
    versions: Mapping[str, Versions]
    decided: Mapping[str, Sequence[Decided]]
    lost: frozenset[str]

    @property
    def gone(self) -> set[str]:
        """What is not found any more."""
        return set(self.were) - set(self.now)

    @property
    def new(self) -> set[str]:
        """What was not found before."""
        return set(self.now) - set(self.were)


def reread(
    writer: Writer, numbers: Iterable[int], extractor: Extractor = statements_in
) -> tuple[list[Reread], Settlement]:
    """Reads these articles anew and settles their claims; what it did to statements and to claims."""
    parties = known_parties(writer)
    claiming = Claiming(writer, parties)
    reading = Rereading(writer, parties, claiming, extractor)
    told = reading.read(numbers)
    reading.finish()
    return told, claiming.settle()


class Rereading:
    """The articles of one transaction that are read anew; `claiming` settles their claims after `finish`."""

    def __init__(
        self, writer: Writer, parties: Names, claiming: Claiming, extractor: Extractor = statements_in
    ) -> None:
        self.writer, self.parties, self.claiming, self.extractor = writer, parties, claiming, extractor
        self._restated: set[str] = set()

    def read(self, numbers: Iterable[int]) -> list[Reread]:
        """Reads these articles anew and keeps what differs.

        One whose text was left out, or which was withdrawn, stays as it is. Nothing is recorded where nothing differs.
        """
        rows = self.writer.rows("article", {"article_id": list(numbers)}, order=("article_id",))
        keys = {str(row["key"]): int(str(row["article_id"])) for row in rows}
        articles = {article.key: article for article in self.writer.articles(keys)}
        withdrawn = withdrawn_articles(self.writer, keys)
        return [self._read(articles[key], number, key in withdrawn) for key, number in keys.items()]

    def finish(self) -> None:
        """Lays over what was read what people decided, once all articles were."""
        said_anew = self._restated | restate(self.writer, self._restated)
        self.claiming.touch(self.writer.concerned(said_anew))
        self.claiming.reconsider(self.writer.appearances_with(said_anew))

    def _read(self, article: Article, number: int, is_withdrawn: bool) -> Reread:
        if is_withdrawn or not article.text:
            left = "it was withdrawn" if is_withdrawn else "its text was left out"
            return Reread(article=article, number=number, left=left)
        dated, told = read(article, self.parties, self.extractor)
        self._redate(article, dated)
        found = self._found(dated, number, told.statements)
        self.writer.save_parties(parties_of(told.statements, self.parties))
        fates = self._keep_statements(dated, number, found)
        self.writer.save_problems(told.problems)
        self.claiming.tell_anew(group_anew(self.writer, dated, number))
        self._restate_reprints(number, found)
        self._keep_appearances(dated, number, found, [one for one in told.statements if one.key in found.now])
        said_otherwise = differences(found.were, found.now)
        return Reread(article=dated, number=number, differences=tuple(_told(said_otherwise, fates, found)))

    def _redate(self, was: Article, now: Article) -> None:
        """Keeps the day that the text proves now, where it was told by the text before."""
        for kind in ("published_on", "published_basis"):
            if (value := getattr(now, kind)) != getattr(was, kind):
                review = self.writer.review_of(Question(kind=kind, article=now.key), MACHINE)
                before = self.writer.answers([review], also_retired=True)[review]
                at = later(one.decided_at for one in before)
                told = Answer(review=review, state="accepted", author=MACHINE, decided_at=at, value=value)
                self.writer.save_answers([told])

    def _found(self, article: Article, number: int, told: Sequence[Statement]) -> _Found:
        """What is kept of an article beside what is found now, but for what a person had found before."""
        keys = {str(row["key"]) for row in self.writer.rows("statement", {"article_id": number})}
        versions = self.writer.versions(keys)
        lost = frozenset(str(row["key"]) for row in self.writer.rows("statement_lost", {"article_id": number}))
        by_hand = {key: one.live for key, one in versions.items() if one.by_hand and one.live}
        were = {
            key: spoken_for(one.base, self.parties.meant)
            for key, one in versions.items()
            if not one.by_hand and key not in lost
        }
        now = {one.key: replace(one, mentions=()) for one in told if one.key not in by_hand}
        added = counterparts(by_hand.values(), [one for key, one in now.items() if key not in were])
        now = {key: one for key, one in now.items() if key not in added.values()}
        return _Found(were=were, now=now, versions=versions, decided=decided_in(self.writer, number), lost=lost)

    def _keep_statements(self, article: Article, number: int, found: _Found) -> dict[str, str]:
        """Retires, replaces and adds statements; what became of people's decisions, in words, by statement."""
        pairs = counterparts([found.were[key] for key in found.gone], [found.now[key] for key in found.new])
        fates = {key: _fate(key, pairs, found) for key in found.gone if key in found.decided}
        other = {key for key, one in found.now.items() if key in found.were and found.were[key] != one}
        away = {key for key in found.gone | other if key in pairs or key in other or key not in fates}
        self.claiming.touch(self.writer.concerned(away))
        self.writer.retire_statements(away)
        self.writer.set_lost(number, (found.lost | found.gone) - found.now.keys())
        self.writer.save_statements(article.key, [found.now[key] for key in sorted(found.new | other)])
        for key, now in {**pairs, **{key: key for key in other}}.items():
            if key in found.decided:
                carry(self.writer, found.decided[key], found.were[key], found.now[now])
            self._restated.add(now)
        self._restated |= found.new & found.decided.keys()
        return fates

    def _restate_reprints(self, number: int, found: _Found) -> None:
        """Has what is new in a reprint say what people decided about the first print."""
        if self.writer.rows("copy_group_article", {"article_id": number}):
            self._restated |= found.new

    def _keep_appearances(self, article: Article, number: int, found: _Found, told: Sequence[Statement]) -> None:
        """Retires what the article does not show any more, adds what it shows now, and ties all of it anew.

        What is new is put where most of its statements were, so that claims keep their names.
        """
        rows = self.writer.rows("appearance", {"article_id": number, "retired_in": None})
        there = {placed.appearance.key: placed for placed in self.writer.appearances([str(r["key"]) for r in rows])}
        wanted = {one.key: one for one in self._shown(article, found, told)}
        closed = {key for key in found.were if found.now.get(key) != found.were[key]}
        kept = {key for key in there if _is_same(there[key].appearance, wanted.get(key), closed)}
        gone = [there[key] for key in sorted(there.keys() - kept)]
        fresh = [wanted[key] for key in sorted(wanted.keys() - kept)]
        self._leave(gone)
        self.claiming.add(fresh, {one.key: keys_of(one) for one in fresh})
        spans = {key: said(one.base) for key, one in found.versions.items()}
        spans |= {key: said(one) for key, one in found.now.items()}
        for key, home in homes(self.writer, number, fresh, gone, spans).items():
            self.writer.move_appearances({key: home})
        known = [wanted[key] for key in sorted(kept)]
        self.claiming.reconsider({*kept, *tie_anew(self.writer, known, self.claiming.lineage)})

    def _shown(self, article: Article, found: _Found, told: Sequence[Statement]) -> Sequence[Appearance]:
        """What the article shows by what is found in it, and by what people kept of what was."""
        if article.language not in codes():
            return ()
        live = self.writer.stances((found.lost | found.gone) - found.now.keys())
        kept = [found.versions[key].base for key in live if not found.versions[key].by_hand]
        mentions = self.parties.mentions(article.text, article.language) if kept else ()
        named = [replace(one, mentions=tuple(inside(mentions, one.quote))) for one in kept]
        return settle(article, [*told, *named], self.parties).appearances

    def _leave(self, gone: Sequence[PlacedAppearance]) -> None:
        """Retires appearances and has all that they held together settled without them."""
        keys = {placed.appearance.key for placed in gone}
        ties = self.writer.ties(sorted(keys))
        near = {key for tie in ties if tie.score >= STRONG for key in (tie.one, tie.other)}
        self.writer.retire_appearances(sorted(keys))
        self.claiming.touch({placed.claim_id for placed in gone if placed.claim_id is not None})
        self.claiming.reconsider(near - keys)


def _fate(key: str, pairs: Mapping[str, str], found: _Found) -> str:
    """What becomes of a statement that people decided about and that is not found any more."""
    who = people(found.decided[key])
    if found.versions[key].live is None:
        return f"{CARRIED}, because {who} struck it out" if key in pairs else ""
    return f"{CARRIED}, because {who} decided on it" if key in pairs else f"kept, because {who} decided on it"


def _told(said_otherwise: Iterable[Difference], fates: Mapping[str, str], found: _Found) -> Iterable[Difference]:
    """What differs, with what becomes of decisions; without statements that counted nowhere and are gone."""
    for one in said_otherwise:
        key = one.was.key if one.was else ""
        if one.now is None and found.versions[key].live is None:
            continue
        decided = fates.get(key, "")
        if one.was and one.now and not decided and key in found.decided:
            decided = f"{people(found.decided[key])} decided on it, and that stands"
        yield replace(one, decided=decided)


def _is_same(one: Appearance, other: Appearance | None, closed: set[str]) -> bool:
    """Whether an appearance is kept as it would be saved now, and points to no row that was closed."""
    if other is None:
        return False
    pointed = {key for m in one.members for key in (m.statement, m.nearest, m.rival and m.rival.statement)}
    told = (one.language, one.members, one.accused, one.terms, one.title, one.proposition)
    return not pointed & closed and told == (
        *(other.language, other.members, other.accused, other.terms, other.title, other.proposition),
    )
