# SPDX-License-Identifier: Apache-2.0
"""What of the language an agreement uses, by what stands in its text."""

import re

FEATURES = {
    # Data
    "events": r"input request",
    "intervals": r"input outage",
    "samples": r"input probe every",
    "state log": r"input link holds",
    "state log with a limit": r"holds upto",
    "gaps filled": r"gaps \{",
    "gaps absent": r"gaps absent",
    "gaps unknown": r"gaps unknown",
    "complete except": r"complete except",
    "cases": r"input ticket per id",
    "cases in several rows": r"input case per id",
    "reopened counts as new": r"reopened counts as new",
    "pending until": r"pending until",
    "history column at an instant": r"level at opened|level\.at\(",
    "history column, its extremes": r"level\.(max|min|first|last)",
    "weights": r"\d times",
    "facts by key": r"given limit: number by",
    "facts of the example": r"  given limit\[",
    "dated, over the period": r"dated (prorated|at start|highest|lowest)",
    "dated, in place": r"given price: money dated",
    "dated, split": r"dated split",
    "attested": r"attested",
    "attested and stated": r"data force_majeure",
    # Spans
    "with": r"\) with spans",
    "except": r"except spans",
    "in a calendar": r"\n      in office",
    "lasting": r"lasting",
    "bridging": r"bridging",
    "beyond": r"beyond",
    "upto": r"upto \w+ per",
    "by from": r"by from\n",
    "by to": r"by to\n",
    "an instant in spans": r"where (not )?at in ",
    "covered": r"covered\(",
    # Aggregates
    "count": r"measure count\(",
    "sum": r"measure sum\(",
    "mean": r"mean\(",
    "min": r"measure min\((?!\()",
    "max": r"measure max\(",
    "share": r"share\(",
    "any": r"any\(request",
    "all": r"all\(request",
    "percentile": r"percentile",
    "distinct": r"distinct",
    "as NAME": r" as down",
    "from .. to": r"by from \.\. to",
    "short bins": r"every (1h|15min|30min|5min)(:| where)",
    "days as bins": r"every (1 day|7 days)",
    "weeks, months, quarters as bins": r"every 1 (week|month|quarter)",
    "a calendar's runs as bins": r"every office",
    "otherwise skip": r"otherwise skip",
    "sliding, elapsed": r"max\(sliding 6h|spans\(sliding \w+ where",
    "sliding days": r"sliding \d+ days",
    "moment": r"moment",
    # Clocks
    "by decided": r"by decided",
    "by opened": r"by opened",
    "deadline in working time": r"of \(office except waiting\)|\d(h|min) of office",
    "working days": r"days of office",
    "time used": r"length\(opened \.\. done",
    # Objectives
    "each service": r"each service \{",
    "each account": r"each account \{",
    "customer each": r"customer each",
    "members during": r"during contract",
    "only when": r"only when",
    "own rhythm": r"\{\n    period (week|quarter|month)",
    "table": r"by tier \{ gold",
    "ladder": r"ladder \{",
    "ladder of a let": r"ladder nth",
    "bonus": r"bonus",
    # Several periods
    "previous": r"previous\.",
    "last N periods": r"last \d periods where",
    "streak": r"previous\.bad",
    "doubling": r"previous\.rate",
    "earned back": r"previous\.held",
    "nth failure": r"let nth",
    "points": r"target <= 2\n    credit fee \* ladder \{ > 2: 5%",
    "pool": r"fee \* 3",
    "opening of a let": r"opening \w+\.rate",
    "opening of a settlement": r"opening settlement",
    # Settlement
    "settle each": r"settle each",
    "settle per quarter": r"settle.* per quarter",
    "settle per year": r"settle.* per year",
    "highest of a group": r"\(highest of",
    "drop": r"drop when",
    "hold": r"hold when",
    "cap": r"cap ",
    "several caps": r"cap .*\n    cap ",
    "cap over periods": r"cap .* per last",
    "cap of the term": r"cap .* per term",
    "less": r"less o",
    "pays upper": r"pays upper",
    "claim": r"claim until",
    "claims supplied": r"data claims",
    "cap behind a claim": r"claim until.*\n    cap",
    # Rights, versions, looks
    "right": r"right leave",
    "right used": r"data exercises\s+\{",
    "amendment, next period": r"next period \{",
    "amendment, splits": r"splits \{",
    "renamed": r"formerly",
    "settlement amended": r"amendment .*\n(.*\n)*  settle",
    "as of an instant": r"\n  now ",
    "partial whole": r"partial whole",
    "partial skip": r"partial skip",
    "partial extrapolate": r"partial extrapolate",
}

PATTERNS = {name: re.compile(pattern) for name, pattern in FEATURES.items()}


def counted(texts):
    """In how many of the texts each feature occurs."""
    times = dict.fromkeys(FEATURES, 0)
    for text in texts:
        for name, pattern in PATTERNS.items():
            times[name] += 1 if pattern.search(text) else 0
    return times
