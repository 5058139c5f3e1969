"""Tesseract as a program of its own: many small pictures in one call, their words with boxes and confidence."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.records import RejectedDocument

Grey = NDArray[np.uint8]

INSTALL_COMMAND = "apt-get install tesseract-ocr tesseract-ocr-ind"
LANGUAGE = "ind"
#: another model, for a reading that does not err alike; it comes with tesseract itself
SECOND_LANGUAGE = "eng"
#: how tesseract is told to lay out a picture: find the columns of a page, take one block of lines, take one line
PAGE, BLOCK, LINE = 3, 6, 7


@dataclass(frozen=True, slots=True)
class ReadWord:
    """``box``: x0, top, x1, bottom in pixels of its picture; ``confidence`` from 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


@cache
def languages() -> frozenset[str]:
    """The languages that the installed tesseract reads; empty where there is none."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=60, check=False)
    return frozenset(listed.stdout.split()[1:]) if listed.returncode == 0 else frozenset()


@cache
def version() -> str:
    """Its version as it prints it, ``5.3.0``."""
    printed = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    words = printed.split()
    return words[1] if len(words) > 1 else "?"


def is_installed() -> bool:
    """Can tesseract be called and read Indonesian?"""
    return {LANGUAGE, SECOND_LANGUAGE} <= languages()


def read_pictures(
    pictures: Sequence[Grey], layout: int, time_limit_s: float, language: str = LANGUAGE, only: str = ""
) -> list[list[ReadWord]]:
    """The words of each picture in reading order; one process for all of them.

    ``only``: the characters that may be read, all if empty. Raises :class:`RejectedDocument` ``ocr_timeout``,
    ``ocr_failed``.
    """
    if not pictures:
        return []
    with tempfile.TemporaryDirectory(prefix="selaras-ocr-") as folder:
        names = []
        for number, picture in enumerate(pictures):
            name = Path(folder) / f"{number}.pgm"
            Image.fromarray(picture).save(name)
            names.append(str(name))
        listing = Path(folder) / "list.txt"
        listing.write_text("\n".join(names) + "\n")
        allowed = ["-c", f"tessedit_char_whitelist={only}"] if only else []
        options = ["-l", language, "--psm", str(layout), "--dpi", "300", *allowed, "tsv"]
        printed = _call([str(listing), "-", *options], time_limit_s)
    words: list[list[ReadWord]] = [[] for _ in pictures]
    for row in csv.DictReader(printed.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            x, y, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            word = ReadWord(row["text"].strip(), (x, y, x + width, y + height), float(row["conf"]) / 100)
            words[int(row["page_num"]) - 1].append(word)
    return words


def _call(arguments: list[str], time_limit_s: float) -> str:
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=time_limit_s,
            check=False,
            # Its threads spin more than they help, and each document has a process of its own already.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise RejectedDocument(
            "ocr_timeout",
            f"pembacaan satu halaman hasil pindai melewati {time_limit_s:.0f} detik; "
            "pindai ulang lebih bersih atau minta berkas aslinya",
        ) from None
    if done.returncode != 0:
        said = done.stderr.strip()[-200:]
        raise RejectedDocument("ocr_failed", f"tesseract berhenti (kode {done.returncode}): {said}")
    return done.stdout
