"""Real files for the tests of the media room: each carries a place and a secret in every corner its format has."""

import functools
import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

SECRET = b"SACRED-PLACE-7731"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="16,25.5N">'
    + SECRET
    + b"</rdf:Description>"
    b"</rdf:RDF></x:xmpmeta>"
)
TELLING = (SECRET, b"GPSLatitude", b"Exif\0\0", b"eXIf", b"adobe:ns:meta", b"Photoshop 3.0", b"8BIM")
"""What no stored byte may hold."""


def photo(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Return a picture that is red at the left and blue at the right, so that turning shows."""
    picture = Image.new(mode, size, "#2040c0")
    picture.paste("#c02020", (0, 0, size[0] // 2, size[1]))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF with a place, a maker's note, words and an orientation."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = SECRET.decode()
    data[ExifTags.Base.Orientation] = orientation
    data[ExifTags.Base.ImageDescription] = SECRET.decode()
    gps = {1: "N", 2: (16.0, 25.0, 30.0), 3: "W", 4: (95.0, 1.0, 12.0)}
    data._ifds[ExifTags.IFD.GPSInfo] = gps
    data._ifds[ExifTags.IFD.Exif] = {ExifTags.Base.MakerNote: SECRET, ExifTags.Base.UserComment: SECRET}
    return data


@functools.cache
def profile() -> bytes:
    """Return a colour profile; always the same one, for it carries the time of its making."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Return the picture as bytes of a format."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def jpeg(orientation: int = 1, tail: bytes = b"", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """Return a JPEG with EXIF, GPS, XMP, IPTC, a comment and a profile."""
    data = saved(
        photo(size),
        "JPEG",
        exif=exif(orientation),
        icc_profile=profile(),
        comment=SECRET,
        xmp=XMP,
        quality=90,
        **options,
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x1c\x1c\x02\x5a\0\x11" + SECRET
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + tail


def png(orientation: int = 1) -> bytes:
    """Return a PNG with EXIF, GPS, XMP, words and a tail."""
    words = PngInfo()
    words.add_text("Comment", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(photo(), "PNG", exif=exif(orientation), pnginfo=words, icc_profile=profile()) + SECRET


def webp(**options: Any) -> bytes:
    """Return a WebP with EXIF, GPS and XMP."""
    return saved(photo(), "WEBP", exif=exif(), xmp=XMP, icc_profile=profile(), **options)


def gif(frames: int = 1) -> bytes:
    """Return a GIF with a comment and a tail."""
    first, *rest = [Image.new("RGB", (8, 8), (index % 250, 60, 90)) for index in range(frames)]
    options: dict[str, Any] = {"save_all": True, "append_images": rest, "loop": 0, "duration": 20} if rest else {}
    return saved(first, "GIF", comment=SECRET, **options) + SECRET


def tiff() -> bytes:
    """Return a TIFF with a place, words and XMP."""
    tags = ImageFileDirectory_v2()
    tags[270] = SECRET.decode()
    tags[700] = XMP
    tags[34853] = {1: "N", 2: (16.0, 25.0, 30.0)}
    return saved(photo(), "TIFF", tiffinfo=tags)


def heic(orientation: int = 1) -> bytes:
    """Return a picture as iPhones write them."""
    return saved(photo((128, 96)), "HEIF", exif=exif(orientation).tobytes(), xmp=XMP, quality=90)


def avif() -> bytes:
    """Return an AVIF with EXIF and XMP."""
    return saved(photo((128, 96)), "AVIF", exif=exif().tobytes(), xmp=XMP)


def png_bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """Return a few bytes whose header claims an enormous picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def pdf() -> bytes:
    """Return a PDF of one page with authors, XMP, a script, an attached file and a photo with a place."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    image = document.make_stream(jpeg())
    image["/Type"], image["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = 64, 48, 8
    image["/ColorSpace"], image["/Filter"] = pikepdf.Name("/DeviceRGB"), pikepdf.Name("/DCTDecode")
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = document.make_stream(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    document.docinfo["/Title"] = "Water in the valley"
    document.docinfo["/Author"] = SECRET.decode()
    document.Root.Metadata = document.make_stream(XMP)
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=SECRET.decode())
    # Written inside of the page, where only a walk through its parts finds them.
    script = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=SECRET.decode())
    note = pikepdf.Dictionary(Type=pikepdf.Name("/Annot"), Subtype=pikepdf.Name("/Link"), Rect=[0, 0, 9, 9], A=script)
    page.Annots = pikepdf.Array([note])
    document.attachments["notes.txt"] = pikepdf.AttachedFileSpec(
        document, SECRET, filename="notes.txt", description="", mime_type="", creation_date="", mod_date=""
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx(mime_type: str = f"{WORD}.main+xml", **parts: bytes) -> bytes:
    """Return a text document with an author and a photo; `parts` adds or replaces some."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{mime_type}"/></Types>'
    inside = {
        "[Content_Types].xml": types.encode(),
        "word/document.xml": b"<w:document/>",
        "docProps/core.xml": b"<cp:coreProperties><dc:creator>" + SECRET + b"</dc:creator></cp:coreProperties>",
        "word/media/image1.jpeg": jpeg(),
        **{name.replace("__", "/").replace("_DOT_", "."): body for name, body in parts.items()},
    }
    return zipped(inside)


def odt() -> bytes:
    """Return an OpenDocument text with an author."""
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": b"<office:document-content/>", "meta.xml": SECRET})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip of these parts, with a comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
        archive.comment = SECRET
    return out.getvalue()


def box(name: bytes, body: bytes) -> bytes:
    """Return a box of MP4."""
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(handler: bytes = b"vide") -> bytes:
    """Return the skeleton of a film that tells where it was made, as phones write it."""
    place = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+16.4250-095.0200/" + SECRET))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12))) + box(b"udta", SECRET))
    return box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"moov", track + place) + box(b"mdat", b"film" * 50)


def mp3() -> bytes:
    """Return two frames of sound between tags that name somebody."""
    tag = b"TPE1" + struct.pack(">I", len(SECRET) + 1) + b"\0\0\0" + SECRET
    head = b"ID3\x04\0\0" + bytes((0, 0, len(tag) >> 7, len(tag) & 0x7F))
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return head + tag + frame * 2 + (b"TAG" + SECRET).ljust(128, b"\0")


VTT = b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Member>Good morning.\n"
