# The hours of readers in one replication: shifts, breaks, limits, on call. Whether a reader is on
# duty, on a break or at his limit is always asked of the instant; events only say when to look.
# SPDX-License-Identifier: GPL-3.0-or-later
import math
from fractions import Fraction

import clock
from quantity import HOUR


class Reader:
    def __init__(self, group, number):
        self.group, self.number = group, number
        self.name = (group["id"].encode(), number)
        self.shifts, self.calls = [], []  # (from, to), (from, to, rules); absence left out
        self.stretches = clock.Intervals([])
        self.on_since = None      # the present stretch of duty, as far as it lies in the run
        self.stretch = None       # its true beginning
        self.off_since = None     # while he stays beyond his shift
        self.on_spans = []        # stretches of duty that are over
        self.idle_since = None
        self.task = self.work = None  # in hand; work is None during a call
        self.segment = None       # (since, study, phase) while busy
        self.segments = []        # (from, to, study, phase)
        self.reports = []         # (at, study, phase)
        self.made, self.made_rvu = 0, 0  # in the present shift
        self.owed, self.break_until = [], None
        self.interruptions, self.spoken_to = [], -math.inf  # instants; until when the last
        self.called = None        # rules of the on-call shift he was called in from
        self.coming = False
        self.done = None          # when he last had something out of hand


class Duty:
    """Part of Replication."""

    def hire(self):
        self.readers = []
        for group in self.w.groups:
            for number in range(group["count"]):
                reader = Reader(group, number)
                reader.pace = Fraction(group["pace"].draw(self.random))
                reader.shifts = [s for s in group["shifts"][number]
                                 if self.random.random() >= group["absence"]]
                reader.calls = [s for s in group["calls"][number]
                                if self.random.random() >= group["absence"]]
                reader.stretches = clock.Intervals(reader.shifts)
                self.draw_licences(reader)
                self.readers.append(reader)
                for begin, end in reader.shifts:
                    self.push(max(begin, self.w.first), self.DUTY, (reader, "begin"))
                    self.push(end, self.DUTY, (reader, "end"))
                    for after, length in group["breaks"]:
                        if begin + after < end:
                            self.push(begin + after, self.DUTY, (reader, length))
                for begin, end, _ in reader.calls:
                    self.push(max(begin, self.w.first), self.DUTY, (reader, "standby"))
                    self.push(end, self.DUTY, (reader, "over"))

    def on_roster(self, reader):
        return any(begin <= self.now < end for begin, end in reader.shifts)

    def rules_of(self, reader):
        """Of the on-call shift he stands by in, or is called in from."""
        for begin, end, rules in reader.calls:
            if begin <= self.now < end:
                return rules
        return None

    def duty(self, reader, what):
        if what == "begin":
            reader.made = reader.made_rvu = 0
        elif what == "standby":
            self.calling.add(reader)
        elif what == "come":
            reader.coming = False
            if self.rules_of(reader) is not None:
                reader.called = self.rules_of(reader)
                if not self.on_roster(reader):
                    reader.made = reader.made_rvu = 0
        elif what == "over":
            if self.rules_of(reader) is None:
                reader.called = None
        elif what != "end":
            reader.owed.append(what)  # a break
        self.turn(reader)

    def turn(self, reader):
        """Begins or ends his stretch of duty if it is so."""
        on = self.on_roster(reader) or reader.called is not None
        if on and reader.on_since is None:
            reader.on_since = reader.idle_since = reader.stretch = self.now
            for begin, end in reader.stretches.pairs:
                if begin <= self.now < end:
                    reader.stretch = begin
            reader.off_since = None
        elif not on and reader.on_since is not None:
            reader.on_spans.append((reader.on_since, self.now))
            reader.on_since = None
            reader.owed, reader.break_until = [], None
            if reader.group["end"] == "hand-back" and reader.work is not None:
                self.put_down(reader, True)
                reader.spoken_to = self.now
            if reader.group["end"] == "stay":
                reader.off_since = self.now

    def take_breaks(self):
        for reader in self.readers:
            if reader.break_until is not None and reader.break_until <= self.now:
                reader.break_until = None
            if (reader.owed and reader.break_until is None and reader.on_since is not None
                    and reader.task is None):
                reader.break_until = self.now + reader.owed.pop(0)
                self.push(reader.break_until, self.LOOK, None)

    def at_limit(self, reader):
        group = reader.group
        return ((group["most"] is not None and reader.made >= group["most"])
                or (group["most rvu"] is not None and reader.made_rvu >= group["most rvu"] - 1e-9))

    def works(self, reader):
        """On shift, and may be given something as far as his hours say."""
        return (reader.on_since is not None and not self.at_limit(reader)
                and not self.down(("provider", reader.group["provider"])))

    def tired(self, reader):
        """Hours beyond `after` since the stretch began."""
        return Fraction(max(self.now - reader.stretch - reader.group["tired"], 0), HOUR)

    # Overtime by `stay`.

    def stays(self, reader):
        return (reader.off_since is not None and reader.task is None
                and self.now < reader.off_since + reader.group["stay"]
                and not self.at_limit(reader)
                and not self.down(("provider", reader.group["provider"])))

    def leave(self):
        """Who stays beyond his shift and finds nothing leaves for good."""
        for reader in self.readers:
            if reader.off_since is not None and reader.task is None:
                reader.off_since = None

    # On call.

    def backlog_of(self, reader):
        """What he may read at this instant as a first read, begun or not."""
        return [s for s in self.studies if s.received is not None and s.open()
                and self.entitled(reader, s)
                and self.covered(reader.group["provider"], s, True)]

    def call_in(self):
        for reader in self.readers:
            rules = self.rules_of(reader)
            if rules is None or reader.called is not None or reader.coming:
                continue
            begins = reader in self.calling
            backlog, oldest = rules["backlog"], rules["oldest"]
            waiting = self.backlog_of(reader)
            called = backlog is not None and (begins or self.received_now) and (
                len(waiting) >= backlog)
            if oldest is not None:
                called = called or any(
                    s.begun is None and (self.now == s.received + oldest
                                         or begins and self.now >= s.received + oldest)
                    for s in waiting)
            if called:
                reader.coming = True
                self.push(self.now + self.whole(rules["response"].draw(self.random)), self.DUTY,
                          (reader, "come"))
        self.calling, self.received_now = set(), False

    def release(self, reported):
        """Sends away who has just reported (before he is given more), or is left idle."""
        for reader in self.readers:
            if reader.called is not None and reader.task is None and (
                    not reported or reader.done == self.now):
                limit = reader.called["release"]
                if limit is not None and len(self.backlog_of(reader)) <= limit:
                    reader.called = None
                    self.turn(reader)
