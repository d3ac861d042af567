"""The gate of files: bytes leave by their hash when something public shows them as approved, and never otherwise."""

import hashlib

from tests.laws.walker.visit import Visit, body_of


def check(visit: Visit) -> None:
    """Ask for the files of what has changed, or for every file there ever was."""
    public = set().union(*(item.hashes for item in visit.world.public.values()))
    moved = public ^ set().union(*(item.hashes for item in visit.before.values()))
    for digest, ending in visit.world.hashes.items():
        if not visit.everything and digest not in moved:
            continue
        _file(visit, digest, ending, is_public=digest in public)
    unknown = public - set(visit.world.hashes)
    if unknown:
        visit.note("media", f"public files that nobody uploaded: {sorted(unknown)}")


def _file(visit: Visit, digest: str, ending: str, *, is_public: bool) -> None:
    address = f"/media/{digest}/a.{ending}"
    visit.asked += 1
    response = visit.client.get(address)
    body = body_of(response)
    if is_public and (response.status_code != 200 or hashlib.sha256(body).hexdigest() != digest):
        visit.note("media", f"{address} answers {response.status_code}, not the file")
    if is_public and ending == "png":
        visit.get("media size", f"/media/{digest}/w320.webp")
    if is_public:
        return
    if response.status_code != 404:
        visit.note("media", f"{address} answers {response.status_code}, not 404")
    for headers in ({"If-None-Match": f'"{digest}"'}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
        visit.get("media", address, status=404, **headers)
    visit.get("media", f"/media/stored/{digest[:2]}/{digest}.{ending}", status=404)
    if ending == "png":
        visit.get("media size", f"/media/{digest}/w320.webp", status=404)
