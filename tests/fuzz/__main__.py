"""Fuzzing with coverage: `python -m tests.fuzz reading CORPUS -max_total_time=1800`, or `extracting`.

Needs `pip install atheris` (Python 3.11 or newer; no dependency of the tests). CORPUS is a folder for what is found;
what follows are libFuzzer's own options. Seeds and a dictionary are made of the sentences in tests/cases and of the
packs' words. What crashes, or takes more than a second, is left in the current folder and becomes a case.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OPTIONS = ("-max_len=6000", "-timeout=20", "-report_slow_units=1", "-rss_limit_mb=4000")


def main(target: str, corpus: str, *options: str) -> None:
    """Runs a target until a crash or the end of its time."""
    import atheris

    with atheris.instrument_imports(include=["factdb"]):
        from tests.fuzz.targets import TARGETS
    folder = Path(corpus)
    seeds, words = folder / "seeds", folder.with_suffix(".dict")
    seeds.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds_of(target)):
        (seeds / f"{number:04}").write_bytes(seed)
    words.write_text("\n".join(sorted(set(dictionary()))), encoding="utf-8")
    atheris.Setup([sys.argv[0], corpus, str(seeds), f"-dict={words}", *OPTIONS, *options], TARGETS[target])
    atheris.Fuzz()


def seeds_of(target: str) -> Iterator[bytes]:
    """The paragraphs of the seed articles and the cases, each as every kind of file or in every language."""
    articles = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds/articles").glob("*.txt"))]
    cases = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests/cases").glob("*.txt"))]
    paragraphs = ["\n\n".join(articles).split("\n\n"), "\n\n".join(cases).split("\n\n")[::9]]
    for text in (*paragraphs[0], *paragraphs[1]):
        for first in range(4 if target == "reading" else 3):
            yield bytes([first]) + (wrapped(first, text) if target == "reading" else text).encode()[:4000]


def wrapped(kind: int, text: str) -> str:
    """A text as one of the kinds of file that `targets.reading` tells by their first byte."""
    head = '<meta charset=utf-8><meta property="article:published_time" content="2024-10-31"><title>A</title>'
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-10-31T04:00Z"}</script>'
    line = '{"text": "%s", "title": "T", "published": "2024-10-31", "language": "id", "url": "https://a.b/c"}\n'
    quoted = text.replace('"', "'").replace("\n", " ")
    return (text, f"<html><head>{head}{data}<body><article><p>{text}", line % quoted, f'text,title\n"{quoted}",T\n')[
        kind
    ]


def dictionary() -> Iterator[str]:
    """The words of the packs, and marks that readers live by, each as a line of libFuzzer's dictionary."""
    marks = ["<p>", "</p>", "<article>", "<script>", "<!--", "-->", "<![CDATA[", "&#", '{"text": "', "\\ud800"]
    for word in (
        *marks,
        *(word for file in sorted((ROOT / "factdb/languages").glob("*.toml")) for word in words_in(file)),
    ):
        yield '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()[:40]) + '"'


def words_in(file: Path) -> Iterator[str]:
    """Every word in the lists of a pack's sections on speech, cues, nouns and dates."""
    pack = tomllib.loads(file.read_text(encoding="utf-8"))
    for table in (pack.get("speech", {}), *pack.get("cue", []), *pack.get("noun", []), pack.get("dates", {})):
        yield from (str(word) for entry in table.values() if isinstance(entry, list) for word in entry if word)


if __name__ == "__main__":
    main(*sys.argv[1:])
