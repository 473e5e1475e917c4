"""A review key by key, without a terminal: what each key asks for, and what the screen then shows."""

from dataclasses import replace

import pytest

from factdb.review import Item, Reply, Word
from factdb.review.screen import lines_of
from factdb.review.session import (
    Choice,
    Mode,
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
from factdb.review.wrapping import cells
from tests.review.asked import DATE, LINK, PARTY

CLAIMS = (Choice(value="bridge-closes", label="The bridge will close"), Choice(value="10-ships", label="Ten ships"))


def typed(session: Session, *keys: str) -> tuple[Session, Request | None]:
    """What is left and what is asked for after these keys, one after the other."""
    request = None
    for key in keys:
        session, request = press(session, key)
    return session, request


def text_of(session: Session, width: int = 80, height: int = 24) -> str:
    return "\n".join("".join(text for _, text in line) for line in lines_of(session, width, height))


@pytest.mark.parametrize(("key", "word"), [("a", Word.ACCEPT), ("r", Word.REJECT)])
def test_a_key_is_tried_before_it_is_kept(key: str, word: Word) -> None:
    session, request = press(shown(Session(), LINK), key)
    reply = Reply(key="belongs s2 mayor-money", word=word)
    assert request == Request(wish=Wish.TRY, reply=reply)
    session = tried(session, ["mayor-money: denied → alleged"])
    assert "mayor-money: denied → alleged" in text_of(session)
    for confirmed in ("enter", "y"):
        assert press(session, confirmed)[1] == Request(wish=Wish.KEEP, reply=reply)


@pytest.mark.parametrize("key", ["n", "escape", "backspace"])
def test_what_is_not_confirmed_is_forgotten(key: str) -> None:
    session = tried(press(shown(Session(), LINK), "r")[0], [])
    session, request = press(session, key)
    assert request is None and session.mode is Mode.ASKING and session.reply is None


@pytest.mark.parametrize("key", ["a", "r", "x", "s", " ", "u", "up", "é"])
def test_no_other_key_confirms(key: str) -> None:
    session = tried(press(shown(Session(), LINK), "r")[0], [])
    assert press(session, key) == (session, None)


def test_relinking_looks_for_claims_by_what_is_typed_and_takes_a_number() -> None:
    session, request = press(shown(Session(), LINK), "l")
    assert request == Request(wish=Wish.FIND, word=Word.RELINK)
    session = found(session, CLAIMS)
    assert "›1 bridge-closes  The bridge will close" in text_of(session)
    assert press(session, "2")[1] == Request(
        wish=Wish.TRY, reply=Reply(key=LINK.doubt.key, word=Word.RELINK, value="10-ships")
    )
    session, request = press(session, "b")
    assert request == Request(wish=Wish.FIND, word=Word.RELINK, text="b") and "> b" in text_of(session)


def test_a_digit_behind_letters_is_typed() -> None:
    session = found(press(shown(Session(), LINK), "m")[0], CLAIMS)
    session, request = typed(session, "s", "2")
    assert request == Request(wish=Wish.FIND, word=Word.MERGE, text="s2")


def test_arrows_and_tab_choose_what_enter_takes() -> None:
    session = found(press(shown(Session(), LINK), "l")[0], CLAIMS)
    session, request = typed(session, "down", "enter")
    assert request and request.reply and request.reply.value == "10-ships"
    assert typed(found(press(shown(Session(), LINK), "l")[0], CLAIMS), "tab")[0].typed == "bridge-closes"


def test_a_name_that_is_not_found_is_taken_as_typed() -> None:
    session = found(typed(shown(Session(), PARTY), "p", "U", "N")[0], [])
    assert press(session, "enter")[1] == Request(
        wish=Wish.TRY, reply=Reply(key=PARTY.doubt.key, word=Word.PARENT, value="UN")
    )


def test_a_stance_is_chosen_by_number_or_by_its_first_letters() -> None:
    session, _ = press(shown(Session(), LINK), "t")
    assert "2 denies" in text_of(session)
    for keys in (("1",), ("a", "s", "enter")):
        request = typed(session, *keys)[1]
        assert request and request.reply and (request.reply.word, request.reply.value) == (Word.STANCE, "asserts")


def test_a_date_that_may_be_two_days_is_refused_and_can_be_typed_again() -> None:
    session, request = typed(shown(Session(), DATE), "d", *"4/10/2024", "enter")
    assert request is None and session.mode is Mode.TYPING and "4/10/2024" in text_of(session)
    session, request = typed(session, "ctrl-u", *"2024-10-04", "enter")
    assert request and request.reply and request.reply.value == "2024-10-04"


def test_a_speaker_is_typed_over_the_one_that_stands() -> None:
    session, _ = press(shown(Session(), LINK), "w")
    assert "> Ann Bell" in text_of(session)
    request = typed(session, *["backspace"] * 4, *"Boleyn", "enter")[1]
    assert request and request.reply and request.reply.value == "Ann Boleyn"


def test_nothing_typed_is_no_answer() -> None:
    session, request = typed(shown(Session(), DATE), "d", "enter")
    assert request is None and session.is_wrong and press(session, "escape")[0].mode is Mode.ASKING


@pytest.mark.parametrize(("item", "keys"), [(PARTY, "rltwdn"), (DATE, "rlntwpm")])
def test_a_key_that_the_question_does_not_offer_does_nothing(item: Item, keys: str) -> None:
    for key in keys:
        assert press(shown(Session(), item), key) == (shown(Session(), item), None)


def test_skipping_undoing_and_quitting_ask_for_just_that() -> None:
    session = shown(Session(), LINK)
    assert press(session, "s") == (replace(session, skipped=1), Request(wish=Wish.NEXT))
    assert press(session, "u") == (session, Request(wish=Wish.UNDO))
    assert press(session, "q")[1] == press(session, "ctrl-c")[1] == Request(wish=Wish.QUIT)
    done = shown(session, None)
    assert press(done, "u")[1] == Request(wish=Wish.UNDO) and press(done, "a") == (done, None)


def test_what_was_decided_is_counted_and_taken_back() -> None:
    session = kept(tried(press(shown(Session(), LINK), "a")[0], []), "mayor-money: confirmed")
    assert session.mode is Mode.ASKING and session.decided == 1 and "mayor-money: confirmed" in text_of(session)
    assert kept(session, "Taken back.", -1).decided == 0


def test_what_is_refused_is_told_and_the_question_stays() -> None:
    session = refused(tried(press(shown(Session(), LINK), "a")[0], []), "The database is busy.")
    assert session.mode is Mode.ASKING and "The database is busy." in text_of(session)


def test_help_tells_every_key_and_any_key_goes_back() -> None:
    session, _ = press(shown(Session(), LINK), "?")
    text = text_of(session, 80, 60)
    for key in ("a accept", "r reject", "l relink", "n new claim", "t stance", "w speaker", "p party", "d date",
                "m merge", "s skip", "u undo", "q quit"):  # fmt: skip
        assert key in text
    assert press(session, "x")[0].mode is Mode.ASKING


def test_the_screen_shows_what_is_asked_with_signs_beside_the_colours() -> None:
    text = text_of(shown(Session(), LINK), 100, 40)
    assert "Is this denial by City Hall about this claim?" in text
    assert "DENIED since 2024-03-05  mayor-money" in text
    assert "City Hall DENIES · Ann Bell, mayor · 2024-03-05 (estimated)" in text
    assert "«Ann Bell» ‹denied it›: “[Not one coin.]”" in text
    assert "r it is not: denied → alleged, no longer contested" in text
    assert "linked with a score of 0.21" in text and "ALLEGED  bridge-closes" in text


@pytest.mark.parametrize("item", [LINK, PARTY, DATE])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (20, 6), (200, 60), (1, 1)])
def test_every_screen_fits_its_terminal(item: Item, width: int, height: int) -> None:
    start = shown(Session(), item)
    sessions = [start, press(start, "?")[0], tried(press(start, "a")[0], ["a-claim: denied → alleged " * 5])]
    sessions += [found(press(start, key)[0], CLAIMS * 4) for key in "lmpd"]
    for session in sessions:
        lines = lines_of(session, width, height)
        assert len(lines) <= max(height, 1)
        assert all(sum(cells(text) for _, text in line) <= max(width, 20) for line in lines)


def test_a_long_passage_is_scrolled_and_says_how_much_is_left() -> None:
    assert LINK.passage
    long = replace(LINK, passage=replace(LINK.passage, text=LINK.passage.text + " And so on." * 80))
    session = shown(Session(), long)
    assert "more: Space" in text_of(session)
    last = typed(session, *[" "] * 9)[0]
    assert "bridge-closes" in text_of(last) and "back up: b" in text_of(last)
    assert text_of(typed(last, *["b"] * 30)[0]) == text_of(session)


def test_what_an_article_holds_is_shown_and_not_obeyed() -> None:
    assert LINK.passage
    text = LINK.passage.text.replace("one coin", "\x1b[2J\u202eno")
    hostile = replace(LINK, passage=replace(LINK.passage, text=text), question="\x9b31m\x07?")
    drawn = text_of(shown(Session(), hostile), 100, 40)
    assert not {
        char for char in drawn if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 or char == "\u202e"
    }
