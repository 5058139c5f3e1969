"""Views for evaluators, in Indonesian, with the same names and columns on SQLite and PostgreSQL.

Each view is one SELECT in a module by theme. The few words in which the two databases differ are placeholders:
``{join_text}`` joins texts over rows, ``{today}`` is the current day as a date.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from warehouse.views import changes, documents, quality, reconciliation, regions

VIEWS: dict[str, str] = {
    **reconciliation.VIEWS,
    **documents.VIEWS,
    **quality.VIEWS,
    **regions.VIEWS,
    **changes.VIEWS,
}
_WORDS = {
    "sqlite": {"join_text": "group_concat", "today": "date('now', 'localtime')"},
    "postgresql": {"join_text": "string_agg", "today": "CURRENT_DATE"},
}


def create_views(connection: Connection) -> None:
    """Make every view anew, so that it always fits the tables at hand."""
    words = _WORDS[connection.dialect.name]
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
    for name, select in VIEWS.items():
        statement = select.format(**words).replace(":", r"\:")
        connection.execute(text(f"CREATE VIEW {name} AS {statement}"))
