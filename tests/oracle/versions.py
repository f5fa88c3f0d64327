# SPDX-License-Identifier: Apache-2.0
"""The versions of an agreement: which is in force in a period, and who is who in another."""


class Family:
    """An evaluator for each version; they share periods, data and the ledger."""

    def __init__(self, words):
        self.words = words  # the one whose names examples use
        self.ledgers = {}
        plans = words.plan.versions
        self.members = [
            words if plan is words.plan else type(words)(words.session.under(plan), self)
            for plan in plans
        ]

    def in_force(self, period):
        """The version in force at the start of a period, or of a piece of one."""
        held = self.members[0]
        for member in self.members[1:]:
            if self.start_of(member) <= period.span()[0]:
                held = member
        return held

    @staticmethod
    def start_of(member):
        return member.zone.start_of(member.plan.json["amendment"]["from_day"])

    def pieces(self, period):
        """The instants inside the period at which an amendment cuts it."""
        starts = (
            self.start_of(member)
            for member in self.members[1:]
            if member.plan.json["amendment"].get("inside") == "splits"
        )
        begin, end = period.span()
        return [start for start in starts if begin < start < end]

    def renamed(self, table, declared, of, to):
        """What `declared` of one version is in another."""
        step = 1 if self.members.index(to) > self.members.index(of) else -1
        at = self.members.index(of)
        while self.members[at] is not to:
            newer = self.members[at + 1 if step > 0 else at]
            declared = self.step(table, declared, newer, self.members[at + step])
            at += step
        return declared

    @staticmethod
    def step(table, declared, newer, to):
        if to is newer:
            found = [d for d in getattr(to.plan, table).values() if d.get("formerly") == declared["name"]]
            return found[0] if found else getattr(to.plan, table)[declared["name"]]
        return getattr(to.plan, table)[declared.get("formerly", declared["name"])]
