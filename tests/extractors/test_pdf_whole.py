"""Damage that PDFium passes over must cost the document, and a sloppy writer's habit must not."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_tables import read_pdf
from extractors.records import RejectedDocument


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two pages of many lines, packed with Flate alone."""
    path = tmp_path_factory.mktemp("whole") / "utuh.pdf"
    canvas = Canvas(str(path), pageCompression=1)
    for page in range(2):
        for line in range(60):
            canvas.drawString(50, 800 - 12 * line, f"Halaman {page} baris {line}: {line * 7919 % 1000} rupiah")
        canvas.showPage()
    canvas.save()
    return _without_ascii(path.read_bytes())


def _without_ascii(content: bytes) -> bytes:
    """reportlab wraps packed streams in ASCII85; real writers don't."""
    import base64

    def unwrap(match: re.Match[bytes]) -> bytes:
        data = base64.a85decode(match.group(2).strip(), adobe=False) if match.group(2) else b""
        return b"/Filter /FlateDecode /Length %d\n>>\nstream\n%s\nendstream" % (len(data), data)

    pattern = rb"/Filter \[ /ASCII85Decode /FlateDecode \] /Length (?:\d+)\n>>\nstream\n(<~)?(.*?)~>\s*endstream"
    return re.sub(pattern, unwrap, content, flags=re.DOTALL)


def _read(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "berkas.pdf"
    path.write_bytes(content)
    return [line.text for part in read_pdf(path, "x").parts for line in part.texts]


def _streams(content: bytes) -> list[tuple[int, int]]:
    return [m.span(1) for m in re.finditer(rb"/FlateDecode.*?stream\n(.*?)\nendstream", content, re.DOTALL)]


def test_a_whole_file_is_read_whole(tmp_path: Path, whole: bytes) -> None:
    assert len(_streams(whole)) == 2
    assert len(_read(tmp_path, whole)) == 120


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.05, 0.9), st.integers(4, 200))
def test_a_hole_in_the_text_of_a_page_costs_the_document(
    tmp_path: Path, whole: bytes, place: float, length: int
) -> None:
    start, stop = _streams(whole)[1]
    hole = start + int((stop - start) * place)
    stop = min(stop, hole + length)
    with pytest.raises(RejectedDocument, match="rusak") as rejection:
        _read(tmp_path, whole[:hole] + bytes(stop - hole) + whole[stop:])
    assert rejection.value.reason_code == "damaged"


def test_streams_that_all_lack_their_checksum_are_a_writers_habit(tmp_path: Path, whole: bytes) -> None:
    content = whole
    for start, stop in _streams(whole):
        content = content[: stop - 4] + bytes(4) + content[stop:]
        assert zlib.decompressobj(wbits=-15).decompress(content[start + 2 : stop])
    assert len(_read(tmp_path, content)) == 120
