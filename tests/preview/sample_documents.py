"""Documents of every kind the preview has to cope with, made on the spot; no file is kept."""

import struct
import zlib
from random import Random

import pymupdf


def text_pdf(*texts: str) -> bytes:
    """One A4 page for each text."""
    with pymupdf.open() as document:
        for text in texts:
            page = document.new_page()
            page.insert_text((72, 100), text, fontsize=20, fontname="china-s")
        return bytes(document.tobytes())


def many_pages(count: int) -> bytes:
    with pymupdf.open() as document:
        for number in range(count):
            document.new_page(width=200, height=300).insert_text((20, 40), f"page {number}")
        return bytes(document.tobytes())


def scan_pdf(pages: int = 1, dots_per_inch: int = 100) -> bytes:
    """Pages that are one JPEG each, as scanners make them."""
    with pymupdf.open() as document:
        for number in range(pages):
            width, height = int(8.27 * dots_per_inch), int(11.69 * dots_per_inch)
            page = document.new_page()
            page.insert_image(page.rect, stream=jpeg(width, height, mark=number))
        return bytes(document.tobytes())


def rotated_pdf(rotation: int, text: str = "rotated") -> bytes:
    """A page of 400 by 200 points that its own entry turns."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=200)
        page.insert_text((50, 60), text, fontsize=24)
        page.set_rotation(rotation)
        return bytes(document.tobytes())


def huge_page() -> bytes:
    with pymupdf.open() as document:
        document.new_page(width=14400, height=14400).insert_text((100, 2000), "huge", fontsize=900)
        return bytes(document.tobytes())


def ribbon_page() -> bytes:
    """A page a thousand times higher than wide."""
    with pymupdf.open() as document:
        document.new_page(width=10, height=10_000)
        return bytes(document.tobytes())


def encrypted_pdf() -> bytes:
    with pymupdf.open() as document:
        document.new_page()
        aes = pymupdf.mupdf.PDF_ENCRYPT_AES_256
        return bytes(document.tobytes(encryption=aes, user_pw="secret", owner_pw="more secret"))


def damaged_pdf() -> bytes:
    return text_pdf("damaged")[:60]


def html_named_pdf() -> bytes:
    return b"<!DOCTYPE html><html><body><p>%PDF-1.7 no, not really</p></body></html>"


def jpeg(width: int = 120, height: int = 80, *, mark: int = 0) -> bytes:
    """A grey, grainy picture with a red left quarter."""
    grain = Random(mark)
    rows = []
    for _ in range(height):
        row = bytearray(bytes((250, 0, 0)) * (width // 4) + bytes((200, 200, 200)) * (width - width // 4))
        start = 3 * (width // 4 + grain.randrange(width // 2))
        row[start : start + 9] = bytes(9)
        rows.append(bytes(row))
    return bytes(pymupdf.Pixmap(pymupdf.csRGB, width, height, b"".join(rows), False).tobytes("jpg"))


def exif_rotated_jpeg(orientation: int) -> bytes:
    """The same picture with an Exif orientation (1 to 8)."""
    tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HH", orientation, 0) + bytes(4)
    segment = b"Exif\0\0" + tiff
    picture = jpeg()
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + picture[2:]


def cmyk_jpeg() -> bytes:
    """Pure cyan; the amounts of ink stand inverted in the file, as Adobe began it and all others followed."""
    picture = pymupdf.Pixmap(pymupdf.csCMYK, pymupdf.IRect(0, 0, 60, 40), False)
    picture.set_rect(picture.irect, (0, 255, 255, 255))
    return bytes(picture.tobytes("jpg"))


def png(width: int, height: int, *, depth: int, colour_type: int, row: bytes) -> bytes:
    """A PNG of equal rows (colour types: 0 grey, 2 RGB, 6 RGBA)."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    rows = zlib.compress((b"\0" + row) * height)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def deep_png() -> bytes:
    """16 bits a channel."""
    return png(60, 40, depth=16, colour_type=2, row=struct.pack(">HHH", 0x80FF, 0x1000, 0xFFFF) * 60)


def transparent_png() -> bytes:
    """Dark red: a third invisible, a third half transparent, a third opaque."""
    row = bytes((200, 0, 0, 0)) * 20 + bytes((200, 0, 0, 128)) * 20 + bytes((200, 0, 0, 255)) * 20
    return png(60, 40, depth=8, colour_type=6, row=row)


def decompression_bomb_png() -> bytes:
    """A few kilobytes that unpack to 900 million pixels."""
    return png(30_000, 30_000, depth=1, colour_type=0, row=bytes(3750))
