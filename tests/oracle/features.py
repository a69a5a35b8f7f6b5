# What an exact world may have beyond the plain one: each a function that puts it in, so that a
# world can have any of them, alone or together. Nothing is left to chance: constants, shares of 0
# and 100 %, windows.
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt


def ids(x, section):
    return [entry["id"] for entry in x.document.get(section, [])]


def some(x, values, least=1):
    return sorted(x.r.sample(values, x.r.randint(min(least, len(values)), len(values))))


def all_or_none(x, chance=0.5):
    return "100 %" if x.r.random() < chance else "0 %"


def odd(x, low, high):
    """So many minutes and some odd seconds."""
    return "%d s" % (60 * x.r.randint(low, high) + x.r.choice([11, 17, 23, 41]))


def half_of(x, section):
    return [entry for entry in x.document[section] if x.r.random() < 0.5]


def instant(x, minutes=15):
    return (x.start + dt.timedelta(minutes=x.r.randrange(0, x.days * 24 * 60, minutes))).isoformat(
        timespec="minutes")


def date(x):
    return (x.start + dt.timedelta(days=x.r.randint(-2, x.days))).date().isoformat()


def finals(x):
    """Providers with readers that may do any reading of any study."""
    return ["county"] + some(x, [p for p in ids(x, "providers") if p != "county"], 0)


# Demand and transport.

def shared_links(x):
    x.document["links"] = [{"id": "wan", "bandwidth": "8 Mbit/s", "overhead": odd(x, 0, 1)},
                           {"id": "lan", "bandwidth": "16 Mbit/s"}]
    for site in x.document["sites"]:
        if x.r.random() < 0.7:
            site["link"] = x.r.choice(["wan", "wan", "lan"])


def priors(x):
    for study in half_of(x, "studies"):
        study["priors"] = {"share": all_or_none(x, 0.7),
                           "size": {"constant": "%d MB" % x.r.choice([45, 90])}}


def hold(x):
    for site in x.document["sites"]:
        for entry in site["demand"]:
            if x.r.random() < 0.4:
                entry["hold"] = {"until": some(x, ["06:00", "12:00", "18:15", "22:30", "02:30"])}
                if x.r.random() < 0.3:
                    entry["hold"]["days"] = x.r.choice(["mon-fri", "sat-tue"])


def acquire(x):
    for site in x.document["sites"]:
        for entry in site["demand"]:
            if x.r.random() < 0.5 and "trace" in entry:
                entry["acquire"] = {"constant": "%d min" % x.r.choice([5, 25, 60])}


def batches(x):
    for site in x.document["sites"]:
        entry = {"study": x.r.choice(ids(x, "studies")),
                 "batch": {"size": x.r.choice(["1", "3", "7"]),
                           "at": some(x, ["02:30", "07:00", "18:00", "23:15"])}}
        if x.r.random() < 0.4:
            entry["batch"]["days"] = x.r.choice(["mon-fri", "sat-tue", ["wed", "sun"]])
        if x.r.random() < 0.5:
            entry["priorities"] = [{"id": x.r.choice(ids(x, "priorities")), "share": "100 %"}]
        site["demand"].append(entry)


def bundles(x):
    if "assign" in x.document["dispatch"]:
        return
    names = ids(x, "studies")
    study = x.r.choice(x.document["studies"])
    others = [name for name in names if name != study["id"]]
    for tool in x.document.get("ai", []):
        tool.pop("autonomous", None)  # who may take what is left then is nowhere said
    if others:
        study["bundle"] = {"with": x.r.sample(others, min(len(others), x.r.randint(1, 2))),
                           "share": all_or_none(x, 0.9)}


def outages_of(kinds):
    def put(x):
        made = x.document.setdefault("outages", [])
        for number in range(x.r.randint(1, 2)):
            kind = x.r.choice(kinds)
            names = {"pacs": [""], "ai": ids(x, "ai"), "provider": ids(x, "providers"),
                     "site": ids(x, "sites"),
                     "link": ids(x, "links") + [s["id"] for s in x.document["sites"]
                                                if isinstance(s.get("link"), dict)]}[kind]
            if not names:
                continue
            start = x.start + dt.timedelta(minutes=x.r.randrange(-300, x.days * 24 * 60, 15))
            end = start + dt.timedelta(minutes=x.r.choice([7, 30, 60, 240, 600]))
            name = x.r.choice(names)
            made.append({"id": "%s%d" % (kind, number), "of": kind + (":" + name if name else ""),
                         "window": {"from": start.isoformat(timespec="minutes"),
                                    "to": end.isoformat(timespec="minutes")}})
    return put


# Readers.

def on_roster(x):
    for group in x.document["readers"]:
        group.setdefault("roster", [{"shift": x.r.choice(ids(x, "shifts"))}])
    return x.document["readers"]


def breaks(x):
    for group in on_roster(x):
        if x.r.random() < 0.7:
            group["breaks"] = [
                {"after": "%d min" % after, "length": "%d min" % x.r.choice([15, 45])}
                for after in some(x, [40, 60, 75])]


def absence(x):
    groups = on_roster(x)
    for group in groups[:-1]:
        if x.r.random() < 0.4:
            group["absence"] = all_or_none(x)


def shift_end(x):
    for group in on_roster(x):
        group["shift-end"] = x.r.choice(["finish", "hand-back", "stay"])
        if group["shift-end"] == "stay":
            group["stay"] = {"priorities": some(x, ids(x, "priorities")),
                             "at-most": odd(x, 20, 200)}


def limit(x):
    for group in on_roster(x):
        if x.r.random() < 0.7:
            group["limit"] = {"studies": str(x.r.randint(1, 8))}
            if x.r.random() < 0.4:
                group["limit"]["rvu"] = "%.3f" % x.r.uniform(1, 6)


def fatigue(x):
    for group in on_roster(x):
        if x.r.random() < 0.7:
            group["fatigue"] = {"after": "%d min" % x.r.choice([0, 60, 150]),
                                "reading": "%d %%/h" % x.r.choice([6, 12, 30])}


def pace_by_modality(x):
    for group in x.document["readers"]:
        if x.r.random() < 0.7:
            group["pace-by-modality"] = {m: x.r.choice(["0.5", "1.25", "2"])
                                         for m in some(x, ["CT", "DX", "MR"])}


def overlapping_shifts(x):
    for group in x.document["readers"]:
        if "roster" in group:
            group["roster"] = group["roster"] + [
                {"shift": x.r.choice(ids(x, "shifts"))} for _ in range(x.r.randint(1, 2))]
            for number, entry in enumerate(group["roster"]):
                entry["id"] = "e%d" % number


def on_call(x):
    group = x.people("call") | {"reads": "final", "provider": "county", "skills": ["neuro"],
                                "licences": {"hold": ids(x, "jurisdictions")}}
    group["count"] = str(x.r.randint(2, 3))
    group["roster"] = [{"shift": x.r.choice(ids(x, "shifts")), "of": "1"}]
    group["cost"]["on-call-per-hour"] = "USD 11"
    entry = {"shift": x.r.choice(ids(x, "shifts")), "of": "1", "call-in": {},
             "response": {"constant": odd(x, 10, 40)}}
    if x.r.random() < 0.7:
        entry["call-in"]["backlog"] = str(x.r.randint(1, 6))
    if x.r.random() < 0.5 or not entry["call-in"]:
        entry["call-in"]["oldest"] = odd(x, 10, 60)
    if x.r.random() < 0.6:
        most = min(2, int(entry["call-in"].get("backlog", 3)) - 1)
        entry["release"] = {"backlog": str(x.r.randint(0, most))}
    group["on-call"] = [entry]
    x.document["readers"].append(group)


# Licences.

def but_jack(x):
    return [group for group in x.document["readers"] if group["id"] != "k"]


def dated_licences(x):
    for group in but_jack(x):
        entries = [{"id": j} for j in ids(x, "jurisdictions")]
        for entry in entries:
            if x.r.random() < 0.5:
                entry["from"] = date(x)
            if x.r.random() < 0.5:
                entry["until"] = date(x)
            if "from" in entry and "until" in entry:
                entry["from"], entry["until"] = sorted([entry["from"], entry["until"]])
        group["licences"] = {"hold": entries}


def applications(x):
    for jurisdiction in x.document["jurisdictions"][:2]:
        jurisdiction["compact"] = "imlc"
    for group in but_jack(x):
        licences = {"hold": some(x, ids(x, "jurisdictions"))}
        if x.r.random() < 0.6:
            licences["apply"] = [{"id": x.r.choice(ids(x, "jurisdictions")), "on": date(x),
                                  "lead": {"constant": "%d h" % x.r.choice([0, 7, 40])}}]
        if x.r.random() < 0.6:
            licences["compacts"] = [{"id": "imlc", "on": date(x),
                                     "lead": {"constant": "%d h" % x.r.choice([0, 13, 30])}}]
        group["licences"] = licences


def drawn_licences(x):
    """As many as there are: no chance in that."""
    for group in but_jack(x):
        if x.r.random() < 0.5:
            group["licences"] = {"draw": {"count": "2", "from": ["US-*"]}}


def fees(x):
    for site in x.document["sites"]:
        site["zone"] = x.document["run"]["zone"]
    for group in x.document["readers"]:
        if x.r.random() < 0.7:
            group["licences"]["fee"] = "USD %d/yr" % x.r.choice([500, 3650])


def credentialing(x):
    for group in but_jack(x):
        if x.r.random() < 0.7:
            group["privileges"] = [
                {"sites": some(x, ids(x, "sites")), "on": date(x),
                 "credentialing": {"constant": "%d h" % x.r.choice([0, 5, 30])}}
                for _ in range(x.r.randint(1, 2))]


def certification(x):
    for study in half_of(x, "studies"):
        study["certification"] = {"id": "mqsa", "in": some(x, ids(x, "jurisdictions"))}
    for group in x.document["readers"]:
        if group["id"] == "k" or x.r.random() < 0.5:
            group["certifications"] = ["mqsa"]


def residency(x):
    x.document["jurisdictions"].append({"id": "FR", "region": "EU"})
    for jurisdiction in x.document["jurisdictions"][:-1]:
        if x.r.random() < 0.5:
            jurisdiction["residency"] = "EU"
    for group in x.document["readers"]:
        if group["id"] == "k" or x.r.random() < 0.4:
            group["located"] = "FR"


# Routing.

def coverage_conditions(x):
    made = x.document.setdefault("coverage", [{"provider": "county"}])
    for _ in range(x.r.randint(1, 3)):
        entry = x.coverage(x.r.choice(ids(x, "providers")))
        if x.r.random() < 0.3:
            entry["sites"] = some(x, ids(x, "sites"))
        if x.r.random() < 0.3:
            entry["studies"] = some(x, ids(x, "studies"))
        if x.r.random() < 0.4:
            entry["priorities"] = some(x, ids(x, "priorities"))
        if x.r.random() < 0.3:
            entry["overflow-queue"] = str(x.r.randint(1, 5))
        if x.r.random() < 0.3:
            entry["share"] = all_or_none(x)
        made.append(entry)


def withdraw(x):
    for site in x.document["sites"]:
        if x.r.random() < 0.7:
            site["withdraw"] = {"after": {"constant": odd(x, 5, 90)}}
            if x.r.random() < 0.5:
                site["withdraw"]["priorities"] = some(x, ids(x, "priorities"))


def escalate(x):
    made = x.document["priorities"]
    for rank in range(1, len(made)):
        if x.r.random() < 0.7:
            made[rank]["escalate"] = {"after": odd(x, 5, 90),
                                      "to": made[x.r.randrange(rank)]["id"]}


def slack(x):
    x.document["dispatch"]["order"] = "slack"


def accumulating(x):
    x.document["dispatch"]["order"] = "accumulating"
    weights = sorted((x.r.choice([1, 2, 4, 7]) for _ in x.document["priorities"]), reverse=True)
    for priority, weight in zip(x.document["priorities"], weights):
        priority["weight"] = str(weight)


def pick(x):
    x.document["dispatch"] |= {"order": "priority", "pick": x.r.choice(["shortest", "richest"])}


def tie(x):
    x.document["dispatch"]["tie"] = x.r.choice(["specialist-last", "fastest", "cheapest"])
    for group in x.document["readers"]:
        group["cost"]["per-hour"] = "USD %d" % x.r.choice([61, 97, 131])


def push(x):
    """Without coverage and bundles: when those give a list back is the program's own affair."""
    x.document.pop("coverage", None)
    x.document["dispatch"]["assign"] = x.r.choice(["shortest", "least-work", "round-robin"])


def restart(x):
    x.document["dispatch"] |= {"preempt": ids(x, "priorities")[:-1], "resume": "restart"}


def attending(x):
    x.document["attending"] = {"by": finals(x), "time": x.r.choice(["50 %", "100 %", "20 %"])}
    for group in x.document["readers"]:
        if group["id"] != "k" and x.r.random() < 0.6:
            group["reads"] = "draft"


def final_time(x):
    x.document["final-reads"] = {"by": finals(x), "within": "%d min" % x.r.choice([20, 60, 720]),
                                 "time": x.r.choice(["50 %", "20 %"])}
    for group in x.document["readers"]:
        if group["id"] != "k" and group["reads"] == "final" and x.r.random() < 0.5:
            group["reads"] = "preliminary"


def double_reads(x):
    names = ids(x, "studies")
    entry = {"studies": some(x, names), "by": finals(x), "disagree": all_or_none(x),
             "time": x.r.choice(["50 %", "100 %"])}
    if x.r.random() < 0.7:
        entry["arbitrate"] = finals(x)
    if x.r.random() < 0.3:
        entry["share"] = all_or_none(x)
    x.document["double-reads"] = [entry]
    for group in x.document["readers"]:
        if group["id"] == "k":
            group["count"] = "3"
            for key in ("roster", "breaks", "absence", "shift-end", "stay", "limit", "fatigue"):
                group.pop(key, None)


def peer_review(x):
    x.document["peer-review"] = {"share": all_or_none(x, 0.9), "by": finals(x),
                                 "time": x.r.choice(["50 %", "100 %"])}


# AI and quality.

def tools(x):
    if "ai" not in x.document:
        x.document["ai"] = [x.tool(k, ids(x, "priorities")) for k in range(x.r.randint(1, 2))]
    return x.document["ai"]


def on_negative(x):
    for tool in tools(x):
        if x.r.random() < 0.7:
            ranks = ids(x, "priorities")
            above = x.r.randrange(len(ranks) - 1)
            tool["on-negative"] = {"priority": x.r.choice(ranks[above + 1:])}
            tool["on-positive"] = {"priority": x.r.choice(ranks[:above + 1])}
        elif x.r.random() < 0.3:
            tool.pop("on-positive", None)


def draft(x):
    for tool in tools(x):
        tool["draft"] = {"saves": x.r.choice(["20 %", "50 %"]),
                         "on": x.r.choice(["positive", "negative", "always"])}


def autonomous(x):
    for tool in tools(x):
        if x.r.random() < 0.7:
            tool["autonomous"] = "true"


def critical(x):
    for finding in x.document["findings"]:
        if x.r.random() < 0.8:
            finding["critical"] = {"call": {"constant": odd(x, 1, 12)}}
            if x.r.random() < 0.7:
                finding["critical"]["within"] = "%d min" % x.r.choice([3, 8, 15])


def discrepancy(x):
    for group in x.document["readers"]:
        group["discrepancy"] = {"share": all_or_none(x, 0.8)}
        if x.r.random() < 0.7:
            group["discrepancy"]["classes"] = [
                {"id": "major", "share": all_or_none(x, 0.8),
                 "recontact": {"constant": odd(x, 1, 9)}}]
    if x.r.random() < 0.5:
        x.document["studies"][0]["difficulty"] = "1.5"


# Money.

def prices(x):
    for provider in x.document["providers"]:
        price = provider["price"]
        if x.r.random() < 0.6:
            price["by-modality"] = {m: "USD %d" % x.r.choice([11, 33])
                                    for m in some(x, ["CT", "DX", "MR"])}
        if x.r.random() < 0.6:
            price["when"] = [{"shift": name, "factor": x.r.choice(["1.25", "2"])}
                             for name in some(x, ids(x, "shifts"))]
        if x.r.random() < 0.6:
            price["tiers"] = [{"above": "%d/month" % above, "per-read": "USD %d" % (19 - above)}
                              for above in some(x, [2, 5, 9])]
        if x.r.random() < 0.5:
            price["minimum"] = "%d/month" % x.r.choice([10, 100, 400])
        if x.r.random() < 0.5:
            price["per-month"] = "USD 5000"


def overtime_pay(x):
    for group in x.document["readers"]:
        group["cost"]["overtime"] = x.r.choice(["150 %", "200 %"])


def penalties(x):
    promised = [p["id"] for p in x.document["priorities"] if "target" in p]
    for provider in x.document["providers"]:
        provider["penalties"] = [{"priority": name, "per-miss": "USD 25"}
                                 for name in some(x, promised)]
        for entry in provider["penalties"]:
            if x.r.random() < 0.6:
                entry["at-most"] = "USD %d/month" % x.r.choice([40, 100])


def currencies(x):
    x.document |= {"currency": "EUR", "exchange": {"USD": "EUR 0.5", "GBP": "EUR 1.25"}}
    x.document["readers"][0]["cost"]["per-read"] = "GBP 3"


ALL = {
    "shared-links": shared_links, "priors": priors, "hold": hold, "acquire": acquire,
    "batches": batches, "breaks": breaks, "absence": absence, "shift-end": shift_end,
    "limit": limit, "fatigue": fatigue, "pace-by-modality": pace_by_modality,
    "overlapping-shifts": overlapping_shifts, "on-call": on_call,
    "dated-licences": dated_licences, "applications": applications,
    "drawn-licences": drawn_licences, "fees": fees, "credentialing": credentialing,
    "certification": certification, "residency": residency,
    "coverage-conditions": coverage_conditions, "withdraw": withdraw, "escalate": escalate,
    "slack": slack, "accumulating": accumulating, "pick": pick, "tie": tie, "push": push,
    "restart": restart, "attending": attending, "double-reads": double_reads,
    "final-time": final_time, "peer-review": peer_review, "on-negative": on_negative,
    "draft": draft,
    "autonomous": autonomous, "critical": critical, "discrepancy": discrepancy,
    "prices": prices, "overtime-pay": overtime_pay, "penalties": penalties,
    "currencies": currencies, "bundles": bundles,
    "outage-pacs": outages_of(["pacs"]), "outage-link": outages_of(["link"]),
    "outage-ai": outages_of(["ai"]), "outage-provider": outages_of(["provider"]),
    "outage-site": outages_of(["site"]),
}
