"""Pages and PDFs made by hand. All words are our own."""

from collections.abc import Sequence

LETTER = (
    "The ministry said on Tuesday that training teams are ready and would leave within a week of "
    "a ceasefire. Two companies of engineers follow, and 2,000 soldiers stand by at their bases."
)
SECOND = (
    "Parliament has to agree first, the minister said. She expects a vote before the winter, and "
    "does not rule out that the number will be raised later on."
)
THIRD = (
    "The ships that are to clear the mines lie in port. Their crews have trained together since "
    "the spring, and the harbour master has been told to keep two berths free for them."
)
PARAGRAPHS = (LETTER, SECOND, THIRD)


def article(
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    title: str = "Training teams are ready",
    language: str = "en-GB",
    head: str = "",
) -> str:
    """A page as a newspaper serves it, with menus and a foot around the article."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    tongue = f' lang="{language}"' if language else ""
    return (
        f"<!doctype html><html{tongue}><head><title>{title} | The Example</title>"
        f'<meta property="og:title" content="{title}">'
        '<meta property="og:site_name" content="The Example">'
        '<meta name="author" content="Jane Roe">'
        f'<meta property="article:published_time" content="2025-08-20T08:00:00Z">{head}</head>'
        '<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>{title}</h1>{body}</article>"
        "<footer>Imprint. All rights reserved.</footer></body></html>"
    )


def pdf(
    pages: Sequence[Sequence[str]], *, title: str = "", author: str = "", language: str = ""
) -> bytes:
    """A PDF of these lines on these pages, in Latin letters."""
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    tongue = f" /Lang ({language})" if language else ""
    catalog = add(f"<< /Type /Catalog /Pages 2 0 R{tongue} >>".encode())
    add(b"")
    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
               b"/Encoding /WinAnsiEncoding >>")  # fmt: skip
    kids = []
    for lines in pages:
        drawn = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
        stream = b"BT /F1 12 Tf 14 TL 50 780 Td\n" + drawn + b"ET"
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 %d 0 R >> >> >>" % (content, font)
            )
        )
    about = add(b"<< /Title (" + _escaped(title) + b") /Author (" + _escaped(author) + b") >>")
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _file(objects, catalog, about)


def _escaped(line: str) -> bytes:
    data = line.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes], catalog: int, about: int) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, catalog, about, start,
    )  # fmt: skip
    return bytes(out)
