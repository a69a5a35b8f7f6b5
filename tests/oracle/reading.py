# The reading of studies in one replication: what is in hand, and which reading follows which.
# SPDX-License-Identifier: GPL-3.0-or-later
from fractions import Fraction

from transport import Work


class Task:
    """Studies to be read by one reader one after another (mostly one); the last ones of them."""

    def __init__(self, studies, phase, since, base):
        self.studies, self.phase = studies, phase
        self.since = since                            # its receipt, None: the study's own
        self.full = dict(zip(studies, base))          # base time from nothing
        self.left = dict(self.full)                   # and what is left of it
        self.owner = None                             # whose list, where they have their own

    def received(self, study):
        return study.received if self.since is None else self.since


class Reading:
    """Part of Replication."""

    def wait(self, studies, phase, since):
        if not studies:
            return
        if phase == "first":
            base = [s.base for s in studies]
        else:
            time = {"sign": self.w.attending, "final": self.w.finals, "review": self.w.review,
                    "second": studies[0].double, "arbiter": studies[0].double}[phase]["time"]
            base = [Fraction(s.kind["read"].draw(self.random)) * time for s in studies]
        self.waiting.append(Task(studies, phase, since, base))

    def forget(self, study):
        """What is unread of it is not to be read any more."""
        for reader in self.readers:
            if reader.task is not None and study in reader.task.studies:
                reader.task.studies.remove(study)
        for task in [t for t in self.waiting if study in t.studies]:
            task.studies.remove(study)
            if not task.studies:
                self.waiting.remove(task)

    def withdraw(self, head):
        """By the head's patience, the whole bundle."""
        if any(s.begun is not None for s in head.bundle):
            return
        for study in head.bundle:
            if study.open():
                study.withdrawn = self.now
                self.forget(study)

    # A reader at work.

    def begin(self, reader, task):
        self.waiting.remove(task)
        reader.task = task
        self.begin_study(reader)

    def begin_study(self, reader):
        task, group = reader.task, reader.group
        study = task.studies[0]
        if study.begun is None:
            study.begun = self.now
            task.full[study] *= 1 - study.saves
            task.left[study] = task.full[study]
        tired = self.tired(reader)
        reader.worse = 1 + group["worse"] * tired
        reader.speed = (reader.pace * group["paces"].get(study.kind["modality"], 1)
                        * (1 + group["slower"] * tired))
        if group["learning"] is not None:
            factor, half = group["learning"]
            reader.speed *= Fraction(1 + (factor - 1) * 2 ** (-len(reader.reports) / half))
        reader.segment = (self.now, study, task.phase)
        reader.work = Work(self.REPORT, reader, self.whole(task.left[study] * reader.speed))
        reader.length = reader.work.left
        reader.began = self.sequence  # of two that end together, which was begun first
        self.proceed(reader)

    def proceed(self, reader):
        """Lets the reading go on, unless the PACS is down or somebody speaks to him."""
        work, rate = reader.work, reader.group["interrupted"]
        self.move(work, not self.down(("pacs", "")) and self.now >= reader.spoken_to)
        if rate > 0 and work.since == self.now:
            self.push(self.now + self.whole(self.random.expovariate(rate)), self.INTERRUPTION,
                      (reader, work, work.since))

    def interrupt(self, reader, work, since):
        if reader.work is work and work.since == since:
            reader.interruptions.append(self.now)
            reader.spoken_to = self.now + self.whole(
                reader.group["interruption"].draw(self.random))
            work.stand(self)
            self.push(reader.spoken_to, self.LET_GO, reader)

    def close(self, reader):
        """Ends what he is busy with, and writes it down."""
        begin, study, phase = reader.segment
        if self.now > begin:
            reader.segments.append((begin, self.now, study, phase))
            if phase not in ("final", "review", "call", "recontact"):
                study.read_us += self.now - begin
        reader.segment = None

    def put_down(self, reader, keep):
        """What he has in hand goes back to its list."""
        task, study = reader.task, reader.task.studies[0]
        reader.work.stand(self)
        self.close(reader)
        task.left[study] -= (reader.length - reader.work.left) / reader.speed
        if not keep:
            task.left[study] = task.full[study]
        reader.task = reader.work = None
        self.waiting.append(task)

    def report(self, reader):
        task, study = reader.task, reader.task.studies.pop(0)
        self.close(reader)
        reader.work = None
        reader.idle_since = self.now
        reader.reports.append((self.now, study, task.phase))
        reader.made += 1
        reader.made_rvu += study.kind["rvu"]
        calls = self.follow(reader, study, task.phase)
        if calls > 0:
            reader.segment = (self.now, study,
                              "recontact" if task.phase in ("final", "review") else "call")
            self.push(self.now + calls, self.CALLED, reader)
        else:
            self.go_on(reader)

    def called(self, reader):
        self.close(reader)
        self.go_on(reader)

    def go_on(self, reader):
        """The next study of the bundle, or nothing."""
        if reader.task.studies:
            self.begin_study(reader)
        else:
            reader.task, reader.done = None, self.now

    # What follows a report; each returns how long the reader then speaks with others.

    def follow(self, reader, study, phase):
        if phase in ("final", "review"):
            length = self.check(study)
            if phase == "final":
                self.made_final(reader, study)
            return length
        study.people.add(reader)
        if phase == "first" and reader.group["reads"] == "draft":
            self.wait([study], "sign", None)
        elif phase in ("first", "sign") and study.double is not None:
            self.wait([study], "second", None)
        elif phase == "second" and study.disagree and study.double["arbitrate"] is not None:
            self.wait([study], "arbiter", None)
        else:
            return self.first_report(reader, study)
        return 0

    def first_report(self, reader, study):
        study.reported, study.first_reader = self.now, reader
        study.reading = reader.began
        study.reporter = reader.group["provider"]
        wrong = reader.group["errors"] * study.kind["difficulty"] * float(reader.worse)
        study.wrong = self.random.random() < wrong
        if reader.group["reads"] == "preliminary":
            study.preliminary = True
            if self.w.finals is not None:
                self.wait([study], "final", self.now)
        else:
            self.made_final(reader, study)
        return self.calls(study)

    def calls(self, study):
        total, limits = 0, []
        for finding in sorted(study.found):
            call, within = self.w.findings[finding]
            if call is not None:
                total += self.whole(call.draw(self.random))
                limits.append((self.now + total, within))
        if limits:
            study.call_end = self.now + total
            study.limits = [(end, self.now + within) for end, within in limits
                            if within is not None]
        return total

    def made_final(self, reader, study):
        study.finalled, study.final_reader = self.now, reader
        if study.review:
            self.wait([study], "review", self.now)

    def check(self, study):
        """Of the first reader's report, by the first who reads it again."""
        if not study.wrong or study.found_wrong:
            return 0
        study.found_wrong = True
        draw = self.random.random()
        for part, recontact in study.first_reader.group["classes"]:
            if draw < part:
                return self.whole(recontact.draw(self.random))
            draw -= part
        return 0
