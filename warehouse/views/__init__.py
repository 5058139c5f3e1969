"""Views for evaluators, in Indonesian, with the same names and columns on SQLite and PostgreSQL.

Each view is one SELECT in a module by theme. The few words in which the two databases differ are placeholders:
``{join_text}`` joins texts over rows; ``{day_no}date{as_no}`` is a date as a whole number of days,
``{year_of}date{as_year}`` its year, ``{iso_day}text{as_day}`` the date of an ISO text;
``{detail_of}coverage{in_planning}`` the words of a stage; ``{told_by}evidence{verdict}`` what the decision said by
which a link was made; ``{today}`` is the day that is asked about: the one the last
run judged where it was told one (``--as-of``), else the day of looking.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text

from warehouse.views import changes, documents, follow_up, measures, quality, reconciliation, regions

VIEWS: dict[str, str] = {
    **reconciliation.VIEWS,
    **documents.VIEWS,
    **quality.VIEWS,
    **regions.VIEWS,
    **measures.VIEWS,
    **follow_up.VIEWS,
    **changes.VIEWS,
}
_ASKED_ON = "SELECT {value} FROM warehouse_state WHERE name = 'asked_on'"
_WORDS = {
    "sqlite": {
        "join_text": "group_concat",
        "today": f"COALESCE(({_ASKED_ON.format(value='value')}), date('now', 'localtime'))",
        "day_no": "CAST(julianday(",
        "as_no": ") AS INTEGER)",
        "year_of": "CAST(strftime('%Y', ",
        "as_year": ") AS INTEGER)",
        "iso_day": "date(",
        "as_day": ")",
        "detail_of": "json_extract(",
        "in_planning": ", '$.planning.detail')",
        "in_budget": ", '$.budget.detail')",
        "told_by": "json_extract(",
        "verdict": ", '$.decision.verdict')",
        "reviewer": ", '$.decision.reviewer')",
        "way": ", '$.decision.carried_by')",
        "moment_of": "json_extract(",
        "moment": ", '$.decision.decided_at')",
    },
    "postgresql": {
        "join_text": "string_agg",
        "today": f"COALESCE(({_ASKED_ON.format(value='CAST(value AS DATE)')}), CURRENT_DATE)",
        "day_no": "(",
        "as_no": " - DATE '2000-01-01')",
        "year_of": "CAST(EXTRACT(YEAR FROM ",
        "as_year": ") AS INTEGER)",
        "iso_day": "CAST(",
        "as_day": " AS DATE)",
        "detail_of": "(CAST(",
        "in_planning": " AS JSON) #>> '{planning,detail}')",
        "in_budget": " AS JSON) #>> '{budget,detail}')",
        "told_by": "(CAST(",
        "verdict": " AS JSON) #>> '{decision,verdict}')",
        "reviewer": " AS JSON) #>> '{decision,reviewer}')",
        "way": " AS JSON) #>> '{decision,carried_by}')",
        "moment_of": "CAST((CAST(",
        "moment": " AS JSON) #>> '{decision,decided_at}') AS TIMESTAMP)",
    },
}


def select_on(connection: Connection, name: str, day: date | None) -> str:
    """The SELECT of a view as it would answer on ``day`` (on the day it is asked about, where None is given)."""
    words = _WORDS[connection.dialect.name]
    if day is not None:
        words = {**words, "today": f"CAST('{day.isoformat()}' AS DATE)" if _has_dates(connection) else f"'{day}'"}
    return VIEWS[name].format(**words).replace(":", r"\:")


def ask_view(engine: Engine, name: str, day: date | None = None) -> list[dict[str, Any]]:
    """The rows of a view as it would answer on ``day``."""
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(select_on(connection, name, day))).mappings()]


def _has_dates(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"  # SQLite keeps a date as its text


def create_views(connection: Connection) -> None:
    """Make every view anew, so that it always fits the tables at hand."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
    for name in VIEWS:
        connection.execute(text(f"CREATE VIEW {name} AS {select_on(connection, name, None)}"))
