"""Two claims by hand, as the public views would give them, and the dossiers made of them."""

from typing import Any

import pytest

from factdb.report import Dossier, dossiers_of

PUBLISHER = {1: "IDN Times", 2: "Yahoo Berita", 4: "NewsRoom.id", 3: "LOGIC.co.id"}


def claim(claim_id: int, slug: str, title: str, **more: Any) -> dict[str, Any]:
    bare = {
        "is_contested": 1,
        "corroborators": None,
        "flags": None,
        "origin": "found",
        "is_closed": 0,
        "proposition": f"{title}.",
    }
    return {"claim_id": claim_id, "slug": slug, "title": title, "article_count": 2, **bare, **more}


def said(
    claim_id: int, statement_id: int, stance: str, party: str, said_on: str | None, quote: str, **more: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A statement as its row of claim_statements and its row of statement_details."""
    roles = {"asserts": "allegation", "denies": "denial", "declines": "declined", "admits": "admission"}
    publisher = PUBLISHER[more.pop("article", 1)]
    role, score = more.pop("role", roles[stance]), more.pop("score", 0.9)
    kind, rule = more.pop("denial_kind", None), more.pop("linked_by", "the accused answers what was said before it")
    both = {"statement_id": statement_id, "stance": stance, "party": party, "said_on": said_on}
    both |= {"publisher": publisher, "article_source": f"{publisher}.txt", "quote": quote, "decided_by": "machine"}
    speaker = more.pop("speaker", party)
    link = {"claim_id": claim_id, "role": role, "score": score, "denial_kind": kind, "linked_by": rule}
    earliest = {4: "-01-01", 7: "-01", 10: ""}
    detail = {"root_party": party, "origin_party": None, "speaker_role": None, "is_anonymous": 0, "is_direct": 0}
    detail |= {"content_text": quote, "cue_text": None, "said_on_basis": "text", "repeats_statement_id": None}
    detail |= {"said_on_earliest": said_on and said_on + earliest[len(said_on)]}
    link |= {"counts_for": more.get("root_party", party), "published_on": more.get("published_on")}
    return both | link | {"speaker": speaker}, both | detail | {"speaker": speaker} | more


def change(
    claim_id: int, sequence: int, on: str, status: str, statement_id: int, rule: str, before: str | None = None
) -> dict[str, Any]:
    return {
        "claim_id": claim_id,
        "sequence": sequence,
        "effective_on": on,
        "from_status": before,
        "to_status": status,
        "statement_id": statement_id,
        "rule": rule,
    }


CLAIMS = (
    claim(
        1,
        "pengiriman-senjata-rusia",
        "Korea Utara mengirim senjata ke Rusia untuk perang di Ukraina",
        status="denied",
        accused="North Korea; Russia",
        accusers="United States",
        deniers="Russia; North Korea",
        denial_kind="official",
        first_said_on="2022-09",
        status_since="2022-09",
        last_said_on="2022-09-22",
        statement_count=4,
    ),
    claim(
        2,
        "10-000-tentara-kursk",
        "Sekitar 10.000 tentara Korea Utara dikerahkan ke Rusia, termasuk di wilayah Kursk yang diserang Ukraina",
        status="disputed",
        accused="North Korea; Russia",
        accusers="United States",
        corroborators="South Korea",
        deniers="Russia",
        denial_kind="official",
        first_said_on="2024-10-30",
        status_since="2024-11",
        last_said_on="2024-11-30",
        statement_count=6,
    ),
)
SAID = (
    said(
        1,
        11,
        "asserts",
        "United States",
        "2022-09",
        "tuduhan Amerika Serikat (AS) berdasarkan laporan intelijen mereka mengenai pengiriman senjata untuk Moskow",
        content_text="pengiriman senjata untuk Moskow demi memenuhi kebutuhan perang di Ukraina",
        said_on_basis="estimated",
        is_anonymous=1,
    ),
    said(1, 12, "denies", "Russia", "2022-09", "temuan palsu", denial_kind="official", cue_text="menyebut"),
    said(
        1,
        13,
        "denies",
        "Ministry of Defence (North Korea)",
        "2022-09-22",
        "Kami belum pernah mengekspor senjata atau amunisi ke Rusia sebelumnya dan kami tidak berencana untuk "
        "mengekspornya, dan tuduhan itu bertujuan untuk mencoreng citra negara kami",
        denial_kind="official",
        root_party="North Korea",
        speaker="pejabat Korea Utara",
        speaker_role="wakil direktur jenderal biro peralatan umum",
        is_direct=1,
    ),
    said(
        1,
        14,
        "denies",
        "North Korea",
        "2022-09-22",
        "pihaknya tidak mengekspor senjata apa pun ke Rusia",
        denial_kind="official",
        score=0.8,
    ),
    said(
        2,
        21,
        "asserts",
        "Pentagon",
        "2024-10-30",
        "sekitar 10.000 dari mereka telah dikerahkan",
        root_party="United States",
        speaker="Lloyd Austin",
        speaker_role="Menteri Pertahanan AS",
        article=4,
        score=1.0,
    ),
    said(
        2,
        22,
        "asserts",
        "South Korea",
        "2024-11",
        "lebih dari 10.000 tentara Korea Utara telah ditempatkan di Rusia",
        role="corroboration",
        speaker="intelijen Korea Selatan",
        article=3,
        score=0.95,
    ),
    said(
        2,
        23,
        "denies",
        "Russia",
        "2024-10-30",
        "semuanya bohong",
        denial_kind="official",
        speaker="Vasily Nebenzya",
        speaker_role="perwakilan Rusia untuk PBB",
        article=4,
        score=0.95,
    ),
    said(
        2,
        24,
        "denies",
        "Russia",
        "2024-10-30",
        "kebohongan belaka",
        denial_kind="official",
        speaker="Vasily Nebenzya",
        article=4,
    ),
    said(
        2,
        25,
        "declines",
        "KCNA",
        "2024-11-30",
        "KCNA tidak mengonfirmasi apakah Kim dan Belousov membahas pengiriman pasukan.",
        content_text=None,
        cue_text="tidak mengonfirmasi",
        root_party="North Korea",
        speaker="KCNA",
        article=3,
        score=0.35,
    ),
    said(2, 26, "denies", "Belarus", None, "itu omong kosong", denial_kind="third_party", article=2),
)
CHANGES = (
    change(1, 1, "2022-09", "denied", 12, "one party asserts and a denial stands"),
    change(2, 1, "2024-10-30", "denied", 23, "one party asserts and a denial stands"),
    change(2, 2, "2024-11", "disputed", 22, "two independent parties assert and a denial stands", "denied"),
)
QUANTITIES = (
    {"claim_id": 2, "unit": "tentara", "low": 10000, "high": None, "party": "Pentagon", "statement_id": 21},
    {"claim_id": 2, "unit": "tentara", "low": None, "high": 12000, "party": "South Korea", "statement_id": 22},
)


@pytest.fixture
def dossiers() -> tuple[Dossier, ...]:
    links, details = zip(*SAID, strict=True)
    return dossiers_of(CLAIMS, links, details, CHANGES, QUANTITIES)


@pytest.fixture
def statement_rows() -> list[dict[str, Any]]:
    return [detail for _, detail in SAID]
