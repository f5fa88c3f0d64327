#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes texts to be checked: agreements, and rules and configurations of the same number and size.

usage: generate.py slate|rules|jsonnet COUNT FOLDER

The same count gives the same bytes. One agreement in fifty has a defect that `slate check` finds.
"""

import os
import random
import sys

ZONES = ["Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC", "Europe/London", "Asia/Kolkata"]
CURRENCIES = ["EUR", "USD", "CNY", "GBP", "CHF"]
NOUNS = "shop portal mail storage search billing login video chat maps backup gateway".split()
PLACES = "north south east west upper lower inner outer".split()

HOSTING = """slate 1

use std.availability
use std.holidays.de

/// {Noun} {number}, kept by the operator.
agreement {noun}_{number} "{Noun} {number}" {{
  version  "{version}"
  provider operator "{Noun} Operations GmbH"
  customer client{number} "Client {number}" on gold
  term     2026-01-01 .. 2027-12-31
  zone     "{zone}"
  currency {currency}
  period   month
  partial  cut

  key tier {{ gold, silver }}
  key service {{ {place} "{Place} site", core "Core" }}

  calendar office = Mon .. Fri 0{hour}:00 .. 12:30, 13:30 .. 18:00 except holidays.de.be

  // What is measured
  input probe every {step}min {{ at: instant  service: service  up: bool good }} gaps unknown
  input maintenance {{ from, to: instant  announced: instant }} complete

  // What is given
  given fee: money = by tier {{ gold: {fee} {currency}, silver: {half} {currency} }}

  // What does not count
  let planned = spans(maintenance where announced <= from - {days} days)
    upto {quota}h per period

  // What is promised
  objective uptime "Monthly availability" each service {{
    let down = spans(probe where not up)
      except planned
      lasting >= 5min
      in period
    measure availability(down, period except planned) otherwise void
    target  >= by tier {{ gold: 99.{nines}%, silver: 99.{nines_low}% }}
    credit  fee * ladder {{ < target: {small}%, < 99%: {middle}%, < 95%: {large}% }}
  }}
  objective longest "No outage longer than {hours} hours" each service {{
    measure max(spans(probe where not up) except planned in period: length) otherwise 0h
    target  <= {hours}h
  }}

  // What happens
  settle {{
    highest of uptime
    drop  when <= 1 {currency}
    cap   {cap_line}
    round half_up to 0.01 {currency}
    claim until period.to + 30 days otherwise forfeited
    undecided pays lower
  }}
  right terminate by customer until period.to + 30 days
    when count(last 6 periods where any(service: uptime.missed)) >= {misses}
  duty provider "Monthly service report" until period.to + {days} days of office

  clause "Support contacts" {{
    en \"\"\"Incidents are reported to **support{number}@{noun}.example**. The target is {{uptime.target}}.\"\"\"
  }}
}}
"""

TICKETS = """slate 1

use std.holidays.us

/// Help desk of {noun} {number}.
agreement desk_{number} "Help desk of {noun} {number}" {{
  version  "{version}"
  provider desk "Desk {number}"
  customer client{number} "Client {number}"
  term     2026-01-01 .. 2026-12-31
  zone     "{zone}"
  currency {currency}
  period   month

  key priority {{ P1 "Critical", P2 "High", P3 "Normal" }}

  calendar office = Mon .. Fri 0{hour}:00 .. 18:00 except holidays.us.federal
  calendar always = 00:00 .. 24:00

  // What is measured
  input ticket per id {{
    id: text
    priority: priority
    opened: first instant
    answered: first instant?
    solved: last instant?
    waiting: spans
  }} complete
  input survey {{ at: instant  score: number }} complete

  // What is given
  given fee: money = {fee} {currency}

  let time_to_answer each priority = by priority {{ P1: {step}min, P2: 2h, P3: {quota}h }}

  // What is promised
  objective response "Answered in time" each priority {{
    measure share(ticket by decided: answered <= opened + time_to_answer of office) otherwise 100%
    target  >= 9{days}%
    credit  fee * ladder {{ < target: {small}%, < 90%: {middle}% }}
  }}
  objective solution "Solved within {hours} hours" {{
    measure share(ticket by decided: solved <= opened + 24h of (always except waiting)) otherwise 100%
    target  >= 9{days}%
    credit  {middle}% * fee
  }}
  objective satisfaction "Mean score" {{
    measure mean(survey: score) otherwise 5
    target  >= 4
  }}

  // What happens
  settle {{
    sum of response, solution
    drop  when <= 1 {currency}
    cap   {cap_line}
    round half_up to 0.01 {currency}
  }}
  right terminate by customer until period.to + 30 days
    when count(last 6 periods where solution.missed) >= {misses}
  duty provider "Monthly meeting" until period.to + {days} days of office

  clause "Hotline" {{
    en \"\"\"Hotline **{number}** day and night, **desk{number}@{noun}.example**.\"\"\"
  }}
}}
"""

REQUESTS = """slate 1

use std.errors
use std.holidays.gb

/// The interface of {noun} {number}.
agreement api_{number} "Interface of {noun} {number}" {{
  version  "{version}"
  provider operator "Operator {number}"
  customer client{number} "Client {number}"
  term     2026-01-01 .. 2026-12-31
  zone     "{zone}"
  currency {currency}
  period   month
  partial  cut

  key service {{ read "Reading", write "Writing" }}
  key region {{ {place}, centre }}

  // What is measured
  input request {{
    at: instant
    service: service
    region: region
    status: count
    latency: duration

    let failed = status >= 500
    let slow = latency > {step}00ms
  }} complete
  input change {{ at: instant  announced: instant  failed: bool bad }} complete

  // What is given
  given fee: money = {fee} {currency}

  // What is promised
  objective errors "Mean share of errors over five minutes" each service {{
    measure mean(every 5min: share(request: failed) otherwise 0%)
    target  <= 0.{days}%
    credit  fee * ladder {{ > target: {small}%, > 1%: {middle}%, > 5%: {large}% }}
  }}
  objective latency "95th percentile" each service, region {{
    measure percentile(95%, request where not failed: latency) otherwise void
    target  <= {step}00ms
    credit  {small}% * fee
  }}
  objective changes "Changes announced {days} days before" {{
    measure share(change: announced <= at - {days} days) otherwise 100%
    target  >= 9{days}%
  }}

  // What happens
  settle {{
    sum of errors, latency
    drop  when <= 1 {currency}
    cap   {cap_line}
    round half_up to 0.01 {currency}
    claim until period.to + 60 days otherwise forfeited
  }}
  right terminate by customer until period.to + 30 days
    when count(last 6 periods where any(service: errors.missed)) >= {misses}
  duty provider "Report of the month" until period.to + {days} days

  clause "Contacts" {{
    en \"\"\"Write to **api{number}@{noun}.example**. Errors stay {{errors.target}}.\"\"\"
  }}
}}
"""

RULES = """groups:
  - name: {noun}_{number}
    interval: {step}m
    rules:
"""

RULE = """      - record: {noun}_{number}:errors:ratio_rate{minutes}m
        expr: |
          sum by (service) (rate(http_requests_total{{job="{noun}{number}", code=~"5.."}}[{minutes}m]))
            /
          sum by (service) (rate(http_requests_total{{job="{noun}{number}"}}[{minutes}m]))
"""

ALERT = """      - alert: {Noun}{number}Budget{kind}
        expr: |
          {noun}_{number}:errors:ratio_rate{minutes}m{{service="{place}"}} > ({burn} * 0.00{nines})
        for: {step}m
        labels:
          severity: {kind}
          client: client{number}
        annotations:
          summary: The budget of {noun} {number} burns {burn} times as fast as agreed
          contact: support{number}@{noun}.example
"""

JSONNET = """// {Noun} {number}, kept by the operator.
local tier = {{ gold: {fee}, silver: {half} }};
local nines = {{ gold: 99.{nines}, silver: 99.{nines_low} }};

local ladder(value, target) =
  if value >= target then 0
  else if value < 95 then {large}
  else if value < 99 then {middle}
  else {small};

local objective(name, title, target) = {{
  name: name,
  title: title,
  target: target,
  credit(value, fee):: fee * ladder(value, target) / 100,
  worked: [self.credit(value, tier.gold) for value in [100, target - 0.01, 98.5, 94]],
}};

{{
  name: '{noun}_{number}',
  version: '{version}',
  provider: '{Noun} Operations GmbH',
  customer: 'Client {number}',
  term: {{ from: '2026-01-01', to: '2027-12-31' }},
  zone: '{zone}',
  currency: '{currency}',
  assert self.cap <= self.fee : 'the cap is above the fee',
  fee: tier.gold,
  cap: tier.gold * {large} / 100,
  services: ['{place}', 'core'],
  inputs: {{
    probe: {{ every: {step}, columns: ['at', 'service', 'up'] }},
    maintenance: {{ columns: ['from', 'to', 'announced'] }},
  }},
  objectives: [
    objective('uptime_' + service, 'Availability of %s' % service, nines.gold)
    for service in self.services
  ] + [
    objective('longest', 'No outage longer than {hours} hours', nines.silver),
  ],
  settle: {{
    steps: ['highest', 'drop', 'cap', 'round', 'claim'],
    drop: 1,
    claim_days: 30,
    total: std.foldl(function(sum, o) sum + o.worked[1], $.objectives, 0),
  }},
  rights: [{{ name: 'terminate', by: 'customer', misses: {misses}, last: 6 }}],
  duties: [{{ by: 'provider', what: 'Monthly service report', days: {days} }}],
  contact: 'support{number}@{noun}.example',
}}
"""


def figures(number):
    """What the texts of this number say."""
    dice = random.Random(number)
    noun, place, currency = dice.choice(NOUNS), dice.choice(PLACES), dice.choice(CURRENCIES)
    fee = dice.randrange(2, 90) * 1000
    cap = dice.choice([20, 30, 50])
    return {
        "number": number, "noun": noun, "Noun": noun.capitalize(), "place": place, "Place": place.capitalize(),
        "version": f"{dice.randrange(1, 9)}.{dice.randrange(10)}", "zone": dice.choice(ZONES), "currency": currency,
        "fee": fee, "half": fee // 2, "hour": dice.randrange(7, 10), "step": dice.choice([1, 2, 3, 5]),
        "days": dice.randrange(2, 8), "quota": dice.randrange(2, 9), "hours": dice.randrange(12, 48),
        "nines": dice.choice([5, 8, 9, 95]), "nines_low": dice.choice([1, 2, 3, 4]),
        "small": dice.choice([5, 8]), "middle": dice.choice([10, 15]), "large": dice.choice([18, 20]),
        "misses": dice.randrange(2, 5),
        "cap_line": f"{cap}% * fee per period" if number % 50 else f"0.{cap}% * fee per period",
    }


def rules_of(said):
    windows = [5, 30, 60, 120]
    text = RULES.format(**said) + "".join(RULE.format(minutes=w, **said) for w in windows)
    alerts = [("page", 5, 14), ("ticket", 60, 6), ("note", 120, 1)]
    return text + "".join(ALERT.format(kind=k, minutes=w, burn=b, **said) for k, w, b in alerts)


def text_of(form, number):
    said = figures(number)
    if form == "rules":
        return rules_of(said)
    if form == "jsonnet":
        return JSONNET.format(**said)
    return [HOSTING, TICKETS, REQUESTS][number % 3].format(**said)


ENDINGS = {"slate": "slate", "rules": "yml", "jsonnet": "jsonnet"}


def write(form, count, folder):
    """The paths of the texts, below `folder`, a hundred to a folder of theirs."""
    paths = []
    for number in range(count):
        path = os.path.join(folder, f"{number // 100:03}", f"{number:05}.{ENDINGS[form]}")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text_of(form, number))
        paths.append(path)
    return paths


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ENDINGS:
        sys.exit(__doc__.strip())
    write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
