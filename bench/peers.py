# SPDX-License-Identifier: Apache-2.0
"""What a user would write instead: each workload in DuckDB's SQL, in Polars and in Python.

usage: peers.py duckdb|polars|python <workload> <folder> <output.json>

The heavy part runs in the tool on its best own terms; what is left is small and exact. Results are
rows of texts, the same that bench/run takes out of Slate's settlement.
"""

import calendar
import csv
import datetime as dt
import json
import os
import sys
from collections import defaultdict
from fractions import Fraction

MINUTE_NS = 60 * 10**9
EPOCH_DAY = dt.date(1970, 1, 1)


def day_number(year, month, day=1):
    return (dt.date(year, month, day) - EPOCH_DAY).days


def month_name(month):
    return f"2025-{month:02}"


def days_in(month):
    return calendar.monthrange(2025, month)[1]


def minute_of(text):
    return int(dt.datetime.fromisoformat(text).timestamp()) // 60


def nearest_rank(histogram, q):
    """The value at rank ceil(q n / 100) of (value, count) pairs."""
    n = sum(count for _, count in histogram)
    rank = max(1, -(-q * n // 100))
    for value, count in sorted(histogram):
        rank -= count
        if rank <= 0:
            return value


# ---- W1 ----

DUCK_W1_SCAN = """
create temp table minutes as
select service, epoch(timestamp)::bigint // 60 as minute, max(up) as up
from read_csv('{folder}/probes.csv', header=true, columns={{'timestamp': 'TIMESTAMP',
  'service': 'VARCHAR', 'region': 'VARCHAR', 'up': 'TINYINT', 'latency_ms': 'VARCHAR'}})
group by all
"""
DUCK_W1_MINUTES = "select service, minute from minutes where up = 0 order by service, minute"


def finish_w1(folder, down, months):
    """Runs of down minutes outside maintenance, cut by month; they are few."""
    planned = defaultdict(set)
    with open(f"{folder}/maintenance.csv", newline="") as file:
        for row in csv.DictReader(file):
            planned[row["service"]].update(range(minute_of(row["from"]), minute_of(row["to"])))
    by_service = defaultdict(list)
    for service, minute in down:
        if minute not in planned[service]:
            by_service[service].append(minute)
    rows = []
    for service in sorted(planned):
        runs = []
        for minute in by_service[service]:
            if runs and runs[-1][1] == minute:
                runs[-1][1] = minute + 1
            else:
                runs.append([minute, minute + 1])
        runs = [run for run in runs if run[1] - run[0] >= 5]
        for month in range(1, months + 1):
            first = day_number(2025, month) * 1440
            last = first + days_in(month) * 1440
            excluded = sum(first <= minute < last for minute in planned[service])
            parts = [(max(a, first), min(b, last)) for a, b in runs if a < last and b > first]
            lost = sum(b - a for a, b in parts)
            eligible = last - first - excluded
            value = 1 - Fraction(lost, eligible)
            share = next((s for limit, s in ((95, 100), (99, 25)) if value * 100 < limit), 10)
            credit = 0 if value * 10000 >= 9995 else 10 * share
            rows.append([month_name(month), service, eligible * MINUTE_NS, lost * MINUTE_NS,
                         len(parts), value, credit])
    return rows


def duckdb_w1(connection, folder, months):
    connection.execute(DUCK_W1_SCAN.format(folder=folder))
    return finish_w1(folder, connection.execute(DUCK_W1_MINUTES).fetchall(), months)


def polars_w1(pl, folder, months):
    down = (
        pl.scan_csv(f"{folder}/probes.csv")
        .select(
            pl.col("service"),
            pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="ms")
            .cast(pl.Int64).floordiv(60_000).alias("minute"),
            pl.col("up"),
        )
        .group_by("service", "minute").agg(pl.col("up").max())
        .filter(pl.col("up") == 0).select("service", "minute").sort("service", "minute")
        .collect(engine="streaming")
    )
    return finish_w1(folder, down.rows(), months)


# ---- W2 ----

DUCK_REQUESTS = """read_csv('{folder}/requests.csv', header=true, columns={{
  'timestamp': 'TIMESTAMP', 'service': 'VARCHAR', 'customer': 'VARCHAR', 'status': 'SMALLINT',
  'latency_ms': 'INTEGER', 'bytes': 'INTEGER'}})"""
DUCK_REQUESTS_NDJSON = """read_json('{folder}/requests.ndjson', format='newline_delimited', columns={{
  'timestamp': 'TIMESTAMP', 'service': 'VARCHAR', 'customer': 'VARCHAR', 'status': 'SMALLINT',
  'latency_ms': 'INTEGER'}})"""
DUCK_W2 = """
create temp table customers as select * from read_csv('{folder}/customers.csv', header=true);
create temp table requests as
  select epoch_ms(timestamp) // 300000 as bin, service, customer, status >= 500 as bad, latency_ms
  from {source};
"""
DUCK_W2_BINS = """
with bins as (select service, bin, count(*) as n, count(*) filter (bad) as bad from requests group by all)
select service, month(make_timestamp(bin * 300000000)) as month, n, bad, count(*) from bins
where bad > 0 group by all
"""
DUCK_W2_LATENCY = """
select service, tier, month(make_timestamp(bin * 300000000)) as month, latency_ms, count(*)
from requests join customers using (customer) group by all
"""


def finish_w2(bins, latencies, months):
    shares = defaultdict(Fraction)
    for service, month, n, bad, times in bins:
        shares[service, month] += Fraction(bad, n) * times
    histograms = defaultdict(list)
    for service, tier, month, latency, n in latencies:
        histograms[service, tier, month].append((latency, n))
    rows = []
    for service in sorted({service for service, _, _ in histograms}):
        for month in range(1, months + 1):
            mean = shares[service, month] / (288 * days_in(month))
            rows.append(["errors", month_name(month), service, mean])
            for q in (95, 99):
                for tier in ("gold", "silver", "basic"):
                    value = nearest_rank(histograms[service, tier, month], q)
                    rows.append([f"p{q}_{tier}", month_name(month), service, value * 10**6])
    return rows


def duckdb_w2(connection, folder, months, source=DUCK_REQUESTS):
    connection.execute(DUCK_W2.format(folder=folder, source=source.format(folder=folder)))
    bins = connection.execute(DUCK_W2_BINS).fetchall()
    return finish_w2(bins, connection.execute(DUCK_W2_LATENCY).fetchall(), months)


def duckdb_w2j(connection, folder, months):
    return duckdb_w2(connection, folder, months, DUCK_REQUESTS_NDJSON)


def polars_w2(pl, folder, months):
    time = pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms")
    requests = pl.scan_csv(f"{folder}/requests.csv").select(
        (time.cast(pl.Int64) // 300_000).alias("bin"), time.dt.month().alias("month"), "service",
        "customer", (pl.col("status") >= 500).alias("bad"), "latency_ms")
    bins = (requests.group_by("service", "bin", "month")
            .agg(pl.len().alias("n"), pl.col("bad").sum()).filter(pl.col("bad") > 0)
            .group_by("service", "month", "n", "bad").agg(pl.len().alias("times")))
    customers = pl.scan_csv(f"{folder}/customers.csv").select("customer", "tier")
    latencies = (requests.join(customers, on="customer")
                 .group_by("service", "tier", "month", "latency_ms").agg(pl.len().alias("n")))
    a, b = pl.collect_all([bins, latencies], engine="streaming")
    return finish_w2(a.rows(), b.rows(), months)


# ---- W3 ----

BERLIN_SUMMER = (1743296400, 1761440400)  # 2025: from 30 March to 26 October, 01:00 UTC
HOLIDAYS = [(1, 1), (3, 8), (4, 18), (4, 21), (5, 1), (5, 8), (5, 29), (6, 9), (10, 3), (12, 25), (12, 26)]

DUCK_W3 = """
create temp table cases as
select ticket, min(priority) as priority,
  min(t) filter (event = 'opened') as opened, min(t) filter (event = 'replied') as replied,
  min(t) filter (event = 'resolved') as resolved, 
  coalesce(sum(u) filter (event = 'resumed'), 0) - coalesce(sum(u) filter (event = 'paused'), 0) as waited,
  min(u) filter (event = 'opened') as u_opened, min(u) filter (event = 'replied') as u_replied,
  min(u) filter (event = 'resolved') as u_resolved
from (
  select ticket, priority, event, e.t, d.before + greatest(0, least(e.t, d.closes) - d.opens) as u
  from (select ticket, priority, event, epoch(timestamp)::bigint as t
        from read_csv('{folder}/tickets.csv', header=true, columns={{'ticket': 'VARCHAR',
          'priority': 'VARCHAR', 'event': 'VARCHAR', 'timestamp': 'TIMESTAMP'}})) e
  join days d on d.day = e.t // 86400)
group by ticket
"""
DUCK_W3_RESULT = """
select month(make_timestamp((opened + case when opened >= {s0} and opened < {s1} then 7200 else 3600 end) * 1000000)) as m,
  priority,
  count(*) filter (replied is not null), 
  count(*) filter (u_replied - u_opened <= case priority when 'P1' then 1 when 'P2' then 2 when 'P3' then 4 else 8 end * 3600),
  count(*) filter (resolved is not null),
  count(*) filter (u_resolved - u_opened - waited <= case priority when 'P1' then 8 when 'P2' then 16 when 'P3' then 24 else 40 end * 3600)
from cases where opened >= {first} and opened < {last} group by all
"""


def office_days():
    """(UTC day, opens, closes, seconds open before) of two years; a closed day is empty."""
    before = 0
    for day in range(day_number(2024, 12, 31), day_number(2026, 12, 31)):
        date = EPOCH_DAY + dt.timedelta(days=day)
        holidays = [(1, 1), (3, 8), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (10, 3), (12, 25), (12, 26)] \
            if date.year == 2026 else HOLIDAYS
        works = date.weekday() < 5 and (date.month, date.day) not in holidays
        summer = BERLIN_SUMMER[0] <= day * 86400 + 36000 < BERLIN_SUMMER[1] or \
            (date.year == 2026 and dt.date(2026, 3, 29) <= date < dt.date(2026, 10, 25))
        opens = day * 86400 + (7 if summer else 8) * 3600
        closes = opens + (8 * 3600 if works else 0)
        yield day, opens, closes, before
        before += closes - opens


def finish_w3(groups, months):
    rows = []
    for month, priority, *counts in sorted(groups):
        if month <= months:
            rows.append(["response", month_name(month), priority, counts[0], Fraction(counts[1], counts[0])])
            rows.append(["solution", month_name(month), priority, counts[2], Fraction(counts[3], counts[2])])
    return rows


def duckdb_w3(connection, folder, months):
    connection.execute("create temp table days (day bigint, opens bigint, closes bigint, before bigint)")
    connection.executemany("insert into days values (?, ?, ?, ?)", list(office_days()))
    connection.execute(DUCK_W3.format(folder=folder))
    first = day_number(2025, 1) * 86400 - 3600
    last = day_number(2026, 1) * 86400 - 3600
    groups = connection.execute(DUCK_W3_RESULT.format(
        s0=BERLIN_SUMMER[0], s1=BERLIN_SUMMER[1], first=first, last=last)).fetchall()
    return finish_w3(groups, months)


# ---- W4 ----

DUCK_W4 = """
create temp table calls as
select epoch(queued_at)::bigint // 1800 as half, outcome = 'answered' as taken,
  epoch(answered_at)::bigint - epoch(queued_at)::bigint as waited,
  epoch(ended_at)::bigint - epoch(queued_at)::bigint >= 5 as stayed
from read_csv('{folder}/calls.csv', header=true, columns={{'call_id': 'VARCHAR',
  'queued_at': 'TIMESTAMP', 'answered_at': 'TIMESTAMP', 'ended_at': 'TIMESTAMP', 'outcome': 'VARCHAR'}});
create temp table halves as
select half, count(*) as n, count(*) filter (taken and waited <= 20) as quick,
  sum(waited) filter (taken) as waited, count(*) filter (taken) as taken,
  count(*) filter (not taken and stayed) as gone, count(*) filter (taken or stayed) as offered
from calls group by half
"""
DUCK_W4_RESULT = """
select month(make_timestamp(half * 1800000000)) as month, sum(waited)::bigint, sum(taken)::bigint, sum(gone)::bigint,
  sum(offered)::bigint, count(*) filter (quick * 5 >= n * 4), count(*) from halves group by month
"""


def finish_w4(groups, months):
    rows = []
    for month, waited, taken, gone, offered, good, halves in sorted(groups):
        if month <= months:
            name = month_name(month)
            rows.append(["speed", name, Fraction(waited * 10**9, taken)])
            rows.append(["lost", name, Fraction(gone, offered)])
            rows.append(["quick", name, Fraction(good, halves)])
    return rows


def duckdb_w4(connection, folder, months):
    connection.execute(DUCK_W4.format(folder=folder))
    return finish_w4(connection.execute(DUCK_W4_RESULT).fetchall(), months)


def polars_w4(pl, folder, months):
    def seconds(name):
        time = pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="ms")
        return time.cast(pl.Int64) // 1000

    taken = pl.col("outcome") == "answered"
    halves = (
        pl.scan_csv(f"{folder}/calls.csv")
        .select(
            (seconds("queued_at") // 1800).alias("half"), taken.alias("taken"),
            (seconds("answered_at") - seconds("queued_at")).alias("waited"),
            ((seconds("ended_at") - seconds("queued_at")) >= 5).alias("stayed"))
        .group_by("half")
        .agg(pl.len().alias("n"), (pl.col("taken") & (pl.col("waited") <= 20)).sum().alias("quick"),
             pl.col("waited").filter(pl.col("taken")).sum().alias("waited"),
             pl.col("taken").sum().alias("count"),
             (~pl.col("taken") & pl.col("stayed")).sum().alias("gone"),
             (pl.col("taken") | pl.col("stayed")).sum().alias("offered"))
        .collect(engine="streaming"))
    groups = defaultdict(lambda: [0] * 6)
    for half, n, quick, waited, count, gone, offered in halves.rows():
        month = dt.datetime.fromtimestamp(half * 1800, dt.timezone.utc).month
        add = (waited or 0, count, gone, offered, int(quick * 5 >= n * 4), 1)
        groups[month] = [a + b for a, b in zip(groups[month], add)]
    return finish_w4([(month, *sums) for month, sums in groups.items()], months)


# ---- W5 ----

DUCK_W5 = """
select customer, month(timestamp) as month, count(*), count(*) filter (status >= 500),
  count(*) filter (status != 404), count(*) filter (latency_ms <= 200), sum(latency_ms)::bigint,
  sum(bytes)::bigint
from {source} group by all
"""


def finish_w5(groups, months):
    rows = []
    for customer, month, n, bad, found, fast, latency, size in sorted(groups):
        if month <= months:
            for name, value in (("errors", Fraction(bad, n)), ("found", Fraction(found, n)),
                                ("fast", Fraction(fast, n)), ("pace", Fraction(latency * 10**6, n)),
                                ("volume", size)):
                rows.append([name, month_name(month), customer, value])
    return rows


def duckdb_w5(connection, folder, months):
    source = DUCK_REQUESTS.format(folder=folder)
    return finish_w5(connection.execute(DUCK_W5.format(source=source)).fetchall(), months)


def polars_w5(pl, folder, months):
    time = pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms")
    groups = (
        pl.scan_csv(f"{folder}/requests.csv")
        .select("customer", time.dt.month().alias("month"), "status", "latency_ms", "bytes")
        .group_by("customer", "month")
        .agg(pl.len(), (pl.col("status") >= 500).sum().alias("bad"),
             (pl.col("status") != 404).sum().alias("found"),
             (pl.col("latency_ms") <= 200).sum().alias("fast"), pl.col("latency_ms").sum(),
             pl.col("bytes").sum())
        .collect(engine="streaming"))
    return finish_w5(groups.rows(), months)


# ---- Plain Python: slow, and nothing to hide ----


def rows_of_file(folder, name):
    with open(f"{folder}/{name}", newline="") as file:
        yield from csv.DictReader(file)


def ms_of(text):
    return round(dt.datetime.fromisoformat(text).timestamp() * 1000)


def python_w1(_, folder, months):
    up = {}
    for row in rows_of_file(folder, "probes.csv"):
        place = row["service"], minute_of(row["timestamp"])
        up[place] = up.get(place, False) or row["up"] == "1"
    return finish_w1(folder, sorted(place for place, any_up in up.items() if not any_up), months)


def month_of_ms(ms):
    return dt.datetime.fromtimestamp(ms // 1000, dt.timezone.utc).month


def python_w2(_, folder, months):
    tiers = {row["customer"]: row["tier"] for row in rows_of_file(folder, "customers.csv")}
    bins, latencies = defaultdict(lambda: [0, 0]), defaultdict(int)
    for row in rows_of_file(folder, "requests.csv"):
        ms = ms_of(row["timestamp"])
        one = bins[row["service"], ms // 300_000]
        one[0] += 1
        one[1] += int(row["status"]) >= 500
        latencies[row["service"], tiers[row["customer"]], month_of_ms(ms), int(row["latency_ms"])] += 1
    shares = [(service, month_of_ms(number * 300_000), n, bad, 1) for (service, number), (n, bad) in bins.items()]
    return finish_w2(shares, [(*key, n) for key, n in latencies.items()], months)


python_w2j = python_w2  # the same requests


def python_w3(_, folder, months):
    days = {day: (opens, closes, before) for day, opens, closes, before in office_days()}

    def office(second):
        opens, closes, before = days[second // 86400]
        return before + max(0, min(second, closes) - opens)

    cases = defaultdict(lambda: defaultdict(int))
    for row in rows_of_file(folder, "tickets.csv"):
        case, second = cases[row["ticket"]], ms_of(row["timestamp"]) // 1000
        case["priority"] = row["priority"]
        case["waited"] += {"paused": -1, "resumed": 1}.get(row["event"], 0) * office(second)
        case[row["event"]] = second
    counts = defaultdict(lambda: [0] * 4)
    for case in cases.values():
        opened, priority = case["opened"], int(case["priority"][1]) - 1
        summer = BERLIN_SUMMER[0] <= opened < BERLIN_SUMMER[1]
        local = dt.datetime.fromtimestamp(opened + (7200 if summer else 3600), dt.timezone.utc)
        if local.year != 2025:
            continue
        count = counts[local.month, case["priority"]]
        if case["replied"]:
            count[0] += 1
            count[1] += office(case["replied"]) - office(opened) <= (1, 2, 4, 8)[priority] * 3600
        if case["resolved"]:
            count[2] += 1
            used = office(case["resolved"]) - office(opened) - case["waited"]
            count[3] += used <= (8, 16, 24, 40)[priority] * 3600
    return finish_w3([(*key, *count) for key, count in counts.items()], months)


def python_w4(_, folder, months):
    halves = defaultdict(lambda: [0] * 6)
    for row in rows_of_file(folder, "calls.csv"):
        queued, taken = ms_of(row["queued_at"]) // 1000, row["outcome"] == "answered"
        waited = ms_of(row["answered_at"]) // 1000 - queued if taken else 0
        stayed = ms_of(row["ended_at"]) // 1000 - queued >= 5
        add = 1, taken and waited <= 20, waited, taken, not taken and stayed, taken or stayed
        halves[queued // 1800] = [a + b for a, b in zip(halves[queued // 1800], add)]
    groups = defaultdict(lambda: [0] * 6)
    for half, (n, quick, waited, taken, gone, offered) in halves.items():
        add = waited, taken, gone, offered, quick * 5 >= n * 4, 1
        month = month_of_ms(half * 1_800_000)
        groups[month] = [a + b for a, b in zip(groups[month], add)]
    return finish_w4([(month, *sums) for month, sums in groups.items()], months)


def python_w5(_, folder, months):
    groups = defaultdict(lambda: [0] * 6)
    for row in rows_of_file(folder, "requests.csv"):
        status, latency = int(row["status"]), int(row["latency_ms"])
        key = row["customer"], month_of_ms(ms_of(row["timestamp"]))
        add = 1, status >= 500, status != 404, latency <= 200, latency, int(row["bytes"])
        groups[key] = [a + b for a, b in zip(groups[key], add)]
    return finish_w5([(*key, *sums) for key, sums in groups.items()], months)


def main():
    tool, workload, folder, output = sys.argv[1:5]
    months = int(os.environ.get("BENCH_MONTHS", "12"))
    threads = int(os.environ.get("BENCH_THREADS", "1"))
    function = globals()[f"{tool}_{workload}"]
    engine = None
    if tool == "duckdb":
        import duckdb

        engine = duckdb.connect(config={"threads": threads})
        engine.execute("set TimeZone='UTC'")
    elif tool == "polars":
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        import polars as engine
    rows = function(engine, folder, months)
    with open(output, "w") as file:
        json.dump([[str(cell) for cell in row] for row in rows], file)


if __name__ == "__main__":
    main()
