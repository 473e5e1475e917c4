"""The word classes of a language pack, found in a sentence in one pass.

`lexicon(words)` compiles a pack's speech words; `Lexicon.hits(tokens)` tells, token by token, which classes a word
or a run of words belongs to. It knows words only; what they mean together is `attribution`'s and `stance`'s matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import NamedTuple

from factdb.extract.layout import Token, words_in
from factdb.languages.speech import Cue, SpeechWords

ENDINGS = ("state_adjective_endings", "passive_prefixes")
NO_CLASSES = {"order", "inverted", "pronoun_suffix", "abbreviations", "cues", "nouns", *ENDINGS}
CLASSES = tuple(field.name for field in fields(SpeechWords) if field.name not in NO_CLASSES)


class CueHit(NamedTuple):
    """Reporting words at tokens[first:last]; `form` is words, bare, passive, according or noun."""

    first: int
    last: int
    cue: Cue
    form: str
    has_pronoun: bool = False


class Hits(NamedTuple):
    """What a run of tokens holds: class → the (first, last) runs of its words; `at` token → its classes; the cues."""

    runs: dict[str, list[tuple[int, int]]]
    at: tuple[frozenset[str], ...]
    cues: tuple[CueHit, ...]
    cue_tokens: frozenset[int] = frozenset()


ACCORDING = Cue(stance="says", frame="clause")


class Lexicon:
    """The compiled words of one language."""

    def __init__(self, words: SpeechWords) -> None:
        self.words = words
        self._first: dict[str, list[tuple[tuple[str, ...], str, Cue | None]]] = defaultdict(list)
        for name in CLASSES:
            self._add(getattr(words, name), name, None)
        self._add(words.according, "cue:according", ACCORDING)
        for cue in words.cues:
            for form in ("words", "bare", "passive"):
                self._add(getattr(cue, form), f"cue:{form}", cue)
        for noun in words.nouns:
            self._add(noun.words, "cue:noun", Cue(stance=noun.stance))
        self._suffixes = words.pronoun_suffix
        self.sets = {name: frozenset(getattr(words, name)) for name in (*CLASSES, *ENDINGS)}

    def _add(self, entries: Iterable[str], name: str, cue: Cue | None) -> None:
        for entry in entries:
            parts = tuple(t.low for t in words_in(entry, 0, len(entry)))
            self._first[parts[0]].append((parts[1:], name, cue))

    def hits(self, tokens: Sequence[Token]) -> Hits:
        """All words of all classes in `tokens`; of cues that overlap the longest stays."""
        runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        at: list[set[str]] = [set() for _ in tokens]
        cues: list[CueHit] = []
        lows = [t.low for t in tokens]
        for i, low in enumerate(lows):
            for rest, name, cue in self._first.get(low, ()):
                last = i + 1 + len(rest)
                if rest and tuple(lows[i + 1 : last]) != rest:
                    continue
                if cue is not None:
                    cues.append(CueHit(i, last, cue, name[4:]))
                    if cue.stance in ("denies", "declines") and cue.frame == "object":
                        for k in range(i, last):
                            at[k].add("denying" if cue.stance == "denies" else "declining")
                else:
                    runs[name].append((i, last))
                    for k in range(i, last):
                        at[k].add(name)
            for suffix in self._suffixes:
                if low.endswith(suffix) and len(low) > len(suffix) + 2:
                    at[i].add("possessed")
                    cues.extend(self._with_pronoun(i, low[: -len(suffix)]))
        silent = {i for first, last in runs.get("no_speech", ()) for i in range(first, last)}
        kept = _longest([c for c in cues if c.first not in silent])
        inside = frozenset(i for c in kept if c.form != "noun" for i in range(c.first, c.last))
        return Hits(runs, tuple(frozenset(names) for names in at), kept, inside)

    def _with_pronoun(self, i: int, stem: str) -> Iterable[CueHit]:
        for rest, name, cue in self._first.get(stem, ()):
            if not rest and cue is not None and name in ("cue:bare", "cue:according", "cue:passive"):
                yield CueHit(i, i + 1, cue, name[4:], True)


def _longest(cues: Sequence[CueHit]) -> tuple[CueHit, ...]:
    """Longest first where runs overlap; of equally long ones all stay: the sentence decides between them."""
    kept: list[CueHit] = []
    holder: dict[int, tuple[int, int]] = {}
    for hit in sorted(cues, key=lambda c: (c.first - c.last, c.first)):
        run = (hit.first, hit.last)
        if all(holder.get(i, run) == run for i in range(*run)):
            holder.update(dict.fromkeys(range(*run), run))
            kept.append(hit)
    return tuple(sorted(kept, key=lambda c: (c.first, c.last)))
