# SPDX-License-Identifier: Apache-2.0
"""A second opinion on plans: evaluates their JSON slowly and independently of the runtime.

  oracle.py test PLAN.json              outcomes and expectations of all examples
  oracle.py run PLAN.json DATA.json     outcomes of periods over rows

Prints a JSON list of outcomes in the form of `slate test --format json`. DATA.json:
  {"agreement": "…", "first": "2026-01-01", "last": "2026-03-31", "as_of": "ns",
   "tables": {"probe": [{"at": "ns", "up": true, "times": 2}]},
   "givens": [{"name": "fee", "keys": ["gold"], "type": {"kind": "number"}, "value": "5000"}]}
"""

import datetime
import json
import sys

from dataset import cell_from_json, rows_from_json
from evaluate import Evaluator
from examples import period_of, stages
from session import Plan, Scope, Session
from spanset import END
from values import DataError, NoBounds, Unsupported, text_of
from zone import day_of


def guarded(compute):
    """A figure, or why there is none."""
    try:
        return compute()
    except (Unsupported, DataError, NoBounds) as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}


def outcome_of_period(evaluator, period):
    plan = evaluator.plan
    objectives = []
    for objective in plan.objectives.values():
        own = evaluator.session.period_for(objective, period)
        for members, keys in evaluator.instances_of(objective, own) if own else ():
            objectives.append(instance(evaluator, objective, members, keys, own))
    stages_ = []
    for settle in plan.settles.values():
        names = settle.get("keys", [])
        for members in evaluator.session.instances(names):
            keys = tuple(sorted(zip(names, members)))
            amount = guarded(lambda s=settle, k=keys: str(evaluator.amount(s, k, period)))
            stages_.append({"name": settle["name"], "members": list(members), "amount": amount})
    return {"label": period.label, "objectives": objectives, "stages": stages_}


def instance(evaluator, objective, members, keys, period):
    def field(name):
        return guarded(lambda: text_of(evaluator.result(objective, keys, period, name)))

    return {
        "name": objective["name"],
        "members": list(members),
        "value": field("value"),
        "verdict": guarded(lambda: evaluator.verdict(objective, keys, period)),
        "credit": field("credit"),
    }


def outcome(evaluator):
    periods = evaluator.session.periods
    return {"periods": [outcome_of_period(evaluator, period) for period in periods]}


def test_example(plan, example):
    for number, stage in enumerate(stages(plan, example)):
        evaluator = Evaluator(stage.session())
        result = {"example": example["title"], "try": number, **outcome(evaluator)}
        result["expectations"] = [
            {
                "text": expectation.get("text", ""),
                "holds": guarded(
                    lambda e=expectation: text_of(
                        evaluator.value(e["claim"], Scope(period_of(evaluator, e)))
                    )
                ),
            }
            for expectation in example.get("expectations", [])
        ]
        yield result


def test(plans):
    return [result for plan in plans for example in plan.examples for result in test_example(plan, example)]


def facts_from_json(items):
    facts = {}
    for item in items:
        value = cell_from_json(item["value"], {"type": item["type"]})
        keys = tuple(item.get("keys", []))
        table = facts.setdefault(item["name"], {})
        if "from" in item:
            table.setdefault(keys, []).append((int(item["from"]), value))
        else:
            table[keys] = value
    for table in facts.values():
        for stated in table.values():
            if isinstance(stated, list):
                stated.sort(key=lambda item: item[0])
    return facts


def run(plans, data):
    plan = next(p for p in plans if p.json["name"] == data.get("agreement", plans[0].json["name"]))
    tables = {
        name: rows_from_json(rows, plan.inputs[name].get("columns", []))
        for name, rows in data["tables"].items()
    }
    facts = facts_from_json(data.get("givens", []))
    session = Session(plan, tables, facts, as_of=int(data.get("as_of", END)))
    first, last = (day_of(datetime.date.fromisoformat(data[name])) for name in ("first", "last"))
    session.settle_periods(plan.zone.start_of(first), plan.zone.start_of(last + 1))
    return [outcome(Evaluator(session))]


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(arguments):
    sys.setrecursionlimit(20_000)
    if len(arguments) == 2 and arguments[0] == "test":
        results = test([Plan(agreement) for agreement in load(arguments[1])["agreements"]])
    elif len(arguments) == 3 and arguments[0] == "run":
        plans = [Plan(agreement) for agreement in load(arguments[1])["agreements"]]
        results = run(plans, load(arguments[2]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    json.dump(results, sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
