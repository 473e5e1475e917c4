"""What the fuzzer calls holds on its own seeds, so that it can be started at any time."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import dictionary, seeds_of
from tests.fuzz.targets import TARGETS

CRASHED = {
    "reading": [
        b'\x01<meta charset="iso-8859-99">\xff',
        b"\x03" + b"text\n" + b'"',
        b'\x02{"text": "a", "language": "\\ud800"}',
    ],
    "extracting": [
        b"\x01yang menyatakan Rusia",
        b"\x00who said Russia",
        b"\x00citing mid ,",
        b"\x02 disangkal Budi\n" * 40,
    ],
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_holds_on_seeds_and_on_what_once_crashed(target: str) -> None:
    for seed in (*list(seeds_of(target))[::25], b"", b"\x01", *CRASHED[target]):
        TARGETS[target](seed)


def test_the_dictionary_is_one_that_libfuzzer_reads() -> None:
    lines = list(dictionary())
    assert len(lines) > 500 and all(line.startswith('"\\x') and line.endswith('"') for line in lines)


PARTS = [
    "<p>",
    "</p>",
    "<article>",
    "<title>",
    "<time datetime=",
    "<!--",
    "]]>",
    "&#0;",
    "&",
    "<script type=application/ld+json>",
]
PAGES = st.lists(
    st.sampled_from([*PARTS, '{"@type":"NewsArticle"', '"', "charset=gb2312", "Kremlin membantah.", "\n"]) | st.text()
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 3), st.binary() | PAGES.map(lambda parts: "<html><body>".join(parts).encode("utf-8", "replace")))
def test_any_bytes_are_read_as_any_kind_of_file(kind: int, data: bytes) -> None:
    TARGETS["reading"](bytes([kind]) + data)
