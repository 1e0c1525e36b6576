# SPDX-License-Identifier: Apache-2.0
"""How this process logs: to stderr, and without the words of who asks."""

import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any

import structlog

from rightsgraph.settings import Settings

# Whose messages are known to repeat nothing of a request.
_DISCREET = ("rightsgraph", "uvicorn")
# What the server says of an answer that was broken off; that is meant, and any client can bring it about.
_BROKEN_OFF = "ASGI callable returned without completing response."


def configure_logs(settings: Settings) -> None:
    """Say once, at the edge, how this process logs: to stderr, JSON lines, or plain text on a terminal.

    An error of a library or of ours may repeat a query, so of an error is told what it is and where it was raised, not
    what it says, unless queries may be logged.
    """
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True, key="time")
    terminal = sys.stderr.isatty()
    render: Any = (
        structlog.dev.ConsoleRenderer(
            colors=False, timestamp_key="time", repr_native_str=True, exception_formatter=structlog.dev.plain_traceback
        )
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[stamp, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    discretion = [] if settings.log_queries else [_keep_to_itself]
    told = structlog.processors.format_exc_info if settings.log_queries else _tell_where
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[stamp, structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, *discretion],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, told, render],
        )
    )
    handler.addFilter(lambda record: record.msg != _BROKEN_OFF)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    # What nobody catches would be printed, words and all.
    threading.excepthook = sys.unraisablehook = _tell_uncaught


def _tell_uncaught(failed: Any) -> None:
    """Log what a thread or a finaliser raised, and nobody took."""
    raised = (failed.exc_type, failed.exc_value, failed.exc_traceback)
    logging.getLogger("rightsgraph").error("an error that nobody caught", exc_info=raised)


def _keep_to_itself(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A message as its author wrote it, nothing put into it; asyncio, say, repeats errors in its second line."""
    record: logging.LogRecord = event["_record"]
    if record.name.partition(".")[0] not in _DISCREET:
        event["event"] = str(record.msg).partition("\n")[0]
    return event


def _tell_where(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An error's kind and places instead of its words."""
    raised = event.pop("exc_info", None)
    if raised:
        event["raised"] = list(_places(raised[1]))
    return event


def _places(error: BaseException | None) -> Iterator[str]:
    """The kind of an error and of those behind it, each with the places that it came through."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield type(error).__qualname__
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            yield f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}"
            trace = trace.tb_next
        for member in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _places(member)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
