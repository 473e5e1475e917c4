"""What a review looks like: a session and the size of a terminal come in, lines of styled pieces go out.

Colours only repeat what signs say: «who speaks», ‹the reporting words›, [what was said]. Texts of articles are shown,
never obeyed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from factdb.report import visible
from factdb.report.article import printable
from factdb.review.items import Asks, ClaimShown, Item, Passage, Said, Weight, Word, meaning
from factdb.review.session import KEYS, Mode, Session, word_for
from factdb.review.wrapping import Line, Piece, cells, clipped, cut, wrapped
from factdb.words import CONTESTED

SIGNS: Mapping[str, tuple[str, str]] = {"source": ("«", "»"), "cue": ("‹", "›"), "content": ("[", "]")}
LEGEND: Line = [
    ("dim", "marked: "), ("source", "«who speaks»"), ("dim", " "), ("cue", "‹reporting words›"), ("dim", " "),
    ("content", "[what was said]"),
]  # fmt: skip
WEIGHTS: Mapping[Weight, str] = {
    Weight.CONTESTED: "decides whether the claim is contested",
    Weight.STATUS: "decides the claim's status",
    Weight.DETAIL: "changes a date, a flag or a name beside the status",
    Weight.NOTHING: "changes no status",
}
PROMPTS: Mapping[Word, str] = {
    Word.RELINK: "Which claim is it about? Type words of its name or title.",
    Word.MERGE: "Which claim is the same as this one? Type words of its name or title.",
    Word.NEW: "A title for the new claim:",
    Word.STANCE: "Which stance does it take?",
    Word.SPEAKER: "Who speaks?",
    Word.PARTY: "Which party is spoken for? Type its name.",
    Word.PARENT: "Under which party does it stand? Type its name.",
    Word.SAME: "Which party is it? Type its name.",
    Word.DATE: "When? 2024, 2024-10 or 2024-10-30:",
}
HELP = (
    "One doubt after another, those first that matter most to a claim's status. A key says what you decide; you are "
    "shown what it would change, and nothing is kept before you confirm it with Enter or y.",
    "",
    "a accept     the machine is right, or what is proposed is so",
    "r reject     it is not so",
    "l relink     the statement is about another claim: choose it by number, or type words of its name",
    "n new claim  the statement is about a claim of its own, which you give a title",
    "t stance     it asserts, denies, declines, admits, withdraws or comments",
    "w speaker    another speaker          p party   another party, or the one that it stands under",
    "d date       another date             m merge   the same claim, or the same party, as another",
    "s skip       not now; it comes again in your next review",
    "u undo       take back what you decided last",
    "Space, b     further down, and up again, where a passage is long",
    "q quit       everything you confirmed is kept",
    "",
    "Status says who said what, not what is true.",
)
WIDEST = 100
LEAST_BODY = 4
LOW = 32
"""A terminal with fewer lines shows of what is beside the article's words only their beginning."""


def lines_of(session: Session, width: int, height: int) -> list[Line]:
    """The lines of a screen, as many as it is high at most; what does not fit is reached by scrolling."""
    width = max(20, min(width, WIDEST))
    is_low = height < LOW
    head, body, foot = _head(session, width), list(_body(session, width, is_low)), list(_foot(session, width))
    room = max(LEAST_BODY, height - 1 - len(foot) - 1)
    top = min(session.top, max(0, len(body) - room))
    inside = body[top : top + room]
    inside += [[] for _ in range(room - len(inside))]
    more = len(body) - top - room
    told = (" ▲ back up: b" if top else "") + (f" ▼ {more} more: Space" if more > 0 else "")
    rule: Line = [("dim", cut(f"{'─' * max(0, width - len(told) - 1)}{told}", width))]
    lines = [head, *inside, rule, *foot] if height > len(foot) + 1 + LEAST_BODY else [*inside[:1], *foot]
    return [clipped(line, width) for line in lines[: max(height, 1)]]


def _head(session: Session, width: int) -> Line:
    counts = f"{session.decided} decided, {session.skipped} skipped"
    if session.item is None or session.mode is Mode.HELP:
        return [("bold", cut(f"factdb review · {counts}", width))]
    doubt = session.item.doubt
    told = f"{doubt.kind.value} · {WEIGHTS[doubt.weight]} · {counts}"
    return [("bold", cut(f"{told}, {session.left} left" if session.left else told, width))]


def _body(session: Session, width: int, is_low: bool) -> Iterator[Line]:
    if session.mode is Mode.HELP:
        for text in HELP:
            yield from wrapped([("", text)], width, " " * 13 if text[1:2] == " " else "") or [[]]
    elif session.item is None:
        yield from wrapped([("", "Nothing is left to look at. q quits, u takes back what you decided last.")], width)
    else:
        yield from _item(session.item, width, is_low)


def _item(item: Item, width: int, is_low: bool) -> Iterator[Line]:
    yield from wrapped([("bold", visible(item.question))], width)
    if not is_low:
        yield []
    if item.claim:
        yield from _claim("claim", item.claim, width, is_low)
    if item.other and item.doubt.asks in (Asks.SAME_CLAIM, Asks.NARROWER):
        yield from _claim("other", item.other, width, is_low)
    if item.said:
        yield from _labelled("said", _said(item.said), width)
    if item.passage:
        yield from _labelled(
            "in", [("", cut(_place(item.passage), width - 6) if is_low else _place(item.passage))], width
        )
        if not is_low:
            yield []
        yield from wrapped(list(_marked(item.passage)), width, "  ")
        yield LEGEND
    if item.other and item.doubt.asks is Asks.BELONGS:
        yield from _claim("rival", item.other, width, is_low)
        if item.beside:
            yield from _labelled("there", [*_marked(item.beside, quote_alone=True)], width)
    for text in item.why:
        yield from _labelled("why", [("", visible(text))], width)


def _labelled(label: str, pieces: Sequence[Piece], width: int) -> Iterator[Line]:
    return iter(wrapped([("label", f"{label:6}"), *pieces], width, " " * 6))


def _claim(label: str, claim: ClaimShown, width: int, is_low: bool) -> Iterator[Line]:
    style = "contested" if claim.status in {*CONTESTED} else "bold"
    since = f" since {claim.since}" if claim.since else ""
    status = f"{(claim.status or 'no status').upper()}{since}"
    yield from _labelled(label, [(style, status), ("", f"  {visible(claim.slug)}")], width)
    yield from wrapped([("", f"      {visible(claim.title)}")], width, " " * 6)
    if claim.sides:
        sides = cut(visible(claim.sides), width - 6) if is_low else visible(claim.sides)
        yield from wrapped([("dim", f"      {sides}")], width, " " * 6)


def _said(said: Said) -> list[Piece]:
    speaker = "" if said.speaker.casefold() == said.party.casefold() else f" · {visible(said.speaker)}"
    role = f", {visible(said.role)}" if said.role else ""
    nameless = " (not named)" if said.is_anonymous else ""
    basis = {"text": "", "article": " (the article's date)", "estimated": " (estimated)"}.get(said.basis, "")
    stance = said.stance.upper() if said.stance in ("denies", "admits") else said.stance
    return [("bold", f"{visible(said.party)} {stance}"), ("", f"{speaker}{role}{nameless} · "),
            ("", f"{said.said_on or 'no date'}{basis}")]  # fmt: skip


def _place(passage: Passage) -> str:
    parts = (passage.publisher, passage.published_on or "no date", passage.article)
    return " · ".join(visible(part) for part in parts if part)


def _marked(passage: Passage, *, quote_alone: bool = False) -> Iterator[Piece]:
    """The passage in pieces, its marks as signs and styles; beyond the quote it is dim."""
    quote = next(((one, other) for one, other, what in passage.marks if what == "quote"), (0, len(passage.text)))
    first, last = quote if quote_alone else (0, len(passage.text))
    marks = [(one, other, what) for one, other, what in passage.marks if what in SIGNS]
    cuts = sorted({first, last, *quote, *(end for mark in marks for end in mark[:2])})
    cuts = [place for place in cuts if first <= place <= last]
    if passage.is_cut[0] and not quote_alone:
        yield "dim", "… "
    for start, end in pairwise(cuts):
        opened = [what for one, _, what in marks if one == start]
        closed = [what for _, other, what in marks if other == end]
        inside = [what for one, other, what in marks if one <= start and end <= other]
        style = inside[-1] if inside else "" if quote[0] <= start < quote[1] else "dim"
        text = "".join(SIGNS[what][0] for what in opened) + printable(passage.text[start:end])
        yield style, text + "".join(SIGNS[what][1] for what in reversed(closed))
    if passage.is_cut[1] and not quote_alone:
        yield "dim", " …"


def _foot(session: Session, width: int) -> Iterator[Line]:
    if session.said:
        yield from wrapped([("wrong" if session.is_wrong else "good", visible(session.said))], width)
    if session.mode is Mode.HELP:
        yield [("key", "any key"), ("", " goes back")]
    elif session.mode is Mode.CONFIRMING:
        yield from _confirming(session, width)
    elif session.mode in (Mode.CHOOSING, Mode.TYPING) and session.word:
        yield from _choosing(session, session.word, width)
    else:
        yield from _answers(session, width)


def _confirming(session: Session, width: int) -> Iterator[Line]:
    reply, item = session.reply, session.item
    if reply is None or item is None:
        return
    value = f": {reply.value}" if reply.value else ""
    yield from wrapped([("bold", f"{reply.word}, {meaning(item.doubt.asks, reply.word)}{visible(value)}")], width)
    for line in session.effect or ("No claim changes its status.",):
        yield from wrapped([("effect", f"  {visible(line)}")], width, "  ")
    yield [("key", "Enter"), ("", " or "), ("key", "y"), ("", " keep it    "), ("key", "n"), ("", " or "),
           ("key", "Esc"), ("", " go back")]  # fmt: skip


def _choosing(session: Session, word: Word, width: int) -> Iterator[Line]:
    yield from wrapped([("bold", PROMPTS[word])], width)
    for number, choice in enumerate(session.choices, 1):
        told = "  ".join(visible(part) for part in (choice.value, choice.label) if part)
        if number - 1 == session.chosen:
            yield from wrapped([("key", f"›{number} "), ("bold", told)], width, "   ")
        else:
            yield [("key", f" {number} "), ("", cut(told, width - 3))]
    yield [("bold", "> "), ("", cut(visible(session.typed), width - 3)), ("cursor", " ")]
    numbers = "a number or Enter chooses, " if session.choices else "Enter takes it, "
    yield [("dim", cut(f"{numbers}Esc goes back", width))]


def _answers(session: Session, width: int) -> Iterator[Line]:
    item = session.item
    offered = {} if item is None else {key: word for key in KEYS if (word := word_for(key, item.offered))}
    effects = {} if item is None else item.doubt.effects
    rest: list[tuple[str, str]] = []
    for key, word in offered.items():
        if item is not None and word in effects:
            said = f"{meaning(item.doubt.asks, word)}: "
            yield [("key", f"{key} "), ("", said), ("effect", cut(effects[word], width - 2 - cells(said)))]
        else:
            rest.append((key, NAMES[word]))
    others = [("s", "skip")] if item else []
    yield from _packed([*rest, *others, ("u", "undo"), ("?", "help"), ("q", "quit")], width)


def _packed(keys: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    """Keys with what they do, as many on a line as fit."""
    line: Line = []
    used = 0
    for key, name in keys:
        if used and used + cells(f"{key} {name}") > width:
            yield line
            line, used = [], 0
        line = [*line, ("key", key), ("", f" {name}  ")]
        used += cells(f"{key} {name}  ")
    yield line


NAMES: Mapping[Word, str] = {
    **{word: word.value for word in Word},
    Word.NEW: "new claim",
    Word.SAME: "same as another",
    Word.PARENT: "under a party",
}
