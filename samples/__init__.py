"""The demonstration's documents, generated from the official column sets and the real nomenclature."""

from samples.cases import Case, as_of, load_cases
from samples.documents import REGIONS_DIR, SampleDocument, write_samples

#: the day the demonstration judges
DEMO_AS_OF = as_of()

__all__ = ["DEMO_AS_OF", "REGIONS_DIR", "Case", "SampleDocument", "load_cases", "write_samples"]
