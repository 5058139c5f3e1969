"""What people may decide about agreements themselves: ties between two, and how one that falls short is paid."""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.publish.content import Content, Row
from warehouse.publish.review_queue import decision_text
from warehouse.publish.wording import print_key, short_moment, status_label

#: statuses that say an agreement falls short, which a budget scope other than the APBD would take back
_LACKING = frozenset({"TANPA_PROGRAM", "DITANDATANGANI_TANPA_PKS", "DI_RKPD_TIDAK_DI_APBD", "DIHAPUS_DI_PERUBAHAN"})
_QUESTIONS = {
    "duplikat": "Apakah ini naskah yang sama, tercatat dua kali?",
    "penerus": "Apakah naskah ini meneruskan naskah lain itu?",
    "induk": "Apakah naskah ini pelaksanaan naskah lain itu?",
}


def build_agreement_queue(content: Content) -> list[Row]:
    """Rows with subject, judul, when, other, why, before, value and agreement_id: open ties, open scopes, decisions."""
    latest = _latest(content.rulings)
    ties = [_tie(row) for row in content.ties]
    decided = [_decided(row) for row in latest.values()]
    scoped = {agreement for agreement, subject, _ in latest if subject == "cakupan"}
    return [*ties, *_scopes(content.reconciliation, scoped), *decided]


def _latest(rulings: Iterable[Row]) -> dict[tuple[str, str, str | None], Row]:
    ordered = sorted(rulings, key=lambda row: (str(row["decided_at"] or ""), row["verdict"], row["reviewer"] or ""))
    latest = {(row["agreement_id"], row["subject"], row["value"]): row for row in ordered}
    return dict(sorted(latest.items(), key=lambda item: (str(item[1]["judul"]), *map(str, item[0]))))


def _tie(row: Row) -> Row:
    """A successor is decided as the child of what it follows, so its row turns the pair round."""
    is_turned = row["hubungan"] == "penerus"
    own, other = ("_lain", "") if is_turned else ("", "_lain")
    keys = {"": row["agreement_id"], "_lain": row["other_agreement_id"]}
    days = {"": row["tanggal_tanda_tangan"], "_lain": row["tanggal_lain"]}
    alike = ", ".join(f"{name} {row['bukti'][name]:.0%}" for name in ("judul", "mitra") if name in (row["bukti"] or {}))
    return {
        "subject": "duplikat" if row["hubungan"] == "duplikat" else "induk",
        "judul": row[f"judul{own}"],
        "when": _when(row[f"nomor{own}"], days[own]),
        "other": f"{row[f'judul{other}']} ({_when(row[f'nomor{other}'], days[other])})",
        "why": _QUESTIONS[row["hubungan"]] + (f" Kemiripan: {alike}." if alike else ""),
        "before": None,
        "value": print_key(keys[other]),
        "agreement_id": keys[own],
    }


def _scopes(reconciliation: Iterable[Row], scoped: set[str]) -> list[Row]:
    """One row per agreement that falls short while nobody has said how it is paid."""
    rows: dict[str, Row] = {}
    for row in reconciliation:
        is_open = row["cakupan"] == "belum_ditetapkan" and row["status"] in _LACKING
        if not is_open or row["agreement_id"] in scoped:
            continue
        why = (
            f"Dinilai '{status_label(row['status'])}' ({row['tahun']}), padahal cakupan pembiayaannya belum ditetapkan."
        )
        rows[row["agreement_id"]] = {
            "subject": "cakupan",
            "judul": row["judul"],
            "when": _when(row["nomor"], row["tanggal_tanda_tangan"]),
            "other": None,
            "why": why,
            "before": None,
            "value": None,
            "agreement_id": row["agreement_id"],
        }
    return list(rows.values())


def _decided(row: Row) -> Row:
    is_tie = row["subject"] in ("induk", "duplikat")
    return {
        "subject": row["subject"],
        "judul": row["judul"] or ("(sudah digabungkan)" if row["digabung"] else "(naskah ini tidak ditemukan lagi)"),
        "when": _when(row["nomor"], row["tanggal_tanda_tangan"]),
        "other": row["judul_lain"],
        "why": None,
        "before": decision_text(row),
        "value": print_key(row["value"]) if is_tie else row["value"],
        "agreement_id": row["agreement_id"],
    }


def _when(number: str | None, signed: object) -> str:
    day = short_moment(signed) if signed else "tanggal tidak tercetak"  # type: ignore[arg-type]
    return f"{number or 'tanpa nomor'}, {day}"
