# SPDX-License-Identifier: Apache-2.0
"""Settlement: a fold over the entries of each line, oldest first."""

from typing import NamedTuple

import values as v
from rights import claim_verdict
from session import Scope
from values import Range, high, low, number, point

COMBINE = {"sum": sum, "highest": max, "lowest": min}


class Window(NamedTuple):
    number: int
    run: tuple
    label: str
    periods: list


class Entry(NamedTuple):
    window: Window
    amount: object  # Fraction
    used: object  # what counts against caps: without what `less` gave back
    carried: object
    claim: object  # "claimed", "forfeited", or None: open, nobody said, or there is nothing to claim
    payable: object

    def used_behind_claim(self):
        return self.used if self.payable == self.amount else 0


class Settlement:
    def op_stage(self, node, scope):
        settle = self.plan.settles[node["name"]]
        keys = self.keys_of(settle, self.args(node, scope), scope)
        entry = self.entry_in(settle, keys, scope.period)
        field = node.get("field", "amount")
        if field in ("claimed", "forfeited"):
            return claim_verdict(entry.claim, field)
        return number(getattr(entry, field))

    def amount(self, settle, keys, period):
        return self.entry_in(settle, keys, period).amount

    def entry_in(self, settle, keys, period):
        """The entry of the window that ends in the period; there is none while it is running."""
        for entry in self.ledger(settle, keys, period):
            if period in entry.window.periods and entry.window.run[1] <= period.run[1]:
                return entry
        raise v.NoData(f"{settle['name']} is not settled in {period.label}")

    def windows_of(self, settle):
        if "per" not in settle:
            return [Window(p.number, p.run, p.label, [p]) for p in self.session.periods]
        rhythm = self.session.rhythm_of(settle["per"])
        windows = {}
        for period in self.session.periods:
            number = rhythm.number_at(period.run[0])
            windows.setdefault(number, []).append(period)
        return [Window(n, rhythm.run(n), rhythm.label(n), ps) for n, ps in sorted(windows.items())]

    def ledger(self, settle, keys, period):
        """The entries up to the window of the period."""
        entries = self.family.ledgers.setdefault((settle["name"], keys), [])
        windows = self.windows_of(settle)
        while len(entries) < len(windows) and (
            not entries or entries[-1].window.periods[-1].number < period.number
        ):
            window = windows[len(entries)]
            other = self.family.in_force(window.periods[0])
            own = self.family.renamed("settles", settle, self, other)
            entries.append(other.entry(own, keys, window, entries))
        return entries

    def entry(self, settle, keys, window, earlier):
        """One end of the amounts is paid: the lower one unless the text says upper."""
        upper = any(
            step["kind"] == "undecided" and step.get("pays_upper") for step in settle.get("steps", [])
        )
        items = [high(i) if upper else low(i) for i in self.items(settle, keys, window)]
        amount = combine(settle["combine"], items) + (earlier[-1].carried if earlier else 0)
        state = {"amount": amount, "given_back": 0, "carried": 0, "upper": upper}
        state |= {"settle": settle, "claim": None, "behind_claim": False, "supplied": False}
        for step in settle.get("steps", []):
            getattr(self, "step_" + step["kind"])(step, keys, window, earlier, state)
        granted = state["amount"]
        held_back = state["supplied"] and state["claim"] != "claimed"
        payable = 0 if held_back else granted
        # Neither a bonus nor its rounding gives room back.
        used = max(0, granted + state["given_back"])
        return Entry(window, granted, used, state["carried"], state["claim"], payable)

    def items(self, settle, keys, window):
        for part in settle.get("parts", []):
            for period in window.periods:
                if part.get("grouped"):
                    yield from self.grouped(part, keys, period)
                else:
                    yield from self.terms(part, keys, period)

    def terms(self, part, keys, period):
        """The amount of every instance of the part's objectives that agrees with the keys."""
        wanted = dict(keys)
        for term in part.get("of", []):
            objective = self.plan.objectives[term["objective"]]
            names = objective.get("keys", [])
            for members in self.session.instances(names):
                instance = tuple(sorted(zip(names, members)))
                if all(wanted.get(key, member) == member for key, member in instance):
                    yield from self.booked(objective, instance, period, term["field"])

    def booked(self, objective, instance, period, field):
        """The amount of the windows that end in the period, if the instance exists in one of them."""
        windows = [w for w in self.session.windows_of(objective, period) if self.session.counts(w, instance)]
        amounts = [self.result(objective, instance, window, field) for window in windows]
        if amounts:
            yield Range(sum(map(low, amounts)), sum(map(high, amounts)))

    def grouped(self, part, keys, period):
        names = part.get("keys", [])
        for members in self.session.instances(names):
            group = {**dict(keys), **dict(zip(names, members))}
            items = list(self.terms(part, tuple(sorted(group.items())), period))
            if items:
                pick = part.get("combine", "sum")
                yield Range(combine(pick, map(low, items)), combine(pick, map(high, items)))

    # ---- Steps ----

    def step_amount(self, step, keys, window):
        return self.value(step["amount"], Scope(window.periods[-1], keys))

    def step_drop(self, step, keys, window, _, state):
        limit = point(self.step_amount(step, keys, window))
        if v.COMPARISONS[step.get("compare", "<")](state["amount"], limit):
            state["amount"] = 0

    def step_hold(self, step, keys, window, _, state):
        """Carries the amount into the next window, which begins with it, while it is too little."""
        limit = point(self.step_amount(step, keys, window))
        if v.COMPARISONS[step.get("compare", "<")](state["amount"], limit):
            state["carried"] += state["amount"]
            state["amount"] = 0

    def step_cap(self, step, keys, window, earlier, state):
        limit = point(self.step_amount(step, keys, window))
        under = self.entries_under(step, window, earlier)
        used = sum(e.used_behind_claim() if state["behind_claim"] else e.used for e in under)
        used += self.opened_with(step, window, state["settle"])
        state["amount"] = min(state["amount"], max(0, limit - used))

    def entries_under(self, step, window, earlier):
        """The earlier entries that share the cap's window."""
        if "last_periods" in step:
            count = int(step["last_periods"]) - 1
            return earlier[-count:] if count > 0 else []
        if "per" not in step:
            return []
        rhythm = self.session.rhythm_of(step["per"])
        edge = (lambda w: w.run[1] - 1) if step.get("by") == "end" else (lambda w: w.run[0])
        here = rhythm.number_at(edge(window))
        return [entry for entry in earlier if rhythm.number_at(edge(entry.window)) == here]

    def opened_with(self, step, window, settle):
        """What `opening` says was granted earlier in the cap's window, before the first entry."""
        if "per" not in step:
            return 0
        run = self.session.rhythm_of(step["per"])
        first = self.zone.day_at(self.session.periods[0].run[0])
        here = run.number_at(window.run[0])
        total = 0
        for opening in self.plan.json.get("openings", []):
            if (opening["objective"], opening.get("field")) == (settle["name"], "amount"):
                for said in opening.get("steps", []):
                    inside = run.number_on(said["from_day"]) == here == run.number_on(said["to_day"] - 1)
                    if inside and said["to_day"] <= first:
                        total += point(self.value(said["value"], Scope(window.periods[0])))
        return total

    def step_less(self, step, keys, window, _, state):
        for period in window.periods:
            bonus = self.value(step["amount"], Scope(period, keys))
            given = low(bonus) if state["upper"] else high(bonus)
            state["amount"] -= given
            state["given_back"] += given

    def step_round(self, step, keys, window, _, state):
        unit = point(self.step_amount(step, keys, window))
        state["amount"] = v.round_to(state["amount"], unit, step.get("rounding", "half_up"))

    def step_claim(self, step, keys, window, _, state):
        """The amount granted stands, claimed or not; what is paid waits for the claim."""
        until = self.value(step["until"], Scope(window.periods[-1], keys))
        state["claim"] = self.claim_of(state["settle"], keys, window, until)
        state["behind_claim"] = True
        state["supplied"] = "claims" in self.session.tables

    def step_undecided(self, *_):
        """Decided before the first step."""


def combine(kind, items):
    items = list(items)
    return COMBINE[kind](items) if items else 0
