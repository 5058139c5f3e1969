"""What a file is by its content, and what to say about the kinds that are not read."""

from __future__ import annotations

import re
import zipfile

from extractors.records import RejectedDocument

_MAX_UNPACKED = 4 << 30


def zip_kind(archive: zipfile.ZipFile) -> str:
    """``xlsx`` or ``ods``; raises :class:`RejectedDocument` for every other kind of archive."""
    names = set(archive.namelist())
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise encrypted()
    if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
        raise RejectedDocument("too_large", "isi berkas setelah dibuka melebihi 4 GB; pecah menjadi beberapa berkas")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise unsupported("buku kerja Excel biner (.xlsb)", "simpan ulang sebagai .xlsx")
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise encrypted()
        if b"spreadsheet" in (archive.read("mimetype") if "mimetype" in names else b"spreadsheet"):
            return "ods"
        raise unsupported("dokumen OpenDocument yang bukan lembar kerja", "simpan tabelnya sebagai .ods atau .xlsx")
    if "word/document.xml" in names:
        raise unsupported("dokumen Word", "simpan sebagai PDF, atau salin tabelnya ke .xlsx")
    raise unsupported("arsip ZIP", "keluarkan isinya lalu unggah berkasnya satu per satu")


def refuse_markup(start: bytes) -> None:
    """Raise :class:`RejectedDocument` for pages and other texts that only bear a spreadsheet's name."""
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div")):
        raise unsupported("halaman HTML", "buka di Excel, simpan sebagai 'Excel Workbook (.xlsx)'")
    if text.startswith((b"<?xml", b"<workbook", b"<?mso")):
        raise unsupported("berkas XML (mungkin XML Spreadsheet 2003)", "buka di Excel, simpan sebagai .xlsx")
    if text.startswith(b"{\\rtf"):
        raise unsupported("dokumen RTF", "simpan sebagai PDF")


def is_json(start: bytes) -> bool:
    """Whether a text begins as JSON does."""
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return re.match(rb'[\[{]\s*(?:[\[{"\]}]|$)', text) is not None


def unsupported(what: str, advice: str) -> RejectedDocument:
    return RejectedDocument("unsupported_format", f"isi berkas ini {what}, apa pun akhiran namanya; {advice}")


def encrypted() -> RejectedDocument:
    return RejectedDocument(
        "encrypted", "berkas dilindungi kata sandi; simpan salinan tanpa kata sandi lalu unggah salinan itu"
    )


def damaged() -> RejectedDocument:
    return RejectedDocument(
        "damaged",
        "berkas lembar kerja rusak atau terpotong; buka dan simpan ulang, atau minta kembali berkas aslinya",
    )
