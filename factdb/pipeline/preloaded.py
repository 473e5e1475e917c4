"""What every process that reads articles wants first: importing this reads all packs, parties and lists of words.

It is imported by the process of which those that read are copies (`processes`), and by nobody else.
"""

from factdb.languages import codes, raw
from factdb.pipeline.written import readings_in_words
from factdb.records import Article, Overlay


def read_examples() -> None:
    """Reads the first example of each pack, and with it what its language wants."""
    for code in codes():
        cues = raw(code)["cue"]
        assert isinstance(cues, list)
        readings_in_words(Overlay(), [Article(key=code, text=cues[0]["hit"], source=code, language=code)])


read_examples()
