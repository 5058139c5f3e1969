"""Level, code and parent of each printed line, by the layout's level rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from config.layout import Layout
from transforms.account_codes import are_accounts, split_account
from transforms.codes import Code, UnreadableCode, join_code_cells, parse_code
from transforms.named_levels import RANKS, is_only_counted, name_levels, program_depth
from transforms.names import normalise

_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,5})*")


#: where the account of a line stands that prints it among the codes of programmes
_ACCOUNT = "account_in_codes"


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
    owner: tuple[int, ...] = ()
    if _has_no_codes(records, layout):
        return _place_by_names(records, [_text(record, "no") for record in records])
    if _has_no_depths(records, layout):
        return _place_by_names(records, [None] * len(records))
    layout = _anchored(records, layout)
    for index, record in enumerate(_with_accounts(records, layout)):
        line = _place(record, layout, known, owner)
        line.parent = _parent(line.path, nearest) if line.path else above
        if line.level is not None and line.path:
            nearest[line.path] = above = index
        if line.level not in (None, "rekening", "rincian"):
            owner = line.path
        placed.append(line)
    return placed


def _anchored(records: Sequence[Mapping[str, object]], layout: Layout) -> Layout:
    """``layout`` with its numbering depths moved to where the names say ``Program``.

    Most prints number sasaran, programmes, kegiatan; one that prints the sasaran in a column of their own begins with
    the programmes, whether or not their names say so.
    """
    levels = layout.levels
    if levels is None or levels.rule != "number_depth" or "program" not in levels.depths.values():
        return layout
    usual = next(depth for depth, level in levels.depths.items() if level == "program")
    lines = [(_text(record, levels.column), _text(record, "name")) for record in records]
    found = program_depth(lines) or (1 if _has_own_objectives(records, levels.column) else None)
    if found is None or found == usual:
        return layout
    moved = {depth + found - usual: level for depth, level in levels.depths.items() if depth + found > usual}
    return layout.model_copy(update={"levels": levels.model_copy(update={"depths": moved})})


def _has_no_codes(records: Sequence[Mapping[str, object]], layout: Layout) -> bool:
    levels = layout.levels
    if levels is None or not levels.else_by_name:
        return False
    return not any(_text(record, name) for record in records for name in levels.columns)


def _has_no_depths(records: Sequence[Mapping[str, object]], layout: Layout) -> bool:
    """Whether the numbers that should say the level only count the lines."""
    levels = layout.levels
    if levels is None or levels.rule != "number_depth":
        return False
    return is_only_counted([(_text(record, levels.column), None) for record in records])


def _has_own_objectives(records: Sequence[Mapping[str, object]], column: str | None) -> bool:
    """Whether sasaran stand in a column of their own beside the names that are numbered highest."""
    highest = [record for record in records if (_text(record, column) or "").strip(".").isdigit()]
    return any(_text(record, "objective") and _text(record, "name") for record in highest)


def _place_by_names(records: Sequence[Mapping[str, object]], numbers: Sequence[str | None]) -> list[Placed]:
    """Lines whose level stands in the name's first word or, where given, in ``numbers``; the parent is the nearest
    higher line above."""
    texts = [(number, _text(record, "name")) for number, record in zip(numbers, records, strict=True)]
    placed: list[Placed] = []
    above: dict[str, int] = {}
    for index, (record, level) in enumerate(zip(records, name_levels(texts), strict=True)):
        line = Placed(level=level, number_printed=_text(record, "no"))
        if level is None:
            seen = line.number_printed or texts[index][1] or ""
            line.refusals.append(
                ("level_unreadable", f"tidak ada kode, dan tingkatnya tidak terbaca dari '{seen[:60]}'")
            )
        else:
            rank = RANKS.index(level)
            line.parent = next((above[higher] for higher in reversed(RANKS[:rank]) if higher in above), None)
            above = {name: at for name, at in above.items() if RANKS.index(name) < rank} | {level: index}
        placed.append(line)
    return placed


def _with_accounts(records: Sequence[Mapping[str, object]], layout: Layout) -> Sequence[Mapping[str, object]]:
    """``records`` with the account code of a line in a column of its own, where the layout's codes hold accounts."""
    levels = layout.levels
    if levels is None or not levels.accounts_in_codes:
        return records
    first, *others = levels.columns
    alone = [record for record in records if not any(_text(record, name) for name in others)]
    judged = are_accounts([_text(record, first) for record in alone])
    whole = {id(record): is_account for record, is_account in zip(alone, judged, strict=True)}
    moved = []
    for record in records:
        code, account = split_account(_text(record, first))
        if whole.get(id(record)):
            code, account = None, code
        moved.append({**record, f"v_{first}": code, f"v_{_ACCOUNT}": account} if account else record)
    return moved


def _place(
    record: Mapping[str, object], layout: Layout, known: Collection[tuple[int, ...]], owner: tuple[int, ...]
) -> Placed:
    """``owner`` is the code of the last line above that is no account."""
    levels = layout.levels
    line = Placed(number_printed=_text(record, "no"))
    if levels is None:
        return line
    if levels.rule == "number_depth":
        _by_number(line, _text(record, levels.column), levels.depths)
    elif levels.rule == "code_depth":
        _by_code(line, record, layout, known, owner)
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
    owner: tuple[int, ...],
) -> None:
    """Depth of the code; an account code behind it (or alone, below its sub kegiatan) makes a rekening."""
    levels = layout.levels
    assert levels is not None
    code = _read_code(line, record, layout, known)
    account = _account(line, record, levels.rekening_columns) or _account(line, record, (_ACCOUNT,))
    if line.refusals:
        return
    if account is not None:
        line.path = (*(code.parts if code is not None else owner), *account.parts)
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


def _parent(path: tuple[int, ...], nearest: Mapping[tuple[int, ...], int]) -> int | None:
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in nearest:
            return nearest[path[:length]]
    return None


def _text(record: Mapping[str, object], column: str | None) -> str | None:
    value = record.get(f"v_{column}") if column else None
    text = " ".join(str(value).split()) if value is not None else ""
    return text or None
