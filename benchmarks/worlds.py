"""A generator of labelled data that knows nothing of the features: own words, typing errors, abbreviations, renamings.

Line names come from the national nomenclature, agreements from the words in ``own_words.yaml``. Each agreement that is
carried has true lines of one kind of evidence (``SHARES``); everything else of its region is a negative, twins of
agreements, other places, other documents' numbers and partners named for other things among them. It ranks methods; it
predicts no accuracy on real documents.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from config.reference import load_reference

WORDS = yaml.safe_load((Path(__file__).parent / "own_words.yaml").read_text(encoding="utf-8"))
#: evidence in the true lines of an agreement that is carried -> its share
SHARES = {"number": 0.10, "title": 0.15, "partner": 0.20, "place": 0.25, "theme": 0.30}
CARRIED_SHARE = 0.7
TWIN_SHARE = 0.12
TYPO_SHARE, SHORTENED_SHARE, RENAMED_SHARE = 0.08, 0.12, 0.10
NOTE_SHARE, OTHER_NOTE_SHARE = 0.35, 0.06
YEAR = 2024
#: what worlds of two halves don't share; abbreviations, renamings, offices and syllables of names serve both
HALVED = (
    "says", "titles", "scopes", "cites", "notes", "other_notes", "indicators", "bodies", "company_words", "place_heads",
)  # fmt: skip
_COLUMNS = ("indicator", "unit", "location", "funding_source", "note")


@dataclass
class World:
    """One region: frames as the matching takes them, and ``truth``: agreement_id, line_item_id, evidence."""

    agreements: pd.DataFrame
    parties: pd.DataFrame
    skpds: pd.DataFrame
    lines: pd.DataFrame
    truth: pd.DataFrame


@dataclass
class _Draft:
    """An agreement on its way: ``target`` is the nomenclature entry it is about."""

    agreement_id: str
    target: dict[str, Any]
    evidence: str | None
    words: str
    place: str
    row: dict[str, Any]
    partner: tuple[str, str]
    true_lines: list[str] = field(default_factory=list)


class Author(random.Random):
    """Chance with the words it writes in: all of them, or one of two halves."""

    def __init__(self, seed: str, half: int | None = None) -> None:
        super().__init__(seed)
        self.words: dict[str, Any] = (
            WORDS if half is None else WORDS | {name: _half_of(WORDS[name], half) for name in HALVED}
        )


def _half_of(words: Any, half: int) -> Any:
    """Return every other entry of each list; a list of one entry serves both halves."""
    if isinstance(words, dict):
        return {name: _half_of(some, half) for name, some in words.items()}
    return words[half::2] or words


def _targets(half: int | None) -> list[dict[str, Any]]:
    """Return the entries that agreements of this half are about: programmes go to the halves in turn."""
    entries = [entry for entry in _entries() if not entry["is_running"]]
    programmes = sorted({entry["program_code"] for entry in entries})
    turn = {code: place % 2 for place, code in enumerate(programmes)}
    return [entry for entry in entries if half is None or turn[entry["program_code"]] == half]


def build_world(region_code: str, city: str, agreements: int, lines: int, seed: int, half: int | None = None) -> World:
    """Return one region of the given size; the same arguments always give the same world.

    Worlds of ``half`` 0 and 1 share no phrase that agreements and notes are made of, and no programme that agreements
    are about; None uses all.
    """
    rng = Author(f"{region_code}|{seed}", half)
    drafts = _draft_agreements(rng, region_code, city, _targets(half), agreements)
    rows = _fill_lines(rng, region_code, drafts, lines)
    truth = [(d.agreement_id, line, d.evidence) for d in drafts for line in d.true_lines]
    rng.shuffle(rows)
    return World(
        agreements=pd.DataFrame([draft.row for draft in drafts]),
        parties=pd.DataFrame([_party(draft) for draft in drafts]),
        skpds=pd.DataFrame([skpd for draft in drafts for skpd in _skpds(rng, draft)], columns=_SKPD),
        lines=pd.DataFrame(rows),
        truth=pd.DataFrame(truth, columns=["agreement_id", "line_item_id", "evidence"]),
    )


def join_worlds(worlds: list[World]) -> World:
    """Return several regions as one warehouse would hold them."""
    names = ("agreements", "parties", "skpds", "lines", "truth")
    return World(*(pd.concat([getattr(world, name) for world in worlds], ignore_index=True) for name in names))


@cache
def _entries() -> list[dict[str, Any]]:
    """Return the sub kegiatan of the nomenclature with the names above them."""
    frame = load_reference().nomenclature
    name = dict(zip(frame["code"], frame["name"], strict=True))
    entries = []
    for code, text in zip(frame["code"], frame["name"], strict=True):
        parts = code.split(".")
        if len(parts) == 6:
            bidang, program, kegiatan = (".".join(parts[:n]) for n in (2, 3, 5))
            office = WORDS["offices"].get(bidang)
            if office:
                above = {"program_code": program, "program": name.get(program, ""), "kegiatan": name.get(kegiatan, "")}
                running = parts[2] == "01"
                entries.append({"code": code, "name": text, "office": office, "is_running": running, **above})
    return entries


def _draft_agreements(rng: Author, region: str, city: str, entries: list[dict[str, Any]], count: int) -> list[_Draft]:
    named: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if len(entry["name"].split()) >= 3:
            named.setdefault(entry["name"], entry)
    targets = rng.sample(sorted(named), min(len(named), count))
    drafts: list[_Draft] = []
    while len(drafts) < count:
        number = len(drafts)
        if drafts and rng.random() < TWIN_SHARE:
            drafts.append(_twin(rng, rng.choice(drafts), f"{region}-{number:04d}", city))
        else:
            drafts.append(_draft(rng, named[targets[number % len(targets)]], f"{region}-{number:04d}", region, city))
    return drafts


def _draft(rng: Author, target: dict[str, Any], agreement_id: str, region: str, city: str) -> _Draft:
    evidence = rng.choices(list(SHARES), list(SHARES.values()))[0] if rng.random() < CARRIED_SHARE else None
    words, place = _object(rng, target["name"], 0.8 if evidence == "theme" else 0.5), _place(rng)
    year = rng.randint(2020, 2024)
    title = rng.choice(rng.words["titles"]).format(object=words, city=city, year=year)
    if evidence == "place" or rng.random() < 0.2:
        title += rng.choice([" di {0}", " Kawasan {0}", " ({0})"]).format(place)
    row = {
        "agreement_id": agreement_id,
        "region_code": region,
        "title": _misspell(rng, title) if rng.random() < TYPO_SHARE else title,
        "scope": rng.choice(rng.words["scopes"]).format(object=_object(rng, target["name"], 0.5))
        if rng.random() < 0.5
        else None,
        "number": _number(rng, year) if evidence == "number" or rng.random() < 0.4 else None,
        "signed_date": f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        "end_date": f"{year + rng.randint(1, 5)}-12-31",
    }
    return _Draft(agreement_id, target, evidence, words, place, row, _partner(rng, city))


def _twin(rng: Author, first: _Draft, agreement_id: str, city: str) -> _Draft:
    """Return nearly the same agreement with another partner and place: both compete for the same lines."""
    place = _place(rng)
    row = first.row | {"agreement_id": agreement_id, "title": first.row["title"].replace(first.place, place)}
    row["number"] = _number(rng, YEAR) if first.row["number"] else None
    evidence = first.evidence if first.evidence in ("number", "partner", "place") else None
    if evidence is None and first.evidence in ("title", "theme"):
        row["title"] = row["title"] + " tahap " + rng.choice(["II", "III"]) + " " + place
    return _Draft(agreement_id, first.target, evidence, first.words, place, row, _partner(rng, city))


def _fill_lines(rng: Author, region: str, drafts: list[_Draft], count: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for draft in drafts:
        rows.extend(_true_lines(rng, region, draft, len(rows)))
    # A bare theme says nothing beyond the name of its line: no further copy of it may stand elsewhere.
    bare = {draft.target["name"] for draft in drafts if draft.evidence == "theme"}
    pool = [entry for entry in _entries() if entry["name"] not in bare]
    units = [f"{head} {number}" for head in ("UPTD Wilayah", "Kelurahan", "Kecamatan") for number in range(1, 41)]
    partners, places = [draft.partner[0] for draft in drafts], [draft.place for draft in drafts]
    while len(rows) < count:
        entry = rng.choice(pool)
        office = rng.choice(units) if entry["is_running"] and rng.random() < 0.7 else entry["office"]
        row = _line(rng, region, entry, office, len(rows))
        if rng.random() < OTHER_NOTE_SHARE:
            row["note"] = rng.choice(rng.words["other_notes"]).format(
                number=_number(rng, YEAR), partner=rng.choice(partners), place=rng.choice([_place(rng), *places[:3]])
            )
        rows.append(row)
    return rows[: max(count, len(drafts))]


def _true_lines(rng: Author, region: str, draft: _Draft, first: int) -> list[dict[str, Any]]:
    """Return the true lines of an agreement and, but for bare themes, lines of the same name that are not its own."""
    if draft.evidence is None:
        return []
    rows = []
    for ordinal in range(rng.choice([1, 1, 2])):
        row = _line(rng, region, draft.target, draft.target["office"], first + ordinal)
        _say(rng, row, draft)
        draft.true_lines.append(row["line_item_id"])
        rows.append(row)
    if draft.evidence != "theme":
        for _ in range(rng.randint(0, 3)):
            rows.append(_line(rng, region, draft.target, draft.target["office"], first + len(rows)))
    return rows


def _say(rng: Author, row: dict[str, Any], draft: _Draft) -> None:
    """Write the evidence into a line, as an office would: somewhere, misspelled at times."""
    if draft.evidence in (None, "theme"):
        return
    word = rng.choice([draft.words, _object(rng, draft.target["name"], 0.2), draft.words.split()[0]])
    title = draft.row["title"]
    if draft.evidence == "title" and rng.random() < 0.3:
        title = " ".join(title.split()[: max(4, len(title.split()) - 2)])
    number = draft.row["number"] or ""
    if rng.random() < 0.3:
        number = number.replace("/", " / ")
    values = {"number": number, "title": title, "word": word, "place": draft.place, "partner": _short(rng, draft)}
    text = rng.choice(rng.words["cites"][str(draft.evidence)]).format(**values)
    if draft.evidence != "number" and rng.random() < TYPO_SHARE:
        text = _misspell(rng, text)
    where = rng.random()
    if draft.evidence == "place" and where < 0.3:
        row["location"] = draft.place
        row["name"] = f"{row['name']} {draft.place}" if where < 0.15 else row["name"]
        row["note"] = row["note"] if where < 0.15 else draft.place
    elif where < 0.85 or draft.evidence == "number":
        row["note"] = text if row["note"] is None else f"{row['note']}; {text}"
    else:
        row["indicator"] = f"{row['indicator']}, {text}"


def _line(rng: Author, region: str, entry: dict[str, Any], office: str, number: int) -> dict[str, Any]:
    name = entry["name"]
    for table, share in ((WORDS["renamed"], RENAMED_SHARE), (WORDS["shortened"], SHORTENED_SHARE)):
        if rng.random() < share:
            for long, short in table.items():
                name = re.sub(rf"\b{re.escape(long)}\b", short, name)
    if rng.random() < TYPO_SHARE:
        name = _misspell(rng, name)
    word = " ".join(name.split()[1:5]).lower()
    line_id = f"{region}:{number:06d}"
    return dict.fromkeys(_COLUMNS) | {
        "line_item_id": line_id,
        "line_item_key": f"key {line_id}",
        "slice_id": f"{region}|{office}",
        "document_id": f"rkpd {region}",
        "file_name": "rkpd.pdf",
        "region_code": region,
        "kind": "rkpd",
        "fiscal_year": YEAR,
        "version": "murni",
        "period": None,
        "skpd_code": None,
        "skpd_name": office,
        "level": "sub_kegiatan",
        "code": entry["code"],
        "name": name,
        "indicator": rng.choice(rng.words["indicators"]).format(word=word, name=name),
        "note": rng.choice(rng.words["notes"]) if rng.random() < NOTE_SHARE else None,
        "parent_line_item_id": None,
        "page": number // 20 + 1,
        "sheet": None,
        "row_number": number % 20 + 1,
    }


def _object(rng: Author, name: str, share: float) -> str:
    """Return what a line is about in the words of an agreement: heads and tails dropped, words replaced."""
    words = re.sub(r"[(),;]", " ", name).split()
    while len(words) > 2 and words[0] in WORDS["generic_heads"]:
        words.pop(0)
    while len(words) > 2 and words[-1] in WORDS["generic_tails"]:
        words.pop()
    text = " ".join(words[: rng.randint(4, 9)]).lower()
    for said, others in rng.words["says"].items():
        if rng.random() < share:
            text = re.sub(rf"\b{said}\b", rng.choice(others), text)
    return text[:1].upper() + text[1:]


def _partner(rng: Author, city: str) -> tuple[str, str]:
    """Return the name of a partner and its kind."""
    if rng.random() < 0.35:
        proper = _proper(rng)
        name = rng.choice(rng.words["bodies"]).format(city=city, proper=proper)
        return name, "perguruan_tinggi" if proper in name else "instansi_vertikal"
    head = rng.choice(WORDS["company_heads"])
    words = rng.sample(rng.words["company_words"], 2)
    return f"{head} {' '.join(words)} {_proper(rng)}", "swasta"


def _short(rng: Author, draft: _Draft) -> str:
    words = draft.partner[0].split()
    return " ".join(words[1:]) if rng.random() < 0.4 and draft.partner[1] == "swasta" else draft.partner[0]


def _place(rng: Author) -> str:
    return f"{rng.choice(rng.words['place_heads'])} {_proper(rng)}"


def _proper(rng: Author) -> str:
    return "".join(rng.choice(WORDS["syllables"]) for _ in range(rng.randint(2, 4))).capitalize()


def _number(rng: Author, year: int) -> str:
    roman = rng.choice(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"])
    serial, kind = rng.randint(1, 999), rng.choice(["KB", "PKS", "KSB", "MoU"])
    return rng.choice(
        [f"{serial:03d}/{kind}/{roman}/{year}", f"134.4/{serial}/{kind}-KS/{year}", f"{kind}/{serial}/HK/{year}"]
    )


def _misspell(rng: Author, text: str) -> str:
    """Return the text with one slip of the keyboard in one of its longer words."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if long:
        place = rng.choice(long)
        word, at = words[place], rng.randint(1, len(words[place]) - 2)
        slips = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at]]
        words[place] = rng.choice([*slips[:2], slips[2] + word[at + 2 :]])
    return " ".join(words)


_SKPD = ("agreement_id", "skpd_code", "skpd_name")


def _party(draft: _Draft) -> dict[str, Any]:
    name, kind = draft.partner
    return {
        "agreement_id": draft.agreement_id,
        "ordinal": 2,
        "name": name,
        "party_kind": kind,
        "region_code": None,
        "number": None,
    }


def _skpds(rng: Author, draft: _Draft) -> list[tuple[str, None, str]]:
    if rng.random() < 0.15:
        return []
    office = draft.target["office"]
    printed = WORDS["office_short"].get(office, office) if rng.random() < 0.3 else office
    return [(draft.agreement_id, None, printed)]


def evidence_counts(world: World) -> dict[str, int]:
    """Return how many true pairs each kind of evidence has."""
    counts: dict[str, int] = defaultdict(int)
    for evidence in world.truth["evidence"]:
        counts[evidence] += 1
    return dict(sorted(counts.items()))
