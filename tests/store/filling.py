"""Fills a database with two hand-made articles, so that every view has a row to show."""

from datetime import UTC, datetime

from factdb.records import (
    Alias,
    Appearance,
    Article,
    History,
    Member,
    Party,
    PartyPosition,
    Problem,
    Quantity,
    Question,
    Rival,
    SaidOn,
    Span,
    Statement,
    StatusChange,
    Tie,
    Verdict,
    VoiceRole,
)
from factdb.store import Database, Writer
from factdb.words import DenialKind, PublishedBasis, Role, SaidOnBasis, Stance, Status

MOMENT = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)

TEXT = (
    "Gedung Putih menuduh Korea Utara mengirim 10.000 peluru ke Rusia. "
    '"Itu bohong," kata Kim Son Gyong pada Rabu. Seoul membenarkan tuduhan itu.'
)

PARTIES = (
    Party(name="White House", kind="government", parent="United States"),
    Party(name="United States", kind="state", aliases=(Alias(text="AS", language="id", exact=True),)),
    Party(name="North Korea", kind="state", aliases=(Alias(text="Korut", language="id"), Alias(text="DPRK"))),
    Party(name="South Korea", kind="state"),
)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def article(key: str = "article-1", published_on: str | None = "2022-09-22", text: str = TEXT) -> Article:
    return Article(
        key=key,
        text=text,
        source=f"{key}.txt",
        title="Tuduhan atas Pyongyang",
        publisher="Contoh",
        language="id",
        published_on=published_on,
        published_basis=PublishedBasis.GIVEN if published_on else PublishedBasis.NONE,
    )


def day(value: str) -> SaidOn:
    return SaidOn(value=value, earliest=value, latest=value, basis=SaidOnBasis.TEXT)


def statements(article_key: str = "article-1") -> tuple[Statement, ...]:
    amount = span_of("10.000 peluru")
    return (
        Statement(
            key=f"{article_key}-asserts",
            article=article_key,
            quote=span_of(TEXT.partition(". ")[0] + "."),
            stance=Stance.ASSERTS,
            speaker="Gedung Putih",
            party="White House",
            source=span_of("Gedung Putih"),
            cue=span_of("menuduh"),
            content=span_of("Korea Utara mengirim 10.000 peluru ke Rusia"),
            said_on=day("2022-09-06"),
            quantities=(Quantity(start=amount.start, end=amount.end, unit="peluru", low=10000.0, high=None),),
        ),
        Statement(
            key=f"{article_key}-denies",
            article=article_key,
            quote=span_of('"Itu bohong," kata Kim Son Gyong pada Rabu.'),
            stance=Stance.DENIES,
            speaker="Kim Son Gyong",
            speaker_role="wakil menteri",
            party="North Korea",
            source=span_of("Kim Son Gyong"),
            cue=span_of("kata"),
            content=span_of('"Itu bohong,"'),
            answers=span_of("Itu"),
            is_direct=True,
            medium="KCNA",
            said_on=SaidOn(value="2022-09-21", earliest="2022-09-21", latest="2022-09-21", basis=SaidOnBasis.TEXT),
        ),
        Statement(
            key=f"{article_key}-corroborates",
            article=article_key,
            quote=span_of("Seoul membenarkan tuduhan itu."),
            stance=Stance.ASSERTS,
            speaker="seorang pejabat",
            party="South Korea",
            origin_party=None,
            is_anonymous=True,
            said_on=SaidOn(value="2022-10", earliest="2022-10-01", latest="2022-10-31", basis=SaidOnBasis.ESTIMATED),
        ),
    )


def appearance(article_key: str = "article-1") -> Appearance:
    one, two, three = (each.key for each in statements(article_key))
    return Appearance(
        key=f"appearance-{article_key}",
        article=article_key,
        language="id",
        members=(
            Member(statement=one, score=1.0, rule="opens"),
            Member(statement=two, score=0.75, rule="answers 'itu'", nearest=one),
            Member(
                statement=three,
                score=0.5,
                rule="answers 'tuduhan itu'",
                nearest=one,
                rival=Rival(statement=two, score=0.25, rule="shared terms shell (3.0)"),
            ),
        ),
        accused=("North Korea",),
        terms=(("shell", 3.0), (f"only {article_key}", 2.0), ("North Korea", 0.5)),
        title="Pyongyang mengirim peluru",
        proposition="Korea Utara mengirim 10.000 peluru ke Rusia.",
        stances=(Stance.ASSERTS, Stance.DENIES),
        voices=("White House", "South Korea"),
        deniers=("North Korea",),
        on="2022-09-22",
    )


def history(article_key: str = "article-1") -> History:
    one, two, three = (each.key for each in statements(article_key))
    steps = (
        ("2022-09-06", None, Status.ALLEGED, one),
        ("2022-09-21", Status.ALLEGED, Status.DENIED, two),
        ("2022-10", Status.DENIED, Status.DISPUTED, three),
    )
    return History(
        status=Status.DISPUTED,
        changes=tuple(
            StatusChange(
                sequence=number, effective_on=on, from_status=old, to_status=new, statement=cause, rule=f"{new} by rule"
            )
            for number, (on, old, new, cause) in enumerate(steps, start=1)
        ),
        positions=(
            PartyPosition(party="United States", stance=Stance.ASSERTS, since="2022-09-06", statement=one),
            PartyPosition(party="North Korea", stance=Stance.DENIES, since="2022-09-21", statement=two),
            PartyPosition(party="South Korea", stance=Stance.ASSERTS, since="2022-10", statement=three),
        ),
        roles=(
            VoiceRole(statement=one, role=Role.ALLEGATION),
            VoiceRole(statement=two, role=Role.DENIAL, denial_kind=DenialKind.OFFICIAL),
            VoiceRole(statement=three, role=Role.CORROBORATION),
        ),
        flags=(),
        accusers=("United States", "South Korea"),
        corroborators=("South Korea",),
        deniers=("North Korea",),
        denial_kind=DenialKind.OFFICIAL,
        first_said_on="2022-09-06",
        status_since="2022-10",
        last_said_on="2022-10",
    )


def save_one(writer: Writer, article_key: str = "article-1") -> int:
    """One article with its statements, appearance, claim and history; gives the claim_id."""
    article_id = writer.save_article(article(article_key), ["kursk", "arms"])
    writer.save_bands({article_id: [7, -2_000_000_000]})
    writer.save_parties(PARTIES, "gazetteer")
    writer.save_statements(article_key, statements(article_key))
    writer.save_problems([Problem(message="the year is not told", article=article_key, start=0, end=12)])
    shown = appearance(article_key)
    writer.save_appearances([shown])
    placed = writer.appearances([shown.key])[0].claim_id
    if placed is None:
        placed = writer.new_claim(
            "North Korea sent shells",
            title=shown.title,
            proposition=shown.proposition,
            language="id",
            accused=shown.accused,
        )
        writer.move_appearances({shown.key: placed})
    writer.set_claim_statements({placed: shown.members})
    writer.save_history(placed, history(article_key))
    return placed


def fill(database: Database) -> None:
    """Two articles, the second a copy of the first, one claim each, a tie, a proposal and a relation between them."""
    with database.writing(author="Ana", kind="load", note="two articles", recorded_at=MOMENT) as writer:
        one, other = save_one(writer, "article-1"), save_one(writer, "article-2")
        writer.set_copy_group(list(writer.known_articles(["article-1", "article-2"]).values()))
        writer.save_ties([Tie(one="appearance-article-1", other="appearance-article-2", score=0.5, rule="same words")])
        writer.save_questions([Question(kind="same claim", rule="same words", claim=one, other_claim=other, score=0.5)])
        writer.set_relations(
            [one, other],
            [Question(kind="narrower_than", rule="adds a place", claim=one, other_claim=other, score=0.75)],
        )
        writer.save_verdict(one, Verdict(author="Ana", rating="half true", source_reliability="B", given_on="2024"))
