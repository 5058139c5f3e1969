"""PDFium's functions called in bulk: a page has some ten thousand characters and path objects, and asks a lot of each.

A call costs what its arguments cost to convert, so nothing is converted in the inner loops: objects are pointers made
once (:func:`pointers`), and results go to memory whose pointers were made when this module was loaded
(:func:`read_rows`). Whole numbers travel as C ints. A function that returns an object returns its address, which must
be made a pointer before it is an argument. PDFium isn't thread-safe, and the interpreter lock is held during calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from ctypes import PYFUNCTYPE, byref, c_float, c_int, c_size_t, c_uint32, c_ulong, c_void_p, cast
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import DTypeLike, NDArray

_A = c_size_t  # the address of an object
#: an argument that needs no conversion any more
Pointer = Any
#: rows that are read in one go
_SLOTS = 4096

pointer: Callable[[int], Pointer] = c_void_p.from_param


def _bind(name: str, result: type | None) -> Callable[..., int]:
    address = cast(getattr(raw, name), c_void_p).value
    return PYFUNCTYPE(result)(address)  # type: ignore[arg-type]


load_document = _bind("FPDF_LoadDocument", _A)
close_document = _bind("FPDF_CloseDocument", None)
last_error = _bind("FPDF_GetLastError", c_ulong)
count_pages = _bind("FPDF_GetPageCount", c_int)
load_page = _bind("FPDF_LoadPage", _A)
close_page = _bind("FPDF_ClosePage", None)
page_bounds = _bind("FPDF_GetPageBoundingBox", c_int)  # -> 4 floats: left, top, right, bottom
page_rotation = _bind("FPDFPage_GetRotation", c_int)  # quarter turns, clockwise

load_text = _bind("FPDFText_LoadPage", _A)
close_text = _bind("FPDFText_ClosePage", None)
count_chars = _bind("FPDFText_CountChars", c_int)
get_text = _bind("FPDFText_GetText", c_int)  # -> UTF-16 units, zero at the end
char_code = _bind("FPDFText_GetUnicode", c_int)
char_loose_box = _bind("FPDFText_GetLooseCharBox", c_int)  # -> 4 floats: left, top, right, bottom
char_matrix = _bind("FPDFText_GetMatrix", c_int)  # -> 6 floats
char_object = _bind("FPDFText_GetTextObject", _A)
char_is_generated = _bind("FPDFText_IsGenerated", c_int)
text_mode = _bind("FPDFTextObj_GetTextRenderMode", c_int)
text_font = _bind("FPDFTextObj_GetFont", _A)
_font_ascent = _bind("FPDFFont_GetAscent", c_int)
_font_descent = _bind("FPDFFont_GetDescent", c_int)

count_objects = _bind("FPDFPage_CountObjects", c_int)
get_object = _bind("FPDFPage_GetObject", _A)
count_form_objects = _bind("FPDFFormObj_CountObjects", c_int)
get_form_object = _bind("FPDFFormObj_GetObject", _A)
object_type = _bind("FPDFPageObj_GetType", c_int)
object_bounds = _bind("FPDFPageObj_GetBounds", c_int)  # -> floats left, bottom, right, top
object_matrix = _bind("FPDFPageObj_GetMatrix", c_int)  # -> 6 floats
fill_color = _bind("FPDFPageObj_GetFillColor", c_int)  # -> unsigned r, g, b, alpha
stroke_color = _bind("FPDFPageObj_GetStrokeColor", c_int)
has_transparency = _bind("FPDFPageObj_HasTransparency", c_int)
draw_mode = _bind("FPDFPath_GetDrawMode", c_int)  # -> ints fill mode, stroke
count_segments = _bind("FPDFPath_CountSegments", c_int)
get_segment = _bind("FPDFPath_GetPathSegment", _A)
segment_point = _bind("FPDFPathSegment_GetPoint", c_int)  # -> floats x, y
segment_type = _bind("FPDFPathSegment_GetType", c_int)
segment_closes = _bind("FPDFPathSegment_GetClose", c_int)

clip_path = _bind("FPDFPageObj_GetClipPath", _A)
count_clip_paths = _bind("FPDFClipPath_CountPaths", c_int)
count_clip_segments = _bind("FPDFClipPath_CountPathSegments", c_int)
get_clip_segment = _bind("FPDFClipPath_GetPathSegment", _A)

TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
LINE_TO, BEZIER_TO, MOVE_TO = raw.FPDF_SEGMENT_LINETO, raw.FPDF_SEGMENT_BEZIERTO, raw.FPDF_SEGMENT_MOVETO
PASSWORD_ERROR = raw.FPDF_ERR_PASSWORD
OUTLINE_MODES = (
    raw.FPDF_TEXTRENDERMODE_STROKE,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
    raw.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)
INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class _Slots:
    """Memory for rows of ``width`` 4-byte values, and for each column the pointers to its values."""

    def __init__(self, width: int) -> None:
        self.memory = (c_uint32 * (width * _SLOTS))()
        self.rows = np.frombuffer(memoryview(self.memory).cast("B"), np.uint32).reshape(_SLOTS, width)
        self.columns = [
            [byref(self.memory, 4 * (width * k + column)) for k in range(_SLOTS)] for column in range(width)
        ]


_SLOTS_BY_WIDTH = {width: _Slots(width) for width in (2, 4, 6)}
#: functions that write a row through one pointer instead of one pointer per value
_STRUCTURED = {id(char_loose_box), id(char_matrix), id(object_matrix)}


def pointers(addresses: Iterable[int]) -> list[Pointer]:
    return list(map(pointer, addresses))


def ask(call: Callable[..., int], items: Sequence[Pointer]) -> NDArray[np.int64]:
    """The number (or address) that ``call`` returns for each item."""
    return np.fromiter(map(call, items), np.int64, len(items))


def ask_at(call: Callable[..., int], owner: Pointer, places: Sequence[int]) -> NDArray[np.int64]:
    """The same for a function of an owner and the place in it."""
    return np.fromiter(map(call, repeat(owner), places), np.int64, len(places))


def read_rows(
    call: Callable[..., int],
    items: Sequence[Pointer],
    like: NDArray[Any],
    owner: Pointer = None,
) -> NDArray[Any]:
    """What ``call`` writes for each item, or for each place in ``owner``: rows of as many values as ``like``.

    ``like`` also gives the type (of 4 bytes) and what stays where the call writes nothing.
    """
    rows = np.empty((len(items), len(like)), like.dtype)
    slots = _SLOTS_BY_WIDTH[len(like)]
    columns = slots.columns[:1] if id(call) in _STRUCTURED else slots.columns
    for start in range(0, len(items), _SLOTS):
        chosen = items[start : start + _SLOTS]
        written = slots.rows[: len(chosen)].view(like.dtype)
        written[:] = like
        arguments = (chosen, *columns) if owner is None else (repeat(owner), chosen, *columns)
        deque(map(call, *arguments), maxlen=0)
        rows[start : start + _SLOTS] = written
    return rows


def row(width: int, dtype: DTypeLike = np.float32) -> NDArray[Any]:
    """The ``like`` of :func:`read_rows` for calls that always write."""
    return np.zeros(width, dtype)


def has_height(font: int) -> bool:
    """Has the font (an address) an ascent and a descent? Else each of its characters has a height of its own."""
    heights = []
    for call in (_font_ascent, _font_descent):
        height = c_float()
        call(pointer(font), c_float(1000.0), byref(height))
        heights.append(height.value)
    return heights[0] != heights[1]
