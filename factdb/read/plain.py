"""A plain text → its title. The text stays whole; its first line is also the title where it clearly is one."""

import re

from factdb.languages import codes
from factdb.languages.page import furniture, page
from factdb.records import Span

LONGEST = 160
"""Headlines are shorter than this; so are some paragraphs, hence the other signs."""

_CLOSED = re.compile(r"""[.,;:…]["'”’»)]*$|^[-*•–—(\[]""")
_QUIET = re.compile(r"[.:]$|\w+\.\w{2,}")


def title_of(text: str) -> str | None:
    """The first line where it is a headline: short, not closed like a sentence, with a longer body below it.

    None where in doubt: a date line, an advertisement or a caption of one or two words is no title.

    >>> title_of("Kremlin Bantah Kirim Senjata ke Myanmar\\n\\n" + "Juru bicara Kremlin membantah laporan itu. " * 2)
    'Kremlin Bantah Kirim Senjata ke Myanmar'
    >>> title_of("Kremlin membantah laporan itu.\\nMoskow tidak mengirim senjata, kata juru bicaranya.") is None
    True
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line and not _is_furniture(line)]
    if len(lines) < 2 or len(lines[0]) > LONGEST or _CLOSED.search(lines[0]):
        return None
    first, body = lines[0], " ".join(lines[1:])
    words = first.split()
    is_worded = len(words) >= 3 and first[:1].isupper() | first[:1].isdigit() | (first[:1] in "\"'“‘")
    return first if is_worded and not _QUIET.search(words[0]) and len(body) > 2 * len(first) else None


def _is_furniture(line: str) -> bool:
    """Whether the whole line is an advertisement, a link or a caption in any of the languages."""
    return any(Span(0, len(line)) in furniture(line, page(code)) for code in codes())
