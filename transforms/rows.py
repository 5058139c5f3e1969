"""What each printed row is: a line, its continuation, a heading, a summary, a note, a signature, nothing.

Rows are judged in print order inside their block by the layout's patterns; no row is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from config.layout import Layout
from extractors.masking import MASK, begins_signature
from extractors.office_rows import COUNTED_OFFICE, labelled_office
from transforms.codes_in_names import GOES_WITH_ABOVE
from transforms.relevant_rows import mark_irrelevant
from transforms.row_records import iterate_records

#: an office in a row of its own, below urusan and bidang urusan: its code of eight segments, then its name
_OFFICE_ROW = re.compile(r"(?:\d{1,2}\s+){0,2}\d\.\d{2}\.\d\.\d{2}\.\d\.\d{2}\.\d{2}\.\d{4}\s+[^\W\d]")
#: a label, its colon and its value may stand in columns of their own
_LABEL_CELLS = 3
#: text below the table: what it is where no pattern of the layout says so
_OUTSIDE_BEFORE_SIGNATURE = "note"


@dataclass(frozen=True, slots=True)
class _Patterns:
    header: re.Pattern[str] | None
    signature: re.Pattern[str] | None
    note: re.Pattern[str] | None
    summary: re.Pattern[str] | None
    section: re.Pattern[str] | None
    continuation: re.Pattern[str] | None
    not_relevant: re.Pattern[str] | None

    def judge(self, text: str) -> str | None:
        for kind in ("header", "signature", "note", "summary", "section", "continuation", "not_relevant"):
            pattern = getattr(self, kind)
            if pattern is not None and pattern.match(text):
                return kind
        return None


def classify_rows(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """``rows`` with ``row_kind``, in the same order.

    The lower part of a row that a page break cut in two (zone ``continued``) gets the kind of its upper part, or
    ``continuation`` where that is a line. Whatever follows the first note or signature of a block and has no readable
    level is part of that footer (``footer_ends_lines``).
    """
    patterns = _compile(layout)
    kinds: dict[int, str] = {}
    state = _BlockState()
    upper_kind: dict[str, str] = {}
    for position, row in enumerate(iterate_records(rows)):
        if row["block"] != state.block:
            state = _BlockState(block=row["block"])
        if row["zone"] == "continued":
            kind = upper_kind.get(row["source_row_id"], "continuation")
        else:
            kind = _judge(row, patterns, layout, state)
        if row.get("continued_by"):
            upper_kind[row["continued_by"]] = "continuation" if kind == "line" else kind
        state.see(kind)
        kinds[position] = kind
    judged = rows.assign(row_kind=pd.Series(kinds, dtype=object).to_numpy()).pipe(_mark_repeated_keys, layout=layout)
    return mark_irrelevant(judged, layout.rows.relevant) if layout.rows.relevant else judged


def _mark_repeated_keys(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Lines that print what an earlier line of their block prints in ``continuation_when_same`` continue that line."""
    names = layout.rows.continuation_when_same
    if not names:
        return rows
    keys = rows[["block", *(f"v_{name}" for name in names)]].fillna("").astype(str).agg("|".join, axis=1)
    is_line = rows["row_kind"] == "line"
    is_repeated = is_line & keys.where(is_line).duplicated()
    return rows.assign(row_kind=rows["row_kind"].mask(is_repeated, "continuation"))


@dataclass(slots=True)
class _BlockState:
    block: object = None
    has_line: bool = False
    footer: str | None = None
    has_signature: bool = False

    def see(self, kind: str) -> None:
        self.has_line |= kind == "line"
        self.has_signature |= kind == "signature"
        if kind == "header":  # another table begins below the footer of the one above
            self.footer, self.has_signature = None, False
        if kind in ("note", "signature") and self.has_line:
            self.footer = kind


def row_text(row: dict[str, object]) -> str:
    """All cells of a row joined by one space."""
    cells = row["cells"]
    assert isinstance(cells, list)
    return " ".join(" ".join(str(cell).split()) for cell in cells if cell is not None and str(cell).strip())


def _judge(row: dict[str, object], patterns: _Patterns, layout: Layout, state: _BlockState) -> str:
    text = row_text(row)
    if row["zone"] == "header":
        return "line" if layout.header_block and any(_value(row, name) for name in layout.columns) else "header"
    if row["zone"] in ("other_sheet", "other_table"):
        return "not_relevant" if text else "blank"
    if not text:
        return "blank"
    if any(re.match(pattern, text, re.IGNORECASE) for pattern in layout.sample_rows):
        return "not_relevant"
    if row["zone"] == "body" and layout.has_office_rows and _names_office(text, row, layout):
        return "section"
    cells = row["cells"]
    assert isinstance(cells, list)
    named = patterns.judge(text) or ("signature" if begins_signature(cells) else None)
    if row["zone"] == "outside":
        return named or ("signature" if state.has_signature else _OUTSIDE_BEFORE_SIGNATURE)
    if named is not None and _is_second_indicator(row, layout):
        return "continuation"
    if named is None and state.has_line and row.get(GOES_WITH_ABOVE):
        return "continuation"
    return named or _judge_table_row(row, layout, state)


def _names_office(text: str, row: dict[str, object], layout: Layout) -> bool:
    if _OFFICE_ROW.match(text) or COUNTED_OFFICE.match(text):
        return True
    is_label = sum(bool(_value(row, name)) for name in layout.columns) <= _LABEL_CELLS
    return is_label and bool(labelled_office(text, layout.identify))


def _is_second_indicator(row: dict[str, object], layout: Layout) -> bool:
    """Key columns empty, and more than a label: an indicator may begin like a summary ("Total Produksi ...")."""
    keys = layout.rows.continuation_when_empty
    if not keys or any(_value(row, name) for name in keys):
        return False
    merged = row["merged_from_above"]
    texts = [n for n, c in layout.columns.items() if _value(row, n) and not (c.amount or c.target)]
    return len(texts) >= 2 or (isinstance(merged, tuple | list) and set(keys) <= set(merged))


def _value(row: dict[str, object], name: str) -> str:
    return str(row.get(f"v_{name}") or "").strip()


def _judge_table_row(row: dict[str, object], layout: Layout, state: _BlockState) -> str:
    rules = layout.rows
    filled = {name for name in layout.columns if _value(row, name)}
    is_footer = rules.footer_ends_lines and state.footer is not None
    if is_footer and not _has_level(row, layout):
        return state.footer or "note"
    cells = row["cells"]
    assert isinstance(cells, list)
    if rules.section_single_cell and _is_title_row(cells, is_page=row["page"] is not None):
        return "section"
    if not filled:
        return "not_relevant"
    return "continuation" if _continues(row, layout, filled) else "line"


def _is_title_row(cells: list[object], *, is_page: bool) -> bool:
    """One cell with text, at the left or over most of the table: on a page the rest of a cut cell stands alone, too."""
    filled = [index for index, cell in enumerate(cells) if cell is not None and str(cell).strip()]
    if len(filled) != 1:
        return False
    covered = sum(cell is None for cell in cells[filled[0] + 1 :])
    return not is_page or filled[0] <= 1 or covered >= 0.5 * (len(cells) - 1)


def _continues(row: dict[str, object], layout: Layout, filled: set[str]) -> bool:
    """Number, code and name empty, and a text beside the figures: figures alone may be a total without its label."""
    keys = set(layout.rows.continuation_when_empty) or _line_keys(layout)
    if not keys or filled & keys:
        return False
    merged = row["merged_from_above"]
    is_merged = isinstance(merged, tuple | list) and keys <= set(merged)
    return is_merged or any(not (layout.columns[name].amount or layout.columns[name].target) for name in filled)


def _line_keys(layout: Layout) -> set[str]:
    """The columns that make a row a line of its own, where the layout doesn't say: number or code, and the name."""
    levels = layout.levels
    if levels is None or levels.rule not in ("code_depth", "number_depth") or "name" not in layout.columns:
        return set()
    columns = {*levels.columns, *levels.rekening_columns, *([levels.column] if levels.column else [])}
    return {"name", *columns, *(name for name, column in layout.columns.items() if column.code)}


def _has_level(row: dict[str, object], layout: Layout) -> bool:
    """Whether a row below the footer still looks like a line: a number or code and one more filled column.

    Where words are masked it may as well list people.
    """
    levels = layout.levels
    if levels is None or any(MASK in _value(row, name) for name in layout.columns):
        return False
    keys = [levels.column] if levels.column else list(levels.columns)
    key = ".".join(_value(row, name) for name in keys).strip(".")
    others = [name for name in layout.columns if name not in keys and _value(row, name)]
    return re.fullmatch(r"\d{1,4}(?:\.\d{1,4})*", key) is not None and len(others) >= 2


def _compile(layout: Layout) -> _Patterns:
    def joined(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None

    rules = layout.rows
    return _Patterns(
        joined(rules.header),
        joined(rules.signature),
        joined(rules.note),
        joined(rules.summary),
        joined(rules.section),
        joined(rules.continuation),
        joined(rules.not_relevant),
    )
