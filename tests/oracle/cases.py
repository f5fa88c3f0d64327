# SPDX-License-Identifier: Apache-2.0
"""Cases: what is said of one key, folded; again for each time it was opened where that counts."""

from dataset import Row
from spanset import Spans, normal


def cases(rows, source):
    """The rows of an example as cases, in the order in which their keys come first."""
    by_key = {}
    for place, row in enumerate(rows):
        key = row.cells.get(source["per"])
        by_key.setdefault(("", place) if key is None else key, []).append(row)
    found = []
    for said in by_key.values():
        statements = sorted(statements_of(said, source), key=lambda s: s[0])
        for episode in episodes(statements, source):
            cells = {c["name"]: fold(c, [s for s in episode if s[1] == c["name"]]) for c in source["columns"]}
            found.append(Row({k: v for k, v in cells.items() if v is not None}, said[0].weight))
    return found


def statements_of(rows, source):
    """(when it was known, column, value), in the order written."""
    instants = {c["name"] for c in source["columns"] if c["type"]["kind"] == "instant"}
    for row in rows:
        times = [v for k, v in row.cells.items() if k in instants and v is not None]
        known = row.known if row.known is not None else min(times, default=-(2**62))
        for column in source["columns"]:
            value = row.cells.get(column["name"])
            if value is not None:
                yield (value if column["name"] in instants else known, column["name"], value)


def fold(column, statements):
    values = [value for _, _, value in statements]
    if column.get("fold") == "history":
        return list({at: (at, value) for at, _, value in statements}.values())
    if column["type"]["kind"] == "spans":
        return Spans(normal([run for value in values for run in value.must])) if values else None
    if not values:
        return None
    return values[0] if column.get("fold") == "first" else values[-1]


def episodes(statements, source):
    """A case that is opened after it closed is another one and keeps what is no event."""
    if not source.get("reopened_counts_as_new"):
        return [statements]
    instants = [c for c in source["columns"] if c["type"]["kind"] == "instant"]
    opens = next(c["name"] for c in instants if c.get("fold") == "first" and not c["type"].get("optional"))
    closes = next(c["name"] for c in instants if c.get("fold") == "last" and c["type"].get("optional"))
    events = {c["name"] for c in source["columns"] if c["type"]["kind"] in ("instant", "spans")}
    found, closed = [[]], False
    for statement in statements:
        if statement[1] == opens and closed:
            found.append([s for s in found[-1] if s[1] not in events])
            closed = False
        closed = closed or statement[1] == closes
        found[-1].append(statement)
    return [sorted(episode, key=lambda s: s[0]) for episode in found]
