"""One review in a terminal: what is on the screen, and what a key does to it.

A session and a key come in, a session and perhaps a request go out: to try an answer, to keep it, to look for names.
Who runs the session fulfils the request and tells it what came of it. Nothing here reads a key or knows a database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from factdb.review.dates import date_in
from factdb.review.items import TAKES_NOTHING, Item, Reply, Word
from factdb.words import Stance


class Mode(StrEnum):
    """What the keys are for now."""

    ASKING = "asking"
    CHOOSING = "choosing"
    TYPING = "typing"
    CONFIRMING = "confirming"
    HELP = "help"
    DONE = "done"


class Wish(StrEnum):
    """What a session asks of who runs it."""

    TRY = "try"
    KEEP = "keep"
    FIND = "find"
    NEXT = "next"
    UNDO = "undo"
    QUIT = "quit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish; `reply` to try or to keep, `word` and `text` to look for what an answer may take."""

    wish: Wish
    reply: Reply | None = None
    word: Word | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be chosen: its name and what it is."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is on the screen. `effect` is what the answer would do, `said` the last thing that happened, in lines."""

    item: Item | None = None
    mode: Mode = Mode.ASKING
    reply: Reply | None = None
    word: Word | None = None
    typed: str = ""
    choices: tuple[Choice, ...] = ()
    chosen: int = 0
    effect: tuple[str, ...] = ()
    said: str = ""
    is_wrong: bool = False
    top: int = 0
    decided: int = 0
    skipped: int = 0
    left: int = 0


Turn = tuple[Session, Request | None]

KEYS: Mapping[str, tuple[Word, ...]] = {
    "a": (Word.ACCEPT,),
    "r": (Word.REJECT,),
    "l": (Word.RELINK,),
    "n": (Word.NEW,),
    "t": (Word.STANCE,),
    "w": (Word.SPEAKER,),
    "p": (Word.PARTY, Word.PARENT),
    "d": (Word.DATE,),
    "m": (Word.MERGE, Word.SAME),
}
"""The key of each answer; of two the one that the question offers."""

CHOSEN = frozenset({Word.RELINK, Word.MERGE, Word.STANCE, Word.PARTY, Word.PARENT, Word.SAME})
"""Answers whose value is looked for; all others that take one are typed."""

STANCES = tuple(Choice(value=stance.value, label="") for stance in Stance)
PAGE = 12
SCROLL: Mapping[str, int] = {
    "down": 1, "j": 1, "up": -1, "k": -1, " ": PAGE, "pagedown": PAGE, "pageup": -PAGE, "b": -PAGE,
}  # fmt: skip


def word_for(key: str, offered: Sequence[Word]) -> Word | None:
    """The answer that a key gives to a question that offers these, None for none."""
    return next((word for word in KEYS.get(key, ()) if word in offered), None)


def press(session: Session, key: str) -> Turn:
    """What a key does. A key that means nothing does nothing.

    >>> press(Session(mode=Mode.DONE), "q")[1]
    Request(wish=<Wish.QUIT: 'quit'>, reply=None, word=None, text='')
    """
    return _BY_MODE[session.mode](replace(session, said="", is_wrong=False), key)


def shown(session: Session, item: Item | None, left: int = 0) -> Session:
    """The session with another item on the screen, or at its end."""
    mode = Mode.ASKING if item else Mode.DONE
    return Session(
        item=item, mode=mode, left=left, decided=session.decided, skipped=session.skipped, said=session.said,
        is_wrong=session.is_wrong,
    )  # fmt: skip


def tried(session: Session, effect: Sequence[str]) -> Session:
    """The session that has been told what its answer would do, and asks to confirm it."""
    return replace(session, mode=Mode.CONFIRMING, effect=tuple(effect))


def kept(session: Session, said: str, count: int = 1) -> Session:
    """The session whose answer was kept, or (`count` -1) whose last one was taken back."""
    return replace(_asking(session), said=said, decided=session.decided + count)


def found(session: Session, choices: Sequence[Choice]) -> Session:
    """The session with what was found for what is typed."""
    return replace(session, choices=tuple(choices), chosen=0)


def refused(session: Session, why: str) -> Session:
    """The session in which something cannot be done; whoever typed can type again."""
    mode = Mode.ASKING if session.mode is Mode.CONFIRMING else session.mode
    return replace(session, mode=mode, said=why, is_wrong=True)


def _asking(session: Session) -> Session:
    return replace(session, mode=Mode.ASKING, reply=None, word=None, typed="", choices=(), chosen=0, effect=())


def _in_asking(session: Session, key: str) -> Turn:
    item = session.item
    if item and (word := word_for(key, item.offered)):
        return _begun(session, item, word)
    if key in SCROLL:
        return replace(session, top=max(0, session.top + SCROLL[key])), None
    if key == "s":
        return replace(session, skipped=session.skipped + 1), Request(wish=Wish.NEXT)
    return _anywhere(session, key)


def _anywhere(session: Session, key: str) -> Turn:
    if key == "u":
        return session, Request(wish=Wish.UNDO)
    if key in ("q", "ctrl-c"):
        return session, Request(wish=Wish.QUIT)
    if key == "?":
        return replace(session, mode=Mode.HELP, top=0), None
    return session, None


def _begun(session: Session, item: Item, word: Word) -> Turn:
    """An answer was chosen: it is tried, or its value is asked for."""
    if word in TAKES_NOTHING:
        reply = Reply(key=item.doubt.key, word=word)
        return replace(session, reply=reply), Request(wish=Wish.TRY, reply=reply)
    begun = replace(session, word=word, typed="", choices=(), chosen=0)
    if word is Word.STANCE:
        return replace(begun, mode=Mode.CHOOSING, choices=STANCES), None
    if word in CHOSEN:
        return replace(begun, mode=Mode.CHOOSING), Request(wish=Wish.FIND, word=word)
    filled = item.said.speaker if word is Word.SPEAKER and item.said else ""
    return replace(begun, mode=Mode.TYPING, typed=filled), None


def _in_choosing(session: Session, key: str) -> Turn:
    """A digit or Enter chooses, letters narrow down; where nothing is found Enter takes what is typed."""
    count = len(session.choices)
    if key.isdecimal() and not session.typed and 0 < int(key) <= count:
        return _with_value(session, session.choices[int(key) - 1].value)
    if key in ("down", "up") and count:
        return replace(session, chosen=(session.chosen + (1 if key == "down" else -1)) % count), None
    if key == "enter":
        value = session.choices[session.chosen].value if count else session.typed.strip()
        return _with_value(session, value)
    if key == "tab" and count:
        return replace(session, typed=session.choices[session.chosen].value), None
    return _edited(session, key)


def _in_typing(session: Session, key: str) -> Turn:
    if key == "enter":
        return _with_value(session, session.typed.strip())
    return _edited(session, key)


def _edited(session: Session, key: str) -> Turn:
    if key == "escape":
        return _asking(session), None
    if key == "ctrl-c":
        return session, Request(wish=Wish.QUIT)
    typed = session.typed
    if key == "backspace":
        typed = typed[:-1]
    elif key == "ctrl-u":
        typed = ""
    elif len(key) == 1 and key.isprintable():
        typed += key
    if typed == session.typed:
        return session, None
    changed = replace(session, typed=typed)
    if session.mode is not Mode.CHOOSING:
        return changed, None
    if session.word is Word.STANCE:
        return found(changed, [each for each in STANCES if each.value.startswith(typed.strip().lower())]), None
    return changed, Request(wish=Wish.FIND, word=session.word, text=typed)


def _with_value(session: Session, value: str) -> Turn:
    """The answer with its value is tried, where the value can be one."""
    if session.item is None or session.word is None:
        return session, None
    if not value:
        return refused(session, "Type something, or press Esc to go back."), None
    if session.word is Word.STANCE and value not in {*Stance}:
        return refused(session, f"No stance is called '{value}'."), None
    if session.word is Word.DATE:
        date = date_in(value)
        if date is None:
            return refused(session, f"'{value}' is no date that can be told for sure: 2024, 2024-10, 2024-10-30."), None
        value = date
    reply = Reply(key=session.item.doubt.key, word=session.word, value=value)
    return replace(session, reply=reply), Request(wish=Wish.TRY, reply=reply)


def _in_confirming(session: Session, key: str) -> Turn:
    if key in ("enter", "y"):
        return session, Request(wish=Wish.KEEP, reply=session.reply)
    if key in ("n", "escape", "backspace"):
        return _asking(session), None
    if key in ("q", "ctrl-c"):
        return session, Request(wish=Wish.QUIT)
    return session, None


def _in_help(session: Session, key: str) -> Turn:
    if key == "ctrl-c":
        return session, Request(wish=Wish.QUIT)
    return replace(session, mode=Mode.ASKING if session.item else Mode.DONE, top=0), None


_BY_MODE = {
    Mode.ASKING: _in_asking,
    Mode.CHOOSING: _in_choosing,
    Mode.TYPING: _in_typing,
    Mode.CONFIRMING: _in_confirming,
    Mode.HELP: _in_help,
    Mode.DONE: _anywhere,
}
