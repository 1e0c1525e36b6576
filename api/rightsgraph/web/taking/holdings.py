# SPDX-License-Identifier: Apache-2.0
"""A release in, what it holds as its page tells it out: the whole and its datasets, each with its files."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rightsgraph.describe import name_in
from rightsgraph.formats import NTRIPLES, RDF_FORMATS, TEXT, named
from rightsgraph.manifest import Manifest, ReleasedDataset, ReleasedFile
from rightsgraph.rdf import Literal, NamedNode, text_of
from rightsgraph.vocab import ADMS, DCAT, DCTERMS, RG
from rightsgraph.web.showing import Shown, href_of, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.taking.citing import name_licence
from rightsgraph.web.taking.schema_org import ToldDataset

PAGE_SIZE = 40  # datasets, each with ten files
_MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A released file as a reader sees it."""

    file: ReleasedFile
    href: str
    format: str


@dataclass(frozen=True, slots=True)
class Held:
    """A dataset as a reader sees it; `triples` is what its default graph holds."""

    iri: str
    name: Shown
    description: Shown | None
    licence: Shown | None
    triples: int
    files: tuple[HeldFile, ...]

    def told(self) -> ToldDataset:
        """The same for search engines, without its files."""
        return ToldDataset(
            iri=self.iri,
            path=self.name.href or "/dumps/",
            name=self.name.text,
            description=self.description.text if self.description else None,
            licence=self.licence.href if self.licence else None,
        )


def hold(site: Site, manifest: Manifest, datasets: Sequence[ReleasedDataset], language: str) -> list[Held]:
    """Some of the datasets of a release, the whole among them where it is asked for."""
    files = _files(manifest, {dataset.iri: dataset.name for dataset in datasets})
    return [
        Held(
            iri=dataset.iri,
            name=show_iri(site, dataset.iri, language),
            description=_stated(site, dataset.iri, DCTERMS + "description", language),
            licence=_licence(site, dataset.iri),
            triples=dataset.triples,
            files=tuple(files[dataset.iri]),
        )
        for dataset in datasets
    ]


def hold_rest(manifest: Manifest) -> list[HeldFile]:
    """What tells about the release: its description, the JSON-LD context, the norms of use."""
    whole = manifest.whole
    return [_hold_file(f) for f in manifest.files if f.dataset == whole.iri and not f.name.startswith(whole.name + ".")]


def recommend(manifest: Manifest) -> HeldFile | None:
    """The file that every program reads, packed."""
    found = manifest.file(f"{manifest.whole.name}{NTRIPLES.extension}.gz")
    return _hold_file(found) if found else None


def _files(manifest: Manifest, names: Mapping[str, str]) -> dict[str, list[HeldFile]]:
    """The dumps of some datasets, whose names are given by IRI; the packed ones first."""
    found: dict[str, list[HeldFile]] = defaultdict(list)
    wanted = [file for file in manifest.files if file.name.startswith(names.get(file.dataset, "/") + ".")]
    for file in sorted(wanted, key=lambda file: not file.compressed):
        found[file.dataset].append(_hold_file(file))
    return found


def _hold_file(file: ReleasedFile) -> HeldFile:
    return HeldFile(file, f"/dumps/{file.name}", named(file.format, (*RDF_FORMATS, TEXT)).title)


def _licence(site: Site, iri: str) -> Shown | None:
    found = [text_of(t.object) for t in site.store.triples(iri, DCTERMS + "license")]
    return Shown(name_licence(found[0]), href_of(site, found[0])) if found else None


def _stated(site: Site, iri: str, predicate: str, language: str) -> Shown | None:
    """A text about a dataset, in a language or else in any."""
    found = [t.object for t in site.store.triples(iri, predicate) if isinstance(t.object, Literal)]
    found.sort(key=lambda text: (text.language != language, text.language or "", text.value))
    return Shown(found[0].value, language=found[0].language) if found else None


def places(site: Site, language: str) -> list[str]:
    """The places that datasets are said to be about, by name."""
    found = {text_of(t.object) for t in site.store.triples(predicate=DCTERMS + "spatial")}
    names = (name_in(site.store, iri, language) for iri in itertools.islice(sorted(found), _MOST_PLACES))
    return sorted(name.text for name in names if name)


def years(site: Site) -> tuple[str, str] | None:
    """The first and the last year in which interventions are known to have begun or ended."""
    found = sorted(_years(site))
    return (found[0], found[-1]) if found else None


def _years(site: Site) -> Iterator[str]:
    for predicate in (RG + "startDate", RG + "endDate"):
        for found in site.store.triples(predicate=predicate):
            if (year := text_of(found.object)[:4]).isdecimal() and len(year) == len("2010"):
                yield year


@dataclass(frozen=True, slots=True)
class Change:
    """What a release says of those before it: the one that it follows, and what changed; None where it is silent."""

    previous: Shown | None
    notes: Shown | None


def changes(site: Site, language: str) -> Change:
    """What changed, as far as the data tell (DCAT 3, section 11: versioning)."""
    found = (triple.object for triple in site.store.triples(site.dataset, DCAT + "previousVersion"))
    previous = next((one.value for one in found if isinstance(one, NamedNode)), None)
    return Change(
        previous=show_iri(site, previous, language) if previous else None,
        notes=_stated(site, site.dataset, ADMS + "versionNotes", language),
    )
