# Revenue and costs of one replication, entry by entry, all within the measured time.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
import math

import clock
from quantity import HOUR

KINDS = ("revenue", "reader_cost", "overread_cost", "licence_cost", "ai_cost", "penalties",
         "penalties_waived")
OVERREADS = ("final", "review", "recontact")


def months(w):
    """(begin, end, part) of the calendar months of the measured time, cut to it; the part is of
    the month as the clock's face shows it, whatever the clocks do."""
    day = clock.local_of(w.start, w.zone).date().replace(day=1)
    while (begin := clock.day_begins(day, w.zone)) < w.end:
        following = (day + dt.timedelta(days=32)).replace(day=1)
        end = min(clock.day_begins(following, w.zone), w.end)
        begin = max(begin, w.start)
        faces = [clock.local_of(at, w.zone).replace(tzinfo=None) for at in (begin, end)]
        yield begin, end, (faces[1] - faces[0]) / (following - day)
        day = following


class Ledger:
    """entries: (kind, month, study or None, provider or None, reader or None, amount)."""

    def __init__(self, r):
        self.r, self.w = r, r.w
        self.months = list(months(r.w))
        self.entries = []
        self.revenue()
        self.penalties()
        for at, tool, study, _ in r.verdicts:
            self.add("ai_cost", at, study, None, tool["price"])
        for reader in r.readers:
            self.pay(reader)
            self.fees(reader)

    def month(self, at):
        """None outside the measured time."""
        for number, (begin, end, _) in enumerate(self.months):
            if begin <= at < end:
                return number
        return None

    def add(self, kind, at, study, provider, amount, reader=None):
        if self.month(at) is not None:
            self.entries.append((kind, self.month(at), study, provider, reader, amount))

    # What the hospital pays and is owed.

    def first_reports(self, provider):
        made = [s for s in self.r.studies if s.reporter == provider
                and s.reported is not None and self.month(s.reported) is not None]
        return sorted(made, key=lambda s: (s.reported, s.reading))

    def revenue(self):
        for provider, price in self.w.providers.items():
            reads = [0] * len(self.months)
            for study in self.first_reports(provider):
                month = self.month(study.reported)
                reads[month] += 1
                read = price["read"]
                for above, amount in price["tiers"]:
                    read = amount if reads[month] > above else read
                read = price["modality"].get(study.kind["modality"], read)
                for window, factor in price["when"]:
                    if window.holds(study.reported):
                        read *= factor
                self.add("revenue", study.reported, study, provider, read)
            for (begin, _, part), made in zip(self.months, reads):
                missing = max(price["minimum"] * part - made, 0)
                self.add("revenue", begin, None, provider,
                         price["month"] * part + missing * price["read"])

    def penalties(self):
        for provider, said in self.w.providers.items():
            for penalty in said["penalties"]:
                target = self.w.priorities[penalty["rank"]]["target"]
                owed = [0.0] * len(self.months)
                for study in self.first_reports(provider):
                    if (study.ordered != penalty["rank"] or target is None
                            or study.reported - study.received <= target):
                        continue
                    month, amount = self.month(study.reported), penalty["miss"]
                    if penalty["most"] is not None:
                        amount = min(amount, max(penalty["most"] - owed[month], 0))
                    owed[month] += amount
                    self.add("penalties", study.reported, study, provider, amount)
                    self.add("penalties_waived", study.reported, study, provider,
                             penalty["miss"] - amount)

    # What is spent.

    def spend(self, reader, at, study, phase, amount):
        provider = reader.group["provider"]
        self.add("reader_cost", at, study, provider, amount, reader)
        if phase in OVERREADS:
            self.add("overread_cost", at, study, provider, amount, reader)

    def pay(self, reader):
        group = reader.group
        hour = group["hour"] / HOUR
        for first, last, _ in self.months:
            unread = reader.on.length(first, last)
            for begin, end, study, phase in reader.segments:
                begin, end = max(begin, first), min(end, last)
                if end > begin:
                    on = reader.on.length(begin, end)
                    unread -= on
                    self.spend(reader, first, study, phase,
                               (on + (end - begin - on) * group["overtime"]) * hour)
            self.spend(reader, first, None, None, unread * hour)
            standby = clock.Intervals([span[:2] for span in reader.calls]).length(first, last)
            self.spend(reader, first, None, None, standby * group["standby"] / HOUR)
        for at, study, phase in reader.reports:
            self.spend(reader, at, study, phase,
                       group["read"] + group["rvu"] * study.kind["rvu"])

    def fees(self, reader):
        fee = reader.group["licences"]["fee"]
        for jurisdiction in self.w.jurisdictions if fee else []:
            zone = self.r.clocks.get(jurisdiction, self.w.zone)
            held = clock.Intervals([self.r.span(dates, zone) for j, *dates in reader.licences
                                    if j == jurisdiction])
            for first, last, _ in self.months:
                self.add("licence_cost", first, None, reader.group["provider"],
                         held.length(first, last) * fee)

    # Sums.

    def sums(self, holds):
        """Of the entries for which holds(month, study, provider, reader)."""
        made = {kind: math.fsum(e[-1] for e in self.entries if e[0] == kind and holds(*e[1:-1]))
                for kind in KINDS}
        made["cost"] = made["reader_cost"] + made["licence_cost"] + made["ai_cost"]
        return made

    def of_studies(self, wanted):
        return self.sums(lambda month, study, provider, reader: study is not None
                         and wanted(study))

    def of_group(self, group):
        return self.sums(lambda month, study, provider, reader: reader is not None
                         and reader.group is group)["reader_cost"]
