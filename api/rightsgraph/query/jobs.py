# SPDX-License-Identifier: Apache-2.0
"""What the server and its workers say to each other: jobs one way, frames the other; a length before each.

Everything is JSON or plain bytes: what a worker sends is never executed, for a query may have broken the worker.
"""

import json
import socket
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from rightsgraph import errors
from rightsgraph.errors import RightsgraphError
from rightsgraph.store import DatasetChoice

LENGTH = struct.Struct("!I")
HEADER = struct.Struct("!cI")
PREVIEW = "preview"


class Frame(Enum):
    """What a worker sends."""

    READY = b"R"  # the engines are open
    ROUTE = b"W"  # which engine was chosen, and advice
    DATA = b"D"  # a part of the answer
    END = b"E"  # the last part of it
    ERROR = b"X"  # there is no answer, or no more of it


@dataclass(frozen=True, slots=True)
class Job:
    """One query to run; `format` is a name of the format table, or PREVIEW for the first `rows` rows as JSON."""

    query: str
    base: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    gives_graph: bool
    format: str
    rows: int = 0
    reference_only: bool = False

    @property
    def choice(self) -> DatasetChoice | None:
        """The graphs that the request names."""
        if self.default_graphs is None or self.named_graphs is None:
            return None
        return DatasetChoice(tuple(self.default_graphs), tuple(self.named_graphs))

    def by_reference(self) -> "Job":
        """The same job for the reference engine."""
        return replace(self, reference_only=True)

    def to_bytes(self) -> bytes:
        """The job as it is sent, length first."""
        data = json.dumps({name: getattr(self, name) for name in self.__slots__}).encode()
        return LENGTH.pack(len(data)) + data


def read_job(channel: socket.socket) -> Job | None:
    """Wait for a job; None where the server has gone."""
    head = _read(channel, LENGTH.size)
    data = _read(channel, *LENGTH.unpack(head)) if head else None
    return Job(**json.loads(data)) if data else None


def _read(channel: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = channel.recv(size - len(data))
        if not part:
            return None
        data += part
    return bytes(data)


def send_frame(channel: socket.socket, frame: Frame, data: bytes = b"") -> None:
    """Send one frame, waiting for room."""
    channel.sendall(HEADER.pack(frame.value, len(data)) + data)


# The errors that a worker can tell, and the facts that each is made from again.
_TOLD: dict[type[RightsgraphError], Callable[[Any], Sequence[object]]] = {
    errors.QuerySyntaxError: lambda error: (str(error), error.line, error.column),
    errors.QueryRefused: lambda error: (str(error), error.mend),
    errors.QueryFailed: lambda error: (str(error),),
    errors.Unwritable: lambda error: (error.format, error.reason),
    errors.AnswerTooLarge: lambda error: (error.megabytes,),
}


def pack_error(error: RightsgraphError) -> bytes:
    """An error as it is sent: its kind, and the facts that it is made from."""
    kind = type(error) if type(error) in _TOLD else errors.QueryFailed
    return json.dumps({"kind": kind.__name__, "facts": _TOLD[kind](error)}).encode()


def unpack_error(data: bytes) -> RightsgraphError:
    """The error that a worker told; raises ValueError, KeyError or TypeError where it told none."""
    told = json.loads(data)
    kinds = {kind.__name__: kind for kind in _TOLD}
    return kinds[told["kind"]](*told["facts"])
