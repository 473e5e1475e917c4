"""Statements as W3C Web Annotations: who said it and with which stance, tied to the exact words of the article.

One AnnotationCollection whose first page holds them all, so that one file is complete. The offsets count in the text
that is stored, which is named as the cached representation of the page at the article's address.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from factdb.export.things import Row, Thing, address, agent, known, language, name_of
from factdb.words import CLAIM_URN, MACHINE, STATEMENT_URN

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ANNOTATION_URN = "urn:factdb:annotation:"
AROUND = 32
"""Characters before and after the words that are quoted along, as programs that find them again expect."""

LABEL = "Who said what, with which stance; status says who said what, not what is true."
WITHOUT_TEXT = "{} of {} articles are without their texts: what is quoted from them stands without the words around it."
SOFTWARE = {"id": "urn:factdb:software", "type": "Software", "name": "factdb"}


def annotations(
    statements: Iterable[Row],
    articles: Mapping[object, Row],
    texts: Mapping[int, str],
    kinds: Mapping[str, str],
    notes: Sequence[str] = (),
) -> Thing:
    """Statements, in their order, as an AnnotationCollection.

    `statements` are rows of statement_details with their `key` and the `slugs` of the claims that they are in;
    `articles` (with their `key`) and `texts` go by article_id, where one without text has none; `kinds` are the kinds
    of parties by name, `notes` sentences that a reader has to know, too.
    """
    items: list[Thing] = []
    met: set[int] = set()
    for row in statements:
        article = row["article_id"]
        met.add(article)
        items.append(_annotation(row, articles[article], texts.get(article), kinds))
    own = sha256("\n".join(item["id"] for item in items).encode()).hexdigest()[:32]
    lacking = len(met - texts.keys())
    label = [LABEL, *notes, *([WITHOUT_TEXT.format(lacking, len(met))] if lacking else [])]
    name, page = f"urn:factdb:annotations:{own}", f"urn:factdb:annotations:{own}:page:1"
    head: Thing = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": label}
    if not items:
        return {**head, "total": 0}
    first = {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items}
    return {**head, "total": len(items), "first": first, "last": page}


def _annotation(row: Row, article: Row, text: str | None, kinds: Mapping[str, str]) -> Thing:
    is_found = row["decided_by"] == MACHINE
    return known(
        id=f"{ANNOTATION_URN}{row['key']}",
        type="Annotation",
        motivation="describing",
        created=row["recorded_at"],
        creator=SOFTWARE if is_found else {"type": "Person", "name": row["decided_by"]},
        body=[*_told(row), _speech_act(row, kinds)],
        target=_target(row, article, text),
    )


def _told(row: Row) -> list[Thing]:
    """The stance as a tag, and who said what when as a sentence."""
    who = ", ".join(filter(None, (row["speaker"] if row["speaker"] != row["party"] else None, row["speaker_role"])))
    said = f" Said on {row['said_on']}." if row["said_on"] else ""
    sentence = f"{row['party']} {row['stance']}{f' ({who})' if who else ''}.{said}"
    return [
        {"type": "TextualBody", "purpose": "tagging", "value": row["stance"], "language": "en"},
        {"type": "TextualBody", "purpose": "describing", "value": sentence, "format": "text/plain", "language": "en"},
    ]


def _speech_act(row: Row, kinds: Mapping[str, str]) -> Thing:
    """The same for programs: a Quotation of schema.org, whose prefix the context of Web Annotations knows."""
    party = agent(row["party"], kinds)
    told = known(
        text=row["content_text"] or row["quote"],
        spokenByCharacter=party and {"type": f"schema:{party['@type']}", "schema:name": party["name"]},
        creditText=", ".join(filter(None, (row["speaker"], row["speaker_role"]))),
        dateCreated=row["said_on"],
        inLanguage=language(row["language"]),
        keywords=row["stance"],
        about=[{"id": f"{CLAIM_URN}{slug}", "type": "schema:Claim"} for slug in row["slugs"]],
    )
    own = {"id": f"{STATEMENT_URN}{row['key']}", "type": "schema:Quotation"}
    return own | {f"schema:{name}": value for name, value in told.items()}


def _target(row: Row, article: Row, text: str | None) -> Thing:
    """The words in the article: at its address if it has one, in the text that is stored otherwise."""
    url, archived = address(article["url"]), address(article["archived_url"])
    copies = [name_of(article), *([archived] if archived else [])]
    start, end = row["span_start"], row["span_end"]
    quote = known(
        type="TextQuoteSelector",
        exact=row["quote"],
        prefix=text[max(0, start - AROUND) : start] if text else None,
        suffix=text[end : end + AROUND] if text else None,
    )
    return known(
        type="SpecificResource",
        source=url or name_of(article),
        state={"type": "TimeState", "cached": copies} if url else None,
        selector=[quote, {"type": "TextPositionSelector", "start": start, "end": end}],
    )
