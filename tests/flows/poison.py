"""PDFs that no reader can finish: sound in form, with a page of which the drawing has no end."""

from __future__ import annotations

import zlib


def drawing_without_end(lines: int = 20_000_000, pages: int = 1, at: int = 0) -> bytes:
    """A PDF whose page ``at`` has so many strokes that nobody can hold them, compressed 1:250; the others are empty."""
    packer, piece = zlib.compressobj(level=1), b"0 0 m 9 9 l S\n" * 10_000
    stream = b"".join(packer.compress(piece) for _ in range(lines // 10_000)) + packer.flush()
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + page) for page in range(pages))
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]%s/Resources<<>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        *(leaf % (b"/Contents 3 0 R" if page == at else b"") for page in range(pages)),
    ]
    parts, places = [b"%PDF-1.4\n"], []
    written = len(parts[0])
    for number, text in enumerate(objects, start=1):
        places.append(written)
        parts.append(b"%d 0 obj%s endobj\n" % (number, text))
        written += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, written)
    return b"".join([*parts, b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1), table, trailer])
