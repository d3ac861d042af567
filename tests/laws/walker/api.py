"""The API: lists, single records, and a copy elsewhere that follows the changes and must hold what is public alone."""

import json
import unicodedata

from tests.laws.oracle import Public
from tests.laws.walker.pages import shown_words
from tests.laws.walker.tokens import found_anywhere, found_in
from tests.laws.walker.visit import Visit

ROOT = "/api/v1/"


def check(visit: Visit) -> None:
    """Look at the list, at what has changed, and at the copy."""
    _list(visit, "")
    _copy(visit)
    for key in sorted(visit.changed):
        _single(visit, key)
    if visit.everything:
        _everything(visit)


def _everything(visit: Visit) -> None:
    for key in sorted({*visit.world.public, *visit.world.addresses.values()} - visit.changed):
        _single(visit, key)
    for kind in ("profile", "resource", "webinar", "page", "topic", "community", "person"):
        _list(visit, f"&kind={kind}", kind=kind)
    _dates(visit)
    for lang in ("en", "fr", "es", "zap"):
        _list(visit, f"&lang={lang}", lang=lang)
        _works(visit, lang)
    for path in ("kinds", "openapi.json", "docs", "nothing-here", "records?kind=none", "records?topic=none"):
        visit.get("API", f"{ROOT}{path}", status=None)


def _items(visit: Visit, kind: str, lang: str) -> list[Public]:
    chosen = [item for item in visit.world.public.values() if (item.kind == kind if kind else not item.is_term)]
    return [item for item in chosen if not lang or item.lang == lang]


def _list(visit: Visit, query: str, *, kind: str = "", lang: str = "") -> None:
    answer = visit.get("API list", f"{ROOT}records?limit=100&sort=title{query}")
    if answer.status != 200:
        return
    wanted = _items(visit, kind, lang)
    got = answer.json["items"]
    visit.equal("API list", f"ids of records?{query}", {one["id"] for one in got}, {item.id for item in wanted})
    visit.equal("API list", f"total of records?{query}", answer.json["total"], len(wanted))
    titles = [_sorted_as(one["title"]) for one in got]
    visit.equal("API list", f"order of records?{query}", titles, sorted(titles))
    visit.must(answer, "API list", set().union(*(found_in(item.title) for item in wanted)), "the list")


def _dates(visit: Visit) -> None:
    for sort in ("date", "-date"):
        answer = visit.get("API list", f"{ROOT}records?limit=100&sort={sort}")
        dates = [one["date"] for one in answer.json["items"]]
        dated = sorted((date for date in dates if date), reverse=sort == "-date")
        visit.equal("API list", f"order by {sort}", dates, [*dated, *[""] * (len(dates) - len(dated))])


def _works(visit: Visit, lang: str) -> None:
    answer = visit.get("API works", f"{ROOT}records?limit=100&works=true&lang={lang}")
    wanted = {item.work for item in visit.world.public.values() if not item.is_term}
    visit.equal("API works", "works", {one["work"] for one in answer.json["items"]}, wanted)
    visit.equal("API works", "total", answer.json["total"], len(wanted))
    for one in answer.json["items"]:
        has = {item.lang for item in visit.world.public.values() if item.work == one["work"]}
        if lang in has:
            visit.equal("API works", f"language of {one['work']}", one["lang"], lang)
        visit.equal("API works", f"languages of {one['work']}", {each["lang"] for each in one["languages"]}, has)


def _single(visit: Visit, key: str) -> None:
    item = visit.world.public.get(key)
    answer = visit.get("API record", f"{ROOT}records/{key}", status=200 if item else None)
    if item is not None:
        visit.must(answer, "API record", shown_words(visit, item) | found_in(item.title), key)
        if answer.status == 200:
            visit.equal("API record", f"files of {key}", {one["hash"] for one in answer.json["media"]}, item.hashes)
    elif key.rpartition(".")[0] in visit.world.once and key in visit.before | dict.fromkeys(
        visit.world.addresses.values()
    ):
        if answer.status != 410 and not (key in visit.world.late and answer.status == 404):
            visit.note("API record", f"{key} answers {answer.status}, not 410")
    elif answer.status not in {404, 410}:
        visit.note("API record", f"{key} answers {answer.status}, not 404")


def _copy(visit: Visit) -> None:
    """Follow the changes as a copy elsewhere would, and hold the copy against what is public."""
    world, legs = visit.world, 0
    while legs < 20:
        legs += 1
        answer = visit.get(
            "API changes", f"{ROOT}changes?limit=100" + (f"&since={world.cursor}" if world.cursor else "")
        )
        if answer.status != 200:
            return
        told = answer.json
        if told["start_over"]:
            world.copy.clear()
        for change in told["changes"]:
            if change["op"] == "upsert":
                world.copy[change["record"]["id"]] = change["record"]
            else:
                world.copy.pop(change["tombstone"]["id"], None)
        world.cursor = f"{told['epoch']}.{told['sequence']}"
        if told["done"]:
            break
    visit.equal("API changes", "what a copy holds", set(world.copy) - world.late, set(world.public))
    for key, record in world.copy.items():
        item = world.public.get(key)
        if item is not None:
            visit.equal("API changes", f"title of {key} in a copy", record["title"], item.title)
            lacking = shown_words(visit, item) - found_anywhere(json.dumps(record))
            if lacking:
                visit.note(
                    "API changes", f"the copy of {key} lacks {[visit.world.written.get(word) for word in lacking]}"
                )


def _sorted_as(title: str) -> str:
    """Return a title as it is sorted: case and accents set aside."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
