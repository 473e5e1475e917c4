"""The words of a statement as a report prints them: short, exact, in quotation marks.

A row of statement_details comes in, a line of text goes out. Words are only left out, with "…" where they stood;
none is ever changed.
"""

import re

from factdb.report.catalogue import say
from factdb.report.dossiers import Row
from factdb.report.visible import visible
from factdb.words import Stance

LONGEST = 160
ENOUGH = 28
CLAUSE_END = re.compile(r"[,;:—–](?=\s)|[.!?](?=[\s\"”’]|$)")
MARKS = "\"'“”„«»‘’「」 "
# Only a conjunction or a preposition of the words around it, never a pronoun: it can be left out in front ("that night"
# could not, nor could one that begins a sentence).
OPENING = re.compile(r"^(?:[Bb]ahwa|mengenai|tentang)\s+(?=\S)")


def short_quote(statement: Row, longest: int = LONGEST) -> str:
    """What was said, in quotation marks: the content where the text has one, else the passage around the cue.

    Of a refusal the passage is shown: what somebody declines to speak of is not what was said. So it is of a denial in
    other's words that says too little by itself ("the accusation").

    >>> print(short_quote({"content_text": "bahwa semuanya bohong", "quote": "Ia mengatakan bahwa semuanya bohong."}))
    "semuanya bohong"
    >>> print(short_quote({"content_text": "tentang pengiriman senjata", "quote": ""}))
    "pengiriman senjata"
    """
    content = bare(OPENING.sub("", visible(statement.get("content_text")), count=1))
    if content and says_enough(content, statement):
        return quoted(cut(content, longest))
    passage, cue = bare(statement.get("quote")), visible(statement.get("cue_text"))
    return quoted(cut(with_cue(cue, passage[from_sentence_with(cue, passage) :], longest), longest)) if passage else ""


def says_enough(content: str, statement: Row) -> bool:
    """Whether what was said can stand alone."""
    if statement.get("stance") == Stance.DENIES:
        return bool(statement.get("is_direct")) or len(content) >= ENOUGH
    return bool(statement.get("stance") != Stance.DECLINES)


def quoted(words: str) -> str:
    """Words in quotation marks; typographic ones where the words themselves hold plain ones.

    >>> print(quoted('they call it "fake"'))
    “they call it "fake"”
    """
    return f"“{words}”" if '"' in words else f'"{words}"'


def bare(text: object) -> str:
    """Text without quotation marks around it; marks that only open or only close inside stay.

    >>> bare("“semuanya bohong.”"), bare("“Bohong,” katanya, “semua.”")
    ('semuanya bohong.', '“Bohong,” katanya, “semua.”')
    """
    shown = visible(text)
    inner = shown.strip(MARKS)
    return (shown if any(mark in inner for mark in '"“”«»') else inner).rstrip(",;: ")


def cut(text: str, longest: int) -> str:
    """At most `longest` characters, cut behind a clause that ends in the last third, else behind a word.

    >>> cut("All of it is lies, every word, and it serves to distract attention.", 36)
    'All of it is lies, every word, …'
    """
    if len(text) <= longest:
        return text
    room = text[: longest - 1]
    clauses = [match.end() for match in CLAUSE_END.finditer(room) if match.end() >= longest * 2 // 3]
    end = clauses[-1] if clauses else room.rfind(" ")
    return f"{room[: end if end > 0 else len(room)].rstrip()} …"


def with_cue(cue: str, sentence: str, longest: int) -> str:
    """A sentence from its beginning, or from the clause that holds the cue where that would otherwise be cut off.

    >>> with_cue("declined", "Asked for the third time about all of it, she declined.", 30)
    '… she declined.'
    """
    place = sentence.find(cue)
    clauses = [match.end() for match in CLAUSE_END.finditer(sentence[: max(place, 0)])]
    is_far = place + len(cue) > longest * 2 // 3 and len(sentence) > longest
    return f"… {sentence[clauses[-1] :].lstrip()}" if is_far and clauses else sentence


def from_sentence_with(cue: str, passage: str) -> int:
    """Where the sentence that holds the cue begins; the beginning where it is not found."""
    place = passage.find(cue) if cue else 0
    return max((end.end() + 1 for end in re.finditer(r"[.!?][\"”’]?(?=\s)", passage[: max(place, 0)])), default=0)


def who(statement: Row, side: str) -> str:
    """Body, speaker and office, as far as they are not the side itself, and whose words they relay.

    A speaker who is only another name of the party (`is_party_itself`) is not named twice.

    >>> who({"speaker": "Lloyd Austin", "speaker_role": "defence secretary", "party": "Pentagon"}, "United States")
    'Pentagon · Lloyd Austin, defence secretary'
    """
    speaker, role, party = (visible(statement.get(column)) for column in ("speaker", "speaker_role", "party"))
    if statement.get("is_party_itself"):
        speaker = ""
    origin = visible(statement.get("origin_party"))
    office = role if role.casefold() not in speaker.casefold() else ""
    named = ", ".join(part for part in (speaker, office) if part and part not in (party, side))
    body = party if party != side and party.casefold() not in named.casefold() else ""
    return " · ".join(
        part for part in (body, named, say("mark.citing", party=origin) if origin not in ("", party) else "") if part
    )
