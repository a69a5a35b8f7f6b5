# Which study goes to which reader in one replication: every time anew, over all that waits and all
# readers.
# SPDX-License-Identifier: GPL-3.0-or-later
from fractions import Fraction

from eligible import LATER
from quantity import HOUR


class Dispatch:
    """Part of Replication."""

    # The order of what waits.

    def key(self, task):
        """Of the study of the task that stands first."""
        keys = [self.key_of(task, study) for study in task.studies]
        return min(keys) if len(keys) > 1 else keys[0]

    def key_of(self, task, study):
        w, order, since = self.w, self.w.order, task.received(study)
        behind = LATER.get(task.phase, 0)
        if order == "fifo":
            rule = (since,)
        elif order == "priority":
            pick = 0
            if w.pick == "shortest":
                pick = study.kind["read"].mean()  # of the type, whatever the phase
            elif w.pick == "richest":
                pick = -study.kind["rvu"]
            rule = (study.rank, pick, since)
        elif order == "accumulating":
            weight = 0 if behind else w.priorities[study.rank]["weight"]
            rule = (-weight * (self.now - since), since)
        else:
            if behind:
                span = w.within if task.phase == "final" else None
            else:
                span = w.priorities[study.rank]["target"]
            if span is None:
                rule = (1, since)
            else:
                less = self.expected(task, study) if order == "slack" else 0
                rule = (0, since + span - less)
        return (behind, rule, study.tie)

    def expected(self, task, study):
        """Base time, before anything is drawn."""
        return Fraction(study.kind["read"].mean()) * {
            "first": lambda: 1, "second": lambda: study.double["time"],
            "arbiter": lambda: study.double["time"], "sign": lambda: self.w.attending["time"],
            "final": lambda: self.w.finals["time"],
            "review": lambda: self.w.review["time"]}[task.phase]()

    def escalate(self):
        for task in self.waiting:
            for study in task.studies if task.phase not in LATER else []:
                said = self.w.priorities[study.rank]
                while said["after"] is not None and self.now >= study.received + said["after"]:
                    study.rank, study.raised = said["to"], True
                    said = self.w.priorities[study.rank]

    # The order of readers.

    def place(self, reader, task):
        return (self.preference(reader, task), reader.idle_since, reader.name)

    def preference(self, reader, task):
        group, study, tie = reader.group, task.studies[0], self.w.tie
        pace = self.pace(reader, study)
        if tie == "specialist-last":
            return len(group["skills"]) + sum(
                self.licensed(reader, j, self.clocks.get(j, self.w.zone))
                for j in self.w.jurisdictions)
        if tie == "fastest":
            return pace
        if tie == "cheapest":
            return (group["read"] + group["rvu"] * study.kind["rvu"]
                    + group["hour"] * float(self.expected(task, study) * pace) / HOUR)
        return self.random.random() if tie == "random" else 0

    # Readers' own lists.

    def hand_out(self):
        """Gives each first read that has none, or has lost it, an owner."""
        for task in self.waiting:
            if task.phase != "first":
                continue
            owner = task.owner
            if owner is not None and not (self.works(owner) and self.still_may(owner, task)):
                task.owner = None
            if task.owner is None:
                able = [r for r in self.readers if self.works(r) and self.may(r, task)]
                if able:
                    task.owner = self.chosen_owner(able, task)

    def still_may(self, reader, task):
        """What made it overflow to him need not hold any more, all else must."""
        return all(self.entitled(reader, s) and self.covered(reader.group["provider"], s, False)
                   for s in task.studies)

    def chosen_owner(self, able, task):
        if self.w.assign == "random":
            return self.random.choice(able)
        if self.w.assign == "round-robin":
            turn = [r for r in able if r.name > self.last_owner] or able
            owner = min(turn, key=lambda r: r.name)
            self.last_owner = owner.name
            return owner
        load = {"shortest": self.length, "least-work": self.load}[self.w.assign]
        busy = [r for r in able if r.task is not None or r.break_until is not None]
        return min(able, key=lambda r: (load(r), r in busy, 0 if r in busy else r.idle_since,
                                        r.name))

    def own(self, reader):
        return [t for t in self.waiting if t.owner is reader] + (
            [reader.task] if reader.task is not None else [])

    def length(self, reader):
        return len(self.own(reader))  # a bundle is one

    def load(self, reader):
        held = [(t, s) for t in self.own(reader) for s in t.studies]
        if reader.task is not None and reader.work is None:  # on the telephone: in hand still
            held.append((reader.task, reader.segment[1]))
        return sum(self.expected(t, s) * self.pace(reader, s) for t, s in held)

    def pace(self, reader, study):
        return reader.pace * reader.group["paces"].get(study.kind["modality"], 1)

    # Assignment.

    def may_take(self, reader, task):
        if reader.off_since is not None and not (
                task.phase == "first" and self.rank(task) in reader.group["stays"]):
            return False
        if self.w.assign == "pull" or task.phase != "first":
            return self.may(reader, task)
        if task.owner is None and reader.off_since is not None:  # who stays has no list
            return self.may(reader, task)
        return task.owner is reader and self.still_may(reader, task)

    def rank(self, task):
        return min(s.rank for s in task.studies)

    def give(self):
        """One study to one idle reader; False when there is none to be given."""
        idle = [r for r in self.readers if r.task is None and (
            self.stays(r) or self.works(r) and r.break_until is None)]
        if not idle:
            return False
        for task in self.waiting:
            able = [r for r in idle if self.may_take(r, task)]
            if able:
                # Who stays beyond his shift takes only what the others leave.
                self.begin(min(able, key=lambda r: (r.on_since is None, self.place(r, task))),
                           task)
                return True
        return False

    def pre_empt(self):
        """One study put down for another; False when none is to be."""
        for task in self.waiting if self.w.preempt else []:
            if task.phase in LATER or self.rank(task) not in self.w.preempt:
                continue
            busy = [r for r in self.readers if r.work is not None and self.works(r)
                    and self.may_take(r, task)]
            if not busy:
                continue
            victim = min(busy, key=lambda r: (
                -LATER.get(r.task.phase, 0), -self.rank(r.task), -r.segment[0], r.name))
            if (LATER.get(victim.task.phase, 0), self.rank(victim.task)) > (0, self.rank(task)):
                self.put_down(victim, not self.w.restart)
                self.begin(victim, task)
                self.escalate()
                self.waiting.sort(key=self.key)
                return True
        return False

    def assign(self):
        self.waiting.sort(key=self.key)
        if self.w.assign != "pull":
            self.hand_out()
        if self.down(("pacs", "")):
            return
        while self.give() or self.pre_empt():
            if self.w.assign != "pull":
                self.hand_out()
