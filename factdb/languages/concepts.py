"""What news accusations and denials are about: one vocabulary of concepts, with the words for them in each language.

In come the lower-cased words of a text, out go the concepts that they express, under the same ids in every language
("peluru artileri" and "artillery shells" are both `artillery_shell`). Never decides what a sentence says of them.

A pack lists them in `[concepts]` and, for acts that nearly every sentence holds, in `[concepts_weak]`, one concept a
line. An entry is one word or several; a word after `+` stands for all its forms by the pack's `[morphology]`; an entry
after `-` takes back a form that means something else ("-beruang", "-tiba-tiba"). `[concept_kinds]` of the English
pack, whose words the ids are, says which concepts are kinds of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple, cast

from factdb.languages import codes, raw
from factdb.languages.morphology import Morphology, morphology

STRONG = 1.0
WEAK = 0.25
KIND = 0.5
WORDS_KEPT = 1 << 16


class ConceptHit(NamedTuple):
    """A concept found at `tokens[start:end]`.

    `weight` is 1 for what the words name, half its weight for what that is a kind of (artillery shells are weapons),
    and low for acts that nearly every sentence holds.
    """

    start: int
    end: int
    concept: str
    weight: float


class ConceptIndex:
    """The concepts of one language by their words, ready to look up; never changes."""

    def __init__(
        self, entries: Mapping[str, Sequence[str]], weak: Mapping[str, Sequence[str]], rules: Morphology
    ) -> None:
        self._rules = rules
        self._weights = dict.fromkeys(entries, STRONG) | dict.fromkeys(weak, WEAK)
        self._phrases = _phrases({**entries, **weak}, rules)
        self._longest: dict[str, int] = {}
        self._openings: set[str] = set()
        self._words: set[str] = set()
        for phrase in self._phrases:
            parts = phrase.split(" ")
            self._words.update(parts)
            self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))
            self._openings.add(" ".join(parts[:2]))
        self._bases = lru_cache(WORDS_KEPT)(self._bases_of)
        self._weighed = cache(self._with_kinds)

    def found(self, tokens: Sequence[str]) -> tuple[ConceptHit, ...]:
        """The concepts that lower-cased words express, in order; the longest entry wins, none overlap.

        After each concept stand those that it is a kind of, over the same words. A hyphenated word is read part by
        part, so that "mata-mata" and "air-strike" are found however they are cut. A word that belongs to two concepts
        gives both. Empty where nothing is found.

        >>> [hit.concept for hit in concepts("id").found("tak pernah mengekspor peluru artileri".split())]
        ['export', 'artillery_shell', 'ammunition', 'artillery', 'weapon']
        """
        bases = list(map(self._bases, tokens))
        words = [base for several in bases for base in several]
        is_whole = len(words) == len(tokens)
        places = range(len(words)) if is_whole else [place for place, several in enumerate(bases) for _ in several]
        hits: list[ConceptHit] = []
        free = 0
        for here in [here for here, word in enumerate(words) if word in self._longest]:
            if here >= free and (entry := self._longest_at(words, here)) is not None:
                size, names = entry
                free = here + size
                start, end = places[here], places[free - 1] + 1
                hits += [ConceptHit(start, end, name, weight) for name, weight in self._weighed(names)]
        return tuple(hits if is_whole else dict.fromkeys(hits))

    def concept_of(self, word: str) -> tuple[str, ...]:
        """The concepts of one lower-cased word or phrase, mostly one, () where there is none.

        >>> concepts("en").concept_of("artillery shells")
        ('artillery_shell',)
        """
        key = " ".join(base for token in word.split() for base in self._bases(token))
        return self._phrases.get(key, ())

    def lemma(self, word: str) -> str:
        """A lower-cased word of no concept without its clitics, reduplication, plural or possessive, cautiously.

        >>> concepts("id").lemma("wartawan-wartawannya"), concepts("en").lemma("harvests")
        ('wartawan', 'harvest')
        """
        return self._rules.lemma(word)

    def phrases(self) -> Mapping[str, tuple[str, ...]]:
        """Every form that the index knows, with its concepts: what the tests and the curious read."""
        return self._phrases

    def _bases_of(self, token: str) -> tuple[str, ...]:
        """The parts of a word between hyphens, each as the entries know it."""
        return tuple(self._base(part) for part in token.split("-") if part) or (token,)

    def _base(self, part: str) -> str:
        if part in self._words:
            return part
        shorter = self._rules.shorter(part)
        return shorter if shorter in self._words else part

    def _with_kinds(self, names: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        """The concepts of one entry with their weights, then those that they are kinds of."""
        weights = {name: self._weights[name] for name in names}
        for name in names:
            for above in broader(name):
                weights.setdefault(above, KIND * self._weights[name])
        return tuple(weights.items())

    def _longest_at(self, words: Sequence[str], here: int) -> tuple[int, tuple[str, ...]] | None:
        """How many words from `here` on are an entry, as many as may be, and its concepts; None where there is none."""
        most = min(self._longest[words[here]], len(words) - here)
        if most > 1 and f"{words[here]} {words[here + 1]}" in self._openings:
            for size in range(most, 1, -1):
                names = self._phrases.get(" ".join(words[here : here + size]))
                if names is not None:
                    return size, names
        names = self._phrases.get(words[here])
        return None if names is None else (1, names)


@cache
def concepts(code: str) -> ConceptIndex:
    """The concept index of a language; an empty one where the language has no pack or its pack no concepts."""
    sections = raw(code) if code in codes() else {}
    rules = read_morphology(cast(Mapping[str, object], sections.get("morphology", {})))
    return ConceptIndex(read(sections.get("concepts", {})), read(sections.get("concepts_weak", {})), rules)


@cache
def broader(concept: str) -> tuple[str, ...]:
    """The concepts that this one is a kind of, nearest first, () where there are none.

    >>> broader("artillery_shell")
    ('ammunition', 'artillery', 'weapon')
    """
    parents = _parents().get(concept, ())
    above = [name for parent in parents for name in broader(parent)]
    return tuple(dict.fromkeys([*parents, *above]))


def read(section: object) -> dict[str, tuple[str, ...]]:
    """A section of concepts as the pack gives it, checked; ValueError for what is not a list of words."""
    if not isinstance(section, dict):
        raise ValueError("a section of concepts must be a table")
    for name, words in section.items():
        if not (isinstance(words, list) and words and all(isinstance(word, str) and word for word in words)):
            raise ValueError(f"concept {name!r} must be a list of words")
    return {name: tuple(words) for name, words in section.items()}


def read_morphology(section: Mapping[str, object]) -> Morphology:
    """The `[morphology]` section, checked: `rules` by name, `irregular` forms by root; ValueError for other keys."""
    if unknown := set(section) - {"rules", "irregular"}:
        raise ValueError(f"[morphology] does not know {', '.join(sorted(unknown))}")
    return morphology(str(section.get("rules", "none")), read(section.get("irregular", {})))


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    """What each concept is a kind of, by `[concept_kinds]` of the English pack."""
    parents: dict[str, tuple[str, ...]] = {}
    for kind, members in read(raw("en").get("concept_kinds", {})).items():
        for member in members:
            parents[member] = (*parents.get(member, ()), kind)
    return parents


def _phrases(entries: Mapping[str, Sequence[str]], rules: Morphology) -> dict[str, tuple[str, ...]]:
    """All forms of all entries; what is written out beats what is derived, and `-` takes a form back."""
    written: dict[str, tuple[str, ...]] = {}
    derived: dict[str, tuple[str, ...]] = {}
    for name, words in entries.items():
        barred = {_spaced(word[1:]) for word in words if word[0] == "-"}
        for word in words:
            if word[0] == "-":
                written |= {_spaced(word[1:]): ()} if "-" in word[1:] or " " in word else {}
                continue
            into = derived if "+" in word else written
            for phrase in _expanded(word, rules):
                if phrase not in barred and name not in into.get(phrase, ()):
                    into[phrase] = (*into.get(phrase, ()), name)
    return derived | written


def _expanded(entry: str, rules: Morphology) -> Iterable[str]:
    if entry[0] == "+" and " " not in entry:
        return rules.all_forms(entry[1:])
    words = _spaced(entry).split(" ")
    forms = [rules.all_forms(word[1:]) if word[0] == "+" else (word,) for word in words]
    return (" ".join(chosen) for chosen in product(*forms))


def _spaced(entry: str) -> str:
    return entry.replace("-", " ")
