"""The word classes of a language pack, found in a sentence in one pass.

`lexicon(words)` compiles a pack's speech words; `Lexicon.hits(tokens)` tells, token by token, which classes a word
or a run of words belongs to. It knows words only; what they mean together is `attribution`'s and `stance`'s matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
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
    """What a run of tokens holds: `at` token → its classes; the cues; which tokens are words of a cue."""

    at: tuple[frozenset[str], ...]
    cues: tuple[CueHit, ...]
    cue_tokens: frozenset[int] = frozenset()


class _Sense(NamedTuple):
    """What a word is where the words `rest` follow it: of these classes, and reporting words where `cue` is given."""

    rest: tuple[str, ...]
    classes: frozenset[str]
    cue: Cue | None = None
    form: str = ""
    has_pronoun: bool = False


class _Word(NamedTuple):
    """A word: its classes wherever it stands, the cues that it is, and what it begins, by the word that must follow."""

    classes: frozenset[str]
    cues: tuple[_Sense, ...]
    begins: Mapping[str, Sequence[_Sense]]


ACCORDING = Cue(stance="says", frame="clause")
NONE = frozenset[str]()
NOWHERE = frozenset[int]()
DENYING = {"denies": frozenset({"denying"}), "declines": frozenset({"declining"})}
WITH_PRONOUN = ("bare", "according", "passive")
WORDS_KEPT = 1 << 15


class Lexicon:
    """The compiled words of one language."""

    def __init__(self, words: SpeechWords) -> None:
        self.words = words
        self._senses: dict[str, list[_Sense]] = defaultdict(list)
        for name in CLASSES:
            self._add(getattr(words, name), frozenset({name}))
        self._add_cue(words.according, ACCORDING, "according")
        for cue in words.cues:
            for form in ("words", "bare", "passive"):
                self._add_cue(getattr(cue, form), cue, form)
        for noun in words.nouns:
            self._add_cue(noun.words, Cue(stance=noun.stance), "noun")
        self.before_names = frozenset(a.lower() for a in words.abbreviations)
        self.sets = {name: frozenset(getattr(words, name)) for name in (*CLASSES, *ENDINGS)}
        self._word = lru_cache(WORDS_KEPT)(self._looked_up)

    def _add_cue(self, entries: Iterable[str], cue: Cue, form: str) -> None:
        self._add(entries, DENYING.get(cue.stance, NONE) if cue.frame == "object" else NONE, cue, form)

    def _add(self, entries: Iterable[str], classes: frozenset[str], cue: Cue | None = None, form: str = "") -> None:
        for entry in entries:
            first, *rest = (t.low for t in words_in(entry, 0, len(entry)))
            self._senses[first].append(_Sense(tuple(rest), classes, cue, form))

    def classes(self, tokens: Sequence[Token]) -> tuple[frozenset[str], ...]:
        """The classes of each token, without the cues: for words of which nobody asks who says them."""
        return tuple(self._found(tokens)[0])

    def hits(self, tokens: Sequence[Token]) -> Hits:
        """All words of all classes in `tokens`; of cues that overlap the longest stays."""
        at, cues = self._found(tokens)
        kept = _longest([c for c in cues if not _is_idle(c, at)]) if cues else ()
        inside = frozenset(i for c in kept if c.form != "noun" for i in range(c.first, c.last)) if kept else NOWHERE
        return Hits(tuple(at), kept, inside)

    def _found(self, tokens: Sequence[Token]) -> tuple[list[frozenset[str]], list[CueHit]]:
        """The classes of each token, and all cues that begin at one."""
        lows = [t.low for t in tokens]
        words = list(map(self._word, lows))
        at = [classes for classes, _, _ in words]
        cues: list[CueHit] = []
        for i, ((_, alone, begins), following) in enumerate(zip(words, [*lows[1:], ""], strict=True)):
            for rest, classes, cue, form, has_pronoun in (*alone, *begins.get(following, ())) if begins else alone:
                last = i + 1 + len(rest)
                if rest:
                    if tuple(lows[i + 1 : last]) != rest:
                        continue
                    at[i:last] = [known | classes for known in at[i:last]]
                if cue is not None:
                    cues.append(CueHit(i, last, cue, form, has_pronoun))
        return at, cues

    def _looked_up(self, low: str) -> _Word:
        """What is known of a word, and of the reporting word in one that ends in a pronoun (`katanya`)."""
        senses = list(self._senses.get(low, ()))
        for suffix in self.words.pronoun_suffix:
            if low.endswith(suffix) and len(low) > len(suffix) + 2:
                senses.append(_Sense((), frozenset({"possessed"})))
                known = self._senses.get(low[: -len(suffix)], ())
                said = (s for s in known if not s.rest and s.cue is not None and s.form in WITH_PRONOUN)
                senses += [s._replace(classes=NONE, has_pronoun=True) for s in said]
        begins: dict[str, list[_Sense]] = defaultdict(list)
        for sense in senses:
            if sense.rest:
                begins[sense.rest[0]].append(sense)
        alone = [s for s in senses if not s.rest]
        return _Word(NONE.union(*(s.classes for s in alone)), tuple(s for s in alone if s.cue is not None), begins)


def _is_idle(cue: CueHit, at: Sequence[frozenset[str]]) -> bool:
    """Whether the words belong to an expression that reports nothing: "state media", "as claimed" without who did."""
    agent = cue.last < len(at) and "by" in at[cue.last]
    return "no_speech" in at[cue.first] or ("as_told" in at[cue.first] and not agent)


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
