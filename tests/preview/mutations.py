"""Documents that were whole once: samples with bits turned, parts cut, doubled or exchanged. The same for each seed."""

import re
import struct
from collections.abc import Callable
from random import Random

from tests.preview import sample_documents as samples
from tests.preview.hostile_documents import pdf_of

Mutation = Callable[[Random, bytearray, bytes], None]

_IDENTITY = re.compile(rb"/ID\s*\[[^]]*\]")
_OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj\s*", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_EXTREMES = (
    b"0",
    b"-1",
    b"65535",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"1e38",
    b"99999999999999999999",
)
_MOST_MUTATIONS = 4
_LONGEST_PART = 2000


def sample_set() -> list[bytes]:
    """Small whole documents of all formats the preview shows, and of two it does not."""
    pdfs = [
        samples.text_pdf("学位证书 degree", "second page"),
        samples.scan_pdf(dots_per_inch=20),
        samples.rotated_pdf(90),
        samples.many_pages(5),
    ]
    return [
        *(_IDENTITY.sub(b"/ID[<00><00>]", pdf) for pdf in pdfs),  # a new one is drawn each time
        locked_pdf(),
        samples.jpeg(),
        samples.cmyk_jpeg(),
        samples.exif_rotated_jpeg(6),
        samples.deep_png(),
        samples.transparent_png(),
        tiff(),
        bmp(),
    ]


def mutated(whole: list[bytes], random: Random) -> bytes:
    """One of the documents, changed in one to four ways."""
    document, other = bytearray(random.choice(whole)), random.choice(whole)
    for _ in range(random.randint(1, _MOST_MUTATIONS)):
        if document:
            random.choice(MUTATIONS)(random, document, other)
    return bytes(document)


def locked_pdf() -> bytes:
    """Wants a password that nobody has: the check value fits none."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>"
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"5a" * 32, b"a5" * 32)
    open_pdf = pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, lock)
    return open_pdf.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]")


def tiff(width: int = 40, height: int = 30) -> bytes:
    """Grey, uncompressed."""
    tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height))
    pixels = bytes(range(256)) * (width * height // 256 + 1)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in (*tags, (279, width * height)))
    place = 8 + width * height
    return struct.pack("<2sHI", b"II", 42, place) + pixels[: place - 8] + struct.pack("<H", 9) + entries + bytes(4)


def bmp(width: int = 40, height: int = 30) -> bytes:
    """24 bits a pixel; a row of 40 pixels needs no padding."""
    pixels = bytes(range(256)) * (3 * width * height // 256 + 1)
    size = 54 + 3 * width * height
    head = struct.pack("<2sIII", b"BM", size, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, *[0] * 6)
    return head + pixels[: size - 54]


def turn_bits(random: Random, document: bytearray, _other: bytes) -> None:
    for _ in range(random.choice((1, 2, 8, 64))):
        document[random.randrange(len(document))] ^= 1 << random.randrange(8)


def write_noise(random: Random, document: bytearray, _other: bytes) -> None:
    start, stop = part(random, document)
    document[start:stop] = random.randbytes(stop - start)


def cut_off(random: Random, document: bytearray, _other: bytes) -> None:
    del document[random.randrange(len(document)) :]


def take_out(random: Random, document: bytearray, _other: bytes) -> None:
    start, stop = part(random, document)
    del document[start:stop]


def double_part(random: Random, document: bytearray, _other: bytes) -> None:
    start, stop = part(random, document)
    document[start:start] = document[start:stop] * random.choice((1, 2, 50))


def splice(random: Random, document: bytearray, other: bytes) -> None:
    from_start, from_stop = part(random, other)
    start, stop = part(random, document)
    document[start : random.choice((start, stop))] = other[from_start:from_stop]


def double_object(random: Random, document: bytearray, _other: bytes) -> None:
    """A PDF's object once more, under its own number or another's."""
    found = [match.group() for match in _OBJECT.finditer(document)]
    if found:
        copy = _NUMBER.sub(b"%d" % random.randint(1, len(found) + 1), random.choice(found), count=1)
        place = document.rfind(b"xref") if random.random() < 0.5 else random.randrange(len(document))
        document[max(place, 0) : max(place, 0)] = copy


def exaggerate(random: Random, document: bytearray, _other: bytes) -> None:
    """A number that is written in digits becomes an extreme one."""
    found = list(_NUMBER.finditer(document))
    if found:
        number = random.choice(found)
        document[number.start() : number.end()] = random.choice(_EXTREMES)


def part(random: Random, document: bytes | bytearray) -> tuple[int, int]:
    start = random.randrange(len(document))
    return start, min(len(document), start + random.randint(1, _LONGEST_PART))


MUTATIONS: tuple[Mutation, ...] = (
    turn_bits,
    write_noise,
    cut_off,
    take_out,
    double_part,
    splice,
    double_object,
    exaggerate,
)
