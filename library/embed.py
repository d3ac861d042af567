"""Players of other sites: which address of a recording can be shown inside a page, and what must be allowed for it.

Called by `library.reading.recording`; nothing here is asked before a reader presses "Play here".
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

_VIDEO_ID = re.compile(r"[\w-]{5,64}", re.ASCII)
_HOST = re.compile(r"[a-z0-9.-]+")


class Embed(NamedTuple):
    """A player: the address of its frame, the origin a policy must allow, and who is then told of the visit."""

    src: str
    origin: str
    company: str


def embed_of(url: str, start: int = 0) -> Embed | None:
    """Return the player for an address, begun at a second; nothing where the site has none that we know."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    # The host goes into a header as it stands: nothing may be in it that ends a directive or breaks the policy.
    if parts.scheme != "https" or port not in (None, 443) or not _HOST.fullmatch(host):
        return None
    if host in ("youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _youtube(host, parts.path, parts.query, start)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, start)
    return _peertube(host, parts.path, start)


def _youtube(host: str, path: str, query: str, start: int) -> Embed | None:
    if host == "youtu.be":
        video = path.strip("/")
    elif path == "/watch":
        video = parse_qs(query).get("v", [""])[0]
    else:
        video = path.rpartition("/")[2] if path.startswith(("/embed/", "/live/", "/shorts/")) else ""
    if not _VIDEO_ID.fullmatch(video):
        return None
    asked = urlencode({"autoplay": 1, "rel": 0, **({"start": start} if start else {})})
    origin = "https://www.youtube-nocookie.com"
    return Embed(f"{origin}/embed/{video}?{asked}", origin, "YouTube (Google)")


def _vimeo(path: str, start: int) -> Embed | None:
    video = path.removeprefix("/video").strip("/")
    if not video.isdecimal():
        return None
    moment = f"#t={start}s" if start else ""
    return Embed(f"https://player.vimeo.com/video/{video}?dnt=1{moment}", "https://player.vimeo.com", "Vimeo")


def _peertube(host: str, path: str, start: int) -> Embed | None:
    match = re.fullmatch(r"/(?:w|videos/watch|videos/embed)/([\w-]{5,64})", path)
    if match is None:
        return None
    asked = urlencode({"p2p": 0, **({"start": f"{start}s"} if start else {})})
    return Embed(f"https://{host}/videos/embed/{match[1]}?{asked}", f"https://{host}", host)
