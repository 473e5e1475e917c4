"""How a claim that was found is worded, and whom it accuses: made of its appearances, whatever was loaded first.

What people decided about its words outranks them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.pipeline.known import shipped_among
from factdb.read import language_of
from factdb.records import Appearance, Gazetteer
from factdb.store import Reader, Writer
from factdb.words import Origin

MOST_ACCUSED = 3
DECIDED = ("title", "proposition", "accused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a claim says: its title, its proposition, the language of both, and whom it accuses."""

    title: str
    proposition: str
    language: str
    accused: tuple[str, ...]


def wording_of(appearances: Sequence[Appearance]) -> Appearance:
    """The one of a claim's appearances that words it: one that asserts, the earliest by date, then by key."""
    return min(appearances, key=lambda one: ("asserts" not in one.stances, one.on or "9999", one.key))


def accused_in(appearances: Sequence[Appearance]) -> tuple[str, ...]:
    """The parties that most of a claim's appearances name as accused, the first of each counting double."""
    counts: Counter[str] = Counter()
    for one in appearances:
        for place, name in enumerate(one.accused):
            counts[name] += 2 if place == 0 else 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:MOST_ACCUSED])


def word(writer: Writer, parties: Gazetteer, shown: Mapping[int, Sequence[Appearance]]) -> None:
    """Gives found claims the words and the accused that people or their appearances give them, as far as any do."""
    wanted = words_of(writer, parties, sorted(shown), shown)
    accused = {name for words in wanted.values() for name in words.accused}
    writer.save_parties(shipped_among(one for name in sorted(accused) for one in parties.lineage(name)))
    writer.set_accused({claim: words.accused for claim, words in wanted.items()})
    for now in writer.rows("claim", {"claim_id": list(wanted)}):
        claim = int(str(now["claim_id"]))
        words = wanted[claim]
        if (now["title"], now["proposition"], now["language"]) != (words.title, words.proposition, words.language):
            writer.reword_claim(claim, title=words.title, proposition=words.proposition, language=words.language)


def words_of(
    reader: Reader, parties: Gazetteer, claims: Sequence[int], shown: Mapping[int, Sequence[Appearance]]
) -> dict[int, Words]:
    """The words of claims by what people decided and by their appearances; no entry for one that has neither.

    What people did not decide about a claim without appearances stays as it is.
    """
    decided = _decided(reader, claims)
    stand = reader.stances({m.statement for all_of in shown.values() for one in all_of for m in one.members})
    bare = _stored(reader, [claim for claim in decided if not shown.get(claim)])
    found = {}
    for claim in claims:
        told, appearances = decided.get(claim, {}), _standing(shown.get(claim, ()), stand)
        words = _found_in(appearances) if appearances else bare.get(claim)
        if words is not None:
            words = _decided_on(words, told)
            accused = tuple(dict.fromkeys(map(parties.meant, words.accused)))
            found[claim] = replace(words, accused=accused)
    return found


def _stored(reader: Reader, claims: Sequence[int]) -> dict[int, Words]:
    """The words that claims have now."""
    accused = reader.accused(claims)
    return {
        (number := int(str(row["claim_id"]))): Words(
            title=str(row["title"]),
            proposition=str(row["proposition"]),
            language=str(row["language"]),
            accused=accused[number],
        )
        for row in reader.rows("claim", {"claim_id": list(claims)})
    }


def _decided(reader: Reader, claims: Sequence[int]) -> dict[int, dict[str, str]]:
    """What people said about the words of each claim; of one that the machine merged into it, where they said nothing.

    A claim that people united with another one has the words of the one that they kept.
    """
    rulings = reader.rulings(DECIDED, claims=claims)
    if not rulings:
        return {}
    rows = reader.rows("review", {"review_id": [one.review for one in rulings]})
    asked = {int(str(row["review_id"])): int(str(row["claim_id"])) for row in rows}
    about, united = reader.own_claims(asked), reader.homes().kept
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for one in sorted(rulings, key=lambda one: (asked[one.review] == one.question.claim, one.decided_at, one.review)):
        claim, own = one.question.claim, asked[one.review]
        if claim is None or one.value is None:
            continue
        if own == claim or (own not in united and about[one.review] == claim):
            told[claim][one.question.kind] = one.value
    return told


def _standing(appearances: Sequence[Appearance], stances: Mapping[str, str]) -> Sequence[Appearance]:
    """The appearances of which something still stands."""
    return [one for one in appearances if any(m.statement in stances for m in one.members)]


def _found_in(appearances: Sequence[Appearance]) -> Words:
    """The words that the appearances of a claim give it."""
    first = wording_of(appearances)
    accused = accused_in(appearances)
    return Words(title=first.title, proposition=first.proposition, language=first.language, accused=accused)


def _decided_on(words: Words, told: Mapping[str, str]) -> Words:
    """Words as people decided, where they did."""
    title, proposition = told.get("title") or words.title, told.get("proposition") or words.proposition
    accused = tuple(told["accused"].splitlines()) if "accused" in told else words.accused
    is_worded = bool({"title", "proposition"} & told.keys())
    language = language_of(f"{title}. {proposition}") if is_worded else words.language
    return Words(title=title, proposition=proposition, language=language, accused=accused)


def worded_otherwise(reader: Reader, parties: Gazetteer, claims: Sequence[int]) -> Iterator[tuple[int, Words]]:
    """The found claims of these that have other words, or other accused, than they should; with those."""
    rows = reader.rows(
        "claim", {"claim_id": list(claims), "origin": Origin.FOUND, "merged_into_id": None}, order=("claim_id",)
    )
    numbers = [int(str(row["claim_id"])) for row in rows]
    accused, wanted = reader.accused(numbers), words_of(reader, parties, numbers, appearances_in(reader, numbers))
    for row, number in zip(rows, numbers, strict=True):
        kept = (row["title"], row["proposition"], row["language"], accused[number])
        told = wanted.get(number)
        if told is not None and kept != (told.title, told.proposition, told.language, told.accused):
            yield number, told


def appearances_in(reader: Reader, claims: Sequence[int]) -> dict[int, list[Appearance]]:
    """The appearances that each claim holds, also those of claims that were merged into it."""
    homes = {claim: claim for claim in claims}
    for row in reader.rows("claim", {"merged_into_id": list(claims)}):
        homes[int(str(row["claim_id"]))] = int(str(row["merged_into_id"]))
    shown: dict[int, list[Appearance]] = defaultdict(list)
    for placed in reader.appearances_of(homes):
        if placed.claim_id is not None:
            shown[homes[placed.claim_id]].append(placed.appearance)
    return shown
