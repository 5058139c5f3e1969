"""Level, code and parent of each printed line, by the layout's level rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from config.layout import Layout
from transforms.codes import Code, UnreadableCode, join_code_cells, parse_code
from transforms.names import normalise

_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,5})*")


@dataclass(slots=True)
class Placed:
    """Where a line stands: ``parent`` is the index of the line above it in the same block.

    ``path`` is its number or code as integers; ``refusals`` are (reason_code, detail) of what can't be read.
    """

    level: str | None = None
    code: str | None = None
    code_edition: str | None = None
    number_printed: str | None = None
    path: tuple[int, ...] = ()
    parent: int | None = None
    refusals: list[tuple[str, str]] = field(default_factory=list)


def place_lines(
    records: Sequence[Mapping[str, object]], layout: Layout, known: Collection[tuple[int, ...]] = ()
) -> list[Placed]:
    """One :class:`Placed` per line of one block, in print order.

    A parent is the nearest line above whose number or code is the longest beginning of the line's own; that of a line
    without a code is the coded line above it.
    """
    placed: list[Placed] = []
    nearest: dict[tuple[int, ...], int] = {}
    above: int | None = None
    for index, record in enumerate(records):
        line = _place(record, layout, known, placed)
        line.parent = _parent(line.path, nearest) if line.path else above
        if line.level is not None and line.path:
            nearest[line.path] = above = index
        placed.append(line)
    return placed


def _place(
    record: Mapping[str, object], layout: Layout, known: Collection[tuple[int, ...]], above: Sequence[Placed]
) -> Placed:
    levels = layout.levels
    line = Placed(number_printed=_text(record, "no"))
    if levels is None:
        return line
    if levels.rule == "number_depth":
        _by_number(line, _text(record, levels.column), levels.depths)
    elif levels.rule == "code_depth":
        _by_code(line, record, layout, known, above)
    elif levels.rule == "column":
        word = _text(record, levels.column)
        line.level = {normalise(printed): level for printed, level in levels.words.items()}.get(normalise(word))
        _read_code(line, record, layout, known)
    else:
        line.level = levels.value
        _read_code(line, record, layout, known)
    if line.level is None and not line.refusals:
        line.refusals.append(("level_unreadable", f"tingkat baris tidak dikenali: {line.number_printed or line.code}"))
    return line


def _by_number(line: Placed, text: str | None, depths: Mapping[int, str]) -> None:
    number = "".join((text or "").split()).strip(".")
    line.number_printed = text
    if _NUMBER.fullmatch(number) is None:
        line.refusals.append(("level_unreadable", f"nomor '{text or ''}' bukan nomor bertingkat"))
        return
    line.path = tuple(int(part) for part in number.split("."))
    line.level = depths.get(len(line.path))


def _by_code(
    line: Placed,
    record: Mapping[str, object],
    layout: Layout,
    known: Collection[tuple[int, ...]],
    above: Sequence[Placed],
) -> None:
    """Depth of the code; an account code behind it (or alone, below its sub kegiatan) makes a rekening."""
    levels = layout.levels
    assert levels is not None
    code = _read_code(line, record, layout, known)
    account = _account(line, record, levels.rekening_columns)
    if line.refusals:
        return
    if account is not None:
        owner = code.parts if code is not None else _last_programme_code(above)
        line.path = (*owner, *account.parts)
        line.level, line.code, line.code_edition = "rekening", account.text, None
    elif code is not None:
        line.level = levels.depths.get(len(code.parts))
    else:
        line.level = levels.value


def _read_code(
    line: Placed, record: Mapping[str, object], layout: Layout, known: Collection[tuple[int, ...]]
) -> Code | None:
    """The line's code from its code columns (one cell or several); accounts where the layout's depths are accounts."""
    levels = layout.levels
    rekening = levels.rekening_columns if levels is not None else ()
    chosen = levels.columns if levels is not None and levels.columns else ()
    columns = chosen or tuple(name for name, column in layout.columns.items() if column.code)
    columns = tuple(name for name in columns if name not in rekening)
    depths = set(levels.depths.values()) if levels is not None else set()
    is_account = depths == {"rekening"} or (levels is not None and levels.value == "rekening")
    try:
        text = join_code_cells([_text(record, name) for name in columns])
        code = parse_code(text, "rekening" if is_account else "nomenclature", known)
    except UnreadableCode as error:
        line.refusals.append(("code_unreadable", str(error)))
        return None
    if code is not None:
        line.code, line.code_edition, line.path = code.text, code.edition, code.parts
    return code


def _account(line: Placed, record: Mapping[str, object], columns: Sequence[str]) -> Code | None:
    try:
        return parse_code(join_code_cells([_text(record, name) for name in columns]), "rekening")
    except UnreadableCode as error:
        line.refusals.append(("code_unreadable", str(error)))
        return None


def _last_programme_code(above: Sequence[Placed]) -> tuple[int, ...]:
    return next((line.path for line in reversed(above) if line.level not in (None, "rekening", "rincian")), ())


def _parent(path: tuple[int, ...], nearest: Mapping[tuple[int, ...], int]) -> int | None:
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in nearest:
            return nearest[path[:length]]
    return None


def _text(record: Mapping[str, object], column: str | None) -> str | None:
    value = record.get(f"v_{column}") if column else None
    text = " ".join(str(value).split()) if value is not None else ""
    return text or None
