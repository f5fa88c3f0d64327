# SPDX-License-Identifier: Apache-2.0
"""Objectives of random agreements over data."""


class Promises:
    def chain(self, source):
        links = []
        for _ in range(self.random.randrange(0, 4)):
            links.append(
                self.pick(
                    f"lasting {self.pick('>=', '>')} {self.duration()}",
                    f"bridging {self.pick('<=', '<')} {self.duration()}",
                    f"beyond {self.duration()}",
                    f"upto {self.duration()} per {self.pick('period', 'day', 'week', 'month')}",
                    f"except spans({self.maintenance()})",
                    f"in {self.office()}",
                    f"except {self.force_majeure()}",
                )
            )
        bound = self.pick("in period", "in period", "by from", "by to")
        return "\n      ".join([source] + links + [bound])

    def down(self):
        union = f" with spans({self.maintenance()})" if self.chance(20) else ""
        where = self.pick("", " where not planned")
        return self.chain(f"spans({self.outage()}{where}){union}")

    # ---- Objectives ----

    def each(self, *inputs):
        """A promise for each service if one of its inputs has them."""
        return f" each {self.over}" if any(self.keyed.get(name) for name in inputs) else ""

    def by_tier(self):
        self.items["key tier"] = "key tier { gold, silver }"
        return "by tier { gold: 30 EUR, silver: 10 EUR }"

    def credit(self):
        return self.pick(
            "100 EUR * ladder { @: 10%, @@: 25% }",
            "fee * 10%",
            "fee * ladder { @: 5%, else: 1% }",
            f"{self.rent()} * 20%" if self.chance(40) else "fee * 20%",
            self.by_tier() if self.over == "service" else "fee * 20%",
        )

    def add(self, inputs, measure, sign, target, worse, lets=()):
        name = f"o{len(self.objectives)}"
        self.names.append(name)
        self.fanned += [name] if self.each(*inputs) else []
        credit = self.credit().replace("@@", f"{sign} {worse}").replace("@", f"{sign} {target}")
        # The ladder closes over the whole missed side.
        promise = {"<": ">=", ">": "<="}[sign]
        open_ended = "ladder" in credit and "else" not in credit
        credit = credit.replace(" }", ", else: 0% }") if open_ended else credit
        lines = [f"let {let}" for let in lets]
        if self.may_have_rhythm and self.chance(8):
            lines.insert(0, f"period {self.pick('week', 'quarter', 'month')}")
        if self.chance(10):
            self.items.setdefault("active", f"given active: bool = {self.pick('true', 'false')}")
            lines.append("only when active")
        lines += [f"measure {measure}", f"target {promise} {target}", f"credit {credit}"]
        if self.chance(20):
            lines.append(f"bonus {self.pick('15 EUR', 'fee * 7%')} when met")
            self.bonuses += [] if self.each(*inputs) else [name]
        self.targets.append((name, (promise, worse)))
        body = "".join(f"    {line}\n" for line in lines)
        self.objectives.append(f"  objective {name}{self.each(*inputs)} {{\n{body}  }}\n")

    def outages(self):
        let = f"down = {self.down()}"
        measure, target, worse = self.pick(
            ("length(down)", "10min", "2h"),
            ("count(down)", "2", "5"),
            ("sum(down: ceil(length, 7min))", "14min", "70min"),
            ("max(down: length) otherwise 0min", "30min", "3h"),
            ("count(down where length > 20min)", "0", "3"),
        )
        self.add(["outage"], measure, ">", target, worse, [let])

    def availability(self):
        let = f"down = spans({self.outage()}) in {self.pick('period', f'period in {self.office()}')}"
        base = self.pick("period", "period", f"period except spans({self.maintenance()})")
        measure = f"(1 - length(down in ({base})) / length({base})) otherwise void"
        self.add(["outage"], measure, "<", "99.9%", "99%", [let])

    def probes(self):
        lasting = self.pick("", "\n      lasting >= 30min", f"\n      except spans({self.maintenance()})")
        let = f"down = spans({self.probe()} where not up){lasting}\n      in period"
        measure = "1 - length(down) / length(period)"
        self.add(["probe"], measure, "<", "99.9%", "95%", [let])

    def links(self):
        lasting = self.pick("", "\n      lasting > 30min", "\n      beyond 10min")
        let = f"down = spans({self.link()} where not up){lasting}\n      in period"
        measure = self.pick("length(down) / length(period)", "1 - (length(period) - length(down)) / length(period)")
        self.add(["link"], measure, ">", "0.1%", "5%", [let])

    def covered(self):
        name = self.pick(self.probe, self.link)()
        let = f"seen = period in covered({name})"
        measure = "length(seen) / length(period)"
        self.add([name], measure, "<", "99%", "10%", [let])

    def share_of_slots(self):
        self.add(["probe"], f"share({self.probe()}: up) otherwise void", "<", "99.9%", "95%")

    def bins(self):
        every = self.pick("1h", "30min", "5min")
        share = f"share({self.request()}: failed)"
        idle = self.pick(f"{share} otherwise 0%", f"{share} otherwise skip")
        self.add(["request"], f"mean(every {every}: {idle}) otherwise 0%", ">", "0.1%", "5%")

    def busy_bins(self):
        measure = f"count(every 1h where count({self.request()}) > {self.pick(0, 2)})"
        self.add(["request"], measure, ">", "2", "4")

    def days(self):
        measure = f"max(every {self.pick(1, 7)} day: count({self.request()} where failed)) otherwise 0"
        self.add(["request"], measure.replace("7 day", "7 days"), ">", "3", "9")

    def requests(self):
        where = self.pick("", " where failed", " where took > 700ms", self.lying())
        name = self.request()
        measure, sign, target, worse = self.pick(
            (f"share({name}{where}: took <= 1s) otherwise 100%", "<", "90%", "50%"),
            (f"percentile({self.pick('50%', '95%', '99.9%', '100%')}, {name}{where}: took) otherwise 0ms", ">", "1s", "2s"),
            (f"mean({name}{where}: took) otherwise 0ms", ">", "1s", "2s"),
            (f"sum({name}{where}: took)", ">", "10s", "20s"),
            (f"count({name}{where})", ">", "10", "30"),
        )
        self.add(["request"], measure, sign, target, worse)

    def lying(self):
        """A condition on where the instant of a request lies."""
        if self.chance(50):
            return ""
        which = self.pick("office", "outage", "probe")
        spans = {
            "office": self.office,
            "outage": lambda: f"(spans({self.outage()}) lasting >= 5min)",
            "probe": lambda: f"spans({self.probe()} where not up)",
        }[which]()
        return f" where {self.pick('', 'not ')}at in {spans}"

    def tickets(self):
        office = self.office()
        clock = self.pick(
            f"done <= opened + {self.pick('30min', '4h', '16h')} of ({office} except waiting)",
            f"done <= opened + {self.pick('30min', '4h')} of {office}",
            f"done {self.pick('<', '<=')} opened + {self.pick('30min', '24h')}",
            f"done <= (date(opened) + {self.pick(1, 2)} days of {office}).to",
        )
        self.add([], f"share({self.ticket()} by decided: {clock}) otherwise 100%", "<", "90%", "50%")

    def used_time(self):
        used = f"length(opened .. done in {self.office()} except waiting)"
        measure = f"max({self.ticket()} by opened where known(done): {used}) otherwise 0min"
        self.add([], measure, ">", "2h", "8h")

    def bursts(self):
        size = self.pick("8h", "90min")
        fact = f"fact = spans(sliding {size} where count({self.request()} where failed) >= {self.pick(2, 5)})"
        measure = self.pick("count(fact by from)", "length(fact in period) / 1min")
        self.add(["request"], measure, ">", "0", "60", [fact])

    def busiest(self):
        size = self.pick("6h", "2 days", "30 days")
        begun = f"count(spans({self.outage()}) by from)"
        self.add(["outage"], f"max(sliding {size}: {begun}) otherwise 0", ">", "1", "3")

    def bad_bins(self):
        condition = f"(share({self.request()}: failed) otherwise 0%) > {self.pick('0%', '50%')}"
        let = f"down = spans(every {self.pick('1h', '15min')} where {condition})"
        measure = self.pick("length(down in period)", "length(down by from)")
        self.add(["request"], measure, ">", "30min", "4h", [let])

    def cases(self):
        name = self.case()
        measure = self.pick(
            f"share({name} by decided where (level at opened otherwise 1) > 1: done <= opened + 24h) otherwise void",
            f"share({name} by decided: done <= opened + {self.pick('2h', '40h')}) otherwise 100%",
        )
        self.add([], measure, "<", "90%", "50%")

    def levels(self):
        field = self.pick("level.first", "level.last", "level.max", "level.min", "level.at(opened + 8h) otherwise 0")
        self.add([], f"sum({self.case()} by opened: {field})", ">", "2", "5")

    def seen(self):
        measure = self.pick(f"count({self.visit()})", f"max(every 1 day: count({self.visit()})) otherwise 0")
        self.add([], measure, ">", "2", "5")

    def during(self):
        outage, request = self.outage(), self.request()
        inner = f"count({request} where at >= down.from and at < down.to)"
        measure = self.pick(
            f"max({outage} by from as down: {inner}) otherwise 0",
            f"sum(spans({outage}) by to as down: {inner})",
            f"count({outage} by from as down where {inner} > 1)",
        )
        self.add(["outage", "request"], measure, ">", "1", "3")

    def at_once(self):
        name = self.outage()
        measure = self.pick(
            f"max(moment: count({name} by from .. to)) otherwise 0",
            f"length(spans(moment where count({name} by from .. to) > 1) in period) / 1h",
        )
        self.add(["outage"], measure, ">", "1", "3")

    def priced(self):
        measure = self.pick(
            f"sum(spans({self.outage()}) {self.pick('in period', 'by from', 'by to')}: length / 1h * {self.price()})",
            f"sum({self.outage()} by from .. to: length / 1h * {self.price()})",
            f"sum(every {self.pick('1 day', '1 week', '1 month')}: {self.price()})",
        )
        self.add(["outage"], measure, ">", "20 EUR", "90 EUR")

    def long_bins(self):
        bins = self.pick("1 week", "1 month", "1 quarter", self.office())
        measure = self.pick(
            f"max(every {bins}: count({self.request()})) otherwise 0",
            f"count(every {bins} where count({self.request()} where failed) > 1)",
            f"length(spans(every {bins} where count({self.request()}) > 1) in period) / 24h",
        )
        self.add(["request"], measure, ">", "2", "5")

    def against_limit(self):
        """A target of each service's own."""
        name = self.request()
        if self.keyed[name]:
            self.add([name], f"count({name} where failed)", ">", self.limit_of(), "30")

    def against_load(self):
        outage = self.outage()
        self.add([outage], f"length(spans({outage}) in period) / 1h", ">", self.load(), "30")

    def values_of(self):
        name = self.request()
        measure, sign, target, worse = self.pick(
            (f"min({name} where failed: took) otherwise 5s", "<", "1s", "20ms"),
            (f"distinct({name}: took)", ">", "5", "12"),
            (f"(if any({name}: failed and took > 2s) then 1 else 0)", ">", "0", "2"),
            (f"(if all({name}: took < 2900ms) then 0 else 1)", ">", "0", "2"),
            (f"mean(every 1 day where count({name}) > 0: max({name}: took) otherwise 0ms) otherwise 0ms", ">", "1s", "2s"),
        )
        self.add([name], measure, sign, target, worse)

    def opened_tickets(self):
        """Placed where they open: open until they are decided."""
        name = self.ticket()
        clock = f"done <= opened + {self.pick('30min', '24h')}"
        self.add([], f"share({name} by opened: {clock}) otherwise 100%", "<", "90%", "50%")

    def sliding_days(self):
        count = f"count(spans({self.outage()}) by from)"
        measure = f"length(spans(sliding {self.pick(2, 7)} days where {count} > 1) in period) / 24h"
        self.add(["outage"], measure, ">", "2", "5")
