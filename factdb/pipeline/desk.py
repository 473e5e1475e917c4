"""Where people decide: each verb is one signed answer, or some, and all that follows is computed anew at the end.

`deciding` opens a desk for one transaction, which is one changeset. What the database shows follows from what the
machine found and what people decided, so that a decision can be taken back by `undo` at any time.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.answering import Answering
from factdb.pipeline.holding import BELONGS
from factdb.pipeline.known import shipped_among
from factdb.pipeline.loading import signed
from factdb.pipeline.restating import FIELDS, IS_STATEMENT, SAID_ON, STANDS
from factdb.read import language_of
from factdb.records import Question, Statement
from factdb.store import SAME, open_database
from factdb.words import PublishedBasis

CLOSED, NARROWER = "is_closed", "narrower_than"
ARTICLE_FIELDS = ("published_on", "publisher", "language", "title")


@contextmanager
def deciding(
    where: str | Path, *, author: str | None = None, kind: str = "review", note: str = "", keep: bool = True
) -> Iterator["Desk"]:
    """A desk at which one person decides, in one transaction; without `keep` nothing of it stays.

    Raises DatabaseError for a database that cannot be used.
    """
    person = signed(author)
    with (
        open_database(where) as database,
        database.writing(author=person, kind=kind, note=note, keep=keep) as writer,
    ):
        desk = Desk(writer, person)
        yield desk
        desk.settle()


class Desk(Answering):
    """One person's decisions in one transaction.

    Statements, claims, articles are told by their numbers, claims by their slugs, too. What is none raises
    NotFoundError, what makes no sense InputError. After the transaction `changes` tells in sentences whose status
    changed, `changeset` its number, None where nothing was new.
    """

    def place(self, statement: int, claim: int | str, note: str = "") -> None:
        """Puts a statement into a claim."""
        self._link(statement, claim, "accepted", note)

    def displace(self, statement: int, claim: int | str, note: str = "") -> None:
        """Takes a statement out of a claim; the machine never puts it back."""
        self._link(statement, claim, "rejected", note)

    def correct(self, statement: int, field: str, value: str, note: str = "") -> None:
        """Gives a statement another stance, speaker, speaker_role, party, origin_party or said_on (or yes or no)."""
        if field not in (*FIELDS, SAID_ON):
            raise InputError(f"A statement has no '{field}' to correct. There are {', '.join((*FIELDS, SAID_ON))}.")
        if value and field in ("party", "origin_party"):
            (value,) = self._known([value])
        self.answer(Question(kind=field, statement=self._key(statement)), "accepted", value, note)

    def confirm(self, statement: int, field: str, note: str = "") -> None:
        """Says that the machine is right about a field of a statement, so that it is not asked again."""
        self.answer(Question(kind=field, statement=self._key(statement)), "accepted", note=note)

    def strike(self, statement: int, note: str = "") -> None:
        """Says that there is no such statement: it counts nowhere any more."""
        self.answer(Question(kind=IS_STATEMENT, statement=self._key(statement)), "rejected", note=note)

    def restore(self, statement: int, note: str = "") -> None:
        """Says that there is such a statement."""
        self.answer(Question(kind=IS_STATEMENT, statement=self._key(statement)), "accepted", note=note)

    def add(self, statement: Statement, note: str = "") -> None:
        """Adds a statement by hand; its spans are those of its article's text."""
        self.writer.save_statements(statement.article, [statement], self.author)
        self.answer(Question(kind=IS_STATEMENT, statement=statement.key), "accepted", note=note)

    def unite(self, kept: int | str, gone: int | str, note: str = "") -> None:
        """Says that two claims are one, with the words and the slug of the first; a tracked one is always kept."""
        one, other = self._two(kept, gone)
        row = self.writer.claim(one)
        self.answer(_about_two(SAME, one, other), "accepted", str(row["slug"]), note)
        if not {one, other} & set(self.writer.tracked()):
            self.reword(one, title=str(row["title"]), proposition=str(row["proposition"]), note=note)

    def part(self, one: int | str, other: int | str, note: str = "") -> None:
        """Says that two claims are not one, and never will be."""
        self.answer(_about_two(SAME, *self._two(one, other)), "rejected", note=note)

    def split(
        self,
        claim: int | str,
        statements: Sequence[int],
        *,
        title: str,
        proposition: str | None = None,
        accused: Sequence[str] | None = None,
        note: str = "",
    ) -> int:
        """Takes statements out of a claim into one of their own, which is held apart from it; its number."""
        old = self._claim(claim)
        keys = [self._key(number) for number in statements]
        held = self.writer.linked_to(keys)
        if stray := [number for number, key in zip(statements, keys, strict=True) if old not in held[key]]:
            raise InputError(f"Statement {stray[0]} is not in that claim.")
        named = self.writer.accused([old])[old] if accused is None else tuple(accused)
        new = self._open(title, proposition or title, named, note)
        for key in keys:
            self.answer(Question(kind=BELONGS, statement=key, claim=old), "rejected", note=note)
            self.answer(Question(kind=BELONGS, statement=key, claim=new), "accepted", note=note)
        self.answer(_about_two(SAME, old, new), "rejected", note=note)
        return new

    def reword(
        self,
        claim: int | str,
        *,
        title: str | None = None,
        proposition: str | None = None,
        accused: Sequence[str] | None = None,
        note: str = "",
    ) -> None:
        """Gives a claim other words, or says whose act it is; what is not given stays."""
        number = self._claim(claim)
        told = {"title": title, "proposition": proposition}
        told["accused"] = None if accused is None else "\n".join(self._known(accused))
        values = {kind: value for kind, value in told.items() if value is not None}
        if number in (tracked := self.writer.tracked()):
            words = {**values, **({"accused": self._known(accused)} if accused is not None else {})}
            worded = replace(tracked[number], **words)  # type: ignore[arg-type]
            text = f"{worded.title}. {worded.proposition}"
            if self.writer.track(replace(worded, language=language_of(text)))[1]:
                self._claims.add(number)
            return
        for kind, value in values.items():
            self.answer(Question(kind=kind, claim=number), "accepted", value, note)

    def close(self, claim: int | str, note: str = "") -> None:
        """Says that a claim needs no further work: it is neither watched nor asked about."""
        self.answer(Question(kind=CLOSED, claim=self._claim(claim)), "accepted", note=note)

    def reopen(self, claim: int | str, note: str = "") -> None:
        """Says that a closed claim needs work again."""
        self.answer(Question(kind=CLOSED, claim=self._claim(claim)), "rejected", note=note)

    def relate(self, narrower: int | str, wider: int | str, *, confirmed: bool = True, note: str = "") -> None:
        """Says that one claim is narrower than another, or that it is not."""
        one, other = self._two(narrower, wider)
        ends = {"claim_id": one, "other_claim_id": other, "kind": NARROWER, "decided_by": self.author}
        state = "confirmed" if confirmed else "rejected"
        told = {"score": None, "rule": note or "by hand"}
        if self.writer.save_signed("claim_relation", {**ends, "state": state, **told}):
            self.writer.retire("claim_relation", {**ends, "state": "rejected" if confirmed else "confirmed"})
            self._claims |= {one, other}

    def fix_article(self, article: int, field: str, value: str, note: str = "") -> None:
        """Gives an article another published_on, publisher, language or title."""
        if field not in ARTICLE_FIELDS:
            raise InputError(f"An article has no '{field}' to correct. There are {', '.join(ARTICLE_FIELDS)}.")
        key = self._article(article)
        self.answer(Question(kind=field, article=key), "accepted", value, note)
        (row,) = self.writer.rows("article", {"article_id": article})
        if field == "published_on" and row["published_basis"] != PublishedBasis.GIVEN:
            self.answer(Question(kind="published_basis", article=key), "accepted", PublishedBasis.GIVEN, note)

    def withdraw(self, article: int, why: str) -> None:
        """Says that an article was retracted: what it says counts no more; it stays to be read."""
        self.answer(Question(kind=STANDS, article=self._article(article)), "rejected", why)

    def reinstate(self, article: int, note: str = "") -> None:
        """Says that a withdrawn article stands again."""
        self.answer(Question(kind=STANDS, article=self._article(article)), "accepted", note=note)

    def _link(self, statement: int, claim: int | str, state: str, note: str) -> None:
        self.answer(Question(kind=BELONGS, statement=self._key(statement), claim=self._claim(claim)), state, note=note)

    def _open(self, title: str, proposition: str, accused: Sequence[str], note: str) -> int:
        """A claim of a person's own words."""
        names, language = self._known(accused), language_of(f"{title}. {proposition}")
        new = self.writer.new_claim(title, title=title, proposition=proposition, language=language, accused=names)
        for kind, value in (("title", title), ("proposition", proposition), ("accused", "\n".join(names))):
            self.answer(Question(kind=kind, claim=new), "accepted", value, note)
        return new

    def _known(self, names: Iterable[str]) -> tuple[str, ...]:
        """Parties by the names under which they are known, all of them saved."""
        lines = [self.parties.lineage(name) for name in names]
        self.writer.save_parties(shipped_among(one for line in lines for one in line))
        return tuple(dict.fromkeys(line[0] for line in lines))

    def _key(self, statement: int) -> str:
        for row in self.writer.rows("statement", {"statement_id": statement}):
            return str(row["key"])
        raise NotFoundError(f"No statement {statement}. `factdb statements` lists them.")

    def _claim(self, claim: int | str) -> int:
        return int(str(self.writer.claim(claim)["claim_id"]))

    def _two(self, one: int | str, other: int | str) -> tuple[int, int]:
        found = self._claim(one), self._claim(other)
        if found[0] == found[1]:
            raise InputError(f"'{one}' and '{other}' are one claim already. `factdb log` tells since when.")
        return found

    def _article(self, article: int) -> str:
        for row in self.writer.rows("article", {"article_id": article}):
            return str(row["key"])
        raise NotFoundError(f"No article {article}.")


def _about_two(kind: str, one: int, other: int) -> Question:
    low, high = sorted((one, other))
    return Question(kind=kind, claim=low, other_claim=high)
