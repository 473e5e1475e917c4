"""Makes factdb/languages/lexicon/wikdict.tsv from FreeDict's English-Indonesian dictionary in dictd's format.

    apt-get download dict-freedict-eng-ind && dpkg -x dict-freedict-eng-ind_*.deb unpacked
    python tools/lexicon.py unpacked/usr/share/dictd/freedict-eng-ind

Each English word and each Indonesian root goes to the translation that it most likely has; a pair that choose one
another make a meaning, and words that clearly go to either of the two join it. Whatever has too many translations to
tell stays out, as do words that own.tsv has, those that lexicon.toml lists and words without content.
"""

import gzip
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from math import exp
from pathlib import Path

from factdb.languages.frequency import frequency
from factdb.languages.linking import linking, stem
from factdb.languages.meanings import FOLDER, rows

NOTICE = """\
# Words of English and Indonesian: a selection, inflected words brought to their roots, by tools/lexicon.py from the
# "English-Bahasa Indonesia FreeDict+WikDict dictionary", edition 2022.11.18, by Karl Bartel (maintainer), FreeDict and
# the contributors of Wiktionary, https://freedict.org/, http://www.wikdict.com/ (Debian: dict-freedict-eng-ind
# 2022.12.07-2). Copyright 2000-2022 FreeDict contributors. This file is licensed under the Creative Commons
# Attribution-ShareAlike 3.0 Unported licence, https://creativecommons.org/licenses/by-sa/3.0/
# A line is one meaning: its words in English, the first of which names it, and those in Indonesian."""
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
PARTS_OF_SPEECH = {"n", "v", "adj", "numeral"}
HEAD = re.compile(r"^(?P<word>[a-z]{3,})(?: [/\[].*)? <(?P<part>[a-z]+)>$")
SENSE = re.compile(r"^\d+\. ")
GLOSS = re.compile(r" \d+\.$")
WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)?")
KNOWN = 2.0  # rarer words (Zipf scale) seldom stand in news, and half of them are spelling variants
FAR = 1.2  # how fast trust in a translation falls with the difference in frequency (Zipf scale)
SURE = 0.5  # the share that a word's first translation must have of all


def articles(path: str) -> Iterator[list[str]]:
    """The dictionary's articles as lines, each once."""
    text = gzip.decompress(Path(f"{path}.dict.dz").read_bytes())
    index = (line.split("\t") for line in Path(f"{path}.index").read_text(encoding="utf-8").splitlines())
    places = {(_number(start), _number(size)) for word, start, size, *_ in index if not word.startswith("00")}
    for start, size in sorted(places):
        yield text[start : start + size].decode().rstrip("\n").split("\n")


def translations(path: str) -> Iterator[tuple[str, str, float]]:
    """English word, Indonesian word and how far in front it stands among the word's translations, 0 to 1."""
    for lines in articles(path):
        head = HEAD.match(lines[0])
        if head is None or head["part"] not in PARTS_OF_SPEECH:
            continue
        senses = [line for place, line in enumerate(lines[1:]) if place == 0 or SENSE.match(line)]
        for rank, sense in enumerate(senses):
            for place, word in enumerate(GLOSS.sub("", SENSE.sub("", sense)).lower().split(",")):
                if WORD.fullmatch(word.strip()):
                    yield head["word"], _once(word.strip()), 1 / (1 + 0.5 * rank) / (1 + 0.5 * place)


def scores(path: str) -> dict[tuple[str, str], float]:
    """How likely an English lemma and an Indonesian root mean one thing, for the pairs that the dictionary gives."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    english, indonesian = linking("en"), linking("id")
    for word, other, front in translations(path):
        lemma, root = stem(word, english), stem(other, indonesian)
        if {word, lemma} & english.stop or {other, root} & indonesian.stop:
            continue
        here, there = frequency(word, "en"), frequency(other, "id")
        if min(here, there) >= KNOWN:
            found[lemma, root] += front * (min(here, there) - KNOWN + 0.3) * (0.2 + exp(-abs(here - there) / FAR))
    return found


def meanings(pairs: dict[tuple[str, str], float]) -> dict[str, tuple[list[str], list[str]]]:
    """Per meaning, under its English name, the other English lemmas and the Indonesian roots."""
    ours, theirs = _ranked(pairs), _ranked({(root, lemma): score for (lemma, root), score in pairs.items()})
    core = {lemma: root for lemma, (root, _) in ours.items() if theirs[root][0] == lemma}
    name = {root: lemma for lemma, root in core.items()}
    found: dict[str, tuple[list[str], list[str]]] = {lemma: ([], [root]) for lemma, root in core.items()}
    for lemma, (root, share) in sorted(ours.items()):
        if lemma not in core and root in name and share >= SURE:
            found[name[root]][0].append(lemma)
    for root, (lemma, share) in sorted(theirs.items()):
        if root not in name and lemma in core and share >= SURE:
            found[lemma][1].append(root)
    return found


def _ranked(pairs: dict[tuple[str, str], float]) -> dict[str, tuple[str, float]]:
    """For each first word of the pairs the second that it has most likely, and its share."""
    by: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), score in pairs.items():
        by[one].append((score, other))
    return {one: (max(found)[1], max(found)[0] / sum(score for score, _ in found)) for one, found in by.items()}


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + DIGITS.index(digit)
    return value


def _once(word: str) -> str:
    first, _, second = word.partition("-")
    return first if first == second else word


def main(path: str) -> None:
    """Writes the file anew."""
    own = list(rows((FOLDER / "own.tsv").read_text(encoding="utf-8")))
    left_out = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    taken = {
        code: {word for row in own for word in row.get(code, ())} | set(left_out[code].split()) for code in ("en", "id")
    }
    pairs = {(e, i): v for (e, i), v in scores(path).items() if e not in taken["en"] and i not in taken["id"]}
    lines = [
        f"{' '.join([name, *lemmas])}\t{' '.join(roots)}" for name, (lemmas, roots) in sorted(meanings(pairs).items())
    ]
    (FOLDER / "wikdict.tsv").write_text("\n".join([NOTICE, "en\tid", *lines]) + "\n", encoding="utf-8")
    print(f"{len(lines)} meanings")


if __name__ == "__main__":
    main(sys.argv[1])
