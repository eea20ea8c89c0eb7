"""Documents made to harm who shows them: small files that ask for hours, thousands of pages or gigabytes."""

import struct
import zlib

_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
_SIDE = 30_000


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    file = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(file))
    return bytes(file) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table + end


def endless_pdf(fillings: int = 10_000) -> bytes:
    """A page that is filled again and again with a glow that takes milliseconds each time."""
    glow = b"<</ShadingType 3/ColorSpace/DeviceRGB/Coords[300 400 0 300 400 600]/Extend[true true]/Function 6 0 R>>"
    function = b"<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>"
    page, content = _page(b"/Shading<</S 5 0 R>>"), _stream(b"", zlib.compress(b"/S sh\n" * fillings))
    return pdf_of(_CATALOGUE, _ONE_PAGE, page, content, glow, function)


def pdf_of_many_pages(count: int = 20_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>"
    return pdf_of(_CATALOGUE, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), *[page] * count)


def huge_jpeg() -> bytes:
    """A whole and correct baseline JPEG of 900 million grey pixels: two bits for each of its blocks."""
    frame = struct.pack(">BHHBBBB", 8, _SIDE, _SIDE, 1, 1, 0x11, 0)
    codes = bytes([1, *[0] * 15, 0])  # one code of one bit, for the value 0
    parts = (
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        (0xDB, b"\0" + b"\1" * 64),
        (0xC0, frame),
        (0xC4, b"\x00" + codes),
        (0xC4, b"\x10" + codes),
        (0xDA, b"\1\1\0\0\x3f\0"),
    )
    segments = b"".join(struct.pack(">BBH", 0xFF, kind, len(content) + 2) + content for kind, content in parts)
    return b"\xff\xd8" + segments + bytes(2 * (_SIDE // 8) ** 2 // 8 + 1) + b"\xff\xd9"


def pdf_with_huge_image() -> bytes:
    """The picture of 900 million pixels inside a PDF, four channels of 16 bits: seven gigabytes once unpacked."""
    packed = _zeros(_SIDE * _SIDE * 8)
    image = b"/Subtype/Image/Width %d/Height %d/BitsPerComponent 16/ColorSpace/DeviceCMYK" % (_SIDE, _SIDE)
    page, content = _page(b"/XObject<</I 5 0 R>>"), _stream(b"", zlib.compress(b"600 0 0 800 0 0 cm /I Do"))
    return pdf_of(_CATALOGUE, _ONE_PAGE, page, content, _stream(b"/Type/XObject" + image, packed))


def greedy_png(side: int = 12_600) -> bytes:
    """Fewer pixels than are allowed, but 16 bits deep and with alpha: more memory than there is."""
    header = struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", _zeros(side * (8 * side + 1))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def pdf_of_nested_groups(depth: int = 50) -> bytes:
    """Half-transparent panes one in another on a tall page: the renderer keeps a picture of the page for each."""
    look = b"/ExtGState<</G<</BM/Multiply/ca .5>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 2400]/Group<</S/Transparency/I true/K true>>"
    paint = zlib.compress(b"1 0 0 rg 0 0 600 2400 re f /G gs /F Do")
    panes = [_stream(form + b"/Resources<</XObject<</F %d 0 R>>%s>>" % (6 + n, look), paint) for n in range(depth)]
    innermost = _stream(form, zlib.compress(b"1 0 0 rg 0 0 600 2400 re f"))
    page = _page(b"/XObject<</F 5 0 R>>" + look, height=2400)
    return pdf_of(_CATALOGUE, _ONE_PAGE, page, _stream(b"", zlib.compress(b"/G gs /F Do")), *panes, innermost)


def pdf_with_endless_page() -> bytes:
    """Two pages, the first two thousand million points wide."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d 300]>>"
    pages = page % 2_147_483_647, page % 200
    return pdf_of(_CATALOGUE, b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>", *pages)


def _page(resources: bytes, height: int = 800) -> bytes:
    box = b"0 0 600 %d" % height
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (box, resources)


def _stream(entries: bytes, packed: bytes) -> bytes:
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


def _zeros(count: int) -> bytes:
    """So many zeros packed by zlib: one mebibyte is packed and the outcome repeated."""
    whole, rest = divmod(count, 1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(bytes(rest)) + packer.flush()
    # Adler-32 of zeros: the first sum stays 1, the second counts them
    return b"\x78\xda" + one * whole + last + struct.pack(">HH", count % 65521, 1)
