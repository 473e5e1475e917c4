"""The forms that a word takes, by the rules of a language family.

In comes a root ("kirim", "deliver"), out go its surface forms; a pack chooses its rules by name (`[morphology]`,
`rules = "malayic"`). Forms that nobody uses are made as well, they match nothing; no form is ever cut from a text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

_VOWELS = "aeiou"
_CLITICS = re.compile(r"(?:nya|lah|kah|pun|ku|mu)$")
_DERIVED = re.compile(r"^(?:me[mn]|di|ber|ter|pe[mn]).{4,}|.{3,}an$")
_SIBILANT = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Morphology:
    """The rules of one language: `forms` of a root, and `shorter`, the likelier base of a surface form.

    `shorter(word)` gives the word without a clitic, a plural or a possessive, or the word itself; it may be wrong and
    is to be trusted only where its result is a known word. `lemma(word)` is the careful one: it cuts only what is safe
    without a dictionary.
    """

    forms: Callable[[str], tuple[str, ...]]
    shorter: Callable[[str], str]
    lemma: Callable[[str], str]
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def all_forms(self, root: str) -> tuple[str, ...]:
        """The root's regular and irregular forms, the root first.

        >>> morphology("english", {"shoot": ("shot",)}).all_forms("shoot")[-1]
        'shot'
        """
        return (*self.forms(root), *self.irregular.get(root, ()))


def morphology(rules: str, irregular: Mapping[str, tuple[str, ...]] | None = None) -> Morphology:
    """The morphology called `rules` (`malayic`, `english` or `none`); ValueError for any other name."""
    found = _RULES.get(rules)
    if found is None:
        raise ValueError(f"No morphology {rules!r}; there are {', '.join(sorted(_RULES))}.")
    forms, shorter, lemma = found
    return Morphology(forms=forms, shorter=shorter, lemma=lemma, irregular=irregular or {})


def malayic_forms(root: str) -> tuple[str, ...]:
    """The derived forms of a root of Indonesian or its near kin, with its nasal assimilation; clitics are not added.

    Affixes and assimilation: Sneddon et al., Indonesian Reference Grammar, 2nd ed., chapters 1 and 3. Roots in k, p, s
    and t give both the assimilated form and the one that loans keep ("mengritik" and "mengkritik").

    >>> {"mengirim", "dikirimkan", "pengiriman", "kiriman", "terkirim"} <= set(malayic_forms("kirim"))
    True
    >>> {"mengebom", "pengeboman", "dibom"} <= set(malayic_forms("bom"))
    True
    """
    rooted = "" if root[0] == "r" else "r"
    nasal = _nasalised(root)
    kan, i, an = f"{root}kan", f"{root}i", f"{root}an"
    out = [root, kan, an, f"di{root}", f"di{kan}", f"te{rooted}{root}", f"te{rooted}{kan}"]
    out += [f"be{rooted}{root}", f"be{rooted}{an}", f"be{rooted}{kan}", f"ke{an}", f"pe{root}", f"pe{rooted}{an}"]
    out += [f"mempe{rooted}{root}", f"mempe{rooted}{kan}", f"dipe{rooted}{root}", f"dipe{rooted}{kan}"]
    if root[-1] != "i":
        out += [i, f"di{i}", f"te{rooted}{i}", f"mempe{rooted}{i}", f"dipe{rooted}{i}"]
    for stem in nasal:
        out += [f"me{stem}", f"me{stem}kan", f"pe{stem}", f"pe{stem}an"]
        if root[-1] != "i":
            out.append(f"me{stem}i")
    return tuple(out)


def _nasalised(root: str) -> tuple[str, ...]:
    """The root as it stands after me- and pe-, every way in use."""
    first, second = root[0], root[1:2]
    if first in "aiueogh":
        stems: tuple[str, ...] = (f"ng{root}",)
    elif first in "bfv":
        stems = (f"m{root}",)
    elif first in "dcjz":
        stems = (f"n{root}",)
    elif first in "ptsk":
        kept = {"p": "m", "t": "n", "s": "n", "k": "ng"}[first] + root
        dropped = {"p": "m", "t": "n", "s": "ny", "k": "ng"}[first] + root[1:]
        stems = (dropped, kept) if second in _VOWELS else (kept,)
    else:
        stems = (root,)
    return (f"nge{root}", *stems) if _is_monosyllable(root) else stems


def _is_monosyllable(root: str) -> bool:
    return len(re.findall(r"[aiueo]+", root)) == 1 and len(root) <= 5


@cache
def english_forms(root: str) -> tuple[str, ...]:
    """The regular inflections of an English noun or verb; both spellings where the stress decides on doubling.

    >>> english_forms("bribe")
    ('bribe', 'bribes', 'bribed', 'bribing')
    >>> english_forms("ship")
    ('ship', 'ships', 'shipped', 'shipping')
    """
    if root.endswith("e"):
        return (root, f"{root}s", f"{root}d", f"{root[:-1]}ing")
    if len(root) > 2 and root[-1] == "y" and root[-2] not in _VOWELS:
        return (root, f"{root[:-1]}ies", f"{root[:-1]}ied", f"{root}ing")
    plural = f"{root}es" if root.endswith(_SIBILANT) else f"{root}s"
    plain = (root, plural, f"{root}ed", f"{root}ing")
    if root[-1] in "aeiouwxy" or root[-2:-1] not in _VOWELS or root[-3:-2] in _VOWELS:
        return plain
    doubled = (f"{root}{root[-1]}ed", f"{root}{root[-1]}ing")
    return (root, plural, *doubled) if len(re.findall(r"[aeiouy]+", root)) == 1 else plain + doubled


def _malayic_shorter(word: str) -> str:
    """The word without one clitic, where four letters stay, or five before the ones that many words end in."""
    cut = _CLITICS.sub("", word)
    least = 4 if word.endswith(("nya", "lah")) else 5
    return cut if len(cut) >= least else word


def _malayic_lemma(word: str) -> str:
    """The word without reduplication and safe clitics: -nya always, the others only from a derived word.

    >>> _malayic_lemma("laporan-laporannya"), _malayic_lemma("sekolah"), _malayic_lemma("bukunya")
    ('laporan', 'sekolah', 'buku')
    """
    cut = word.removesuffix("nya") if len(word) >= 7 else word
    bare = _CLITICS.sub("", cut)
    cut = bare if bare != cut and _DERIVED.match(bare) else cut
    first, hyphen, rest = cut.partition("-")
    return first if hyphen and first == rest else cut


def _english_shorter(word: str) -> str:
    """The word without its possessive."""
    return re.sub(r"(?:['’]s|(?<=s)['’])$", "", word)


def _english_lemma(word: str) -> str:
    """The word without possessive and regular plural.

    >>> [_english_lemma(word) for word in ("allegations", "companies", "crisis", "boxes", "witness's", "houses")]
    ['allegation', 'company', 'crisis', 'box', 'witness', 'house']
    """
    word = _english_shorter(word)
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else word
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes", "zzes")) else word[:-1]


def _same(word: str) -> str:
    return word


def _only(word: str) -> tuple[str, ...]:
    return (word,)


_RULES: dict[str, tuple[Callable[[str], tuple[str, ...]], Callable[[str], str], Callable[[str], str]]] = {
    "malayic": (malayic_forms, _malayic_shorter, _malayic_lemma),
    "english": (english_forms, _english_shorter, _english_lemma),
    "none": (_only, _same, _same),
}
