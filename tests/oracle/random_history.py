# SPDX-License-Identifier: Apache-2.0
"""What random agreements say of several periods: streaks, settlements, rights, versions, openings."""


class History:
    """Objectives over others, and what is made of all of them."""

    def missed(self, name):
        """Whether an objective is missed, for any of its members."""
        return f"any({self.over}: {name}.missed)" if name in self.fanned else f"{name}.missed"

    def over_others(self, lines, credit):
        name = f"o{len(self.objectives)}"
        self.names.append(name)
        body = "".join(f"    {line}\n" for line in [*lines, f"credit {credit}"])
        self.objectives.append(f"  objective {name} {{\n{body}  }}\n".replace("@me", name))
        return name

    def streak(self):
        bad = self.missed(self.pick(*self.names))
        self.over_others(
            [f"let bad = if {bad} then (previous.bad otherwise 0) + 1 else 0", "measure bad", "target <= 1"],
            f"fee * {self.pick('value', '2')}",
        )

    def points(self):
        parts = [f"(if {self.missed(n)} then {self.pick(1, 3, 5)} else 0)" for n in self.names]
        self.over_others(
            [f"measure {' + '.join(parts)}", "target <= 2"], "fee * ladder { > 2: 5%, > 4: 10%, > 7: 20% }"
        )

    def nth_failure(self):
        count = self.pick(2, 3, 6)
        before = self.pick("@me", *[n for n in self.names if n not in self.fanned])
        lines = [f"measure count({self.visit()})", f"target <= {self.pick(0, 2)}"]
        self.over_others(
            [*lines, f"let nth = count(last {count} periods where {before}.missed)"],
            "fee * ladder nth { < 1: 1%, >= 1: 5%, >= 2: 10%, >= 3: 25% }",
        )

    def doubling(self):
        bad = self.missed(self.pick(*self.names))
        rate = f"if {bad} then max(5%, min(2 * (previous.rate otherwise 0%), 40%)) else 0%"
        name = self.over_others([f"let rate = {rate}", "measure rate", "target <= 0%"], "rate * fee")
        if self.chance(40):
            self.openings.append(f"  opening {name}.rate {{ {self.pick('2025', '2026-01', '2026-02')}: 10% }}\n")

    def earned_back(self):
        bad = self.missed(self.pick(*self.names))
        good = "(previous.good otherwise 0)"
        held = "(previous.held otherwise 0 EUR)"
        lines = [
            f"measure if {bad} then 1 else 0",
            "target <= 0",
            f"let good = if met then {good} + 1 else 0",
            f"let held = (if {good} >= 2 then 0 EUR else {held}) + credit",
            "bonus 50% * held when good = 2",
        ]
        self.bonuses.append(self.over_others(lines, "20% * fee"))

    def pool(self):
        """A pool at risk, shared out by weights."""
        parts = [f"(if {self.missed(n)} then {self.pick(10, 25, 40)}% else 0%)" for n in self.names]
        self.over_others([f"measure min({' + '.join(parts)}, 100%)", "target <= 0%"], "value * (fee * 3)")

    # ---- Settlement ----

    def settle(self):
        of = ", ".join(self.random.sample(self.names, self.random.randrange(1, len(self.names) + 1)))
        if len(self.fanned) > 1 and self.chance(50):
            of = f"({self.pick('highest', 'sum')} of {', '.join(self.fanned)} each {self.over})"
        self.settle_each = self.names == self.fanned and self.chance(50)
        each = f" each {self.over}" if self.settle_each else ""
        if self.settle_each:
            of = ", ".join(self.fanned)
        self.per = self.pick("", "", "", " per quarter", " per year")
        self.claimed = not self.bonuses and self.chance(20)
        plain = self.over == "service" and "{\n    period" not in "".join(self.objectives)
        lowest = "lowest" if plain else "sum"
        steps = [f"{self.pick('sum', 'highest', 'sum', lowest)} of {of}", *self.steps()]
        self.settled = f"  settle{each}{self.per} {{\n" + "".join(f"    {step}\n" for step in steps) + "  }\n"
        return self.settled

    def steps(self):
        steps = []
        if self.chance(40):
            steps.append(f"drop when {self.pick('<', '<=')} {self.pick(1, 20, 50)} EUR")
        if not self.claimed and self.chance(20):
            steps.append(f"hold when < {self.pick(30, 150)} EUR")
        before = self.chance(50)
        claim = [f"claim until period.to + {self.pick(5, 10, 40)} days otherwise forfeited"] if self.claimed else []
        steps += claim if before else []
        steps += self.caps()
        if self.bonuses and self.chance(60):
            steps.append(f"less {self.pick(*self.bonuses)}.bonus")
        steps.append(f"round {self.pick('half_up', 'half_even', 'up', 'down')} to {self.pick('0.01', '1', '0.05')} EUR")
        steps += [] if before else claim
        steps.append(f"undecided pays {self.pick('lower', 'upper')}")
        return steps

    def caps(self):
        windows = ["period", "quarter by start", "year by start", "contract_year", "term", "last 2 periods"]
        caps = []
        for window in self.random.sample(windows, self.pick(0, 1, 1, 2, 3)):
            caps.append(f"cap {self.pick(40, 60, 100, 150)} EUR per {window}")
        if caps and all("by start" in cap for cap in caps) and self.period != "quarter":
            self.openings.append(f"  opening settlement {{ {self.pick('2025', '2026-01')}: 30 EUR }}\n")
        return caps

    def claims(self):
        """Rows of claims and exercises; none at all says that nobody was asked."""
        if self.claimed and self.chance(80):
            rows = []
            for label in self.random.sample(self.labels(), self.random.randrange(0, 4)):
                member = f", {self.over}: {self.pick('a', 'b')}" if self.settle_each else ""
                rows.append(f'{{ period: "{label}"{member} }} at {self.instant(self.later_moment())}')
            self.rows("claims", None, rows)

    def labels(self):
        if self.per == " per quarter":
            return ["2026-Q1", "2026-Q2", "2025-Q4"]
        if self.per == " per year":
            return ["2026", "2025", "2027"]
        return {
            "month": ["2026-03", "2026-04", "2026-02"],
            "quarter": ["2026-Q1", "2026-Q2", "2025-Q4"],
            "week": ["2026-W10", "2026-W11", "2026-W12"],
        }.get(self.period, ["2026-03-10", "2026-04-10", "2026-03-08"])

    # ---- Rights ----

    def right(self):
        name = self.pick(*self.names)
        fanned = False
        self.right_each = f" each {self.over}" if fanned else ""
        bad = f"{name}.missed" if fanned else self.missed(name)
        when = self.pick(bad, f"count(last {self.pick(2, 3)} periods where {bad}) >= {self.pick(1, 2)}")
        until = f" until period.to + {self.pick(2, 9)} days" if self.chance(80) else ""
        if until and self.chance(30):
            until = f" until period.to + {self.pick(1, 3)} days of {self.office()}"
        self.rights.append(f"  right leave by customer{self.right_each}{until}\n    when {when}\n")
        if self.chance(80):
            rows = []
            for _ in range(self.random.randrange(0, 4)):
                member = f", {self.over}: {self.pick('a', 'b')}" if fanned else ""
                rows.append(f'{{ right: "leave"{member} }} at {self.instant(self.later_moment())}')
            self.rows("exercises", None, rows)

    # ---- Versions ----

    def amendment(self):
        """A later version, from a day on which a period begins or that cuts one."""
        # Whether "this one" of `last N periods` is the piece or the period is not said.
        plain = self.over == "service" and "last " not in "".join(self.objectives)
        how = self.pick("splits", "next period") if plain else "next period"
        day = self.pick("2026-03-17", "2026-04-01", "2026-04-06", "2026-04-11")
        lines = [f"  given fee: money = {self.pick(40, 200)} EUR\n"]
        for objective, target in self.random.sample(self.targets, min(len(self.targets), self.pick(0, 1))):
            name, relation, changed = objective, *target
            renamed = f"n{name[1:]} formerly {name}" if self.may_rename(name) else name
            lines.append(f"  objective {renamed} {{ target {relation} {changed} }}\n")
        if how == "next period" and self.per == "" and self.chance(40) and not any("formerly" in l for l in lines):
            lines.append(self.amended_settle())
        self.how_amended = how
        return f"amendment later of {self.name} from {day} {how} {{\n{''.join(lines)}}}\n\n"

    def may_rename(self, name):
        """Unless the name stands elsewhere, or the objective keeps its own time."""
        others = "".join(self.objectives + self.rights + self.openings) + self.settled
        plain = others.count(name) == 1 and f"objective {name} {{\n    period" not in others
        return plain and self.chance(60)

    def amended_settle(self):
        head, *steps = self.settled.splitlines()
        steps = [s.replace("0 EUR per", "5 EUR per") if "cap" in s else s for s in steps]
        return "\n".join([head, *steps]) + "\n"
