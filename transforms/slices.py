"""Which region, office, year, version and period each block of a document speaks of, and on what basis."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import get_args

import pandas as pd

from config.layout import Kind, Layout
from config.reference import Reference
from extractors.records import Block, Extraction, RejectedDocument
from transforms.dates import parse_date
from transforms.names import collapse, match_skpd, normalise
from transforms.periods import parse_period, parse_version
from transforms.row_regions import region_in_rows
from transforms.slice_checks import mark_completeness, mark_duplicates, refuse_unfilled
from transforms.slice_fields import NOTHING, WITHOUT_YEAR, Found, is_unfilled, read_fields
from transforms.slice_keys import lacking_parts
from transforms.slice_regions import block_regions

SLICE_COLUMNS = (
    "block", "slice_id", "document_id", "region_code", "kind", "fiscal_year", "version", "period", "skpd_code",
    "skpd_name", "first_page", "last_page", "is_complete", "incomplete_because", "lacks", "printed_on", "received_on",
    "complete_to", "basis", "state", "duplicate_of_block",
)  # fmt: skip
_FROM_DOCUMENT = ("fiscal_year", "period", "version", "printed_on", "complete_to")
_NO_REGION = "-"
_MANIFEST_FIELDS: dict[str, Callable[[str], object]] = {
    "region_code": str,
    "kind": str,
    "fiscal_year": int,
    "version": lambda text: parse_version(text) or text,
    "period": lambda text: parse_period(text) or text,
}


def identify_slices(
    extraction: Extraction,
    rows: pd.DataFrame,
    reference: Reference,
    manifest: Mapping[str, str | None] | None = None,
) -> pd.DataFrame:
    """One row per block that holds lines, columns :data:`SLICE_COLUMNS`.

    ``basis`` is a dict field -> {source, text} with source print, manifest, default, signature, office_names,
    unfilled, unreadable, issuer, layout, none; a value the manifest replaced also has ``printed``. ``lacks``: the parts
    of its key a slice leaves open, each with what is wrong with the print. An office whose
    lines are printed again, equal to the letter, gets ``state`` ``duplicate`` and ``duplicate_of_block``. ``rows``
    need ``row_kind``.
    Raises :class:`RejectedDocument` with ``unidentified``, ``region_conflict``, ``manifest_conflict`` or
    ``unfilled_form``.
    """
    layout = extraction.layout
    blocks = [block for block in extraction.blocks if _has_lines(rows, block.block)]
    fields = _with_document_fields([read_fields(block, layout) for block in blocks])
    refuse_unfilled(extraction, rows, fields)
    printed_manifest = _manifest_values(manifest or {}, reference)
    regions = block_regions(blocks, fields, layout, reference, is_overridden=_overrides_region(printed_manifest))
    if layout.identify.region_columns:
        regions = [
            found if found.source != "none" else region_in_rows(own, layout.identify.region_columns, reference)
            for found, block in zip(regions, blocks, strict=True)
            for own in [rows[rows["block"] == block.block]]
        ]
    records = [
        _slice(extraction, block, {**found, "region_code": region}, printed_manifest, reference)
        for block, found, region in zip(blocks, fields, regions, strict=True)
    ]
    slices = pd.DataFrame(records, columns=list(SLICE_COLUMNS), dtype=object)
    return slices.pipe(mark_duplicates, rows=rows).pipe(mark_completeness, rows=rows)


def slice_corrections(slices: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """``correction`` rows for values that the manifest or the list of offices put in place of the printed ones."""
    first_row = rows.groupby("block", sort=False)["source_row_id"].first()
    records = [
        {
            "source_row_id": first_row.get(record["block"]),
            "document_id": record["document_id"],
            "column_name": field,
            "printed": str(basis["printed"]),
            "used": str(record[field]),
            "reason": basis.get("reason") or "nama perangkat daerah menurut daftar resmi",
        }
        for record in slices.to_dict("records")
        for field, basis in record["basis"].items()
        if basis.get("printed") is not None
    ]
    columns = ["source_row_id", "document_id", "column_name", "printed", "used", "reason"]
    return pd.DataFrame(records, columns=columns, dtype=object)


def _has_lines(rows: pd.DataFrame, block: int) -> bool:
    own = rows[rows["block"] == block]
    return bool((own["row_kind"] == "line").any() or (own["zone"] == "body").any())


def _with_document_fields(fields: list[dict[str, Found]]) -> list[dict[str, Found]]:
    """Fields a block doesn't print itself, from the nearest block before it, else the first after it, that does."""
    for name in _FROM_DOCUMENT:
        printed = [found[name] for found in fields if found[name]]
        last = printed[0] if printed else NOTHING
        for found in fields:
            if found[name]:
                last = found[name]
            elif found[name].source == "none" and last:
                found[name] = last
    return fields


def _slice(
    extraction: Extraction, block: Block, found: dict[str, Found], manifest: Mapping[str, str], reference: Reference
) -> dict[str, object]:
    layout = extraction.layout
    fields = {**found, "kind": Found(layout.kind, "layout", layout.title)}
    fields = _with_defaults(_with_manifest(fields, manifest), layout)
    _refuse_unidentified(fields, block, layout, manifest)
    year, region = fields["fiscal_year"].value, fields["region_code"].value
    office, printed_name = _office(fields, region, year, reference)  # type: ignore[arg-type]
    basis: dict[str, dict[str, object]] = {name: dict(field.as_basis()) for name, field in fields.items()}
    for name in set(manifest) & set(found):
        if found[name] and fields[name].value != found[name].value:
            basis[name] |= {"printed": str(found[name].value), "reason": manifest["override_reason"]}
    if printed_name is not None:
        basis["skpd_name"]["printed"] = printed_name
    received_on = parse_date(manifest.get("received_on")).value
    return {
        **{name: field.value for name, field in fields.items()},
        **office,
        "block": block.block,
        "slice_id": hashlib.sha256(f"{extraction.document_id}|{block.block}".encode()).hexdigest()[:32],
        "document_id": extraction.document_id,
        "first_page": block.first_page,
        "last_page": block.last_page,
        "is_complete": True,
        "incomplete_because": None,
        "lacks": lacking_parts(fields, layout.kind),
        "received_on": received_on,
        "basis": basis,
    }


def _office(
    fields: Mapping[str, Found], region: str | None, year: int | None, reference: Reference
) -> tuple[dict[str, object], str | None]:
    """Code and name of the office, and the printed name where the list of offices has another for it."""
    printed = collapse(str(fields["skpd_name"].value)).strip(" ;,") if fields["skpd_name"] else None
    match = match_skpd(printed, region, year, reference) if printed else None
    name = match.skpd_name if match is not None and match.skpd_name else printed
    code = fields["skpd_code"].value or (match.skpd_code if match is not None else None)
    is_other = printed is not None and normalise(name) != normalise(printed)
    return {"skpd_code": code, "skpd_name": name}, printed if is_other else None


def _manifest_values(manifest: Mapping[str, str | None], reference: Reference) -> dict[str, str]:
    """The filled columns of the document's line in ``manifest.csv``; ``-`` as region_code means: no region.

    Raises :class:`RejectedDocument` ``manifest_invalid`` for values that mean nothing.
    """
    filled = {name: str(value).strip() for name, value in manifest.items() if value is not None and str(value).strip()}
    wrong = {
        "region_code": filled.get("region_code", _NO_REGION) not in {_NO_REGION, *reference.regions["region_code"]},
        "kind": filled.get("kind", "lra") not in get_args(Kind),
        "fiscal_year": re.fullmatch(r"20\d\d", filled.get("fiscal_year", "2000")) is None,
        "received_on": "received_on" in filled and parse_date(filled["received_on"]).value is None,
    }
    for name in (name for name, is_wrong in wrong.items() if is_wrong):
        raise RejectedDocument(
            "manifest_invalid", f"manifest.csv: {name} '{filled[name]}' tidak dikenal; perbaiki barisnya", "identify"
        )
    return filled


def _overrides_region(manifest: Mapping[str, str]) -> bool:
    return "region_code" in manifest and "override_reason" in manifest


def _with_manifest(fields: dict[str, Found], manifest: Mapping[str, str]) -> dict[str, Found]:
    """Fields filled by the manifest; where the print says otherwise only with an ``override_reason``."""
    for name, parse in _MANIFEST_FIELDS.items():
        if name not in manifest:
            continue
        value = None if manifest[name] == _NO_REGION else parse(manifest[name])
        printed = fields[name]
        if printed and printed.value != value and "override_reason" not in manifest:
            raise RejectedDocument(
                "manifest_conflict",
                f"{name}: dokumen mencetak '{printed.value}' ({printed.text}), manifest.csv menyebut "
                f"'{manifest[name]}'. Perbaiki manifest, atau isi override_reason bila cetakannya yang keliru",
                stage="identify",
            )
        if not printed or printed.value != value:
            fields = {**fields, name: Found(value, "manifest", manifest.get("override_reason"))}
    return fields


def _with_defaults(fields: dict[str, Found], layout: Layout) -> dict[str, Found]:
    defaults = {"version": layout.identify.default_version, "period": layout.identify.default_period}
    for name, value in defaults.items():
        if value is not None and fields[name].source == "none":
            fields = {**fields, name: Found(value, "default", layout.id)}
    return fields


def _refuse_unidentified(
    fields: Mapping[str, Found], block: Block, layout: Layout, manifest: Mapping[str, str]
) -> None:
    """Region and year must be known; says what was seen and what to write into the manifest."""
    missing = []
    may_lack_region = fields["region_code"].source in ("issuer", "manifest")
    if not fields["region_code"] and not may_lack_region:
        missing.append("region_code")
    if not fields["fiscal_year"] and layout.kind not in WITHOUT_YEAR:
        missing.append("fiscal_year")
    if missing:
        seen = " | ".join(collapse(line) for line in block.headings if not is_unfilled(line))[:300] or "tanpa judul"
        raise RejectedDocument(
            "unidentified",
            f"tidak dapat ditentukan: {', '.join(missing)}. Terbaca: {seen}. Tambahkan baris di manifest.csv "
            f"dengan kolom path dan {', '.join(missing)}"
            + (" (isi '-' bila penerbitnya bukan daerah)" if "region_code" in missing else ""),
            stage="identify",
        )
