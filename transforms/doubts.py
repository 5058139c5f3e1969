"""Figures that can hardly be meant as printed: a thousand times their like, or spending far above the budget.

They are marked and stay as printed. Thresholds and why they were chosen:

* :data:`FAR_ABOVE_LIKE` (500): a budget typed in the wrong unit is 1,000 times its like, and like differs from like
  by a factor of two. Among the 400 comparable lines of one city's real E.81 the next largest ratio is 14.
* :data:`FAR_ABOVE_PEERS` (1,000 times the 95th percentile of its level in the document): salaries are hundreds of
  times the usual sub kegiatan, never a thousand times one of the largest.
* Realisasi above anggaran is worth a look at 100 %, and not credible above :data:`OVERSPENT_PCT` (120 %): the budget is
  a ceiling, a later perubahan seldom lifts one line by a fifth. Revenue may exceed its target and is held only
  to :data:`FAR_ABOVE_LIKE`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

FAR_ABOVE_LIKE = 500
FAR_ABOVE_PEERS = 1_000
PEERS_WANTED = 30
OVERSPENT_PCT = 120
#: years a renstra target spans: its yearly like is a fifth of the target for the end of the term
RENSTRA_YEARS = 5
#: a part this many times above what its whole should be shares the fault of the whole
PART_ABOVE_WHOLE = 10
_BUDGETS = ("pagu_indikatif", "anggaran", "prakiraan_maju")
_FIGURE = ("measure", "fiscal_year", "period")
DOUBT_COLUMNS = (
    "document_id", "line_item_id", "source_row_id", "measure", "fiscal_year", "period", "severity", "reason_code",
    "detail",
)  # fmt: skip


def mark_doubtful(line_amounts: pd.DataFrame, line_items: pd.DataFrame) -> pd.DataFrame:
    """``line_amounts`` with ``is_doubtful`` set where :func:`find_doubts` says ``doubtful``."""
    doubts = find_doubts(line_amounts, line_items)
    keys = ["source_row_id", *_FIGURE]
    doubtful = doubts[doubts["severity"] == "doubtful"]
    marked = set(doubtful[keys].itertuples(index=False, name=None))
    flags = [key in marked for key in line_amounts[keys].itertuples(index=False, name=None)]
    return line_amounts.assign(is_doubtful=pd.Series(flags, index=line_amounts.index, dtype=bool))


def find_doubts(line_amounts: pd.DataFrame, line_items: pd.DataFrame) -> pd.DataFrame:
    """One row per figure to look at, columns :data:`DOUBT_COLUMNS`; severity ``warn`` or ``doubtful``.

    reason_code: ``jauh_di_atas_pembanding``, ``bagian_melebihi_induk``, ``memuat_angka_diragukan``,
    ``jauh_di_atas_setingkat``, ``realisasi_di_atas_anggaran``, ``realisasi_tanpa_anggaran``. Looks inside one document
    only, so that the answer never depends on what else is loaded.
    """
    lines = _Lines(line_amounts, line_items)
    found = lines.by_row([*_above_like(lines), *_above_peers(lines), *_above_budget(lines)])
    return pd.DataFrame(found, columns=list(DOUBT_COLUMNS), dtype=object).drop_duplicates(
        ["source_row_id", *_FIGURE, "reason_code"], ignore_index=True
    )


class _Figure(NamedTuple):
    measure: str
    fiscal_year: int | None
    period: str


class _Lines:
    """Amounts of a document by line and figure, continuation rows added up."""

    def __init__(self, line_amounts: pd.DataFrame, line_items: pd.DataFrame) -> None:
        self.items: dict[object, dict[str, object]] = {
            record["line_item_id"]: record
            for record in line_items[["line_item_id", "document_id", "level", "code", "parent_line_item_id"]].to_dict(
                "records"
            )
        }
        self.sums: dict[object, dict[_Figure, int]] = {line: {} for line in self.items}
        self.amounts = line_amounts
        known: dict[_Figure, _Figure] = {}
        columns = ["line_item_id", *_FIGURE, "amount_sen"]
        for line, *figure, sen in line_amounts[columns].itertuples(index=False, name=None):
            key = _Figure(*figure)
            key = known.setdefault(key, key)
            own = self.sums.setdefault(line, {})
            own[key] = own.get(key, 0) + int(sen)
        self.children: dict[object, list[object]] = {}
        for line, item in self.items.items():
            self.children.setdefault(item["parent_line_item_id"], []).append(line)

    def doubts(self, line: object, figure: _Figure, severity: str, reason: str, detail: str) -> list[dict[str, object]]:
        document_id = self.items.get(line, {}).get("document_id")
        return [
            {
                "document_id": document_id,
                "line_item_id": line,
                **figure._asdict(),
                "severity": severity,
                "reason_code": reason,
                "detail": detail,
            }
        ]

    def by_row(self, doubts: list[dict[str, object]]) -> Iterator[dict[str, object]]:
        """Each of ``doubts`` once per row that prints a part of its figure; a part of nothing is no part."""
        rows: dict[tuple[object, ...], list[object]] = {
            (doubt["line_item_id"], *(doubt[name] for name in _FIGURE)): [] for doubt in doubts
        }
        columns = ["source_row_id", "amount_sen", "line_item_id", *_FIGURE]
        for row, sen, *key in self.amounts[columns].itertuples(index=False, name=None):
            if tuple(key) in rows and int(sen):
                rows[tuple(key)].append(row)
        for doubt in doubts:
            key = (doubt["line_item_id"], *(doubt[name] for name in _FIGURE))
            yield from ({**doubt, "source_row_id": row} for row in rows[key])


def _above_like(lines: _Lines) -> Iterator[dict[str, object]]:
    """Budget figures far above the same line's other years and plans, with the parts and wholes that share it."""
    for line, figures in lines.sums.items():
        for figure, sen in figures.items():
            like = _like(figure, figures)
            if figure.measure in _BUDGETS and like and sen >= FAR_ABOVE_LIKE * like:
                detail = f"{sen // like} kali pembanding pada baris yang sama ({_rupiah(like)})"
                yield from lines.doubts(line, figure, "doubtful", "jauh_di_atas_pembanding", detail)
                yield from _parts_above(line, figure, like, lines)
                yield from _wholes_of(line, figure, lines)


def _like(figure: _Figure, figures: Mapping[_Figure, int]) -> int:
    """The largest comparable yearly amount of the line, 0 where there is none."""
    likes = [sen for other, sen in figures.items() if other != figure and other.measure in _BUDGETS]
    likes += [sen // RENSTRA_YEARS for other, sen in figures.items() if other.measure == "target_renstra"]
    return max([sen for sen in likes if sen > 0], default=0)


def _parts_above(line: object, figure: _Figure, like: int, lines: _Lines) -> Iterator[dict[str, object]]:
    """Parts of a doubtful whole that alone are far above what the whole should be."""
    for child in lines.children.get(line, []):
        sen = lines.sums[child].get(figure, 0)
        if sen >= PART_ABOVE_WHOLE * like:
            detail = f"{sen // like} kali pembanding baris induknya ({_rupiah(like)})"
            yield from lines.doubts(child, figure, "doubtful", "bagian_melebihi_induk", detail)
            yield from _parts_above(child, figure, like, lines)


def _wholes_of(line: object, figure: _Figure, lines: _Lines) -> Iterator[dict[str, object]]:
    """Lines above a doubtful one that consist of it for more than half."""
    sen = lines.sums[line][figure]
    parent = lines.items[line]["parent_line_item_id"]
    while parent in lines.items and 0 < lines.sums[parent].get(figure, 0) <= 2 * sen:
        detail = f"lebih dari separuhnya angka yang diragukan ({_rupiah(sen)})"
        yield from lines.doubts(parent, figure, "doubtful", "memuat_angka_diragukan", detail)
        parent = lines.items[parent]["parent_line_item_id"]


def _above_peers(lines: _Lines) -> Iterator[dict[str, object]]:
    """Budget figures far above the largest lines of their level in the document."""
    peers: dict[tuple[object, _Figure], list[int]] = {}
    for line, figures in lines.sums.items():
        for figure, sen in figures.items():
            if figure.measure in _BUDGETS and sen > 0 and line in lines.items:
                peers.setdefault((lines.items[line]["level"], figure), []).append(sen)
    limits = {
        key: FAR_ABOVE_PEERS * sorted(values)[len(values) * 95 // 100]
        for key, values in peers.items()
        if len(values) >= PEERS_WANTED
    }
    for line, figures in lines.sums.items():
        for figure, sen in figures.items():
            limit = limits.get((lines.items[line]["level"], figure)) if line in lines.items else None
            if limit is not None and sen >= limit:
                peer = _rupiah(limit // FAR_ABOVE_PEERS)
                detail = f"lebih dari {FAR_ABOVE_PEERS} kali baris setingkat yang besar ({peer})"
                yield from lines.doubts(line, figure, "doubtful", "jauh_di_atas_setingkat", detail)
                yield from _wholes_of(line, figure, lines)


def _above_budget(lines: _Lines) -> Iterator[dict[str, object]]:
    """Realisasi above the anggaran of the same line and year."""
    for line, figures in lines.sums.items():
        years = {figure.fiscal_year for figure in figures if _is_realisasi(figure)}
        for year in sorted(years, key=str):
            budget = figures.get(_Figure("anggaran", year, "tahun"))
            realised = {f: sen for f, sen in figures.items() if _is_realisasi(f) and f.fiscal_year == year and sen > 0}
            total = _realised_total(realised)
            if budget is None or budget < 0 or total <= budget:
                continue
            if _is_revenue(lines.items.get(line)) and not 0 < FAR_ABOVE_LIKE * budget <= total:
                continue
            severity = "doubtful" if total * 100 > budget * OVERSPENT_PCT else "warn"
            reason = "realisasi_di_atas_anggaran" if budget else "realisasi_tanpa_anggaran"
            detail = f"realisasi {_rupiah(total)} terhadap anggaran {_rupiah(budget)}"
            for figure in _responsible(realised, budget, total, figures, year):
                yield from lines.doubts(line, figure, severity, reason, detail)


def _is_realisasi(figure: _Figure) -> bool:
    return figure.measure.startswith(("realisasi", "serapan")) and not figure.measure.endswith("_renstra")


def _realised_total(realised: Mapping[_Figure, int]) -> int:
    """The year so far: the largest cumulative figure, or the quarters together, or the months together."""
    quarters = sum(sen for figure, sen in realised.items() if figure.period.startswith("tw"))
    months = sum(sen for figure, sen in realised.items() if figure.period.startswith("bln"))
    return max([quarters, months, *(sen for figure, sen in realised.items() if not _is_part(figure))])


def _is_part(figure: _Figure) -> bool:
    return figure.period.startswith(("tw", "bln"))


def _responsible(
    realised: Mapping[_Figure, int], budget: int, total: int, figures: Mapping[_Figure, int], year: int | None
) -> list[_Figure]:
    """The figures at fault: those above the budget by themselves (else all), and the renstra sums made of them."""
    above = [figure for figure, sen in realised.items() if sen > budget]
    inside = [
        figure
        for figure, sen in figures.items()
        if figure.measure == "realisasi_renstra" and figure.period == "sd_tahun_ini" and 0 < sen <= 2 * total
        and figure.fiscal_year == year
    ]  # fmt: skip
    parts = [figure for figure in above if _is_part(figure)] or [figure for figure in realised if _is_part(figure)]
    return [*(figure for figure in above if not _is_part(figure)), *parts, *inside]


def _is_revenue(item: Mapping[str, object] | None) -> bool:
    """Revenue and financing accounts (4..., 6...): going beyond their target is good news."""
    return item is not None and item["level"] == "rekening" and str(item["code"] or "")[:1] in ("4", "6")


def _rupiah(sen: int) -> str:
    return f"Rp {sen // 100:,}".replace(",", ".")
