"""Documents of different owners whose money is the same line by line: one carries the other's figures or heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from config.reference import Reference
from transforms.names import normalise
from transforms.owner_names import Slice, name_slice, printed_text

#: so many different amounts of so many digits (zeros at the end not counted) are never equal by chance
TELLING_AMOUNTS, TELLING_DIGITS = 3, 5
_OWNER = ["slice_id", "measure"]


def find_same_figures(
    slices: Mapping[str, Slice], lines: pd.DataFrame, amounts: pd.DataFrame, reference: Reference
) -> Iterator[tuple[str, str, list[str]]]:
    """(document_id, what is seen, source rows), once for each side of every pair.

    Compared are documents of one kind and year, measure by measure; different regions or offices, or an office that
    isn't told, make the pair a doubt. Two prints of one office are none.
    """
    figures = _figures(slices, lines, amounts)
    for _, group in figures.groupby(["kind", "fiscal_year", "measure", "signature"], sort=True, dropna=False):
        members = {str(one): own for one, own in group.groupby("slice_id", sort=True)}
        for one, other in combinations(members, 2):
            if _is_of_other_owner(slices[one], slices[other]) and _content(members[one]) == _content(members[other]):
                for own, rival in ((one, other), (other, one)):
                    says = _say(slices[own], slices[rival], members[own], reference)
                    yield str(slices[own]["document_id"]), says, members[own]["source_row_id"].tolist()


def _figures(slices: Mapping[str, Slice], lines: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """Amounts other than zero with the label of their line, of slices whose money tells them from others.

    ``signature`` is a number that equal money has in common: the sum of the hashes of label and amount.
    """
    codes = lines["code"].where(lines["code"].notna(), lines["name"].map(normalise))
    labels = lines[["line_item_id", "slice_id"]].assign(label=codes.astype(object))
    columns = ["line_item_id", "source_row_id", "measure", "amount_sen"]
    joined = amounts.loc[amounts["amount_sen"] != 0, columns].merge(labels, on="line_item_id")
    joined = joined[joined["slice_id"].isin(list(slices))]
    is_telling = pd.Series([_is_telling(sen) for sen in joined["amount_sen"]], index=joined.index, dtype=bool)
    telling = joined[is_telling]
    counts = telling.groupby(_OWNER)["amount_sen"].nunique()
    joined = joined.set_index(_OWNER)
    joined = joined[joined.index.isin(counts[counts >= TELLING_AMOUNTS].index)].reset_index()
    hashed = pd.DataFrame({"label": joined["label"].astype(str), "sen": joined["amount_sen"].astype("int64")})
    joined = joined.assign(signature=pd.util.hash_pandas_object(hashed, index=False))
    return joined.assign(
        signature=joined.groupby(_OWNER)["signature"].transform("sum"),
        kind=[slices[one]["kind"] for one in joined["slice_id"]],
        fiscal_year=[slices[one]["fiscal_year"] for one in joined["slice_id"]],
    )


def _is_telling(sen: Any) -> bool:
    return len(str(abs(int(sen)) // 100).rstrip("0")) >= TELLING_DIGITS


def _content(own: pd.DataFrame) -> list[tuple[str, int]]:
    return sorted(zip(own["label"], own["amount_sen"], strict=True))


def _is_of_other_owner(one: Slice, other: Slice) -> bool:
    """A document of the whole region is no rival of one for a single office of it."""
    if one["document_id"] == other["document_id"]:
        return False
    if one["region_code"] != other["region_code"] or "skpd_name" in {*one["lacks"], *other["lacks"]}:
        return True
    offices = [printed_text(each["skpd_code"]) or normalise(printed_text(each["skpd_name"])) for each in (one, other)]
    return all(offices) and offices[0] != offices[1]


def _say(own: Slice, rival: Slice, figures: pd.DataFrame, reference: Reference) -> str:
    told = f"{len(figures)} angka {figures['measure'].iloc[0]} sama persis dengan {name_slice(rival, reference)}"
    is_nameless = ["skpd_name" in each["lacks"] for each in (own, rival)]
    if any(is_nameless) and not all(is_nameless):
        return f"{told}: formulir tanpa nama perangkat daerah itu mungkin contoh yang masih berisi angka lama"
    return f"{told}: judul salah satunya keliru, atau angka formulir lain terbawa"
