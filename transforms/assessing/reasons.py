"""The reason of a headline as one Indonesian sentence that names the documents and years looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from transforms.assessing.case import Case
from transforms.assessing.evidence import MEDIUM_TERM, Evidence
from transforms.assessing.standing import place_in_year
from transforms.assessing.supporting import of_weight
from transforms.versions import version_order
from transforms.wording import format_day, join_names, name_document

_SCOPES = {
    "tanpa_biaya": "tidak memerlukan biaya",
    "dibiayai_mitra": "dibiayai mitra",
    "rkap_bumd": "dibiayai melalui RKAP BUMD",
}
_COLUMNS = {"note": "catatan", "scope": "ruang lingkup", "title": "judul", "partner": "mitra", "status": "status"}
#: what the register alone tells, whatever documents there are
_BY_REGISTER = frozenset({"TIDAK_VALID", "TANGGAL_TIDAK_JELAS", "BELUM_BERLAKU", "DIAKHIRI", "DI_LUAR_APBD"})
_LACKS = frozenset({"DIHAPUS_DI_PERUBAHAN", "DI_RKPD_TIDAK_DI_APBD", "DITANDATANGANI_TANPA_PKS", "TANPA_PROGRAM"})
_WEIGHT_ORDER = {"apbd": 0, "dpa": 1, "kua_ppas": 2, "rkpd": 3, "renja": 4, "e81": 5}


def write_reason(status: str, case: Case) -> str:
    """One sentence, closed with a full stop: whose documents, what was found in them and where, or what they lack."""
    said = f"{_SENTENCES[status](case).rstrip(' .;')}{_told_of_siblings(status, case)}"
    before = f"{_side(status, case)}{_continued(case)}"
    return f"{before}{_lowered(said) if before else said}."


def _lowered(sentence: str) -> str:
    """Begun in the middle of a sentence; names in capitals stay."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def cite(entries: Sequence[Evidence], case: Case) -> str:
    """As :func:`point_to`, and for which agreement the line stands where that is another of the family."""
    other = case.whose(_in_order(entries)[0]) if entries else None
    return point_to(entries) + (f", melalui {other}" if other else "")


def point_to(entries: Sequence[Evidence]) -> str:
    """The first line with its office, document and place, and how many more there are."""
    ordered = _in_order(entries)
    if not ordered:
        return "baris yang diterima"
    first = ordered[0]
    place = f"hal. {first.page}" if first.page else f"lembar {first.sheet}" if first.sheet else ""
    row = f"baris {first.row_number}" if first.row_number else ""
    document = name_document(first.kind, first.fiscal_year, first.version, first.period)
    where = ", ".join(part for part in (first.office, document, f"{place} {row}".strip()) if part)
    more = f" dan {len(ordered) - 1} baris lain" if len(ordered) > 1 else ""
    return f"“{first.name}” ({where}){more}"


def _in_order(entries: Sequence[Evidence]) -> list[Evidence]:
    """The weightiest kind of document first, its latest version, then by place."""

    def key(entry: Evidence) -> tuple[int, tuple[int, ...], str, int, int]:
        later = tuple(-part for part in version_order(entry.version))
        return _WEIGHT_ORDER.get(entry.kind, 9), later, entry.slice_id, entry.page or 0, entry.row_number or 0

    return sorted(entries, key=key)


def _side(status: str, case: Case) -> str:
    """Whose side is judged, where that isn't the region that keeps the register; by its documents where it has any."""
    if case.naskah.region_code is None or case.naskah.region_code == case.region:
        return ""
    is_read = bool(case.desk.shelf.slices) and status not in _BY_REGISTER
    return f"{'Dari dokumen' if is_read else 'Untuk'} {case.region_name}: "


def _continued(case: Case) -> str:
    if not _has_ended(case) or not case.facts.is_continued or case.naskah.end is None:
        return ""
    later = case.family.continuing(case.naskah.agreement_id, case.year, case.as_of)
    names = join_names(
        [f"{case.family.describe(case.naskah.agreement_id, e.agreement_id)} ({e.short_name})" for e in later]
    )
    return f"Naskah berakhir {format_day(case.naskah.end)} dan diteruskan {names}; "


def _has_ended(case: Case) -> bool:
    return place_in_year(case.naskah, case.year, case.as_of) == "berakhir"


def _told_of_siblings(status: str, case: Case) -> str:
    if status not in _LACKS or not case.siblings:
        return ""
    other = case.family.naskah[_in_order(case.siblings)[0].agreement_id]
    return (
        f"; naskah lain di bawah induk yang sama ({other.short_name}) dianggarkan pada {point_to(case.siblings)}, "
        "tidak dihitung untuk naskah ini"
    )


def _seen(case: Case, stage: str) -> str:
    return str(case.desk.coverage[stage]["detail"])


def _looked_at(case: Case) -> str:
    return f"perencanaan: {_seen(case, 'planning')}; anggaran: {_seen(case, 'budget')}"


def _signed(case: Case) -> str:
    if case.naskah.signed is None:
        return "tanggal tanda tangan tidak diketahui"
    first, last = case.naskah.signed
    if first == last:
        return f"ditandatangani {format_day(first)}"
    return f"ditandatangani antara {format_day(first)} dan {format_day(last)}"


def _invalid(case: Case) -> str:
    return (
        f"Judul dan mitra tidak terbaca atau para pihak bertentangan dalam register, sehingga tahun {case.year} "
        "tidak dapat dinilai"
    )


def _not_yet(case: Case) -> str:
    if case.facts.place == "rencana":
        return (
            f"Menurut register masih berupa rencana atau penjajakan; dicatat dan tidak dinilai untuk tahun {case.year}"
        )
    if case.naskah.signed and case.naskah.signed[0] > min(case.as_of, date(case.year, 12, 31)):
        start = f"Naskah {_signed(case)}"
    else:
        start = f"Naskah mulai berlaku {format_day(case.naskah.begin[0])}" if case.naskah.begin else "Naskah"
    late = f"akhir tahun {case.year}" if case.as_of > date(case.year, 12, 31) else f"{format_day(case.as_of)}"
    return f"{start}, sesudah {late}"


def _unclear(case: Case) -> str:
    if _has_ended(case):
        return f"Masa berlaku naskah itu tidak dapat dipastikan mencakup tahun {case.year} ({_looked_at(case)})"
    if case.facts.place == "mungkin":
        return (
            f"Naskah {_signed(case)} dan {_what_is_unknown(case)}, sehingga tidak dapat dipastikan berlaku pada tahun "
            f"{case.year} ({_looked_at(case)})"
        )
    return (
        "Tanggal tanda tangan dan jangka waktu tidak tercetak atau tidak terbaca, sehingga naskah tidak dapat "
        f"ditempatkan di dalam atau di luar tahun {case.year}"
    )


def _what_is_unknown(case: Case) -> str:
    """Why the print doesn't prove that the agreement is in force in the year."""
    naskah = case.naskah
    until = f", sedangkan jangka waktunya sampai {format_day(naskah.end)}" if naskah.end else ""
    if naskah.may_be_over(case.as_of):
        return f"register menyebutnya sudah tidak berlaku tanpa tanggal yang terbaca{until}"
    if naskah.begin and naskah.begin[1] > date(case.year, 12, 31):
        return "hari mulai berlakunya tidak pasti"
    if naskah.end and naskah.is_end_counted:
        return (
            f"jangka waktunya habis pada pergantian tahun (sampai {format_day(naskah.end)} bila dihitung dari hari itu)"
        )
    return "akhir berlakunya tidak tercetak atau tidak terbaca"


def _ended(case: Case) -> str:
    day = format_day(case.naskah.ended_on) if case.naskah.ended_on else "sebelumnya"
    return f"Kerja sama diakhiri para pihak pada {day}, sebelum tahun {case.year}"


def _expiry(case: Case) -> str:
    day = format_day(case.naskah.end) if case.naskah.end else "sebelumnya"
    return f"Naskah berakhir {day}, sebelum tahun {case.year}, tanpa adendum atau naskah penerus yang tercatat"


def _expired_but_budgeted(case: Case) -> str:
    of_the_year = [entry for entry in of_weight(case.own, "accepted") if entry.kind not in MEDIUM_TERM]
    return f"{_expiry(case)}, tetapi masih ada {cite(of_the_year, case)}"


def _expired(case: Case) -> str:
    waiting = f"; {len(case.waiting)} calon baris menunggu putusan" if case.waiting else ""
    only = " selain dalam rencana jangka menengah" if of_weight(case.own, "accepted") else ""
    return f"{_expiry(case)}, dan tidak ada baris yang diterima{only} ({_looked_at(case)}{waiting})"


def _outside(case: Case) -> str:
    said = f"Kerja sama ini {_SCOPES[case.facts.scope]}{_told_by(case)}"
    if case.facts.budget.value == "ada":
        return f"{said}, sehingga tidak dinilai terhadap APBD {case.year}, meskipun ada {cite(case.accepted, case)}"
    return f"{said}, sehingga tidak adanya baris dalam APBD {case.year} bukan kekurangan"


def _told_by(case: Case) -> str:
    """Who says how the agreement is paid: the print, or a person."""
    payer = case.family.paid_as(case.naskah.agreement_id)
    basis = payer.scope_basis
    amended = "" if payer is case.naskah else f" menurut naskah yang diubahnya ({payer.short_name}),"
    if basis == "orang":
        return f"{amended} menurut putusan penelaah"
    if not basis:
        return amended.rstrip(",") or " menurut cakupan pembiayaannya"
    column, _, words = basis.partition(": ")
    told = f"{_COLUMNS.get(column, column)}: “{words}”" if words else f"“{basis}”"
    return f"{amended} menurut register ({told})"


def _realised(case: Case) -> str:
    done = "selesai" if case.facts.realisation.value == "selesai" else "sebagian"
    return f"Realisasi tahun {case.year} tercatat ({done}) pada {cite(case.facts.realisation.entries, case)}"


def _budgeted(case: Case) -> str:
    found = f"Dianggarkan pada {cite(case.facts.budget.entries, case)}"
    if case.facts.planning.value != "tidak_ada":
        return found
    return f"{found}, tetapi tidak ditemukan dalam perencanaan ({_seen(case, 'planning')})"


def _removed(case: Case) -> str:
    latest = case.desk.coverage["budget"]["latest_version"]
    if "pagu_menjadi_nol" in case.facts.budget.flags:
        return f"Anggarannya menjadi nol dalam versi terakhir ({latest}) pada {cite(case.facts.budget.entries, case)}"
    return (
        f"Pernah dianggarkan pada {cite(case.facts.budget.entries, case)}, tetapi tidak ada lagi dalam versi terakhir "
        f"({latest}; {_seen(case, 'budget')})"
    )


def _planned_only(case: Case) -> str:
    if "hilang_setelah_kua_ppas" in case.facts.budget.flags:
        return (
            f"Tercantum pada {cite(case.facts.budget.entries, case)}, tetapi tidak berlanjut ({_seen(case, 'budget')})"
        )
    return (
        f"Direncanakan pada {cite(case.facts.planning.entries, case)}, tetapi belum terintegrasi dalam anggaran "
        f"({_seen(case, 'budget')})"
    )


def _awaiting_budget(case: Case) -> str:
    planned = cite(case.facts.planning.entries, case)
    return f"Direncanakan pada {planned}; anggaran belum dapat dilihat ({_seen(case, 'budget')})"


def _awaiting_decision(case: Case) -> str:
    if case.waiting:
        disputed = "; ada dokumen sengketa (dua cetakan, urutannya tidak dapat ditentukan)"
        is_disputed = any(entry.is_disputed for entry in case.waiting)
        said = f"Calon baris menunggu putusan untuk tahun {case.year}: {cite(case.waiting, case)}"
        return f"{said}{disputed if is_disputed else ''}"
    if case.facts.is_carried_into_budget or "baris_sama_di_versi_terakhir" in case.facts.budget.flags:
        return (
            f"Baris yang sama dengan {cite(case.accepted, case)} ada dalam anggaran {case.year} tanpa tautan; "
            "menunggu putusan apakah masih mendukung kerja sama ini"
        )
    related = f"naskah terkait ({join_names(case.relatives)})" if case.relatives else "naskah terkait"
    if lines := (*case.unsettled.of_undecided, *case.unsettled.of_parent):
        return f"Baris {point_to(lines)} milik {related} menunggu putusan: apakah juga untuk naskah ini"
    return f"Menunggu putusan apakah {related} meneruskan naskah ini pada tahun {case.year}"


def _not_judgeable(case: Case) -> str:
    return f"Dokumen tahun {case.year} belum cukup untuk menilai ({_looked_at(case)})"


def _without_pks(case: Case) -> str:
    day = format_day(case.register_complete_to) if case.register_complete_to else "tanggal yang dinyatakan"
    return (
        f"KB {_signed(case)} dan register yang lengkap sampai {day} tidak mencatat PKS; tidak ada baris yang diterima "
        f"untuk tahun {case.year} ({_looked_at(case)})"
    )


def _without_programme(case: Case) -> str:
    only = " selain fasilitasi kerja sama oleh sekretariat" if case.facts.budget.value == "hanya_fasilitasi" else ""
    open_scope = "; cakupan pembiayaan belum ditetapkan" if case.facts.scope == "belum_ditetapkan" else ""
    new = f" ({_signed(case)})" if case.naskah.signed and case.naskah.signed[0].year == case.year else ""
    return (
        f"Berlaku pada tahun {case.year}{new} tetapi belum terintegrasi: tidak ada baris yang diterima{only} "
        f"({_looked_at(case)}{open_scope})"
    )


_SENTENCES: dict[str, Callable[[Case], str]] = {
    "TIDAK_VALID": _invalid,
    "TANGGAL_TIDAK_JELAS": _unclear,
    "BELUM_BERLAKU": _not_yet,
    "DIAKHIRI": _ended,
    "KEDALUWARSA_TETAP_DIANGGARKAN": _expired_but_budgeted,
    "KEDALUWARSA": _expired,
    "DI_LUAR_APBD": _outside,
    "DIREALISASI": _realised,
    "DIANGGARKAN": _budgeted,
    "DIHAPUS_DI_PERUBAHAN": _removed,
    "DI_RKPD_TIDAK_DI_APBD": _planned_only,
    "DI_RKPD_MENUNGGU_APBD": _awaiting_budget,
    "MENUNGGU_PUTUSAN": _awaiting_decision,
    "BELUM_DAPAT_DINILAI": _not_judgeable,
    "DITANDATANGANI_TANPA_PKS": _without_pks,
    "TANPA_PROGRAM": _without_programme,
}
HEADLINES = tuple(_SENTENCES)
