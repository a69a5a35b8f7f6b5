# Who may read what in one replication: each condition asked of the instant.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt

import clock

ORDER = ("first", "second", "arbiter", "sign", "final", "review")
LATER = {"final": 1, "review": 2}  # behind all first reads


class Eligible:
    """Part of Replication."""

    def draw_licences(self, reader):
        """reader.licences: (jurisdiction, first date or None, lead, last date or None);
        reader.privileges: site -> such, None without any."""
        given = reader.group["licences"]
        reader.licences = [(j, first, 0, last) for j, first, last in given["hold"]]
        for entry in given["apply"]:
            lead = self.whole(entry["lead"].draw(self.random))
            reader.licences += [(j, entry["on"], lead, entry["until"])
                                for j in entry["jurisdictions"]]
        if given["draw"] is not None:
            count, pool = given["draw"]
            reader.licences += [(j, None, 0, None) for j in self.random.sample(pool, count)]
        reader.privileges = {}
        for entry in reader.group["privileges"]:
            for site in sorted(entry["sites"]):
                lead = self.whole(entry["lead"].draw(self.random))
                reader.privileges.setdefault(site, []).append((entry["on"], lead, None))
        for site in self.w.sites:
            spans = [span[1:] for span in reader.licences if span[0] == site["jurisdiction"]]
            for begin, end in (self.span(s, site["zone"])
                               for s in spans + reader.privileges.get(site["id"], [])):
                self.push(max(begin, self.w.first), self.LOOK, None)
                self.push(min(end, self.w.last), self.LOOK, None)

    def span(self, dates, zone):
        first, lead, last = dates
        begin = self.w.first if first is None else clock.day_begins(first, zone)
        end = (self.w.last if last is None
               else clock.day_begins(last + dt.timedelta(days=1), zone))
        return begin + lead, end

    def holds(self, dates, zone):
        begin, end = self.span(dates, zone)
        return begin <= self.now < end

    def licensed(self, reader, jurisdiction, zone):
        return any(j == jurisdiction and self.holds(dates, zone)
                   for j, *dates in reader.licences)

    def privileged(self, reader, site):
        return not reader.group["privileges"] or any(
            self.holds(dates, site["zone"]) for dates in reader.privileges.get(site["id"], []))

    def resides(self, group, jurisdiction):
        needed, located = self.w.jurisdictions[jurisdiction]["residency"], group["located"]
        if needed is None:
            return True
        region = self.w.jurisdictions.get(located, {}).get("region")
        return located is not None and needed in (located, region)

    def entitled(self, reader, study):
        """By what he is, and by what he holds at this instant."""
        group, kind, site = reader.group, study.kind, study.site
        certificate = kind["certification"]
        return ((group["modalities"] is None or kind["modality"] in group["modalities"])
                and (kind["skill"] is None or kind["skill"] in group["skills"])
                and (certificate is None or site["jurisdiction"] not in certificate[1]
                     or certificate[0] in group["certifications"])
                and self.resides(group, site["jurisdiction"])
                and self.licensed(reader, site["jurisdiction"], site["zone"])
                and self.privileged(reader, site))

    # Coverage.

    def matches(self, number, study):
        """What an entry says of the study itself."""
        entry = self.w.coverage[number]
        return (study.site["id"] in entry["sites"] and study.kind["id"] in entry["studies"]
                and study.rank in entry["ranks"])

    def queue(self, number):
        """How many first reads wait that the entry covers."""
        return sum(self.matches(number, s) and s.shares[number]
                   for task in self.waiting if task.phase == "first" for s in task.studies)

    def covered(self, provider, study, first):
        if self.w.coverage is None:
            return True
        for number, entry in enumerate(self.w.coverage):
            if (entry["provider"] == provider and self.matches(number, study)
                    and (entry["window"] is None or entry["window"].holds(self.now))
                    and (not first or self.overflows(number, study))):
                return True
        return False

    def overflows(self, number, study):
        entry = self.w.coverage[number]
        return ((entry["after"] is None or self.now >= study.waits_from + entry["after"])
                and study.shares[number]
                and (entry["queue"] is None or self.queue(number) >= entry["queue"]))

    # Both, and the phase.

    def plays(self, reader, study, phase):
        """Whether this phase is for his group, and for him after those who read it before."""
        w, group = self.w, reader.group
        if phase == "first":
            return True
        if phase in ("second", "arbiter"):
            by = study.double["by" if phase == "second" else "arbitrate"]
            return (group["reads"] != "draft" and group["provider"] in by
                    and reader not in study.people)
        said = {"sign": w.attending, "final": w.finals, "review": w.review}[phase]
        return (group["reads"] == "final" and group["provider"] in said["by"]
                and not (phase == "sign" and reader in study.people)
                and not (phase == "review" and reader is study.final_reader))

    def may(self, reader, task):
        for study in task.studies:
            if not (self.plays(reader, study, task.phase) and self.entitled(reader, study)
                    and self.covered(reader.group["provider"], study, task.phase == "first")):
                return False
        return True
