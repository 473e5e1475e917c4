"""What the fuzzer calls holds on its own seeds, so that it can be started at any time."""

import pytest

from tests.fuzz.__main__ import dictionary, seeds_of
from tests.fuzz.targets import TARGETS

CRASHED = {
    "reading": [
        b'\x01<meta charset="iso-8859-99">\xff',
        b"\x03" + b"text\n" + b'"',
        b'\x02{"text": "a", "language": "\\ud800"}',
    ],
    "extracting": [b"\x00citing mid ,", b"\x02 disangkal Budi\n" * 40],
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_holds_on_seeds_and_on_what_once_crashed(target: str) -> None:
    for seed in (*list(seeds_of(target))[::25], b"", b"\x01", *CRASHED[target]):
        TARGETS[target](seed)


def test_the_dictionary_is_one_that_libfuzzer_reads() -> None:
    lines = list(dictionary())
    assert len(lines) > 500 and all(line.startswith('"\\x') and line.endswith('"') for line in lines)
