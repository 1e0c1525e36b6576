# SPDX-License-Identifier: Apache-2.0
"""Words in, exit codes out: 0 fine, 1 findings, 2 wrong use, 3 could not run."""

import importlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rightsgraph import __version__
from rightsgraph.content import Content, PathKind, find_root, path_kind, read_content
from rightsgraph.coverage import CoverageFormat, cover, write_coverage
from rightsgraph.errors import (
    BadSetting,
    ContentNotFound,
    NoHistory,
    NotARecord,
    NotConforming,
    RdfSyntaxError,
    RightsgraphError,
    UnknownFormat,
    UnknownResource,
    Withdrawn,
)
from rightsgraph.generalisation import generalise
from rightsgraph.manifest import MANIFEST, digest, verify_release
from rightsgraph.rdf import Quad, Triple
from rightsgraph.store import INDEX, EngineChoice, Store, open_index
from rightsgraph.validation import (
    Progress,
    Report,
    ReportFormat,
    Severity,
    ShaclEngine,
    told,
    validate,
    validate_changed,
    validate_files,
    write_report,
)
from rightsgraph.vocab import TAKEDOWN_REASONS

if TYPE_CHECKING:
    from rightsgraph.release import Withdrawal
    from rightsgraph.web.site import Site

FINE, FINDINGS, WRONG_USE, COULD_NOT_RUN = range(4)
EXIT_CODES: dict[type[RightsgraphError], int] = {
    BadSetting: WRONG_USE,
    ContentNotFound: WRONG_USE,
    NoHistory: WRONG_USE,
    NotARecord: WRONG_USE,
    UnknownFormat: WRONG_USE,
    UnknownResource: WRONG_USE,
    Withdrawn: WRONG_USE,
    RdfSyntaxError: FINDINGS,
    NotConforming: FINDINGS,
}

app = typer.Typer(
    help="Check, build and serve what rights-based HIV interventions did and what came of it, as linked data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class FailOn(StrEnum):
    """The least that fails a check."""

    violation = "violation"
    warning = "warning"
    info = "info"


class Reason(StrEnum):
    """The classes of reason for a withdrawal."""

    subjectRequest = "subjectRequest"  # noqa: N815 - the words of the concept scheme
    safety = "safety"
    copyright = "copyright"
    error = "error"


class Language(StrEnum):
    """The languages of messages."""

    en = "en"
    es = "es"


Root = Annotated[Path | None, typer.Argument(help="Folder with ontology/, data/ and shapes/.", show_default=False)]
Captures = Annotated[
    Path | None,
    typer.Option(help="Folder of source texts to hold the passages against.", exists=True, file_okay=False),
]
Lang = Annotated[Language | None, typer.Option(help="Language of the messages; else the locale's.", show_default=False)]


@app.command()
def check(
    root: Root = None,
    format: Annotated[ReportFormat, typer.Option(help="How to write the report.")] = ReportFormat.text,
    captures: Captures = None,
    fail_on: Annotated[FailOn, typer.Option(help="The least that gives exit code 1.")] = FailOn.violation,
    engine: Annotated[ShaclEngine, typer.Option(help="What runs the shapes; both must agree.")] = ShaclEngine.native,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(
            help="Check any RDF files against these shapes: a file or folder; again for more.",
            exists=True,
            show_default=False,
        ),
    ] = None,
    changed: Annotated[
        str | None,
        typer.Option(help="Check only what differs from this git commit, and what that affects.", metavar="REF"),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved.")] = False,
    lang: Lang = None,
) -> None:
    """Check content: syntax, shapes, evidence, safety, free text. Exit code 1 where there are violations."""
    if shapes and captures:
        raise typer.BadParameter("passages are held against captures in content alone, not with --shapes")
    if changed is not None and (shapes or captures):
        raise typer.BadParameter("--changed is for content with its own shapes, without --shapes and --captures")
    path, language = (root or Path.cwd()) if shapes else find_root(root), _language(lang)

    def checked() -> Report:
        with _progress(language) as progress:
            if shapes:
                report = validate_files(path, shapes, engine, progress)
            elif changed is not None:
                report = validate_changed(path, changed, engine, progress)
            else:
                report = validate(read_content(path), captures, engine, progress)
        typer.echo(write_report(report, format, language), nl=False)
        return report

    if watch:
        _watch(checked, [path, *(shapes or ()), *([captures] if captures else ())], language)
        raise typer.Exit(FINE)
    raise typer.Exit(FINDINGS if checked().fails(Severity[fail_on.value.upper()]) else FINE)


@app.command()
def build(
    root: Root = None,
    out: Annotated[Path, typer.Option(help="Folder of the release; it must not exist yet.")] = ...,  # type: ignore[assignment]
    captures: Captures = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the release before: what shows only in the difference is looked for too.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Check content and write its release: dumps, description, checksums, manifest."""
    # What builds and what serves is loaded by those who do: whoever checks at each save waits for none of it.
    from rightsgraph.release import build_release, read_triples, require_target

    require_target(out)
    content = read_content(find_root(root))
    before = read_triples(previous) if previous else None
    manifest = build_release(content, _told_report(content, captures, lang, before), out)
    typer.echo(f"built {manifest.whole.name} {manifest.version} in {out}: {manifest.whole.triples} triples")


@app.command()
def verify(release: Annotated[Path, typer.Argument(help="Folder of a release.")]) -> None:
    """Hold a release against its manifest and checksums, and its index against its own."""
    manifest = verify_release(release)
    if (release / INDEX).exists():
        open_index(release / INDEX, digest((release / MANIFEST).read_bytes()))
    typer.echo(f"{manifest.whole.name} {manifest.version}: all {len(manifest.files)} files are as released")


@app.command()
def withdraw(
    iri: Annotated[str, typer.Argument(help="The record: its IRI, or the path /id/… that a server has it at.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Content folders and releases to take it out of.", metavar="[PATH]...", show_default=False),
    ] = None,
    reason: Annotated[Reason, typer.Option(help="The class of reason; all that is told of it.")] = ...,  # type: ignore[assignment]
    at: Annotated[
        str | None, typer.Option(help="When, as 2026-11-28T12:00:00Z [default: now].", metavar="DATETIME")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what goes, and change nothing.")] = False,
    lang: Lang = None,
) -> None:
    """Take a record back: a tombstone stays, with date and class of reason; all that is said of it goes."""
    from rightsgraph.release import carry_out, resume

    language = _language(lang)
    where = list({path.resolve(): path for path in paths or [find_root(None)]}.values())
    resumed = [path for path in where if not dry_run and resume(path)]
    for path in resumed:
        typer.echo(told("withdrawal-resumed", path=path)[language])
    plans = _plan_withdrawals(iri, where, TAKEDOWN_REASONS[reason.value], _moment(at), language, bool(resumed))
    for plan in plans:
        _tell_withdrawal(plan, dry_run, language)
        if not dry_run:
            carry_out(plan)
    typer.echo(told("withdrawal-dry" if dry_run else "withdrawal-done")[language])
    if any((plan.path / ".git").exists() for plan in plans):
        typer.echo(told("withdrawal-history")[language])


def _plan_withdrawals(
    iri: str, paths: Sequence[Path], reason: str, time: str, language: str, resumed: bool
) -> "list[Withdrawal]":
    """Everything is worked out before anything is changed; a path without the record is no fault if another has it."""
    from rightsgraph.release import plan_withdrawal

    plans, missing = [], []
    for path in paths:
        try:
            plans.append(plan_withdrawal(path, iri, reason, time))
        except (UnknownResource, Withdrawn) as error:
            missing.append((path, error))
    if missing and not plans and not resumed:
        raise missing[0][1]
    for path, why in missing:
        rule = "withdrawal-before" if isinstance(why, Withdrawn) else "withdrawal-unknown"
        typer.echo(told(rule, path=path)[language])
    return plans


def _tell_withdrawal(plan: "Withdrawal", whole: bool, language: str) -> None:
    """What goes; with `whole`, each record by name."""

    def say(rule: str, **values: object) -> None:
        typer.echo(told(rule, **values)[language])

    say("withdrawal", path=plan.path, records=len(plan.loss.records), count=sum(plan.counts.values()))
    for name, count in plan.counts.items():
        say("withdrawal-file", name=name, count=count)
    for record in sorted(plan.loss.records) if whole else ():
        say("withdrawal-record", iri=record)
    if plan.loss.named:
        say("withdrawal-named", names=", ".join(plan.loss.named))


def _moment(at: str | None) -> str:
    """A moment as xsd:dateTime."""
    if at is None:
        return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise typer.BadParameter(f"{at!r} is not a date and time such as 2026-11-28T12:00:00Z") from error
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{at!r} lacks its time zone: end it in Z for UTC, or in an offset such as -05:00")
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@app.command()
def serve(
    path: Annotated[
        Path | None, typer.Argument(help="A release, a content folder, or RDF files.", show_default=False)
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address to serve at [default: 127.0.0.1].")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port; 0 takes a free one [default: 8000].", min=0, max=65535)
    ] = None,
    query_timeout: Annotated[float | None, typer.Option(help="Seconds that a query may take [default: 20].")] = None,
    engine: Annotated[EngineChoice | None, typer.Option(help="What answers queries.", show_default="auto")] = None,
    lang: Lang = None,
) -> None:
    """Serve a release; content is checked and built first, foreign RDF files are served as they are."""
    from rightsgraph.settings import read_settings
    from rightsgraph.web.server import listen, restart, url_of
    from rightsgraph.web.server import serve as serve_app

    settings = read_settings(host=host, port=port, query_timeout=query_timeout, engine=engine)
    path = find_root(path)
    kind = path_kind(path)
    listener = listen(settings.host, settings.port)
    address = url_of(settings.host, listener)
    # While the data is read and its checksums are held, the web framework is loaded beside.
    loading = threading.Thread(target=importlib.import_module, args=("rightsgraph.web.app",))
    loading.start()
    replaced = False
    with suppress(KeyboardInterrupt), _opened(path, kind, address, EngineChoice(settings.engine), lang) as site:
        loading.join()  # before queries get their processes: those are forked from a process of one thread
        from rightsgraph.web.app import create_app
        from rightsgraph.web.running.logs import configure_logs

        typer.echo(f"Serving {kind.value} of {path} ({site.triples} triples) at {address} - stop with Ctrl+C")
        sys.stdout.flush()
        configure_logs(settings)
        replaced = serve_app(create_app(site, settings), listener, site.place.is_replaced if site.place else None)
    if replaced:
        restart(listener)


@app.command()
def coverage(
    path: Annotated[Path | None, typer.Argument(help="Content, or a release.", show_default=False)] = None,
    format: Annotated[CoverageFormat, typer.Option(help="How the report is written.")] = CoverageFormat.text,
    lang: Lang = None,
) -> None:
    """Say what is known, unknown and withheld of each intervention."""
    path = find_root(path)
    if path_kind(path) is PathKind.RAW:
        raise ContentNotFound(path, "holds neither content nor a release")
    typer.echo(write_coverage(cover(_stored(path)), format, _language(lang)), nl=False)


@app.command("version")
def show_version() -> None:
    """Say which version this is."""
    typer.echo(f"rightsgraph {__version__}")


@contextmanager
def _opened(path: Path, kind: PathKind, address: str, engine: EngineChoice, lang: Language | None) -> Iterator["Site"]:
    """What is to be served; content is released into a folder that goes with the server."""
    from rightsgraph.release import build_release
    from rightsgraph.web.site import open_raw, open_release

    with tempfile.TemporaryDirectory(prefix="rightsgraph-") as folder:
        scratch = Path(folder)
        if kind is PathKind.RAW:
            yield open_raw(path, address, scratch, engine)
            return
        if kind is PathKind.CONTENT:
            content = read_content(path)
            build_release(content, _told_report(content, None, lang), scratch / "release")
        yield open_release(path if kind is PathKind.RELEASE else scratch / "release", scratch, engine)


def _stored(path: Path) -> Store:
    """The default graph of content as it would be published, or of a release."""
    if path_kind(path) is PathKind.RELEASE:
        return Store.of_files([path / verify_release(path).store_files[0]])
    content = generalise(read_content(path)).content
    if content.errors:
        raise content.errors[0]
    return Store(Quad(t.subject, t.predicate, t.object) for t in content.triples())


def _told_report(
    content: Content, captures: Path | None, lang: Language | None, previous: Iterable[Triple] | None = None
) -> Report:
    """The report on content, told aloud; whoever builds refuses what does not conform."""
    report = validate(content, captures, previous=previous)
    typer.echo(write_report(report, ReportFormat.text, _language(lang)), err=True, nl=False)
    return report


@contextmanager
def _progress(language: str) -> Iterator[Progress]:
    """Tells a terminal what a long run is at; anybody else wants the report alone."""
    if not sys.stderr.isatty():
        yield lambda phase: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda phase: status.update(phase[language])


def _watch(check: Callable[[], Report], paths: Sequence[Path], language: str) -> None:
    """Check now and after each change, until somebody stops it; what cannot be checked is said, and waited for."""
    from watchfiles import watch

    # Watched before it is first read, so that no change is missed; half-written files come with their next change.
    folders = {path if path.is_dir() else path.parent for path in paths}
    changes = watch(*folders, watch_filter=_is_read, debounce=60, step=20, yield_on_timeout=True, rust_timeout=200)
    with suppress(KeyboardInterrupt):
        next(changes)
        while True:
            if sys.stdout.isatty():
                typer.echo("\x1b[2J\x1b[H", nl=False)
            try:
                check()
            except (RightsgraphError, OSError) as error:
                typer.echo(f"rightsgraph: {error}", err=True)
            names = ", ".join(str(path) for path in paths)
            typer.echo(told("watching", name=names)[language], err=True)
            while not next(changes):
                pass


def _is_read(change: object, path: str) -> bool:
    """Whether a changed file is one that a check reads; what editors leave beside it is none."""
    return not Path(path).name.startswith(".") and not path.endswith(("~", ".swp", ".tmp"))


def _language(lang: Language | None) -> str:
    if lang is not None:
        return lang.value
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "es" if locale.lower().startswith("es") else "en"


def main() -> None:
    """Run a command; an error is one line, its exit code that of the table."""
    # Whoever is told to stop leaves nothing half-made behind: like Ctrl+C, where the default would end at once.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    words = sys.argv[1:]
    try:
        code = app(words or ["--help"], standalone_mode=False)
        sys.exit(code if words else WRONG_USE)
    except typer.TyperException as error:
        _fail(f"{error.format_message().rstrip('.')}; see --help", WRONG_USE)
    except RightsgraphError as error:
        code = next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), COULD_NOT_RUN)
        _fail(str(error), code)
    except OSError as error:
        _fail(f"{error.filename or 'system'}: {error.strerror or error}", COULD_NOT_RUN)


def _fail(message: str, code: int) -> None:
    typer.echo(f"rightsgraph: {' '.join(message.split())}", err=True)
    sys.exit(code)
