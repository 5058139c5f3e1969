"""The command ``selaras``: every way in, one clear line for whatever goes wrong, exit codes of the contract."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from config.settings import Settings, load_settings
from flows.failures import WrongUsage, exit_code_of, message_of
from flows.report import EXIT_DONE, EXIT_USAGE
from flows.terminal import open_console

app = typer.Typer(
    name="selaras",
    help="Which cooperation agreements are carried by plans and budgets, with evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
review_app = typer.Typer(help="Decisions of evaluators.", no_args_is_help=True)
app.add_typer(review_app, name="review")

console = open_console()
progress = open_console(stderr=True)

Warehouse = Annotated[
    str | None, typer.Option("--warehouse", help="SQLAlchemy URL; SQLite file or PostgreSQL.", metavar="URL")
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for publications.")]
AsOf = Annotated[
    dt.datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day being judged; today if left out.")
]
KnownOn = Annotated[
    int | None,
    typer.Option("--known-on", metavar="RUN", help="By what was known when this run had ended; now if left out."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object as the last line, nothing else.")]


def settings_with(warehouse: str | None = None, out: Path | None = None) -> Settings:
    given = {key: value for key, value in (("warehouse", warehouse), ("out", out)) if value is not None}
    settings = load_settings()
    return settings.model_copy(update=given)


def emit(payload: dict[str, Any]) -> None:
    """One JSON object as the last line, for machines; what JSON has no number for is null."""
    text = json.dumps(payload, ensure_ascii=False, default=str)
    print(json.dumps(json.loads(text, parse_constant=lambda _: None), ensure_ascii=False), flush=True)


def _date(value: dt.datetime | None) -> dt.date | None:
    return value.date() if value is not None else None


@app.command(epilog="Example:  selaras demo --out demo")
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder to write to.")] = Path("demo"), as_json: Json = False
) -> None:
    """Write sample documents and run everything on them."""
    from flows.demo import run_demo

    code, payload = run_demo(out, console if not as_json else None, progress)
    if as_json:
        emit(payload)
    raise typer.Exit(code)


@app.command(epilog="Example:  selaras run inbox --warehouse sqlite:///selaras.db --out publikasi")
def run(
    inbox: Annotated[str, typer.Argument(help="Folder or URL (s3://, gs://, az://) with documents.")],
    warehouse: Warehouse = None,
    out: Out = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """One complete pass: find new or changed documents, load, reconcile, publish."""
    from flows.start import start_pass

    report = start_pass(settings_with(warehouse, out), inbox, as_of=_date(as_of), kind="manual", progress=progress)
    if as_json:
        emit(report.as_json())
    else:
        report.show(console)
    raise typer.Exit(report.exit_code)


@app.command(epilog="Example:  selaras backfill --region 64.71 --years 2022:2024 --kind renja --dry-run")
def backfill(
    region: Annotated[str | None, typer.Option("--region", help="Region code, e.g. 64.71.")] = None,
    years: Annotated[str | None, typer.Option("--years", help="2024 or 2022:2024.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Kind of document, e.g. renja.")] = None,
    start: Annotated[
        str, typer.Option("--from", help="Stage to begin with: extract, transform or reconcile.")
    ] = "extract",
    stale: Annotated[bool, typer.Option("--stale", help="Only what older code or layouts read.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would change, change nothing.")] = False,
    warehouse: Warehouse = None,
    out: Out = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Recompute a slice from the archive."""
    from flows.selection import Selection
    from flows.start import start_backfill

    selection = Selection.parse(region=region, years=years, kind=kind, start=start, is_stale_only=stale)
    report = start_backfill(
        settings_with(warehouse, out), selection, is_dry_run=dry_run, as_of=_date(as_of), progress=progress
    )
    if as_json:
        emit(report.as_json())
    else:
        report.show(console)
    raise typer.Exit(report.exit_code)


@app.command(epilog="Example:  selaras serve --inbox inbox --warehouse postgresql://localhost/selaras")
def serve(
    inbox: Annotated[str | None, typer.Option("--inbox", help="Folder or URL the nightly run reads.")] = None,
    cron: Annotated[str | None, typer.Option("--cron", help="When the nightly run starts.")] = None,
    warehouse: Warehouse = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Serve the scheduled deployments: the nightly run and a parametrised backfill."""
    from flows.serve import serve_deployments

    settings = settings_with(warehouse, out)
    given = {"inbox": Path(inbox) if inbox else None, "nightly_cron": cron}
    settings = settings.model_copy(update={key: value for key, value in given.items() if value is not None})
    _answer(serve_deployments(settings, progress), as_json)


@app.command(epilog="Example:  selaras status --as-of 2026-07-31")
def status(warehouse: Warehouse = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Last runs; documents expected, received, late, quarantined and why; what older code read."""
    from flows.status import show_status

    _answer(show_status(settings_with(warehouse), _date(as_of), None if as_json else console), as_json)


@app.command(epilog="Example:  selaras inspect inbox/e81.pdf --page 3")
def inspect(
    file: Annotated[Path, typer.Argument(help="PDF, XLSX, XLS, ODS or CSV.")],
    page: Annotated[int | None, typer.Option("--page", min=1, help="Page to draw and list.")] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """What the extractor sees: layout chosen and why others not, grid on the page (PNG), rows, ties."""
    from flows.inspect import inspect_file

    _answer(inspect_file(_existing(file), page, settings_with(out=out), None if as_json else console), as_json)


@app.command(epilog="Example:  selaras explain 'BPJS Kesehatan' --year 2024")
def explain(
    agreement: Annotated[str, typer.Argument(help="Agreement id, its number, or words of its title.")],
    year: Annotated[int | None, typer.Option("--year", help="Fiscal year.")] = None,
    warehouse: Warehouse = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """The status of one agreement, axis by axis, with every piece of evidence; of a past day or past knowledge too."""
    from flows.explain import explain_agreement

    shown = None if as_json else console
    settings = settings_with(warehouse)
    _answer(explain_agreement(settings, agreement, year, shown, _date(as_of), known_on), as_json)


@app.command(epilog="Example:  selaras publish --out publikasi --as-of 2024-12-31 --known-on 12")
def publish(
    warehouse: Warehouse = None,
    out: Out = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    database: Annotated[
        Path | None, typer.Option("--database", help="A new SQLite file that keeps the state published, views and all.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the publications again from the warehouse, as it is or as of a past day or past knowledge."""
    from flows.maintain import publish_again

    settings = settings_with(warehouse, out)
    _answer(publish_again(settings, None if as_json else console, _date(as_of), known_on, database), as_json)


@review_app.command("import", epilog="Example:  selaras review import rekonsiliasi-diisi.xlsx")
def review_import(
    file: Annotated[Path, typer.Argument(help="A workbook with the sheet Putusan filled in.")],
    warehouse: Warehouse = None,
    out: Out = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Bring the decisions of a returned workbook into the warehouse and judge again."""
    from flows.start import start_review_import

    report = start_review_import(settings_with(warehouse, out), _existing(file), as_of=_date(as_of), progress=progress)
    if as_json:
        emit(report.as_json())
    else:
        report.show(console)
    raise typer.Exit(report.exit_code)


@app.command(epilog="Example:  selaras withdraw 3f2a91 --warehouse sqlite:///selaras.db")
def withdraw(
    document: Annotated[str, typer.Argument(help="Document id (the first digits do) or file name.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, kept with the document.")] = "",
    warehouse: Warehouse = None,
    out: Out = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Take a document out again; what it said is removed, that it was there is kept."""
    from flows.maintain import withdraw_document

    shown = None if as_json else console
    settings = settings_with(warehouse, out)
    _answer(withdraw_document(settings, document, reason, shown, _date(as_of)), as_json)


@app.command(epilog="Example:  selaras evaluate labels.csv --register register.xlsx --lines e81.pdf")
def evaluate(
    labels: Annotated[Path, typer.Argument(help="CSV of hand labels.")],
    register: Annotated[str, typer.Option("--register", help="File name (or part) of the agreement list.")],
    lines: Annotated[str, typer.Option("--lines", help="File name (or part) of the document with the lines.")],
    folds: Annotated[int, typer.Option("--folds", min=0, help="Parts of the cross-validation; 0 for none.")] = 5,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Accuracy of the links against hand labels: as stored, and by models that saw no label of the agreement judged."""
    from flows.evaluate import evaluate_links

    shown = None if as_json else console
    settings = settings_with(warehouse)
    _answer(evaluate_links(settings, _existing(labels), register, lines, shown, folds), as_json)


@app.command(epilog="Example:  selaras diff 12 13")
def diff(
    run_a: Annotated[str, typer.Argument(help="Earlier run id (or its first digits).")],
    run_b: Annotated[str, typer.Argument(help="Later run id.")],
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """What changed between two runs."""
    from flows.maintain import diff_runs

    _answer(diff_runs(settings_with(warehouse), run_a, run_b, None if as_json else console), as_json)


@app.command(epilog="Example:  selaras verify --warehouse sqlite:///demo/selaras.db")
def verify(warehouse: Warehouse = None, as_json: Json = False) -> None:
    """Check the invariants of the warehouse; exit 1 when one does not hold."""
    from flows.maintain import verify_warehouse

    payload = verify_warehouse(settings_with(warehouse), None if as_json else console)
    _answer(payload, as_json, code=EXIT_DONE if payload["holds"] else 1)


def _all_examples() -> str:
    """The examples of all commands, for the first help."""
    commands = [*app.registered_commands, *review_app.registered_commands]
    return "\n\n".join(str(command.epilog).replace("Example:  ", "") for command in commands)


app.info.epilog = f"Examples:\n\n{_all_examples()}"


def _answer(payload: dict[str, Any], as_json: bool, code: int = EXIT_DONE) -> None:
    if as_json:
        emit(payload)
    raise typer.Exit(code)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise WrongUsage(f"berkas '{path}' tidak ada")
    if path.is_dir():
        raise WrongUsage(f"'{path}' adalah folder; sebutkan sebuah berkas")
    return path


def main() -> None:
    """Entry point: errors that a user can mend end in one line and the right exit code, never in a traceback."""
    try:
        code = app(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else EXIT_DONE)
    except typer.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        usage_message = getattr(error, "format_message", None)
        if usage_message is not None:
            _leave(EXIT_USAGE, f"salah pemakaian: {usage_message()} (lihat selaras --help)")
        code = exit_code_of(error)
        if code is None:
            raise
        _leave(code, message_of(error))


def _leave(code: int, message: str) -> NoReturn:
    """End with one line for people, and for machines where they asked for it."""
    print(f"selaras: {message}", file=sys.stderr)
    if "--json" in sys.argv:
        emit({"error": message, "exit_code": code})
    sys.exit(code)


if __name__ == "__main__":
    main()
