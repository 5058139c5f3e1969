"""How a printed table looks: one YAML file per appearance, read into frozen models that refuse unknown keys.

A layout says how to recognise the print, what its columns are called here, which measure each column carries, how
levels are told apart and which rows are no lines. It holds no code: a new appearance is a new file under
``config/layouts`` and a golden sample under ``tests/golden``.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

LAYOUT_DIR = Path(__file__).parent / "layouts"
#: parts of a layout that are merged name by name with those of the layout it extends
_MERGED = ("columns", "identify", "rows")
_YEAR = "{year}"

Kind = Literal[
    "agreement_list", "agreement", "rpjmd", "renstra", "rkpd", "renja", "kua_ppas", "rka", "apbd", "dpa", "e81",
    "lra", "lkpj", "urusan_mapping", "tkksd", "review",
]  # fmt: skip
Level = Literal["sasaran", "urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan", "rekening", "rincian"]


MoneyUnit = Literal["rupiah", "ribu_rupiah", "juta_rupiah"]
_UNIT_WORDS: dict[MoneyUnit, str] = {"ribu_rupiah": r"ribu(?:an)?|000", "juta_rupiah": r"juta(?:an)?"}
_MONEY = r"(?:rupiah|rp\b\.?)"


def printed_unit(text: str, *, in_title: bool = False) -> MoneyUnit | None:
    """The unit of money a heading prints: ``(Rp. juta)``, ``ribuan rupiah``; None where it prints none.

    A title says it of its table with ``dalam`` in front; other mentions of millions in a title are no unit.
    """
    before = r"\bdalam\s+" if in_title else ""
    for unit, words in _UNIT_WORDS.items():
        number = rf"(?:{words})"
        behind = r"\b" if in_title else r"(?=\s*[)\]]|\s*$)"
        if re.search(rf"{before}\b{number}\s*{_MONEY}|{before}{_MONEY}\s*\(?\s*{number}{behind}", text, re.IGNORECASE):
            return unit
    return None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fingerprint(_Strict):
    """What must, and must not, stand in the text above and beside the tables (compared without spaces and case)."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    #: names of other documents, one of which may cite this one and be cited by it: the first of ``any_of`` must stand
    #: before the first of these, as in a title
    before: tuple[str, ...] = ()


class Amount(_Strict):
    """The measure a money column carries; ``year`` is relative to the slice's fiscal year unless ``fiscal_year``.

    ``plan_year`` counts the years of a plan from 1; which these are stands in the title (``2022-2026``).
    ``other_year`` names the measure where ``fiscal_year`` isn't that of the slice: the year before, for comparison.
    ``period`` ``slice`` stands for the period the document itself prints (an LRA from January to October: ``sd_10``).
    """

    measure: str
    period: str = "tahun"
    year: int = 0
    fiscal_year: int | None = None
    plan_year: int | None = None
    other_year: str | None = None
    unit: MoneyUnit = "rupiah"


class Target(_Strict):
    """The performance figure a column carries. ``indicator`` and ``unit`` name the columns that say of what; the years
    are as in :class:`Amount`.
    """

    measure: str
    period: str = "tahun"
    aspect: Literal["kinerja", "anggaran"] = "kinerja"
    year: int = 0
    fiscal_year: int | None = None
    plan_year: int | None = None
    indicator: str | None = None
    unit: str | None = None


class Column(_Strict):
    """One physical leaf column.

    ``heading`` lists alternatives. Each is a path of the merged heading cells from top to bottom, ``A > B > K``:
    every part must stand, in this order, in the column's own stack of headings. Comparison ignores case, spaces and
    punctuation; a part that ends in ``*`` matches as a prefix, ``=part`` only the whole cell, ``=K | =Kinerja`` either.
    """

    heading: tuple[str, ...]
    required: bool = True
    #: shares its heading with the other columns that list it: each takes one printed column, from left to right
    repeats: bool = False
    code: bool = False
    personal: bool = False
    amount: Amount | None = None
    target: Target | None = None

    @field_validator("heading", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Identify(_Strict):
    """Regular expressions with a group ``v`` over heading lines and ``label : value`` pairs, first hit wins."""

    skpd_name: tuple[str, ...] = ()
    skpd_code: tuple[str, ...] = ()
    fiscal_year: tuple[str, ...] = ()
    #: as ``fiscal_year``, over the headings of the columns, where no line above the table says it
    column_year: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    #: as ``period``, over the headings of the columns, where no line above the table says it
    column_period: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    printed_on: tuple[str, ...] = ()
    urusan: tuple[str, ...] = ()
    #: not stored with the slice; tells where the form of the next sub kegiatan begins
    sub_kegiatan: tuple[str, ...] = ()
    complete_to: tuple[str, ...] = ()
    #: value used where nothing is printed because the kind fixes it (an E.81 has no version, an RKPD is ``murni``)
    default_version: str | None = None
    default_period: str | None = None
    #: False for the register of an issuer that is no region (a ministry): its region_code stays null
    issuer_is_region: bool = True
    #: columns whose texts may name the region where no title does: the one that nearly all of them name
    region_columns: tuple[str, ...] = ()
    #: True where the office that issues the list carries out the agreements in it, unless a row names another
    issuer_is_executor: bool = False


class RelevantRows(_Strict):
    """Which lines of a list of many things are meant: those whose text in one of ``columns`` matches ``any_of``.

    Regular expressions, case ignored, found anywhere; a text that matches ``none_of`` is not meant. All other lines
    are kept as ``not_relevant``, so that a person can see what was passed over.
    """

    columns: tuple[str, ...]
    any_of: tuple[str, ...]
    none_of: tuple[str, ...] = ()


class RowRules(_Strict):
    """Regular expressions (case-insensitive, matched from the start of the row's joined text) per row kind.

    Order of judgement: header, signature, note, summary, section, continuation, blank, line.
    ``section_single_cell`` makes a row whose only text is one cell spanning the table a section.
    """

    header: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    not_relevant: tuple[str, ...] = ()
    #: of a list of many things only these lines are meant; judged on the lines and what continues them
    relevant: RelevantRows | None = None
    section_single_cell: bool = False
    #: a row of these words goes on with the line above (``Outcome ...`` below its programme)
    continuation: tuple[str, ...] = ()
    #: a row with all of these columns empty and something else filled continues the line above
    continuation_when_empty: tuple[str, ...] = ()
    #: a row that prints in these columns what an earlier line of its block prints goes with it, and its money adds
    continuation_when_same: tuple[str, ...] = ()
    #: from the first note or signature on, rows until the next block are not lines
    footer_ends_lines: bool = True


class HeaderBlock(_Strict):
    """A form whose table stands below a block of fields, once per sub kegiatan (RKA, DPA).

    Regular expressions without case. A row or line that matches ``start`` opens the block, the table's header closes
    it; its rows are kept as headers. The one that matches ``line`` (groups ``code`` and ``name``) is itself a line with
    these values; other fields of the block fill the line's columns by ``fields`` (group ``v``). The summary row that
    matches ``total`` prints the line's money. Rows that begin with a month print its cash as ``month_measure``.
    """

    start: tuple[str, ...]
    line: tuple[str, ...]
    fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    total: tuple[str, ...] = ()
    month_measure: str | None = None


class RunningText(_Strict):
    """A document of running text without a table: every line is a row of the one column ``text``.

    Regular expressions without case, one line each. It is recognised by a line among its first ones that matches
    ``start`` and by lines that match each of ``needs``.
    """

    start: tuple[str, ...]
    needs: tuple[str, ...] = ()


class Levels(_Strict):
    """How a line's level is read.

    ``number_depth``: segments of ``column`` (``1.1.2`` has depth 3) mapped by ``depths``.
    ``code_depth``: filled segments of the joined code columns mapped by ``depths``; ``rekening`` where the code of a
    budget line continues with an account code; ``value``, where given, for a line without any code, which is a part of
    the coded line above it. ``fixed``: every line has level ``value``.
    """

    rule: Literal["number_depth", "code_depth", "fixed", "column"]
    column: str | None = None
    columns: tuple[str, ...] = ()
    depths: dict[int, Level] = Field(default_factory=dict)
    value: Level | None = None
    rekening_columns: tuple[str, ...] = ()
    #: account codes (``5.1.02``) stand in the columns of the codes, below those of their sub kegiatan
    accounts_in_codes: bool = False
    #: where no code is printed at all: by the first word of the name (``Program ...``), else by the depth of ``no``
    else_by_name: bool = False
    #: where the level stands in words in ``column`` (rule ``column``)
    words: dict[str, Level] = Field(default_factory=dict)


class RowMeasure(_Strict):
    """Rows of one table that carry different measures: ``column`` prints which, ``words`` names the measure.

    A row whose text in ``column`` begins with a word (case ignored) gives that measure to all its amounts in place of
    the measure the money columns declare.
    """

    column: str
    words: dict[str, str]


class Numbers(_Strict):
    """``auto`` decides per column of a document from all its cells; a fixed locale is for print that is uniform."""

    amount: Literal["auto", "comma_thousands", "point_thousands", "plain"] = "auto"
    quantity: Literal["auto", "comma_thousands", "point_thousands", "plain"] = "auto"


class Tie(_Strict):
    """A sum or difference the print promises.

    ``children``: amounts of a parent equal the sum of its direct children, for every measure of ``measures`` (all
    when empty). ``difference``: ``minuend - subtrahend = result`` on one row (columns). ``total``: the summary row
    matching ``row`` equals the sum over ``level``.
    """

    rule: Literal["children", "difference", "total"]
    measures: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    minuend: str | None = None
    subtrahend: str | None = None
    result: str | None = None
    row: str | None = None
    level: Level | None = None


class Layout(_Strict):
    """One appearance. What the file may say beyond these fields: see :func:`parse_layout`."""

    id: str
    version: int = 1
    kind: Kind
    formats: tuple[Literal["pdf", "xlsx", "xls", "ods", "csv", "json"], ...]
    title: str
    fingerprint: Fingerprint = Fingerprint()
    columns: dict[str, Column]
    #: of these columns, none of which is required, at least one must be printed
    one_of: tuple[str, ...] = ()
    ignored_headings: tuple[str, ...] = ()
    identify: Identify = Identify()
    #: a page (or sheet) whose headings give one of these fields anew starts a new block
    block_fields: tuple[str, ...] = ("skpd_name", "skpd_code")
    #: columns whose value tells the slice of each row; a block per set of values, with headings ``column : value``
    block_columns: tuple[str, ...] = ()
    header_block: HeaderBlock | None = None
    running_text: RunningText | None = None
    rows: RowRules = RowRules()
    levels: Levels | None = None
    row_measure: RowMeasure | None = None
    numbers: Numbers = Numbers()
    ties: tuple[Tie, ...] = ()
    min_rows: int = 1
    max_rows: int = 1_000_000
    #: rows, columns or cells which are printed in the blank form: such rows are marked not_relevant
    sample_rows: tuple[str, ...] = ()

    @cached_property
    def printed_headings(self) -> tuple[str, ...]:
        """Every heading path that may stand over a column, ignored ones included."""
        return (*(path for column in self.columns.values() for path in column.heading), *self.ignored_headings)

    @property
    def has_office_rows(self) -> bool:
        """Whether rows of its table may name the office whose lines follow: not where a column names that of each."""
        return self.levels is not None and not self.block_columns

    @model_validator(mode="after")
    def _patterns_compile(self) -> Layout:
        given = (self.rows, self.identify, self.rows.relevant, self.header_block, self.running_text)
        rules = [rule for rule in given if rule is not None]
        groups = [*(value for rule in rules for value in rule.model_dump().values()), self.sample_rows]
        for pattern in (p for group in groups if isinstance(group, tuple) for p in group):
            if pattern not in self.columns:
                re.compile(pattern)
        return self


@cache
def load_layouts(directory: Path = LAYOUT_DIR) -> dict[str, Layout]:
    """All layouts of ``directory`` by id; the file name must be the id."""
    layouts = {}
    for path in sorted(directory.glob("*.yaml")):
        layout = read_layout(path)
        if layout.id != path.stem:
            raise ValueError(f"{path.name} declares id {layout.id!r}: file name and id must be equal")
        layouts[layout.id] = layout
    return layouts


def read_layout(path: Path) -> Layout:
    """The layout one file describes; see :func:`parse_layout`."""
    return parse_layout(path.read_text(encoding="utf-8"), path.parent)


def parse_layout(text: str, directory: Path = LAYOUT_DIR) -> Layout:
    """The layout that ``text`` describes beside the layouts of ``directory``.

    ``extends: other_id`` takes over what the file of that id says; ``columns``, ``identify`` and ``rows`` are merged
    name by name (null takes one away), ``ignored_headings`` add up, everything else is replaced. A column that says
    ``also: [heading, ...]`` keeps its own and has these besides. The version counts the changes of both files.
    A column whose name holds ``{year}`` stands for one column per year of ``years: [first, last]``, also in ``one_of``.
    """
    values = _with_parents(yaml.safe_load(text), directory)
    years = values.pop("years", None)
    if years is not None:
        span = range(years[0], years[1] + 1)
        values["columns"] = _columns_by_year(values["columns"], span)
        values["one_of"] = list(_columns_by_year(dict.fromkeys(values.get("one_of", ())), span))
    return Layout.model_validate(values)


def _with_parents(values: dict[str, Any], directory: Path) -> dict[str, Any]:
    if "extends" not in values:
        return values
    own = {name: value for name, value in values.items() if name != "extends"}
    text = (directory / f"{values['extends']}.yaml").read_text(encoding="utf-8")
    parent = _with_parents(yaml.safe_load(text), directory)
    merged = {**parent, **own, "version": parent.get("version", 1) + own.get("version", 1) - 1}
    for name in _MERGED:
        both = {**parent.get(name, {}), **own.get(name, {})}
        merged[name] = {key: value for key, value in both.items() if value is not None}
    for name, column in own.get("columns", {}).items():
        if column is not None and "also" in column:
            merged["columns"][name] = _with_more_headings(parent["columns"].get(name, {"heading": []}), column)
    merged["ignored_headings"] = [*parent.get("ignored_headings", ()), *own.get("ignored_headings", ())]
    return merged


def _with_more_headings(parent: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    headings = parent["heading"] if isinstance(parent["heading"], list) else [parent["heading"]]
    changed = {key: value for key, value in own.items() if key != "also"}
    return {**parent, **changed, "heading": [*headings, *own["also"]]}


def _columns_by_year(columns: dict[str, Any], years: range) -> dict[str, Any]:
    """``columns`` with each that holds ``{year}`` written out per year, its numbers as integers."""
    written: dict[str, Any] = {}
    for name, column in columns.items():
        for year in years if _YEAR in name else years[:1]:
            written[name.replace(_YEAR, str(year))] = _with_year(column, year) if _YEAR in name else column
    return written


def _with_year(value: Any, year: int) -> Any:
    if isinstance(value, dict):
        return {key: _with_year(item, year) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_year(item, year) for item in value]
    return value.replace(_YEAR, str(year)) if isinstance(value, str) else value
