# SPDX-License-Identifier: Apache-2.0
"""A content root or a release and an IRI in; both without the record, a tombstone in its place, out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from rightsgraph.content import Content, PathKind, SourceFile, path_kind, read_content
from rightsgraph.errors import ContentNotFound, TargetUnwritable
from rightsgraph.formats import TURTLE
from rightsgraph.manifest import MANIFEST, digest, verify_release
from rightsgraph.rdf import Literal, NamedNode, Triple, cut_triples, write_graph
from rightsgraph.release.build import write_release
from rightsgraph.release.closure import Loss, loss_of, without
from rightsgraph.release.reopening import reopen_release
from rightsgraph.release.replacing import finish_files, replace_files
from rightsgraph.release.staging import clear_stages, swapped
from rightsgraph.validation import Severity, validate
from rightsgraph.vocab import PROV, RG, TYPE, XSD

WITHDRAWN = PurePath("data", "withdrawn.ttl")
_HEAD = """\
# SPDX-License-Identifier: CC-BY-4.0
# What was withdrawn: when, and for which class of reason; nothing else is left of it.

"""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is to be done to a path: what goes, and the content as it will be; `identity` is that of a release."""

    path: Path
    kind: PathKind
    iri: str
    loss: Loss
    before: Content
    after: Content
    identity: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many statements go, by file."""
        return {str(path): len(triples) for path, triples in sorted(self.loss.triples.items())}


def plan_withdrawal(path: Path, iri: str, reason: str, time: str) -> Withdrawal:
    """Work out a withdrawal; `iri` may be the path that a server has it at, `reason` is the IRI of a class.

    Raises UnknownResource, Withdrawn, NotARecord, ContentNotFound, RdfSyntaxError, ReleaseCorrupt, ValidationFailed.
    """
    kind = path_kind(path)
    if kind is PathKind.RAW:
        raise ContentNotFound(path, "is neither a content folder nor a release; there is nothing to withdraw from")
    identity = _identity(path) if kind is PathKind.RELEASE else ""
    before = read_content(path) if kind is PathKind.CONTENT else reopen_release(path, verify_release(path))
    for error in before.errors:
        raise error
    iri = before.iris.to_iri(iri) if iri.startswith("/") else iri
    loss = loss_of(without(before, {}), iri, _broken)
    return Withdrawal(path, kind, iri, loss, before, _bury(without(before, loss.triples), loss, reason, time), identity)


def carry_out(withdrawal: Withdrawal) -> None:
    """Do it, all of it or nothing; raises TargetUnwritable."""
    try:
        if withdrawal.kind is PathKind.CONTENT:
            texts = _texts(withdrawal)
            before = {file.path: file.text for file in withdrawal.before.files if file.path in texts}
            replace_files(withdrawal.path, texts, before)
        else:
            with swapped(withdrawal.path) as stage:
                write_release(withdrawal.after, stage)
                if _identity(withdrawal.path) != withdrawal.identity:
                    raise TargetUnwritable(withdrawal.path, "it was changed meanwhile; give the command again")
    except OSError as error:
        raise TargetUnwritable(withdrawal.path, f"{error.strerror or error}; nothing was changed") from error


def resume(path: Path) -> bool:
    """Finish what was killed while it withdrew from content, clear away what it left beside a release.

    Whether a withdrawal was finished. Raises ContentNotFound, TargetUnwritable.
    """
    kind = path_kind(path)
    try:
        if kind is PathKind.RELEASE:
            clear_stages(path)
        return kind is PathKind.CONTENT and finish_files(path)
    except OSError as error:
        raise TargetUnwritable(path, error.strerror or str(error)) from error


def _identity(release: Path) -> str:
    return digest((release / MANIFEST).read_bytes())


def _broken(content: Content) -> frozenset[str]:
    """The resources that break a rule."""
    findings = validate(content).findings
    return frozenset(found.focus for found in findings if found.focus and found.severity is Severity.VIOLATION)


def _bury(content: Content, loss: Loss, reason: str, time: str) -> Content:
    """Content with a tombstone for each record that goes."""
    graves = tuple(triple for record in sorted(loss.records) for triple in _tombstone(record, reason, time))
    files = [file for file in content.files if file.path == WITHDRAWN]
    file = files[0] if files else SourceFile(WITHDRAWN, content.iris.of_graph(WITHDRAWN), (), {}, str)
    buried = replace(file, triples=(*file.triples, *graves))
    others = (file for file in content.files if file.path != WITHDRAWN)
    return replace(content, files=tuple(sorted((*others, buried), key=lambda file: file.path)))


def _tombstone(iri: str, reason: str, time: str) -> tuple[Triple, ...]:
    subject = NamedNode(iri)
    return (
        Triple(subject, NamedNode(TYPE), NamedNode(RG + "Tombstone")),
        Triple(subject, NamedNode(PROV + "invalidatedAtTime"), Literal(time, datatype=NamedNode(XSD + "dateTime"))),
        Triple(subject, NamedNode(RG + "takedownReason"), NamedNode(reason)),
    )


def _texts(withdrawal: Withdrawal) -> Mapping[PurePath, str]:
    """The files of a content root that change, with their new text; the tombstones stand first."""
    content, after = withdrawal.before, withdrawal.after
    prefixes = {"prov": PROV, "rg": RG, "xsd": XSD} | content.prefixes
    graves = next(file for file in after.files if file.path == WITHDRAWN)
    texts = {WITHDRAWN: _HEAD + write_graph(graves.triples, TURTLE, prefixes).decode()}
    for file in content.files:
        if file.path in withdrawal.loss.triples:
            texts[file.path] = cut_triples(file.text, withdrawal.loss.triples[file.path])
    return texts
