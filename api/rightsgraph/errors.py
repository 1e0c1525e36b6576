# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, as one tree; an error carries facts and knows neither a status nor an exit code.

RightsgraphError
├── ContentNotFound        a path holds no content, or lacks one of its folders
├── NoHistory              a folder has no git history, or that has no such point
├── RdfSyntaxError         a file is not the RDF that its name promises
├── BadSetting             an operator's setting has a value that it cannot have
├── UnknownFormat          a file or a word names no format that is offered
├── ValidationFailed       the shapes could not be run, so nothing is known of the content
├── MemoryTooSmall         what is to be checked takes more memory than is free
├── NotARecord             an IRI stands for no record, so there is nothing to withdraw
├── NotConforming          content that may not be released: its report has violations
├── TargetUnwritable       a release cannot be written where it was asked for
├── ReleaseCorrupt         a release folder is not what its manifest says
├── ReleaseReplaced        another release lies where the one that is served was opened
├── IndexUnusable          an index folder is not whole, or not of this release and these engines
├── AddressUnavailable     the address to serve at is taken or not ours
├── NotAcceptable          none of the offered formats is acceptable
├── Unwritable             a format has no form for something in a graph
├── QuerySyntaxError       a query is not SPARQL 1.1
├── QueryRefused           a query is SPARQL, but may not run here
├── QueryFailed            the engine gave up on a query it had accepted
├── QueryTooSlow           a query used up its time
├── QueryTooGreedy         a query used up its memory, or broke the engine on the way
├── AnswerTooLarge         an answer is larger than is given here
├── ServiceBusy            as many queries run and wait as are let
├── BadRequest             a request breaks the protocol that it speaks
├── BadParameter           a parameter of a named query has a value that it cannot have
├── BodyTooLarge           a request's body is larger than is read here
├── UnsupportedMedia       a request's body has a media type that is not read here
├── OnlyLocal              what is told on this machine alone was asked from elsewhere
├── UnknownResource        nothing is said about an IRI
├── UnknownQuery           no named query has a name
├── UnknownRelease         a release is asked for that is not held here
└── Withdrawn              a resource was published and has been taken back
"""

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "AddressUnavailable",
    "AnswerTooLarge",
    "BadParameter",
    "BadRequest",
    "BadSetting",
    "BodyTooLarge",
    "ContentNotFound",
    "IndexUnusable",
    "MemoryTooSmall",
    "NoHistory",
    "NotARecord",
    "NotAcceptable",
    "NotConforming",
    "OnlyLocal",
    "QueryFailed",
    "QueryRefused",
    "QuerySyntaxError",
    "QueryTooGreedy",
    "QueryTooSlow",
    "RdfSyntaxError",
    "ReleaseCorrupt",
    "ReleaseReplaced",
    "RightsgraphError",
    "ServiceBusy",
    "TargetUnwritable",
    "UnknownFormat",
    "UnknownQuery",
    "UnknownRelease",
    "UnknownResource",
    "UnsupportedMedia",
    "Unwritable",
    "ValidationFailed",
    "Withdrawn",
]


class RightsgraphError(Exception):
    """The root of the tree; never raised itself."""


class ContentNotFound(RightsgraphError):
    """A path holds no content, or lacks one of its folders."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NoHistory(RightsgraphError):
    """A folder has no git history, or that has no such point."""

    def __init__(self, root: Path, reason: str) -> None:
        super().__init__(f"cannot tell what changed in {root}: {reason}")
        self.root = root
        self.reason = reason


class RdfSyntaxError(RightsgraphError):
    """A file is not the RDF that its name promises; line and column count from 1."""

    def __init__(self, path: Path, line: int, column: int, reason: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {reason}")
        self.path = path
        self.line = line
        self.column = column
        self.reason = reason


class BadSetting(RightsgraphError):
    """An operator's setting has a value that it cannot have; `name` is that of the environment."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnknownFormat(RightsgraphError):
    """A file or a word names no format that is offered."""

    def __init__(self, name: str, offered: Sequence[str]) -> None:
        super().__init__(f"{name!r} is not a known format; known are {', '.join(offered)}")
        self.name = name
        self.offered = tuple(offered)


class ValidationFailed(RightsgraphError):
    """The shapes could not be run, so nothing is known of the content.

    `report` is what was found without them and the cause, where it was located; its type is validation's own.
    """

    def __init__(self, reason: str, report: object = None) -> None:
        super().__init__(reason)
        self.report = report


class MemoryTooSmall(RightsgraphError):
    """What is to be checked takes more memory than is free; sizes are in bytes."""

    def __init__(self, size: int, free: int) -> None:
        super().__init__(
            f"checking this much takes about {_megabytes(size)} MB of memory, and {_megabytes(free)} MB are free: "
            "check it in parts, or on a larger machine"
        )
        self.size = size
        self.free = free


def _megabytes(size: int) -> int:
    return max(size, 0) // 1_000_000


class NotARecord(RightsgraphError):
    """An IRI stands for no record, so there is nothing to withdraw; `reason` says what it is instead."""

    def __init__(self, iri: str, reason: str) -> None:
        super().__init__(f"{iri} is no record: {reason}")
        self.iri = iri
        self.reason = reason


class NotConforming(RightsgraphError):
    """Content that may not be released; `violations` counts what stands in the way."""

    def __init__(self, root: Path, violations: int) -> None:
        super().__init__(f"{root}: {violations} violation(s); nothing was built")
        self.root = root
        self.violations = violations


class TargetUnwritable(RightsgraphError):
    """A release cannot be written where it was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot write a release to {path}: {reason}")
        self.path = path
        self.reason = reason


class ReleaseCorrupt(RightsgraphError):
    """A release folder is not what its manifest says."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ReleaseReplaced(RightsgraphError):
    """Another release lies where the one that is served was opened; worth another try after `retry_after` seconds."""

    def __init__(self, path: Path) -> None:
        super().__init__("the release has just been replaced by another, which is being opened")
        self.path = path
        self.retry_after = 3
        self.mend = f"Ask again in {self.retry_after} seconds or more."


class IndexUnusable(RightsgraphError):
    """An index folder is not whole, or not of this release and these engines; it can be made again."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class AddressUnavailable(RightsgraphError):
    """The address to serve at is taken or not ours."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"cannot serve at {host}:{port}: {reason}")
        self.host = host
        self.port = port


class NotAcceptable(RightsgraphError):
    """None of the offered formats is acceptable; `offered` are their media types."""

    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        super().__init__(f"no answer in {asked!r}; on offer are {', '.join(offered)}")
        self.asked = asked
        self.offered = tuple(offered)


class Unwritable(RightsgraphError):
    """A format has no form for something in a graph."""

    def __init__(self, format: str, reason: str) -> None:
        super().__init__(f"this graph cannot be written in {format}: {reason}")
        self.format = format
        self.reason = reason


class QuerySyntaxError(RightsgraphError):
    """A query is not SPARQL 1.1; line and column count from 1, None where the parser names none."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
        self.column = column


class QueryRefused(RightsgraphError):
    """A query is SPARQL, but may not run here; `mend` says what would."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.mend = mend


class QueryFailed(RightsgraphError):
    """The engine gave up on a query it had accepted."""


class QueryTooSlow(RightsgraphError):
    """A query used up its time; `advice` names its slow forms and what would be faster."""

    def __init__(self, seconds: float, advice: Sequence[str] = ()) -> None:
        super().__init__(f"the query was stopped after {seconds:g} seconds, the most that one may take here")
        self.seconds = seconds
        self.advice = list(advice)
        self.mend = "Ask for less at once, or take the dump and ask it locally."


class QueryTooGreedy(RightsgraphError):
    """A query used up its memory, or broke the engine on the way; which of them cannot be told apart."""

    def __init__(self, megabytes: int, advice: Sequence[str] = ()) -> None:
        super().__init__(f"the query needed more than {megabytes} MB of memory, the most that one may take here")
        self.megabytes = megabytes
        self.advice = list(advice)
        self.mend = (
            "Ask for less at once: join what stands side by side, sort less, or take the dump and ask it locally."
        )


class AnswerTooLarge(RightsgraphError):
    """An answer is larger than is given here."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"the answer has more than {megabytes} MB, the most that is given here")
        self.megabytes = megabytes
        self.mend = "Ask with LIMIT and OFFSET, or take the dump."


class ServiceBusy(RightsgraphError):
    """As many queries run and wait as are let; worth another try after `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("as many queries run and wait here as are let")
        self.retry_after = retry_after
        self.mend = f"Ask again in {retry_after} seconds or more."


class BadRequest(RightsgraphError):
    """A request breaks the protocol that it speaks."""


class BadParameter(RightsgraphError):
    """A parameter of a named query has a value that it cannot have; `offered` are values that would do."""

    def __init__(self, name: str, expected: str, got: str, offered: Sequence[str] = ()) -> None:
        choices = f"; try {', '.join(offered)}" if offered else ""
        super().__init__(f"{name[:80]}: {expected} is expected, not {got[:80]!r}{choices}")
        self.parameter = name[:80]
        self.expected = expected
        self.got = got[:80]
        self.offered = tuple(offered)


class BodyTooLarge(RightsgraphError):
    """A request's body is larger than is read here."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"at most {limit} bytes are read")
        self.limit = limit


class UnsupportedMedia(RightsgraphError):
    """A request's body has a media type that is not read here."""

    def __init__(self, media_type: str, read: Sequence[str]) -> None:
        super().__init__(f"a body of type {media_type or '(none)'!r} is not read; read are {', '.join(read)}")
        self.read = tuple(read)


class OnlyLocal(RightsgraphError):
    """What is told on this machine alone was asked from elsewhere."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is told on this machine alone")


class UnknownResource(RightsgraphError):
    """Nothing is said about an IRI."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"nothing is said about {iri}")
        self.iri = iri


class UnknownQuery(RightsgraphError):
    """No named query has a name; `offered` are names that are near to it."""

    def __init__(self, name: str, offered: Sequence[str]) -> None:
        near = f"; near to it are {', '.join(offered)}" if offered else ""
        super().__init__(f"no named query is called {name[:80]!r}{near}; all are listed at /queries/")
        self.offered = tuple(offered)


class UnknownRelease(RightsgraphError):
    """A release is asked for that is not held here; `offered` are the versions of those that are."""

    def __init__(self, version: str, offered: Sequence[str]) -> None:
        super().__init__(f"release {version[:80]!r} is not held here; held are {', '.join(offered)}")
        self.version = version[:80]
        self.offered = tuple(offered)


class Withdrawn(RightsgraphError):
    """A resource was published and has been taken back; `reason` is the IRI of a reason class."""

    def __init__(self, iri: str, date: str, reason: str) -> None:
        super().__init__(f"{iri} was withdrawn on {date}")
        self.iri = iri
        self.date = date
        self.reason = reason
