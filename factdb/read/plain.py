"""A plain text → what it says. The text stays whole; its first line is also the title where it clearly is one."""

import re

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
    lines = [line.strip() for line in text[:20_000].splitlines() if line.strip()]
    if len(lines) < 2 or len(lines[0]) > LONGEST or _CLOSED.search(lines[0]):
        return None
    first, body = lines[0], " ".join(lines[1:])
    words = first.split()
    is_worded = len(words) >= 3 and first[:1].isupper() | first[:1].isdigit() | (first[:1] in "\"'“‘")
    return first if is_worded and not _QUIET.search(words[0]) and len(body) > 2 * len(first) else None
