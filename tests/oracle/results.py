# SPDX-License-Identifier: Apache-2.0
"""Objectives: value, verdict, credit, bonus and lets of an instance in a period; history."""

from fractions import Fraction

import values as v
from session import Scope
from spanset import length
from values import Unknown, number
from walk import below, step_on

ZERO = number(0)


class Results:
    def op_result(self, node, scope):
        if node["name"] in self.plan.rights:
            return self.op_right(node, scope)
        objective = self.plan.objectives[node["name"]]
        keys = self.keys_of(objective, self.args(node, scope), scope)
        period = self.session.period_for(objective, scope.period)
        if period is None:
            return of_no_window(node["field"])
        return self.result(objective, keys, period, node["field"])

    @staticmethod
    def keys_of(declared, args, scope):
        names = declared.get("keys", [])
        bound = dict(scope.keys)
        members = list(args) + [bound[name] for name in names[len(args) :]]
        return tuple(sorted(zip(names, members)))

    def op_previous(self, node, scope):
        result = self.plan.nodes[node["args"][0]]
        objective = self.plan.objectives[result["name"]]
        keys = self.keys_of(objective, self.args(result, scope), scope)
        period = self.session.period_for(objective, scope.period)
        earlier = [p for p in self.session.earlier(period)[1:] if self.session.counts(p, keys)]
        if earlier:
            return self.result(objective, keys, earlier[0], result["field"])
        return self.opening(objective, keys, period, result["field"])

    def opening(self, objective, keys, period, field):
        """What the agreement says of the time before it was settled here."""
        before = self.session.before(period)
        day = self.zone.day_at(before.run[0])
        members = [dict(keys)[name] for name in objective.get("keys", [])]
        scope = Scope(period, keys)
        for opening in self.plan.json.get("openings", []):
            stated = [self.value(key, scope) for key in opening.get("keys", [])]
            same = (opening["objective"], opening.get("field", "value")) == (objective["name"], field)
            if same and members[: len(stated)] == stated:
                step = step_on(opening.get("steps", []), day)
                return None if step is None else self.value(step["value"], scope)
        return None

    def result(self, objective, keys, period, field):
        """The result under the version in force when the period starts."""
        other = self.family.in_force(period)
        objective = self.family.renamed("objectives", objective, self, other)
        pieces = other.pieces(objective, keys, period)
        if len(pieces) > 1:
            return other.result_of_pieces(objective, keys, pieces, field)
        return other.own_result(objective, keys, period, field)

    def own_result(self, objective, keys, period, field):
        memo = (objective["name"], keys, period, field)
        if memo not in self.memo:
            v_guard(memo, self.in_progress)
            try:
                self.memo[memo] = self.compute(objective, keys, period, field)
            finally:
                self.in_progress.discard(memo)
        return self.memo[memo]

    # ---- Pieces of a period that is split ----

    def pieces(self, objective, keys, period):
        """The parts of the period with a verdict and a credit of their own."""
        cuts = set(self.family.pieces(period))
        for node in self.split_facts(objective):
            cuts |= self.changes(node, Scope(period, keys))
        begin, end = period.span()
        edges = [begin, *sorted(cuts), end]
        return [period._replace(part=part) for part in zip(edges, edges[1:])] if cuts else [period]

    def split_facts(self, objective):
        if objective["name"] not in self.split_memo:
            roots = [objective[n] for n in ("only_when", "measure", "target", "credit", "bonus") if n in objective]
            roots += [let["value"] for let in objective.get("lets", [])]
            found = [n for _, n in below(self.plan.nodes, self.plan.rollups, roots)]
            split = [n for n in found if n["op"] == "given" and n.get("reading") == "split"]
            self.split_memo[objective["name"]] = split
        return self.split_memo[objective["name"]]

    def changes(self, node, scope):
        """The local midnights inside the period at which a fact takes another value."""
        given = self.plan.givens[node["name"]]
        keys = tuple(self.args(node, scope))
        begin, end = scope.period.span()
        days = range(self.zone.day_at(begin) + 1, self.zone.day_at(end - 1) + 1)
        at = [begin] + [self.zone.start_of(day) for day in days]
        values = [self.fact(given, keys, t, scope) for t in at]
        return {t for t, before, after in zip(at[1:], values, values[1:]) if before != after}

    def result_of_pieces(self, objective, keys, pieces, field):
        if field in ("credit", "bonus"):
            amounts = [self.result(objective, keys, piece, field) for piece in pieces]
            return v.Range(sum(map(v.low, amounts)), sum(map(v.high, amounts)))
        if field in ("met", "missed", "void", "undecided", "pending"):
            verdict = worst([self.verdict(objective, keys, piece) for piece in pieces])
            return as_truth(verdict, field)
        raise v.NoData(f"{field} of a period that is split")

    def compute(self, objective, keys, period, field):
        supposed = self.supposed(objective, keys, period, field)
        if supposed is not None and not isinstance(supposed, str):
            return supposed
        scope = Scope(period, keys)
        if field.startswith("let:"):
            lets = {let["name"]: let["value"] for let in objective.get("lets", [])}
            return self.value(lets[field[4:]], scope)
        if field == "value":
            return self.measured(objective, keys, period)
        if field == "target":
            return self.target(objective, scope)
        if field == "credit":
            return self.credit(objective, keys, period)
        if field == "bonus":
            return self.bonus(objective, scope)
        return self.verdict_is(field, objective, keys, period)

    def target(self, objective, scope):
        if "target" not in objective:
            return None
        target = self.value(objective["target"], scope)
        if self.plan.partial != "extrapolate" or not self.adds_up(objective, objective["measure"]):
            return target
        part = Fraction(length(self.session.domain(scope)), length([scope.period.run]))
        return v.spread(lambda x: x * part, target)

    def adds_up(self, objective, node_id):
        """Whether a figure grows with the time it is taken over."""
        node = self.plan.nodes[node_id]
        op, args = node["op"], node.get("args", [])

        def part(at):
            return self.adds_up(objective, args[at])

        if op in ("length", "days"):
            return True
        if op in ("rollup", "aggregate"):
            of = self.plan.rollups[node["rollup"]] if "rollup" in node else node
            return of.get("aggregate", "count") in ("count", "sum")
        if op in ("add", "subtract", "min", "max"):
            return all(part(i) for i in range(len(args)))
        if op in ("negate", "abs", "floor", "ceil", "half_up", "half_even", "otherwise"):
            return part(0)
        if op == "multiply":
            return sum(part(i) for i in range(len(args))) == 1
        if op == "divide":
            return part(0) and not part(1)
        if op == "if":
            return part(1) or part(2)
        if op == "result" and node["name"] == objective["name"]:
            lets = {"let:" + let["name"]: let["value"] for let in objective.get("lets", [])}
            return node["field"] in lets and self.adds_up(objective, lets[node["field"]])
        return False

    def verdict_is(self, field, objective, keys, period):
        """As a truth value; unknown where an example says nothing of the data it needs."""
        try:
            verdict = self.verdict(objective, keys, period)
        except v.NoData:
            return v.UNDECIDED
        return as_truth(verdict, field)

    def supposed(self, objective, keys, period, field):
        """The value that the example supposes; a verdict comes as its name."""
        members = [dict(keys)[name] for name in objective.get("keys", [])]
        scope = Scope(period, keys)
        day = self.zone.day_at(period.span()[0])
        name = self.family.renamed("objectives", objective, self, self.family.words)["name"]
        for fact in reversed(self.session.supposes):
            stated = [self.family.words.value(key, scope) for key in fact.get("keys", [])]
            of_this = fact["name"] == name and members[: len(stated)] == stated
            if not of_this or (fact.get("field") or "value") != field:
                continue
            step = step_on(fact.get("timeline") or [{"value": fact["value"]}], day)
            if step is not None:
                return self.family.words.value(step["value"], scope)
        return None

    def measured(self, objective, keys, period):
        if not self.session.counts(period, keys) or "measure" not in objective:
            return None
        scope = Scope(period, keys)
        applies = self.holds(objective.get("only_when"), scope)
        return None if applies is False else self.value(objective["measure"], scope)

    def verdict(self, objective, keys, period):
        other = self.family.in_force(period)
        objective = self.family.renamed("objectives", objective, self, other)
        pieces = other.pieces(objective, keys, period)
        if len(pieces) > 1:
            return worst([other.verdict(objective, keys, piece) for piece in pieces])
        return other.own_verdict(objective, keys, period)

    def own_verdict(self, objective, keys, period):
        memo = (objective["name"], keys, period, "verdict")
        if memo not in self.memo:
            self.memo[memo] = self.find_verdict(objective, keys, period)
        return self.memo[memo]

    def find_verdict(self, objective, keys, period):
        supposed = self.supposed(objective, keys, period, "value")
        if isinstance(supposed, str):
            return supposed
        if not self.session.counts(period, keys):
            return "void"
        scope = Scope(period, keys)
        applies = self.holds(objective.get("only_when"), scope)
        if applies is not True:
            return applies.value if isinstance(applies, Unknown) else "void"
        value = self.result(objective, keys, period, "value")
        if value is None:
            return "void"
        if "target" not in objective:
            return "none"
        target = self.result(objective, keys, period, "target")
        met = v.compare(objective["target_compare"], value, target)
        return met.value if isinstance(met, Unknown) else "met" if met else "missed"

    def credit(self, objective, keys, period):
        if "credit" not in objective:
            return ZERO
        verdict = self.verdict(objective, keys, period)
        if verdict in ("met", "void"):
            return ZERO
        owed = self.value(objective["credit"], Scope(period, keys))
        return v.join(owed, ZERO) if verdict in ("pending", "undecided") else owed

    def bonus(self, objective, scope):
        if "bonus" not in objective or not self.session.counts(scope.period, scope.keys):
            return ZERO
        earned = self.holds(objective.get("bonus_when"), scope)
        if earned is False:
            return ZERO
        amount = self.value(objective["bonus"], scope)
        return amount if earned is True else v.join(amount, ZERO)

    def instances_of(self, objective, period):
        """The members of the objective's keys that exist in the period, as key tuples."""
        names = objective.get("keys", [])
        for members in self.session.instances(names):
            keys = tuple(sorted(zip(names, members)))
            if self.session.counts(period, keys):
                yield members, keys


def as_truth(verdict, field):
    if field in ("met", "missed") and verdict in ("pending", "undecided"):
        return Unknown(verdict)
    return verdict == field


def of_no_window(field):
    """Of an objective with its own rhythm where none of its windows ends."""
    if field in ("credit", "bonus"):
        return ZERO
    return as_truth("void", field) if field in ("met", "missed", "void", "undecided", "pending") else None


def worst(verdicts):
    """Of a period in pieces: missed if one is, open if one is, void only if all are."""
    order = ("missed", "pending", "undecided", "met", "none", "void")
    return min(verdicts, key=order.index)


def v_guard(memo, in_progress):
    if memo in in_progress:
        raise v.DataError(f"{memo[0]}.{memo[3]} needs itself")
    in_progress.add(memo)
