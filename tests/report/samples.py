"""What belongs to the two claims of conftest: an article with marked statements, relations, verdicts."""

from typing import Any

TEXT = "Jakarta. Budi: “Tidak benar.” Kata Budi, “semua *bohong*.”\n\nSari menolak\tberkomentar.\n"
ARTICLE = {
    "article_id": 7,
    "title": "Menteri bantah tuduhan",
    "publisher": "Harian Pagi",
    "author": "Sari Dewi",
    "published_on": "2024-03-02",
    "language": "id",
    "source": "berita/7.txt",
    "url": "https://harian.example/7",
    "withdrawn": None,
    "text": TEXT,
}


def marked(statement_id: int, stance: str, speaker: str, quote: str, **more: Any) -> dict[str, Any]:
    """A statement of the article, found by its words."""
    start = TEXT.index(quote)
    where = {"article_id": 7, "article_source": ARTICLE["source"], "publisher": ARTICLE["publisher"], "language": "id"}
    what = {
        "statement_id": statement_id,
        "stance": stance,
        "party": speaker,
        "speaker": speaker,
        "said_on": "2024-03-01",
    }
    span = {"span_start": start, "span_end": start + len(quote), "quote": quote, "content_text": quote}
    return {
        **where,
        **what,
        **span,
        "said_on": "2024-03-01",
        "said_on_basis": "text",
        "repeats_statement_id": None,
        **more,
    }


STATEMENTS = (
    marked(71, "denies", "Budi", "Budi: “Tidak benar.” Kata Budi, “semua *bohong*.”"),
    marked(72, "comments", "Budi", "“semua *bohong*.”"),
    marked(73, "declines", "Sari", "Sari menolak\tberkomentar."),
)
LINKS = (
    {"statement_id": 71, "slug": "pengiriman-senjata-rusia", "role": "denial"},
    {"statement_id": 73, "slug": "pengiriman-senjata-rusia", "role": None},
)
MARKED = (STATEMENTS, LINKS)
RELATIONS = (
    {
        "claim_id": 2,
        "slug": "10-000-tentara-kursk",
        "other_claim_id": 1,
        "other_slug": "pengiriman-senjata-rusia",
        "state": "proposed",
        "score": 0.71,
        "rule": "says the same of fewer",
    },
)
VERDICTS = (
    {
        "given_on": "2025-01",
        "author": "Cek Bersama",
        "rating": "mostly true",
        "explanation": "Satellite images | and *prisoners*.",
        "url": "https://cek.example/1",
    },
)
