"""The reference data shipped with the project holds together."""

from __future__ import annotations

import re

from config.lexicon import load_lexicon
from config.reference import load_reference
from transforms.names import normalise


def test_there_are_38_provinces_and_514_kabupaten_and_kota() -> None:
    levels = load_reference().regions["level"].value_counts()

    assert levels["provinsi"] == 38
    assert levels["kabupaten"] + levels["kota"] == 514


def test_balikpapan_borders_kutai_kartanegara_and_penajam_paser_utara_both_ways() -> None:
    borders = load_reference().borders
    of_balikpapan = set(borders[borders["region_code"] == "64.71"]["neighbour_code"])

    assert of_balikpapan == {"64.02", "64.09"}
    assert "64.71" in set(borders[borders["region_code"] == "64.09"]["neighbour_code"])


def test_every_border_joins_two_known_regions() -> None:
    reference = load_reference()

    assert set(reference.borders["region_code"]) <= set(reference.regions["region_code"])


def test_codes_of_the_nomenclature_have_the_shape_of_their_level_and_edition() -> None:
    shapes = {
        "urusan": r"\d|X",
        "bidang_urusan": r"\d\.\d{2}",
        "program": r"\d\.\d{2}\.\d{2}",
        "kegiatan": r"\d\.\d{2}\.\d{2}\.2\.\d{2}",
        "sub_kegiatan": r"\d\.\d{2}\.\d{2}\.2\.\d{2}\.\d{4}",
    }
    for row in load_reference().nomenclature.to_dict("records"):
        assert re.fullmatch(shapes[row["level"]], row["code"]), row
        assert row["parent_code"] is None or row["code"].startswith(row["parent_code"] + ".")


def test_no_code_of_an_edition_stands_twice() -> None:
    assert not load_reference().nomenclature.duplicated(["edition", "code"]).any()


def test_the_names_of_an_office_do_not_overlap_in_time() -> None:
    for _, eras in load_reference().skpd.groupby(["region_code", "office"]):
        ordered = eras.sort_values("valid_from")
        assert ordered["valid_to"].iloc[:-1].notna().all()
        for (_, before), (_, after) in zip(ordered.iloc[:-1].iterrows(), ordered.iloc[1:].iterrows(), strict=True):
            assert before["valid_to"] < after["valid_from"]


def test_no_alias_means_two_offices_of_one_region() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for row in load_reference().skpd.to_dict("records"):
        for name in (row["skpd_name"], *row["aliases"]):
            owners.setdefault((row["region_code"], normalise(name)), set()).add(row["office"])

    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_every_region_alias_belongs_to_a_known_region() -> None:
    reference = load_reference()

    assert set(reference.region_aliases) <= set(reference.regions["region_code"])


def test_lookup_words_for_categories_and_instruments_are_codes_of_the_contract() -> None:
    words = load_lexicon().agreements
    categories = {"ksdd_wajib", "ksdd_sukarela", "ksdd_belum_ditetapkan", "ksdpk", "ksdpl", "ksdll", "sinergi"}

    assert {entry.category for entry in words.categories} <= categories
    assert {entry.instrument for entry in words.instruments} <= {
        "KB",
        "PKS",
        "NK",
        "RK",
        "LOI",
        "lainnya",
        "by_category",
    }
    assert {kind for kind in words.category_of_party_kind.values() if kind} <= categories
