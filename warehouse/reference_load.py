"""Writes the reference data in use into the warehouse, so that every answer can be traced with the tables alone."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from config.reference import Reference
from warehouse.derive import write_derived
from warehouse.facts import Changes


def load_reference_tables(
    connection: Connection, run_id: int, reference: Reference, expected: pd.DataFrame | None = None
) -> dict[str, Changes]:
    """Make region, region_border, skpd, nomenclature and (where given) expected_document equal to the frames."""
    frames = {
        "region": reference.regions,
        "region_border": reference.borders,
        "skpd": reference.skpd,
        "nomenclature": reference.nomenclature,
    }
    if expected is not None:
        frames["expected_document"] = expected
    return {name: write_derived(connection, run_id, name, frame) for name, frame in frames.items()}
