"""PDFium's functions, taking plain addresses so that numpy arrays are filled without one Python object per value.

The bindings of pypdfium2 convert every argument; a page has some ten thousand characters and path objects, so the
calls in the inner loops go through prototypes of their own. Handles and objects are integers here.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_char_p, c_int, c_size_t, c_ulong, c_void_p, cast

import pypdfium2.raw as raw

_A = c_size_t  # an address: a handle, an object, or a place to write to


def _bind(name: str, result: type | None, *arguments: type) -> Callable[..., int]:
    address = cast(getattr(raw, name), c_void_p).value
    return CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


load_document = _bind("FPDF_LoadDocument", _A, c_char_p, c_char_p)
close_document = _bind("FPDF_CloseDocument", None, _A)
last_error = _bind("FPDF_GetLastError", c_ulong)
count_pages = _bind("FPDF_GetPageCount", c_int, _A)
load_page = _bind("FPDF_LoadPage", _A, _A, c_int)
close_page = _bind("FPDF_ClosePage", None, _A)
page_bounds = _bind("FPDF_GetPageBoundingBox", c_int, _A, _A)  # -> 4 floats: left, top, right, bottom
page_rotation = _bind("FPDFPage_GetRotation", c_int, _A)  # quarter turns, clockwise

load_text = _bind("FPDFText_LoadPage", _A, _A)
close_text = _bind("FPDFText_ClosePage", None, _A)
count_chars = _bind("FPDFText_CountChars", c_int, _A)
get_text = _bind("FPDFText_GetText", c_int, _A, c_int, c_int, _A)  # -> UTF-16 units, zero at the end
char_code = _bind("FPDFText_GetUnicode", c_int, _A, c_int)
char_loose_box = _bind("FPDFText_GetLooseCharBox", c_int, _A, c_int, _A)  # -> 4 floats: left, top, right, bottom
char_object = _bind("FPDFText_GetTextObject", _A, _A, c_int)
text_mode = _bind("FPDFTextObj_GetTextRenderMode", c_int, _A)

count_objects = _bind("FPDFPage_CountObjects", c_int, _A)
get_object = _bind("FPDFPage_GetObject", _A, _A, c_int)
count_form_objects = _bind("FPDFFormObj_CountObjects", c_int, _A)
get_form_object = _bind("FPDFFormObj_GetObject", _A, _A, c_ulong)
object_type = _bind("FPDFPageObj_GetType", c_int, _A)
object_bounds = _bind("FPDFPageObj_GetBounds", c_int, _A, _A, _A, _A, _A)  # -> floats left, bottom, right, top
object_matrix = _bind("FPDFPageObj_GetMatrix", c_int, _A, _A)  # -> 6 floats
fill_color = _bind("FPDFPageObj_GetFillColor", c_int, _A, _A, _A, _A, _A)  # -> unsigned r, g, b, alpha
stroke_color = _bind("FPDFPageObj_GetStrokeColor", c_int, _A, _A, _A, _A, _A)
draw_mode = _bind("FPDFPath_GetDrawMode", c_int, _A, _A, _A)  # -> ints fill mode, stroke
count_segments = _bind("FPDFPath_CountSegments", c_int, _A)
get_segment = _bind("FPDFPath_GetPathSegment", _A, _A, c_int)
segment_point = _bind("FPDFPathSegment_GetPoint", c_int, _A, _A, _A)
segment_type = _bind("FPDFPathSegment_GetType", c_int, _A)
segment_closes = _bind("FPDFPathSegment_GetClose", c_int, _A)

clip_path = _bind("FPDFPageObj_GetClipPath", _A, _A)
count_clip_paths = _bind("FPDFClipPath_CountPaths", c_int, _A)
count_clip_segments = _bind("FPDFClipPath_CountPathSegments", c_int, _A, c_int)
get_clip_segment = _bind("FPDFClipPath_GetPathSegment", _A, _A, c_int, c_int)

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
