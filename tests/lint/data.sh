#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every figure of data/ says where it comes from, and every source is described.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

command -v python3 >/dev/null 2>&1 || skip_all 'no python3'
cd "$abs_top_srcdir" || exit 99

# check NAME PYTHON: prints one line for every offence; items(KIND) and SOURCES are there.
check() {
	later "$1" '
import datetime, json, re, sys
def items(kind):
    with open("data/%s.json" % kind, encoding="utf-8") as file:
        data = json.load(file)
    assert data["kind"] == kind and data["schema"] == "gpuplan-catalog/1", kind
    return data["items"]
SOURCES = {source["id"] for source in items("sources")}
def known(source):
    # "id place | id place": the first word of every part.
    return bool(source) and all(part.split()[0] in SOURCES for part in re.split(r" \| ", source))
'"$2" /dev/null
}

check 'every price has source, date, provider, amount and kind' '
providers = {p["id"] for p in items("providers")}
for p in items("prices"):
    try:
        # Articles give a month only.
        datetime.date.fromisoformat(p["as_of"] if len(p["as_of"]) > 7 else p["as_of"] + "-01")
        good = p["usd_per_gpu_hour"] > 0 and p["provider"] in providers and known(p["source"])
        good = good and p["purchase"] in ("on_demand", "spot", "reserved_1y", "reserved_3y", "mixed")
    except (KeyError, ValueError, TypeError):
        good = False
    if not good:
        print(p.get("id"))
'
check 'no two prices are the same offer' '
seen = set()
for p in items("prices"):
    if p["id"] in seen:
        print(p["id"])
    seen.add(p["id"])
'
check 'no price is of the future' '
for p in items("prices"):
    if p["as_of"] > "2026-11-20":
        print(p["id"])
'
check 'every GPU has a known source' '
for g in items("gpus"):
    if not known(g.get("source")):
        print(g["id"], g.get("source"))
'
check 'names of GPUs in tools have a known source' '
for g in items("gpus"):
    if "launch_names" in g and not known(g["launch_names"].get("source")):
        print(g["id"], g["launch_names"].get("source"))
if sum("launch_names" in g for g in items("gpus")) < 40:
    print("few names")
'
check 'no short name of a GPU is cut in a table of 80 columns' '
# The narrowest column of GPUs has 11 columns, and no name has characters of two.
for g in items("gpus"):
    name = g.get("short_name", g["name"])
    if len(name) > 11 or not name.isascii():
        print(g["id"], name)
'
check 'memory is reported, or assumed and says so' '
for g in items("gpus"):
    m = g["memory"]
    if m.get("usable_gib") is not None and m.get("usable_evidence") not in ("reported", "assumed", "derived"):
        print(g["id"], m.get("usable_evidence"))
    # A card of N GB holds N x 10^9 to N x 2^30 bytes, less what the driver keeps.
    if m.get("usable_gib") is not None and not 0.85 * m["marketed_gb"] <= m["usable_gib"] <= m["marketed_gb"]:
        print(g["id"], m["usable_gib"])
'
for kind in models media formats kv_formats engines links families bands mig parameters countries providers regions ownership; do
	check "every object of $kind has a known source" "
for i in items('$kind'):
    if not known(i.get('source')):
        print(i['id'], i.get('source'))
"
done
check 'every default of owning has a range, a date or the word undated, a grade and a source' '
for i in items("ownership"):
    if not i["low"] <= i["value"] <= i["high"]:
        print(i["id"], i["low"], i["value"], i["high"])
    if not i.get("as_of") and not re.search("without a date|[Aa]ssumed", i.get("notes", "")):
        print(i["id"], "no date")
    if (i.get("as_of") or "") > "2026-11-20":
        print(i["id"], "of the future")
    if not i.get("grade") or i["grade"] == "not_stated":
        print(i["id"], "no grade")
'
check 'every rule of a window has a known source' '
rows = [(e["id"], w) for e in items("engines") for w in e.get("windows", [])]
if not rows:
    print("no rules")
for engine, w in rows:
    if not known(w.get("source")):
        print(engine, w.get("source"))
'
check 'every release and every flag of an engine has a known source' '
rows = [(e["id"], r) for e in items("engines") for r in e["releases"] + [e["launch"]] + e["launch"]["flags"] + e["launch"]["benchmark_flags"]]
for engine, r in rows:
    if not known(r.get("source")):
        print(engine, r.get("version", r.get("flag")), r.get("source"))
    if (r.get("as_of") or "") > "2026-11-20":
        print(engine, r["version"], "of the future")
'
check 'every source has a title and a licence' '
for s in items("sources"):
    if not s.get("title") or not s.get("licence"):
        print(s["id"])
'
check 'every published run of media has a known source, and says why where it is left out' '
import csv
ids = set()
with open("data/media_runs.csv", encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        left_out = row["use"] == "no"
        if row["id"] in ids or not known(row["source"]) or (left_out and not row["why"]) or row["use"] not in ("yes", "no"):
            print(row["id"], row["source"], row["why"])
        if not re.fullmatch(r"20[0-9]{2}(-[0-9]{2}){0,2}|", row["date"]) or row["date"] > "2026-11-20":
            print(row["id"], row["date"])
        if not left_out and not float(row["measured"]) > 0:
            print(row["id"], row["measured"])
        ids.add(row["id"])
'
check 'every claim of an article has sources, and checks with a basis unless no command reaches it' '
import csv
ids = set(SOURCES) | {"arithmetic:"}
for name in ("training_runs", "media_runs"):
    with open("data/%s.csv" % name, encoding="utf-8", newline="") as file:
        ids |= {row["id"] for row in csv.DictReader(file)}
claims = []
for name in ("claims", "decisions", "figures", "questions"):
    with open("data/%s.json" % name, encoding="utf-8") as file:
        read = json.load(file)
    assert read["kind"] == name and read["schema"] == "gpuplan-claims/1", name
    claims += read["items"]
    if len({c["id"] for c in read["items"]}) < len(read["items"]):
        print(name, "has an id twice")
for c in claims:
    if not known(c["source"]) or not all(p.startswith("article-") for p in c["source"].split(" | ")):
        print(c["id"], c["source"])
    # What no command reaches, or does not yet, has no checks; sums of an article may be wrong by themselves.
    bare = c["verdict"] in ("unknown", "open") or "recomputed" in c and not c["checks"]
    if c["verdict"] not in ("holds", "condition", "wrong", "unknown", "open") or bare == bool(c["checks"]):
        print(c["id"], c["verdict"])
    for k in c["checks"]:
        if not all(p.split()[0] in ids for p in k["basis"].split("; ")):
            print(c["id"], k["basis"])
        if "is" not in k and not k["low"] < k["high"]:
            print(c["id"], k["low"], k["high"])
        if ("--catalog article" in k["command"]) != ("prices" in k) or ("over_command" in k and "over" not in k):
            print(c["id"], k["command"])
'
check 'data/SOURCES names every source' '
with open("data/SOURCES", encoding="utf-8") as file:
    named = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)$", file.read(), re.M))
for s in sorted(SOURCES ^ named):
    print(s, "missing" if s in SOURCES else "not in sources.json")
'
check 'nothing names a private place' '
import glob
for name in glob.glob("data/*"):
    for n, line in enumerate(open(name, encoding="utf-8"), 1):
        if re.search(r"/work/|/tmp/|\.library|\.\./shared", line):
            print("%s:%d" % (name, n))
'

done_testing
