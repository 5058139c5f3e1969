"""Imported once by the process that all readers are forked from: what every one of them needs is loaded here."""

from __future__ import annotations

from importlib import import_module

from config.layout import load_layouts
from config.reference import load_reference

for _name in ("detect", "frame", "pdf_tables", "spreadsheet"):
    import_module(f"extractors.{_name}")
import_module("transforms.document")
load_layouts()
load_reference()
