"""Reprints: articles that print one text, and which of their statements are one statement told again.

In come articles that were just saved, out go their copy groups and `repeats`. Both are the same whichever print was
loaded first: the earliest by date, then by key, is the first print. An article whose text was left out of a published
file is compared with nothing; that a new one may reprint it is a problem, not a guess.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from factdb.pipeline.reading import marks_of
from factdb.pipeline.restating import restate
from factdb.read.copies import is_copy
from factdb.records import Article, Problem
from factdb.store import Reader, Writer

LEAST_BANDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A saved article with its number and the bands of its text."""

    article: Article
    number: int
    marks: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """How many of some articles reprint another one, which statements now repeat another than before, and doubts."""

    copies: int = 0
    changed: tuple[int, ...] = ()
    doubts: Sequence[Problem] = ()


def group_copies(writer: Writer, prints: Sequence[Print]) -> Grouped:
    """Groups saved articles with those that print the same text, there already or among them.

    What a reprint says is what its first print said: each statement repeats the one with the same words there, and
    says what people decided about that.
    """
    alike = _alike(writer, prints)
    writer.save_bands({one.number: one.marks for one in prints})
    texts = {one.number: one.article.text for one in prints}
    texts |= writer.article_texts({other for others in alike.values() for other in others} - texts.keys())
    doubts = [
        each for one in prints for each in _doubts(writer, one.article, alike.get(one.number, set()) - texts.keys())
    ]
    reprints = []
    for number, others in alike.items():
        if same := sorted(other for other in others if is_copy(texts.get(other, ""), texts[number])):
            writer.set_copy_group([*same, number])
            reprints.append(number)
    if not reprints:
        return Grouped(doubts=doubts)
    changed = retell(writer, reprints)
    told = writer.rows("statement", {"article_id": reprints, "retired_in": None})
    restate(writer, [str(row["key"]) for row in told])
    return Grouped(copies=len(reprints), changed=changed, doubts=doubts)


def _alike(writer: Writer, prints: Sequence[Print]) -> dict[int, set[int]]:
    """For each of these articles those with which it shares some bands, of these only those before it; none for none.

    The bands of all are looked for at once: nearly no article is like any other.
    """
    having = writer.articles_with_bands(mark for one in prints for mark in one.marks)
    alike: dict[int, set[int]] = {}
    later = {one.number for one in prints}
    for one in prints:
        later.discard(one.number)
        known = [having[mark] for mark in one.marks if mark in having]
        if len(known) >= LEAST_BANDS:
            shared = Counter(other for others in known for other in set(others))
            near = {other for other, count in shared.items() if count >= LEAST_BANDS} - later - {one.number}
            alike |= {one.number: near} if near else {}
        for mark in one.marks:
            having.setdefault(mark, []).append(one.number)
    return alike


def group_anew(writer: Writer, article: Article, number: int) -> tuple[int, ...]:
    """The same for an article that is there already and was read anew; gives the statements that repeat others now.

    Its group is made anew only where its marks or the order of the prints are others than they were.
    """
    group = writer.rows("copy_group_article", {"article_id": number})
    members = writer.rows("copy_group_article", {"copy_group_id": group[0]["copy_group_id"]}) if group else []
    prints = in_order_of_print(writer, [_number(row["article_id"]) for row in members])
    first = [_number(row["article_id"]) for row in members if row["is_first"]]
    kept = {_number(row["band"]) for row in writer.rows("article_band", {"article_id": number})}
    if kept == set(marks_of(article)) and first == prints[:1]:
        return retell(writer, [number])
    return _grouped(writer, writer.forget_prints(number))


def _grouped(writer: Writer, numbers: Sequence[int]) -> tuple[int, ...]:
    """Groups articles whose group was dissolved; gives the statements that repeat others now."""
    rows = writer.rows("article", {"article_id": list(numbers)})
    keys = {str(row["key"]): _number(row["article_id"]) for row in rows}
    told = writer.rows("statement", {"article_id": list(numbers), "retired_in": None})
    were = {row["statement_id"]: row["repeats_statement_id"] for row in told}
    writer.set_repeats({str(row["key"]): None for row in told})
    group_copies(
        writer, [Print(article=one, number=keys[one.key], marks=marks_of(one)) for one in writer.articles(keys)]
    )
    now = writer.rows("statement", {"article_id": list(numbers), "retired_in": None})
    return tuple(_number(r["statement_id"]) for r in now if were[r["statement_id"]] != r["repeats_statement_id"])


def _doubts(writer: Writer, article: Article, textless: set[int]) -> list[Problem]:
    """That an article has much in common with some whose texts were left out, if it has."""
    if not textless:
        return []
    sources = ", ".join(
        str(row["source"]) for row in writer.rows("article", {"article_id": sorted(textless)}, order=("key",))
    )
    told = f"This may reprint {sources}; the text of that was left out of this database, so it counts as another."
    return [Problem(message=told, article=article.key)]


def copies_among(reader: Reader, articles: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The pairs of stored articles that print one text, found anew from the texts of those that are alike."""
    for one, others in reader.alike_by_bands(LEAST_BANDS, articles).items():
        texts = reader.article_texts([one, *others])
        yield from ((one, other) for other in sorted(others) if is_copy(texts.get(one, ""), texts.get(other, "")))


def retell(writer: Writer, articles: Sequence[int]) -> tuple[int, ...]:
    """Lets the statements of these articles' copy groups repeat those of the first prints; gives those that changed."""
    own = writer.rows("copy_group_article", {"article_id": list(articles)})
    groups = sorted({_number(row["copy_group_id"]) for row in own})
    members = writer.rows("copy_group_article", {"copy_group_id": groups})
    group_of = {_number(row["article_id"]): _number(row["copy_group_id"]) for row in members}
    prints: dict[int, list[int]] = {group: [] for group in groups}
    for number in in_order_of_print(writer, group_of):
        prints[group_of[number]].append(number)
    were = {row["key"]: row for row in writer.rows("statement", {"article_id": list(group_of), "retired_in": None})}
    repeats = repeats_in(writer, list(prints.values()))
    numbers = {key: row["statement_id"] for key, row in were.items()}
    writer.set_repeats(repeats)
    changed = (were[key] for key, told in repeats.items() if numbers.get(told) != were[key]["repeats_statement_id"])
    return tuple(_number(row["statement_id"]) for row in changed)


def in_order_of_print(reader: Reader, articles: Collection[int]) -> list[int]:
    """Articles that print one text, the first print first: the earliest by date, then by key."""
    rows = reader.rows("article", {"article_id": list(articles)}, order=("published_on", "key"))
    return [_number(row["article_id"]) for row in rows]


def repeats_in(reader: Reader, groups: Sequence[Sequence[int]]) -> dict[str, str | None]:
    """For each statement (key) of these prints the one of the first print of its text that it repeats, or None.

    In come the prints of each text, the first one first. Statements are the same where the words of what was said, of
    who said it and of the reporting are: what people decided about one of them changes none of these.
    """
    place = {number: (group, nth) for group, prints in enumerate(groups) for nth, number in enumerate(prints)}
    rows = reader.rows("statement_details", {"article_id": list(place)})
    keys = {row["statement_id"]: str(row["key"]) for row in reader.rows("statement", {"article_id": list(place)})}
    rows.sort(key=lambda row: (place[_number(row["article_id"])], row["span_start"], keys[row["statement_id"]]))
    first: dict[tuple[object, ...], dict[str, object]] = {}
    repeats: dict[str, str | None] = {}
    for row in rows:
        words = (row["content_text"] or row["quote"], row["source_text"], row["cue_text"])
        told = (" ".join(str(one or "").split()) for one in words)
        said = first.setdefault((place[_number(row["article_id"])][0], *told), row)
        original = None if said["article_id"] == row["article_id"] else keys[said["statement_id"]]
        repeats[keys[row["statement_id"]]] = original
    return repeats


def _number(value: object) -> int:
    return int(str(value))
