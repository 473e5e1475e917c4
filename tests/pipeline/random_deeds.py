"""What people may do to a database, chosen at random: each deed is done to it, and told to the plain model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from factdb.errors import FactdbError
from factdb.pipeline import (
    Desk,
    add_party,
    alias_party,
    ally_parties,
    deciding,
    give_verdict,
    load,
    merge_parties,
    place_party,
    track,
    undo,
    wanted,
)
from factdb.records import Question
from factdb.store import Reader, open_database
from factdb.words import Stance
from tests.pipeline.contents import write
from tests.pipeline.minis import MINIS
from tests.pipeline.plain_model import Decided
from tests.pipeline.test_who_is_who import BRIDGE, LATER

AUTHORS = ("Ana", "Budi")
RECORDS = (*MINIS, *BRIDGE, LATER)
DATES = ("2022", "2022-09", "2022-09-06", "2023-05-02", "2024-03", "2024-03-05", "2024-12-31")
PARTIES = ("Russia", "North Korea", "United States", "Chad", "Hamas", "Teluk Front", "Delta Movement", "Kanto")
FOLLOWED = (
    {"slug": "kanto", "title": "Kanto dumped mercury", "accused": ["Kanto"], "terms": ["merkuri", "mercury"]},
    {"slug": "kanto", "title": "Kanto poisoned the Sela", "accused": ["Kanto"], "terms": ["mercury", "river"]},
    {"slug": "shells", "title": "Shells were sold", "accused": ["North Korea"], "terms": ["artillery", "artileri"]},
)
YES_OR_NO = ("yes", "no")
Row = dict[str, Any]


class Deeds:
    """One database, what is still to be loaded into it, and what was decided about it so far."""

    def __init__(self, place: str, folder: Path, random: Random) -> None:
        self.place, self.folder, self.random = place, folder, random
        self.ahead = random.sample(RECORDS, len(RECORDS))
        self.decided = Decided()
        self.batches: list[list[dict[str, str]]] = []
        self.done: list[str] = []
        self.author = AUTHORS[0]
        self.into: dict[object, object] = {}

    def deed(self) -> str:
        """Does something, and gives its name; whatever the database refuses is not done."""
        kinds: list[Callable[[], None]] = [getattr(self, name) for name in dir(self) if name.startswith("do_")]
        while True:
            do = self.random.choice(kinds)
            self.author = self.random.choice(AUTHORS)
            with self.reading() as reader:
                rows = reader.rows("claim")
            self.into = {row["claim_id"]: row["merged_into_id"] or row["claim_id"] for row in rows}
            try:
                do()
            except FactdbError as error:
                self.done.append(f"{do.__name__} refused: {error}")
                continue
            except (IndexError, ValueError) as error:
                if "empty" not in str(error):
                    raise
                continue
            self.done.append(do.__name__.removeprefix("do_"))
            return self.done[-1]

    def last(self) -> int:
        """The last changeset."""
        with self.reading() as reader:
            return max(reader.numbers("changeset"))

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader of the database."""
        with open_database(self.place, read_only=True) as database, database.reading() as reader:
            yield reader

    @contextmanager
    def desk(self) -> Iterator[tuple[Desk, list[tuple[Any, ...]]]]:
        """A desk, and a list for what is said at it: question, state, value."""
        said: list[tuple[Any, ...]] = []
        with deciding(self.place, author=self.author) as desk:
            yield desk, said
        for question, state, *value in said:
            self.say(desk.changeset or 0, question, state, *value)

    def say(self, changeset: int | None, question: tuple[Any, ...], state: str, value: str | None = None) -> None:
        """Tells the model; a question about a claim is the one that was asked about what was united with it since."""

        def about(asked: tuple[Any, ...]) -> tuple[Any, ...]:
            if asked[0] == "same_claim":
                return (asked[0], frozenset(self.into.get(end, end) for end in asked[1]))
            return (*asked[:-1], self.into.get(asked[-1], asked[-1])) if isinstance(asked[-1], int) else asked

        known = dict.fromkeys(deed.question for deed in self.decided.deeds)
        question = next((one for one in known if about(one) == about(question)), question)
        self.decided.say(changeset or 0, question, self.author, state, value)

    def any_of(self, view: str, **where: object) -> Row:
        """Any row of a view. IndexError where there is none."""
        with self.reading() as reader:
            keys = {"statement_details": "statement_id", "claim_status": "claim_id"}
            rows = sorted(reader.rows(view, where), key=lambda row: str(row.get(keys.get(view, ""), row)))
        return self.random.choice(rows)

    def key(self, statement: object) -> str:
        with self.reading() as reader:
            return str(reader.rows("statement", {"statement_id": statement})[0]["key"])

    def do_load(self) -> None:
        some = [dict(self.ahead.pop()) for _ in range(min(len(self.ahead), self.random.randint(1, 3)))]
        if not some:
            raise IndexError("empty")
        self.batches.append(some)
        load(self.place, [write(self.folder / "some.jsonl", some)], author=self.author, batch=2)

    def do_place(self) -> None:
        said, claim = self.any_of("statement_details"), self.any_of("claim_status")
        with self.desk() as (desk, told):
            desk.place(said["statement_id"], claim["slug"])
            told.append((("belongs", self.key(said["statement_id"]), claim["claim_id"]), "accepted"))

    def do_displace(self) -> None:
        link = self.any_of("claim_statements")
        with self.desk() as (desk, told):
            desk.displace(link["statement_id"], link["claim_id"])
            told.append((("belongs", self.key(link["statement_id"]), link["claim_id"]), "rejected"))

    def do_correct(self) -> None:
        values = {
            "stance": [each.value for each in Stance],
            "speaker": ["Somebody", "Rina Sol"],
            "party": PARTIES,
            "said_on": DATES,
            "is_general": YES_OR_NO,
            "is_anonymous": YES_OR_NO,
        }
        said, name = self.any_of("statement_details"), self.random.choice(sorted(values))
        value = self.random.choice(values[name])
        with self.desk() as (desk, told):
            desk.correct(said["statement_id"], name, value)
            value = desk.parties.lineage(value)[0] if name == "party" else value
            told.append(((name, self.key(said["statement_id"])), "accepted", value))

    def do_confirm(self) -> None:
        said, name = self.any_of("statement_details"), self.random.choice(("stance", "party", "said_on"))
        with self.desk() as (desk, told):
            desk.confirm(said["statement_id"], name)
            told.append(((name, self.key(said["statement_id"])), "accepted"))

    def do_strike(self) -> None:
        said = self.any_of("statement_details")
        with self.desk() as (desk, told):
            desk.strike(said["statement_id"])
            told.append((("is_statement", self.key(said["statement_id"])), "rejected"))

    def do_restore(self) -> None:
        said = self.any_of("statement")
        with self.desk() as (desk, told):
            desk.restore(said["statement_id"])
            told.append((("is_statement", said["key"]), "accepted"))

    def do_unite(self) -> None:
        kept, gone = self.any_of("claim_status"), self.any_of("claim_status")
        with self.desk() as (desk, told):
            desk.unite(kept["slug"], gone["slug"])
            ends = frozenset((kept["claim_id"], gone["claim_id"]))
            told.append((("same_claim", ends), "accepted", kept["slug"]))

    def do_part(self) -> None:
        one, other = self.any_of("claim_status"), self.any_of("claim_status")
        with self.desk() as (desk, told):
            desk.part(one["slug"], other["slug"])
            told.append((("same_claim", frozenset((one["claim_id"], other["claim_id"]))), "rejected"))

    def do_split(self) -> None:
        link = self.any_of("claim_statements")
        with self.desk() as (desk, told):
            accused = desk.writer.accused([link["claim_id"]])[link["claim_id"]]
            new = desk.split(link["slug"], [link["statement_id"]], title="Something of its own")
            key = self.key(link["statement_id"])
            for kind, value in (
                ("title", "Something of its own"),
                ("proposition", "Something of its own"),
                ("accused", "\n".join(accused)),
            ):
                told.append(((kind, new), "accepted", value))
            told.append((("belongs", key, link["claim_id"]), "rejected"))
            told.append((("belongs", key, new), "accepted"))
            told.append((("same_claim", frozenset((link["claim_id"], new))), "rejected"))

    def do_reword(self) -> None:
        claim = self.any_of("claim_status", origin="found")
        accused = self.random.sample(PARTIES, 2)
        with self.desk() as (desk, told):
            desk.reword(claim["slug"], title=f"Title {self.random.randint(1, 3)}", accused=accused)
            names = "\n".join(dict.fromkeys(desk.parties.lineage(name)[0] for name in accused))
            told.append((("accused", claim["claim_id"]), "accepted", names))

    def do_close(self) -> None:
        with self.desk() as (desk, _):
            desk.close(self.any_of("claim_status")["slug"])

    def do_relate(self) -> None:
        one, other = self.any_of("claim_status"), self.any_of("claim_status")
        with self.desk() as (desk, _):
            desk.relate(one["slug"], other["slug"], confirmed=self.random.random() < 0.5)

    def do_fix_article(self) -> None:
        article = self.any_of("article")
        with self.desk() as (desk, _):
            field, value = self.random.choice((("published_on", self.random.choice(DATES)), ("title", "A title")))
            desk.fix_article(article["article_id"], field, value)

    def do_withdraw(self) -> None:
        article = self.any_of("article")
        with self.desk() as (desk, told):
            desk.withdraw(article["article_id"], "retracted")
            told.append((("stands", str(article["article_id"])), "rejected", "retracted"))

    def do_reinstate(self) -> None:
        article = self.any_of("article")
        with self.desk() as (desk, told):
            desk.reinstate(article["article_id"])
            told.append((("stands", str(article["article_id"])), "accepted"))

    def do_take_back(self) -> None:
        """A person takes an own answer back."""
        own = [
            question
            for question in dict.fromkeys(deed.question for deed in self.decided.deeds)
            if question[0] in ("belongs", "stance", "party", "is_statement", "said_on")
            and self.decided.of(question).get(self.author, ("open", None))[0] != "open"
        ]
        question = self.random.choice(own)
        claim = question[2] if len(question) > 2 else None
        with self.desk() as (desk, told):
            desk.answer(Question(kind=question[0], statement=question[1], claim=claim), "open")
            told.append((question, "open"))

    def do_merge_parties(self) -> None:
        kept, gone = self.random.sample(PARTIES, 2)
        result = merge_parties(self.place, kept, [gone], author=self.author)
        if result.done:
            gone, kept = result.done[0].removesuffix(" from now on.").split(" is ")
            self.say(result.changeset, ("same_party", gone), "accepted", kept)

    def do_place_party(self) -> None:
        one, above = self.random.sample(PARTIES, 2)
        above = above if self.random.random() < 0.8 else ""
        result = place_party(self.place, one, above or None, author=self.author)
        if result.done:
            one, above = result.done[0].removesuffix(".").split(" stands under ")
            self.say(result.changeset, ("parent", one), "accepted", "" if above == "nobody" else above)

    def do_alias(self) -> None:
        result = alias_party(self.place, self.random.choice(PARTIES), "Marla", author=self.author)
        if result.done:
            words, name = result.done[0].removesuffix(".").split(" means ")
            self.say(result.changeset, ("alias", name, words.strip("'")), "accepted", "")

    def do_add_party(self) -> None:
        result = add_party(self.place, "Marla", kind="state", author=self.author)
        self.say(result.changeset, ("is_known", "Marla"), "accepted", "state")

    def do_ally(self) -> None:
        one, other = self.random.sample(PARTIES, 2)
        since = self.random.choice((None, "2020", "2024-03-06"))
        result = ally_parties(self.place, one, other, since=since, source="notes", author=self.author)
        if result.done:
            one, other = result.done[0].split(" are allies")[0].split(" and ")
            self.author = "everybody"
            for _, *pact in self.decided.questions("ally"):
                if pact[:2] == [one, other]:
                    self.say(result.changeset, ("ally", *pact), "open")
            self.say(result.changeset, ("ally", one, other, since, None), "accepted")

    def do_verdict(self) -> None:
        give_verdict(self.place, self.any_of("claim_status")["slug"], "unproven", author=self.author, on="2024-05")

    def do_track(self) -> None:
        track(self.place, [wanted(**self.random.choice(FOLLOWED))], author=self.author)  # type: ignore[arg-type]

    def do_undo(self) -> None:
        self.take_back(self.random.randint(1, self.last()))

    def take_back(self, number: int) -> None:
        """Undoes a changeset."""
        with self.reading() as reader:
            loaded = [str(row["article_id"]) for row in reader.rows("article", {"recorded_in": number})]
        result = undo(self.place, [number], author=self.author)
        if result.changeset is not None:
            self.decided.undo(result.changeset, number)
            for article in loaded:
                self.say(result.changeset, ("stands", article), "rejected", f"changeset {number} was taken back")
