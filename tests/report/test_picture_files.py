"""Timelines as files: SVG that any program reads, PNG for slides."""

import io
import struct
from xml.etree import ElementTree

import pytest

from factdb.errors import InputError
from factdb.report import Dossier, rendered
from factdb.report.picture import WIDE
from tests.report.pictured import claim_of, contested_of, crowd, said, timeline_of

SVG = "{http://www.w3.org/2000/svg}"
EVIL = '</title><script>alert(1)</script><a href="javascript:alert(1)">"\'&\u202e\x07\ufffe]]>'


def svg_of(claim: Dossier) -> str:
    drawn = rendered(timeline_of(claim), "svg")
    assert isinstance(drawn, str)
    return drawn


def evil() -> Dossier:
    row = said(
        1, "denies", EVIL, "2024-10-30", EVIL, speaker=EVIL, publisher=EVIL, article_source="javascript:alert(1)"
    )
    return claim_of(row, steps=(("2024-10-30", "denied"),), title=EVIL, accused=EVIL)


@pytest.mark.parametrize(
    "claim", [claim_of(), crowd(1, 1), crowd(300, 30), evil()], ids=["none", "one", "many", "evil"]
)
def test_a_picture_is_well_formed_and_holds_nothing_that_acts(claim: Dossier) -> None:
    root = ElementTree.fromstring(svg_of(claim))
    assert root.tag == f"{SVG}svg"
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert not tags & {"script", "foreignObject", "image", "animate", "set", "iframe"}
    for node in root.iter():
        assert not [name for name in node.attrib if name.startswith("on")]
        assert node.get("href", "#").startswith(("#", "https://harian.example/"))


def test_a_picture_tells_who_does_not_see_it() -> None:
    root = ElementTree.fromstring(svg_of(crowd(20, 3)))
    assert root.findtext(f"{SVG}title") == "The bridge was shelled"
    assert "20 statements" in (root.findtext(f"{SVG}desc") or "")
    lists = [node for node in root.iter() if node.get("role") == "list"]
    assert lists and all(node.get("aria-label") for node in lists)
    items = [item for node in lists for item in node if item.get("role") == "listitem"]
    assert len(items) == sum(len(node) for node in lists) > 10
    assert all(item[0][0].tag == f"{SVG}title" and item[0][0].text for item in items)


def test_marks_lead_to_the_article_where_it_has_an_address() -> None:
    rows = (said(1, "asserts", "Ukraine", "2024"), said(2, "denies", "Russia", "2024", article_source="a.txt"))
    links = [node.get("href") for node in ElementTree.fromstring(svg_of(claim_of(*rows))).iter(f"{SVG}a")]
    assert links == ["https://harian.example/1"]


def test_a_small_picture_has_the_shape_of_a_slide() -> None:
    root = ElementTree.fromstring(svg_of(crowd(3, 2)))
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    assert width == WIDE and height == width * 9 / 16


def test_the_same_claim_gives_the_same_bytes() -> None:
    for form in ("svg", "png", "html"):
        assert rendered(timeline_of(crowd(20, 3)), form) == rendered(timeline_of(crowd(20, 3)), form)


def test_a_png_is_as_wide_as_a_slide_and_shows_letters() -> None:
    plain, other = (rendered(timeline_of(claim_of(title=title)), "png") for title in ("Shells", "Drones"))
    assert isinstance(plain, bytes) and plain.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", io.BytesIO(plain).read()[16:24]) == (1920, 1080)
    assert plain != other


def test_only_one_claim_is_drawn() -> None:
    for form in ("svg", "png"):
        with pytest.raises(InputError, match="report timeline CLAIM"):
            rendered(contested_of(crowd(3, 2)), form)
