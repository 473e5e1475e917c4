"""Reprints: articles that print one text, and which of their statements are one statement told again.

In comes an article that was just saved, out go its copy group and `repeats`. Both are the same whichever print was
loaded first: the earliest by date, then by key, is the first print. An article whose text was left out of a published
file is compared with nothing; that a new one may reprint it is a problem, not a guess.
"""

from collections.abc import Sequence

from factdb.languages import codes
from factdb.languages.page import furniture, page
from factdb.read.copies import bands, is_copy
from factdb.records import Article, Problem
from factdb.store import Writer

LEAST_BANDS = 2


def group_copies(writer: Writer, article: Article, number: int) -> tuple[bool, tuple[int, ...], list[Problem]]:
    """Whether a saved article reprints one that is there, which statements now repeat another than before, and doubts.

    What a reprint says is what its first print said: each statement repeats the one with the same words there.
    """
    skip = furniture(article.text, page(article.language)) if article.language in codes() else ()
    marks = bands(article.text, skip)
    near = writer.articles_with_bands(marks)
    texts = writer.article_texts(other for other, shared in near.items() if shared >= LEAST_BANDS)
    same = sorted(other for other, text in texts.items() if other != number and is_copy(text, article.text))
    doubts = _doubts(writer, article, [other for other, text in texts.items() if not text])
    writer.save_bands(number, marks)
    if not same:
        return False, (), doubts
    writer.set_copy_group([*same, number])
    return True, _repeat(writer, number), doubts


def _doubts(writer: Writer, article: Article, textless: list[int]) -> list[Problem]:
    """That an article has much in common with some whose texts were left out, if it has."""
    if not textless:
        return []
    sources = ", ".join(str(row["source"]) for row in writer.rows("article", {"article_id": textless}, order=("key",)))
    told = f"This may reprint {sources}; the text of that was left out of this database, so it counts as another."
    return [Problem(message=told, article=article.key)]


def _repeat(writer: Writer, number: int) -> tuple[int, ...]:
    """Lets the statements of an article's copy group repeat those of its first print; gives those that changed."""
    prints = _prints(writer, number)
    keys = {row["statement_id"]: str(row["key"]) for row in writer.rows("statement", {"article_id": prints})}
    rows = writer.rows("statement_details", {"article_id": prints}, order=("span_start", "span_end"))
    rows.sort(key=lambda row: (prints.index(_number(row["article_id"])), row["span_start"], keys[row["statement_id"]]))
    first: dict[tuple[str, str, str], dict[str, object]] = {}
    repeats: dict[str, str | None] = {}
    changed = []
    for row in rows:
        words = " ".join(str(row["content_text"] or row["quote"]).split())
        told = first.setdefault((words, str(row["stance"]), str(row["party"])), row)
        original = None if told["article_id"] == row["article_id"] else told["statement_id"]
        repeats[keys[row["statement_id"]]] = None if original is None else keys[original]
        if original != row["repeats_statement_id"]:
            changed.append(_number(row["statement_id"]))
    writer.set_repeats(repeats)
    return tuple(changed)


def _prints(writer: Writer, number: int) -> Sequence[int]:
    """The articles of an article's copy group, the first print first."""
    group = writer.rows("copy_group_article", {"article_id": number})[0]["copy_group_id"]
    members = [row["article_id"] for row in writer.rows("copy_group_article", {"copy_group_id": group})]
    rows = writer.rows("article", {"article_id": members}, order=("published_on", "key"))
    return [_number(row["article_id"]) for row in rows]


def _number(value: object) -> int:
    return int(str(value))
