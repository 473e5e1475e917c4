"""Writing inside one transaction. The changeset is recorded with the first fact, so that none is ever empty.

Everything can be saved twice: what is there already is known by its key and left alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

import factdb
from factdb.records import (
    Answer,
    Appearance,
    Article,
    History,
    Keys,
    Member,
    Party,
    Problem,
    Question,
    Statement,
    Tie,
    Tracked,
    Verdict,
    Wording,
)
from factdb.store import (
    save,
    save_anew,
    save_claims,
    save_decisions,
    save_histories,
    save_linking,
    save_relations,
    save_statements,
    save_tracked,
    save_verdicts,
    seals,
)
from factdb.store.facts import changeset
from factdb.store.homes import lead, rehome
from factdb.store.model import TABLES
from factdb.store.partytree import PartyTree
from factdb.store.read import Reader
from factdb.store.save_histories import Differences
from factdb.store.save_verdicts import Held
from factdb.store.surface import index_new, lay_surface_anew, note_growth
from factdb.words import MACHINE, Origin

__all__ = ["Writer"]

KnownParties = tuple[int, PartyTree]
"""The last changeset of a database and the parties as they were then: whoever writes next need not read them all."""

NO_KEYS: Mapping[str, Keys] = {}


class Writer(Reader):
    """A reader that also saves; what it reads is what it has saved so far."""

    def __init__(
        self,
        connection: sa.Connection,
        *,
        author: str,
        kind: str,
        note: str,
        recorded_at: datetime | None,
        parties: KnownParties | None = None,
    ) -> None:
        super().__init__(connection)
        self._changeset_before = connection.scalar(sa.select(sa.func.max(changeset.c.changeset_id))) or 0
        if parties is not None and parties[0] == self._changeset_before:
            self._parties = parties[1]
        moment = (recorded_at or datetime.now(UTC)).astimezone(UTC)
        self._description = {
            "recorded_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "author": author,
            "kind": kind,
            "tool_version": factdb.__version__,
            "note": note,
        }
        self._changeset_id: int | None = None
        self.speakers: dict[tuple[object, ...], int] = {}
        self.parties_saved: set[Party] = set()
        self.statements_saved: set[str] = set()
        self.told: dict[str, seals.Hash] = defaultdict(seals.Hash)
        self._last = seals.highest_numbers(connection)
        self.parties_before, self.articles_before = self._last["party"], self._last["article"]

    @property
    def changeset_id(self) -> int:
        """The changeset of this transaction; asking for it records it."""
        return self.record_changeset()

    def record_changeset(self) -> int:
        """Records the changeset before a fact changes; once a transaction."""
        if self._changeset_id is None:
            self._changeset_id = save.insert_one(self._connection, changeset, self._description)
        return self._changeset_id

    @property
    def has_changed(self) -> bool:
        """Whether a fact has been written."""
        return self._changeset_id is not None

    def known_parties(self) -> KnownParties | None:
        """What the next writer may take over once this transaction was kept."""
        return None if self._parties is None else (self._changeset_id or self._changeset_before, self._parties)

    def finish(self) -> None:
        """Makes what was saved findable by search, and seals it; the transaction calls it before it ends."""
        index_new(self._connection, self._last["statement"], self._last["article"])
        if self._changeset_id is not None:
            seals.seal_changeset(self._connection, self._changeset_id, self._last, self.told)
            note_growth(self._connection)

    def save_article(self, article: Article, collections: Sequence[str] = ()) -> int:
        """Saves an article unless its key is known, puts it into the collections, and gives its article_id."""
        return self.save_articles([article], collections)[article.key]

    def save_articles(self, articles: Sequence[Article], collections: Sequence[str] = ()) -> dict[str, int]:
        """Saves the articles that are not there, puts all into the collections, and gives all their numbers by key."""
        return save.save_articles(self, articles, collections)

    def save_bands(self, bands: Mapping[int, Iterable[int]]) -> None:
        """Saves the bands (signed, 32 bit) by which reprints of these articles' texts are found, by article_id."""
        save.save_bands(self, bands)

    def set_copy_group(self, article_ids: Sequence[int]) -> None:
        """Records that these articles, and all that are already grouped with any of them, print one text.

        The earliest by date, then by key, counts as the first, so that the order of loading does not matter.
        """
        save.set_copy_group(self, article_ids)

    def save_parties(self, parties: Iterable[Party], origin: str = "found") -> None:
        """Saves parties that are not there, parents first, with their aliases; known ones get new aliases only.

        `origin` is gazetteer, found or person. A parent that neither comes along nor is known becomes a root.
        """
        save.save_parties(self, parties, origin)

    def save_statements(
        self, article_key: str, statements: Sequence[Statement], decided_by: str = MACHINE
    ) -> dict[str, int]:
        """Saves the statements of an article that are not there; gives all their numbers by key."""
        return save_statements.save_statements(self, article_key, statements, decided_by)

    def save_statements_of(self, articles: Sequence[Article], statements: Sequence[Statement]) -> dict[str, int]:
        """Saves the machine's statements of several articles, which are there, at once; gives their numbers by key."""
        texts = {one.key: one.text for one in articles}
        return save_statements.save_statements_in(self, texts, statements, MACHINE)

    def replace_statement(self, key: str, record: Statement | None, decided_by: str) -> None:
        """Closes the row of a statement and adds one that says this, under the same key; None for no other row.

        What repeated the closed row repeats the new one. Its links to claims are left as they are.
        """
        save_statements.replace_statement(self, key, record, decided_by)

    def set_repeats(self, repeats: Mapping[str, str | None]) -> None:
        """Records which statement (key) tells the same speech act as which other one (key), None for no other."""
        save_statements.set_repeats(self, repeats)

    def save_problems(self, problems: Iterable[Problem]) -> None:
        """Saves doubts that are not there."""
        save.save_problems(self, problems)

    def save_appearances(
        self, appearances: Sequence[Appearance], found_by: Mapping[str, Keys] = NO_KEYS
    ) -> dict[str, int]:
        """Saves appearances that are not there, in no claim yet; gives all their numbers by key.

        `found_by` are, for each, the numbers (signed, 32 bit) by which `sharing` finds it.
        """
        return save_linking.save_appearances(self, appearances, found_by)

    def move_appearances(self, into: Mapping[str, int | None]) -> None:
        """Puts each of these appearances (keys) into a claim, or with None into no claim."""
        save_linking.move_appearances(self, into)

    def save_ties(self, ties: Iterable[Tie]) -> None:
        """Saves ties; one between the same two appearances is replaced."""
        save_linking.save_ties(self, ties)

    def replace_ties(self, keys: Iterable[str], ties: Iterable[Tie]) -> None:
        """Drops every tie that touches these appearances, but for those to retired ones, then saves these."""
        save_linking.replace_ties(self, keys, ties)

    def retire_statements(self, keys: Iterable[str]) -> None:
        """Retires the live statements of these keys, and the machine's links to them."""
        save_anew.retire_statements(self, keys)

    def retire_appearances(self, keys: Iterable[str]) -> None:
        """Retires the live appearances of these keys: they are in no claim, and nothing finds them."""
        save_anew.retire_appearances(self, keys)

    def set_lost(self, article_id: int, keys: Iterable[str]) -> None:
        """Makes these the statements (keys) of an article that were found once and are found no more."""
        save_anew.set_lost(self, article_id, keys)

    def set_keys(self, found_by: Mapping[str, Keys]) -> None:
        """Has `sharing` find each of these appearances (keys) by these numbers (signed, 32 bit), too."""
        save_anew.set_keys(self, found_by)

    def forget_prints(self, article_id: int) -> tuple[int, ...]:
        """Forgets the bands of an article and dissolves its copy group; gives all articles that were in it.

        They wait for `save_bands`, `set_copy_group` and `set_repeats`.
        """
        return save_anew.forget_prints(self, article_id)

    def free_slug(self, base: str) -> str:
        """A slug made from any words, one that no claim has or ever had: `base`, else `base-2`, `base-3` and so on."""
        return save_claims.free_slug(self, base)

    def new_claim(
        self,
        slug_base: str,
        *,
        title: str,
        proposition: str,
        language: str,
        accused: Sequence[str] = (),
        origin: Origin = Origin.FOUND,
    ) -> int:
        """Opens a claim under a free slug and gives its claim_id; `accused` are names of parties."""
        return save_claims.new_claim(self, slug_base, title, proposition, language, accused, origin)

    def new_claims(self, words: Sequence[tuple[str, str, str, str]]) -> list[int]:
        """Opens found claims that accuse nobody yet, in this order; their numbers.

        `words` are for each what its slug is made from, its title, its proposition and their language.
        """
        return save_claims.new_claims(self, words)

    def set_accused(self, accused: Mapping[int, Sequence[str]]) -> None:
        """Makes these the accused of each of these claims, in this order."""
        save_claims.set_accused(self, accused)

    def reword_claim(self, claim_id: int, *, title: str, proposition: str, language: str) -> None:
        """Gives a claim other words; its slug stays."""
        save_claims.reword_claim(self, claim_id, title, proposition, language)

    def track(self, record: Tracked) -> tuple[int, bool]:
        """Opens a tracked claim, or gives the one of this slug other words; its claim_id, and whether anything changed.

        A slug that a claim has which nobody tracks is not taken from it: ask `claim` first.
        """
        for claim_id, known in self.tracked().items():
            if known == record:
                return claim_id, False
        now, author = self._description["recorded_at"], self._description["author"]
        return self.save_wording(Wording(claim=record, author=author, worded_at=now))

    def save_wording(self, wording: Wording) -> tuple[int, bool]:
        """Saves a wording of a tracked claim, which is opened where there is none; the last one by its time counts.

        Gives the claim_id, and whether the claim is new or worded otherwise now.
        """
        return save_tracked.save_wording(self, wording)

    def save_answers(self, answers: Iterable[Answer]) -> int:
        """Saves what people answered to reviews, but for what is there or was; how many answers were new.

        An answer retires the same person's earlier one. A review is open as long as people disagree. Where an article's
        row holds what was asked (`published_on`, `publisher` …) it follows the latest answer.
        """
        return save_decisions.save_answers(self, answers)

    def review_of(self, asked: Question, author: str) -> int:
        """The number of the review that asks this about these claims, in whatever order; asked now if none does."""
        return save_decisions.review_of(self, asked, author)

    def save_signed(self, table: str, values: Mapping[str, object]) -> bool:
        """Saves a row of claim_relation that a person has signed, unless it is there; whether it was not."""
        return save_decisions.save_signed(self, TABLES[table], values)

    def retire(self, table: str, where: Mapping[str, object]) -> int:
        """Closes the rows of a table that have these values and are not closed yet; how many there were."""
        return save_decisions.retire(self, TABLES[table], where)

    def save_verdict(self, claim_id: int, verdict: Verdict, *, anew: bool = False) -> bool:
        """Saves what somebody holds of a claim, unless it is there or (but for `anew`) was; whether it was saved."""
        return save_verdicts.save_verdict(self, claim_id, verdict, anew)

    def bring_verdict(self, claim_id: int, held: Held) -> bool:
        """Gives and withdraws a verdict as another database did, where more was done there; whether there was more."""
        return save_verdicts.bring_verdict(self, claim_id, held)

    def rehome(self, touched: Iterable[int]) -> None:
        """Has every claim that people united, or one of these that they united once, lead to the one they kept."""
        rehome(self, touched)

    def lead(self, claim_ids: Iterable[int]) -> None:
        """Has found claims that hold nothing lead to what holds most of what they once held, others to no other claim.

        So have those that led to any of these. What people united is left to `rehome`.
        """
        lead(self, claim_ids)

    def revive(self, claim_id: int) -> None:
        """Has a claim that was merged stand for itself again."""
        save_claims.revive(self, claim_id)

    def merge_claims(self, kept: int, gone: int) -> None:
        """Moves the appearances and statements of `gone` to `kept` and lets its slug lead there.

        The derived rows of `gone` are dropped; those of `kept` wait for `save_history`.
        """
        save_claims.merge_claims(self, kept, gone)

    def set_claim_statements(self, wanted: Mapping[int, Iterable[Member]]) -> set[int]:
        """Makes these the statements of each of these claims, each linked by who decided it; the claims that changed.

        Rows that go are retired, rows that come are added, rows that stay are untouched. Each takes the stance of its
        statement. Raises KeyError for a statement that is not there.
        """
        return save_claims.set_claim_statements(self, wanted)

    def save_questions(self, questions: Iterable[Question], author: str = MACHINE) -> None:
        """Saves questions as open reviews; one that was asked before is not asked again, whatever was decided."""
        save_decisions.save_questions(self, questions, author)

    def set_relations(self, claim_ids: Iterable[int], wanted: Iterable[Question], author: str = MACHINE) -> None:
        """Makes these the proposed relations of these claims to wider ones: `kind` is narrower_than, both are claims.

        Proposals that go are retired, those that stay are untouched; what people decided is left alone.
        """
        save_relations.set_relations(self, claim_ids, wanted, author)

    def save_history(self, claim_id: int, history: History | None) -> None:
        """Replaces all that is derived for a claim; None leaves nothing."""
        save_histories.save_histories(self, {claim_id: history})

    def save_histories(self, histories: Mapping[int, History | None]) -> dict[int, tuple[str, ...]]:
        """Replaces what is derived for these claims where it is other than it was; None leaves nothing.

        Gives the claims of which other rows were kept, each with the names of the tables.
        """
        return save_histories.save_histories(self, histories)

    def save_differences(self, found: Differences) -> set[int]:
        """Writes what `differences` found; gives the claims of which rows differed."""
        save_histories.save_differences(self, found)
        return set(save_histories.names_of_tables(found))

    def lay_surface_anew(self) -> None:
        """Makes views, search and explanations of a file anew: what somebody altered or dropped is as it was."""
        lay_surface_anew(self._connection)
