"""Reprints: articles that print one text, and which of their statements are one statement told again.

In comes an article that was just saved, out go its copy group and `repeats`. Both are the same whichever print was
loaded first: the earliest by date, then by key, is the first print. An article whose text was left out of a published
file is compared with nothing; that a new one may reprint it is a problem, not a guess.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from factdb.pipeline.reading import marks_of
from factdb.pipeline.restating import restate
from factdb.read.copies import is_copy
from factdb.records import Article, Problem
from factdb.store import Reader, Writer

LEAST_BANDS = 2


def group_copies(
    writer: Writer, article: Article, number: int, marks: Sequence[int]
) -> tuple[bool, tuple[int, ...], list[Problem]]:
    """Whether a saved article reprints one that is there, which statements now repeat another than before, and doubts.

    What a reprint says is what its first print said: each statement repeats the one with the same words there, and
    says what people decided about that.
    """
    near = writer.articles_with_bands(marks)
    alike = [other for other, shared in near.items() if shared >= LEAST_BANDS]
    texts = writer.article_texts(alike)
    same = sorted(other for other, text in texts.items() if other != number and is_copy(text, article.text))
    doubts = _doubts(writer, article, [other for other in alike if other not in texts])
    writer.save_bands(number, marks)
    if not same:
        return False, (), doubts
    writer.set_copy_group([*same, number])
    changed = retell(writer, number)
    restate(writer, [str(row["key"]) for row in writer.rows("statement", {"article_id": number, "retired_in": None})])
    return True, changed, doubts


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
        return retell(writer, number)
    return _grouped(writer, writer.forget_prints(number))


def _grouped(writer: Writer, numbers: Sequence[int]) -> tuple[int, ...]:
    """Groups articles whose group was dissolved; gives the statements that repeat others now."""
    rows = writer.rows("article", {"article_id": list(numbers)})
    keys = {str(row["key"]): _number(row["article_id"]) for row in rows}
    told = writer.rows("statement", {"article_id": list(numbers), "retired_in": None})
    were = {row["statement_id"]: row["repeats_statement_id"] for row in told}
    writer.set_repeats({str(row["key"]): None for row in told})
    for one in writer.articles(keys):
        group_copies(writer, one, keys[one.key], marks_of(one))
    now = writer.rows("statement", {"article_id": list(numbers), "retired_in": None})
    return tuple(_number(r["statement_id"]) for r in now if were[r["statement_id"]] != r["repeats_statement_id"])


def _doubts(writer: Writer, article: Article, textless: list[int]) -> list[Problem]:
    """That an article has much in common with some whose texts were left out, if it has."""
    if not textless:
        return []
    sources = ", ".join(str(row["source"]) for row in writer.rows("article", {"article_id": textless}, order=("key",)))
    told = f"This may reprint {sources}; the text of that was left out of this database, so it counts as another."
    return [Problem(message=told, article=article.key)]


def copies_among(reader: Reader, articles: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The pairs of stored articles that print one text, found anew from the texts of those that are alike."""
    for one, others in reader.alike_by_bands(LEAST_BANDS, articles).items():
        texts = reader.article_texts([one, *others])
        yield from ((one, other) for other in sorted(others) if is_copy(texts.get(one, ""), texts.get(other, "")))


def retell(writer: Writer, number: int) -> tuple[int, ...]:
    """Lets the statements of an article's copy group repeat those of its first print; gives those that changed."""
    own = writer.rows("copy_group_article", {"article_id": number})
    if not own:
        return ()
    group = own[0]["copy_group_id"]
    members = [_number(row["article_id"]) for row in writer.rows("copy_group_article", {"copy_group_id": group})]
    prints = in_order_of_print(writer, members)
    were = {row["key"]: row for row in writer.rows("statement", {"article_id": prints, "retired_in": None})}
    repeats = repeats_in(writer, prints)
    numbers = {key: row["statement_id"] for key, row in were.items()}
    writer.set_repeats(repeats)
    changed = (were[key] for key, told in repeats.items() if numbers.get(told) != were[key]["repeats_statement_id"])
    return tuple(_number(row["statement_id"]) for row in changed)


def in_order_of_print(reader: Reader, articles: Collection[int]) -> list[int]:
    """Articles that print one text, the first print first: the earliest by date, then by key."""
    rows = reader.rows("article", {"article_id": list(articles)}, order=("published_on", "key"))
    return [_number(row["article_id"]) for row in rows]


def repeats_in(reader: Reader, prints: Sequence[int]) -> dict[str, str | None]:
    """For each statement (key) of these prints of one text the one of the first print that it repeats, or None.

    Statements are the same where the words of what was said, of who said it and of the reporting are: what people
    decided about one of them changes none of these.
    """
    rows = reader.rows("statement_details", {"article_id": prints})
    keys = {row["statement_id"]: str(row["key"]) for row in reader.rows("statement", {"article_id": prints})}
    rows.sort(
        key=lambda row: (
            prints.index(_number(row["article_id"])),
            row["span_start"],
            keys[row["statement_id"]],
        )
    )
    first: dict[tuple[str, ...], dict[str, object]] = {}
    repeats: dict[str, str | None] = {}
    for row in rows:
        words = (row["content_text"] or row["quote"], row["source_text"], row["cue_text"])
        told = first.setdefault(tuple(" ".join(str(one or "").split()) for one in words), row)
        original = None if told["article_id"] == row["article_id"] else keys[told["statement_id"]]
        repeats[keys[row["statement_id"]]] = original
    return repeats


def _number(value: object) -> int:
    return int(str(value))
