"""Invented news: who accuses whom of what, who denies it, who repeats it; the same articles every time.

Each matter is told by five articles: an allegation, its denial, a second accuser, a reprint, and one in Indonesian.
"""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

PLACES = ("Belgrave", "Sintu", "Ostrel", "Kamaro", "Lindau", "Pelasa", "Torvik", "Madura", "Galway", "Brescia")
COMPANIES = ("Kanto Mining", "Orsel Shipping", "Delta Fisheries", "Halden Power", "Mirado Foods", "Tarsis Cement")
PEOPLE = (
    "Rina Sol",
    "Dodi Pratt",
    "Ana Weiss",
    "Karl Mertens",
    "Budi Hartono",
    "Maria Ochoa",
    "Ivo Lang",
    "Siti Aminah",
)
ACTS = (
    ("dumped mercury into the river", "membuang merkuri ke sungai"),
    ("bribed two members of the council", "menyuap dua anggota dewan"),
    ("sold rotten flour to the schools", "menjual tepung busuk kepada sekolah"),
    ("hid the deaths of four workers", "menyembunyikan kematian empat pekerja"),
    ("felled the protected forest", "menebang hutan lindung"),
    ("shipped weapons under false papers", "mengirim senjata dengan dokumen palsu"),
)
FIRST = date(2023, 1, 3)


def articles(many: int) -> list[dict[str, str]]:
    """The first so many articles, as records of a JSON Lines file."""
    return list(itertools.islice(_endless(), many))


def _endless() -> Iterator[dict[str, str]]:
    for number in itertools.count():
        yield from _matter(number)


def _matter(number: int) -> Iterator[dict[str, str]]:
    place, company = PLACES[number % len(PLACES)], COMPANIES[(number // 3 + number) % len(COMPANIES)]
    act, tindakan = ACTS[(number + number // len(ACTS)) % len(ACTS)]
    one, other = PEOPLE[number % len(PEOPLE)], PEOPLE[(number + 3) % len(PEOPLE)]
    told = (
        f"{place} (Wire) - The environment agency of {place} said on Tuesday that {company} had {act}. “We have the "
        f"samples and we have the pictures of warehouse {number},” agency head {one} said. {company} denied the "
        f"allegation. “Our company never {act},” its spokesman {other} said."
    )
    texts = (
        ("en", "Wire", told),
        (
            "en",
            "Harbour Post",
            f"{company} denied on Friday that it had {act} in {place}. “This is false,” {other} said.",
        ),
        (
            "en",
            "Delta Today",
            f"The police of {place} accused {company} on Monday: it {act}, chief inspector {one} said.",
        ),
        ("en", "Marla Post", f"{told} The Marla Post could not reach the ministry."),
        (
            "id",
            "Warta Sela",
            f"Badan lingkungan {place} menuduh perusahaan {company} {tindakan}. Juru bicara {company}, {other}, "
            f"membantah tuduhan tersebut. “Kami tidak pernah {tindakan},” kata {other} pada Kamis.",
        ),
    )
    for day, (language, publisher, text) in enumerate(texts):
        published = (FIRST + timedelta(days=7 * number + 2 * day)).isoformat()
        yield {
            "source": f"news-{number}-{day}",
            "publisher": publisher,
            "published": published,
            "language": language,
            "text": text,
        }
