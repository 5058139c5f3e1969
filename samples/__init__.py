"""The demonstration's documents, generated from the official column sets and the real nomenclature."""

from samples.documents import REGIONS_DIR, SampleDocument, write_samples

__all__ = ["REGIONS_DIR", "SampleDocument", "write_samples"]
