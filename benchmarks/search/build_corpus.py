"""Builds a corpus in three languages from Debian packages: `build_corpus.py --work FOLDER --out FOLDER`.

    [--no-ddtp] [--keep-debs] [--only fam,fam | --without fam,fam]

Needs apt-get, dpkg-deb and lz4cat, some minutes, and a gigabyte that it gives back. Translated manuals, manual pages
and descriptions of packages of Debian 12 become

    pages.jsonl     one line for each page or description and language
    sections.jsonl  the same pages cut at their headings
    manifest.json   versions of the packages, counts, sizes, checksums

with id, group (the same for all translations of a work), lang, title, body, source, family, kind and, for descriptions,
section and tags. The same versions of packages give the same bytes. `--only` and `--without` choose families of sources
(the keys of FAMILIES in corpus/families.py), so that a benchmark can hold some back.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from corpus import descriptions, packages, writing
from corpus.download import Apt
from corpus.families import FAMILIES, Family
from corpus.works import Corpus


def main() -> None:
    """Fetch, read, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-ddtp", action="store_true", help="leave the descriptions of packages out")
    parser.add_argument("--keep-debs", action="store_true")
    parser.add_argument("--min-page", type=int, default=200)
    parser.add_argument("--min-section", type=int, default=140)
    parser.add_argument("--only", default="")
    parser.add_argument("--without", default="")
    asked = parser.parse_args()
    families = _families(parser, asked)
    started = time.monotonic()
    apt = Apt(asked.work.absolute())
    apt.prepare()
    absent = apt.fetch(sorted({name for family in families.values() for name in family.packages}))
    fetched = time.monotonic() - started
    found = packages.read(apt.packages, families, keeps=asked.keep_debs)
    corpus = Corpus(asked.min_page, asked.min_section)
    for (family, key), versions in sorted(found.texts.items(), key=lambda item: item[0]):
        corpus.take(family, key, versions)
    if not asked.no_ddtp:
        descriptions.take(corpus, apt.lists)
    told = {"packages": found.versions, "absent": sorted(absent), "dropped": dict(corpus.dropped)}
    sizes = {"deb_bytes": found.size, "download_s": round(fetched, 1)}
    _write(asked.out, corpus, {**told, **sizes}, started)


def _families(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> dict[str, Family]:
    only, without = set(asked.only.split(",")) - {""}, set(asked.without.split(",")) - {""}
    unknown = (only | without) - FAMILIES.keys()
    if unknown:
        parser.error(f"no such family: {', '.join(sorted(unknown))}; families: {', '.join(FAMILIES)}")
    return {name: family for name, family in FAMILIES.items() if name not in without and (not only or name in only)}


def _write(out: Path, corpus: Corpus, manifest: dict[str, Any], started: float) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, lines in (("pages", corpus.pages), ("sections", corpus.sections)):
        manifest[name] = writing.write(out / f"{name}.jsonl", lines)
        print(name, json.dumps({key: told for key, told in manifest[name].items() if key != "by_family"}))
    manifest["runtime_s"] = round(time.monotonic() - started, 1)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
