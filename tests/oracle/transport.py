# The ways of a study to the worklist in one replication: links, faults, AI tools.
# SPDX-License-Identifier: GPL-3.0-or-later
from fractions import Fraction

import clock
from quantity import SECOND


class Work:
    """Something that takes so long and can stand still; its event comes when it is done."""

    def __init__(self, kind, what, length):
        self.kind, self.what, self.left = kind, what, length
        self.since = None  # while it goes on

    def go(self, r):
        if self.since is None:
            self.since = r.now
            r.push(r.now + self.left, self.kind, (self, r.now))

    def stand(self, r):
        if self.since is not None:
            self.left -= r.now - self.since
            self.since = None

    def ends(self, since):
        """Whether the event of a start at `since` still holds; only once."""
        if self.since != since:
            return False
        self.since, self.left = None, 0
        return True


class Link:
    def __init__(self, name, link):
        self.name, (self.speed, self.overhead) = name, link
        self.queue, self.work = [], None


class Tool:
    def __init__(self, tool):
        self.tool, self.queue, self.works = tool, [], []


class Transport:
    """Part of Replication."""

    # Outages.

    def draw_outages(self):
        spans = {}
        for outage in self.w.outages:
            for thing in outage["things"]:
                spans.setdefault(thing, []).extend(self.spans(outage))
        self.outages = {thing: clock.Intervals(s) for thing, s in spans.items()}
        for intervals in self.outages.values():
            for begin, end in intervals.pairs:
                self.push(begin, self.OUTAGE, None)
                self.push(end, self.OUTAGE, None)

    def spans(self, outage):
        if outage["window"] is not None:
            return [outage["window"]]
        at, made = self.w.first, []
        while at < self.w.last:
            begin = at + self.whole(outage["mtbf"].draw(self.random))
            at = begin + self.whole(outage["mttr"].draw(self.random))
            made.append((begin, at))
        return made

    def down(self, thing):
        return thing in self.outages and self.outages[thing].holds(self.now)

    def back(self, thing, instant):
        """The instant itself, or the end of the outage in which it falls."""
        for begin, end in self.outages[thing].pairs if thing in self.outages else []:
            if begin <= instant < end:
                return end
        return instant

    def outage(self):
        """Lets stand or go what an outage that begins or ends has to do with."""
        for link in self.links.values():
            if link.work is not None:
                self.move(link.work, not self.down(("link", link.name)))
        for tool in self.tools:
            for work in tool.works:
                self.move(work, not self.down(("ai", tool.tool["id"])))
        for reader in self.readers:
            if reader.task is not None and self.down(("provider", reader.group["provider"])):
                if reader.work is not None:
                    self.put_down(reader, not self.w.restart)
            elif reader.work is not None:
                self.proceed(reader)

    def move(self, work, goes):
        if goes:
            work.go(self)
        else:
            work.stand(self)

    # Links.

    def send(self, study):
        study.joined = self.now
        if study.site["wire"] is None:
            self.deliver(study)
        else:
            self.links[study.site["wire"]].queue.append(study)

    def start_links(self):
        for link in self.links.values():
            if link.queue and link.work is None and not self.down(("link", link.name)):
                study = min(link.queue, key=lambda s: (s.joined, s.tie))
                link.queue.remove(study)
                length = self.whole(link.overhead + study.size * 8 / link.speed * SECOND)
                link.work = Work(self.SENT, (link, study), length)
                link.work.go(self)

    def sent(self, link, study):
        link.work = None
        self.deliver(study)

    def deliver(self, study):
        self.push(self.back(("pacs", ""), self.now), self.RECEIPT, study)

    def receive(self, study):
        if study.withdrawn is not None:
            return
        study.received = self.now
        for tool in self.tools:
            if study.kind["id"] in tool.tool["studies"]:
                tool.queue.append(study)
        self.look_later(study)
        if all(s.received is not None for s in study.bundle):
            self.complete(study.bundle)

    def complete(self, bundle):
        """Its last study is there (mostly the only one): the wait for a reader begins."""
        for study in bundle:
            study.waits_from = self.now
            self.look_later(study)
        self.wait([s for s in bundle if s.open()], "first", None)
        if bundle[0].patience is not None:
            self.push(self.now + bundle[0].patience, self.PATIENCE, bundle[0])

    # AI tools.

    def start_tools(self):
        for tool in self.tools:
            while (tool.queue and len(tool.works) < tool.tool["servers"]
                   and not self.down(("ai", tool.tool["id"]))):
                study = min(tool.queue, key=lambda s: (s.received, s.tie))
                tool.queue.remove(study)
                work = Work(self.VERDICT, (tool, study),
                            self.whole(tool.tool["time"].draw(self.random)))
                tool.works.append(work)
                work.go(self)

    def judge(self, work):
        tool, study = work.what
        tool.works.remove(work)
        said = tool.tool
        if said["finding"] in study.found:
            positive = self.random.random() < said["sensitivity"]
        else:
            positive = self.random.random() >= said["specificity"]
        self.verdicts.append((self.now, said, study, positive))
        if not study.open():
            return
        if said["on"] in ("always", "positive" if positive else "negative"):
            study.saves = max(study.saves, Fraction(said["saves"]))
        if positive:
            study.positive = True
            if said["up"] is not None and said["up"] < study.rank:
                study.rank, study.raised = said["up"], True
            return
        if said["down"] is not None and not study.positive and not study.raised:
            study.rank = max(study.rank, said["down"])
        if said["autonomous"] and study.begun is None and not study.positive:
            self.report_by_tool(said, study)

    def report_by_tool(self, tool, study):
        study.reported = study.finalled = self.now
        study.autonomous = tool
        self.forget(study)
