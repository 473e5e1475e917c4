"""The review in a terminal: keys in, lines out, until it is quit. What the keys mean is told by `review`'s session.

Single keys by blessed, which knows the terminals there are; no mouse. Ctrl-C leaves what was kept so far.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from factdb.errors import FactdbError
from factdb.review.screen import lines_of
from factdb.review.session import (
    Choice,
    Request,
    Session,
    Wish,
    found,
    kept,
    press,
    refused,
    shown,
    tried,
)
from factdb.review.wrapping import Line

if TYPE_CHECKING:
    from blessed import Terminal

    from factdb.pipeline import Reviewing

PATIENCE = 0.25
"""Seconds after which the terminal's size is looked at again while nobody types."""

NAMES: Mapping[str, str] = {
    "KEY_ENTER": "enter", "KEY_ESCAPE": "escape", "KEY_BACKSPACE": "backspace", "KEY_DELETE": "backspace",
    "KEY_TAB": "tab", "KEY_UP": "up", "KEY_DOWN": "down", "KEY_PGUP": "pageup", "KEY_PGDOWN": "pagedown",
}  # fmt: skip
PLAIN: Mapping[str, str] = {
    "\n": "enter", "\r": "enter", "\x1b": "escape", "\x7f": "backspace", "\b": "backspace", "\t": "tab",
    "\x15": "ctrl-u", "\x03": "ctrl-c", "\x04": "ctrl-c",
}  # fmt: skip
REDRAW = "\x0c"
"""Ctrl-L, as everywhere: after something else has written to the screen."""

STYLES: Mapping[str, tuple[str, str]] = {
    "bold": ("bold", "bold"),
    "dim": ("bright_black", ""),
    "label": ("bright_black", ""),
    "source": ("bold_yellow", "bold"),
    "cue": ("bold_magenta", "underline"),
    "content": ("cyan", ""),
    "contested": ("bold_red", "bold"),
    "effect": ("green", ""),
    "key": ("bold_reverse", "bold_reverse"),
    "wrong": ("bold_red", "bold"),
    "good": ("bold_green", "bold"),
    "cursor": ("reverse", "reverse"),
}
"""How each style looks, with colours and where NO_COLOR asks for none."""


def conversed(reviewing: "Reviewing") -> None:
    """Shows one item after the other and does what the keys say, until it is quit."""
    term = terminal()
    session = shown(Session(), reviewing.next())
    with term.fullscreen(), term.cbreak(), term.hidden_cursor():
        drawn: tuple[Session, int, int] | None = None
        while True:
            if (view := (session, term.width, term.height)) != drawn:
                _draw(term, session)
                drawn = view
            key = term.inkey(timeout=PATIENCE, esc_delay=0.05)
            if not key or str(key) == REDRAW:
                drawn = drawn if not key else None
                continue
            name = NAMES.get(key.name or "") or PLAIN.get(str(key), str(key))
            session, request = press(session, name)
            if request is not None and request.wish is Wish.QUIT:
                return
            if request is not None:
                session = fulfilled(reviewing, session, request)


def terminal() -> "Terminal":
    """The terminal here. blessed takes NO_COLOR for no sequences at all, the moves of the cursor among them."""
    from blessed import Terminal

    told = os.environ.pop("NO_COLOR", None)
    try:
        return Terminal()
    finally:
        if told is not None:
            os.environ["NO_COLOR"] = told


def fulfilled(reviewing: "Reviewing", session: Session, request: Request) -> Session:
    """The session once its request was fulfilled, or refused with the reason."""
    try:
        return _fulfilled(reviewing, session, request)
    except FactdbError as error:
        return refused(session, str(error))


def _fulfilled(reviewing: "Reviewing", session: Session, request: Request) -> Session:
    if request.wish is Wish.TRY and request.reply:
        return tried(session, reviewing.tried(request.reply))
    if request.wish is Wish.KEEP and request.reply:
        done = kept(session, reviewing.kept(request.reply))
        return shown(done, reviewing.next())
    if request.wish is Wish.FIND and request.word:
        named = reviewing.choices(request.word, request.text)
        return found(session, [Choice(value=value, label=label) for value, label in named])
    if request.wish is Wish.UNDO:
        item, said = reviewing.undone()
        return shown(kept(session, said, -1), item)
    return shown(session, reviewing.next())


def _draw(term: "Terminal", session: Session) -> None:
    """Draws all lines at once, so that nothing flickers."""
    lines = lines_of(session, term.width, term.height)
    drawn = [f"{term.move_xy(0, row)}{_styled(term, line)}{term.clear_eol}" for row, line in enumerate(lines)]
    print(f"{''.join(drawn)}{term.clear_eos}", end="", flush=True)


def _styled(term: "Terminal", line: Line) -> str:
    has_color = not os.environ.get("NO_COLOR")
    out = ""
    for style, text in line:
        name = STYLES.get(style, ("", ""))[0 if has_color else 1]
        out += f"{getattr(term, name)}{text}{term.normal}" if name else text
    return out
