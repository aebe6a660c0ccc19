#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""oracle.py GPUPLAN DATA [SEED [SCENARIOS [first]]]: compares gpuplan with a second calculation.

Draws scenarios over all models, engines, formats, layouts, lengths and loads, asks gpuplan for all
GPUs at once, and prints a line for every figure that differs by more than 1e-9 of it; then, for
every kind of figure, how many were compared. With "first" it ends at the first that differs.
"""
import collections
import csv
import io
import json
import random
import subprocess
import sys

from oracle_memory import GIB, Catalog
from oracle_speed import Replica

TOLERANCE = 1e-9
MOST_SHOWN = 20
# What rank prints, by its name here: the path in a row of results, and the unit of it.
MEMORY = {
    "weights": ("weights_gib", GIB), "usable": ("usable_gib", GIB), "runtime": ("runtime_gib", GIB),
    "activations": ("activations_gib", GIB), "pool": ("kv_pool_gib", GIB),
    "sequence": ("kv_bytes_per_sequence", 1), "token": ("kv_bytes_per_token", 1),
    "max_concurrency": ("max_concurrency", 1),
    "max_concurrency_full": ("max_concurrency_full", 1),
}
STEP = "weights kv compute communication overhead".split()
SPEED = {"ttft": ("latency", "ttft_s"), "tpot": ("latency", "tpot_s"),
         "output_rate": ("throughput", "output_tok_s")}
HITS = (0, 0.25, 1)
SWEPT = {"ttft": "ttft_s", "tpot": "tpot_s", "output_rate": "output_tok_s"}


class Comparison:
    """Counts what was compared, and says what differs."""

    def __init__(self):
        self.compared, self.wrong = collections.Counter(), []

    def figure(self, kind, where, mine, theirs):
        self.compared[kind] += 1
        if isinstance(mine, (int, float)) and isinstance(theirs, (int, float)):
            equal = abs(mine - theirs) <= TOLERANCE * max(abs(mine), abs(theirs))
        else:
            equal = mine == theirs
        if not equal:
            self.wrong.append("%s: %r here, %r there: %s" % (kind, mine, theirs, where))


def draw_layout(rnd, model, engine):
    if engine.get("splits_layers"):
        return {"tp": 1, "pp": rnd.choice((1, 2, 3, 4, 8)), "ep": 1, "dp": 1}
    layout = {"tp": rnd.choice((1, 1, 2, 3, 4, 8)), "pp": rnd.choice((1, 1, 1, 2)),
              "ep": 1, "dp": 1}
    if any(g.get("mlp", {}).get("kind") == "moe" for g in model["layers"]):
        layout["dp"] = rnd.choice((1, 1, 2, 3, 8 // layout["tp"] or 1))
        layout["ep"] = rnd.choice((1, layout["tp"] * layout["dp"]))
    return layout


def draw_lengths(rnd, model):
    most = model.get("max_context", 1 << 20)
    prompt = min(most // 2, int(2 ** rnd.uniform(0, 17)))
    output = min(most // 2, int(2 ** rnd.uniform(0, 13)))
    context = rnd.randint(prompt + output, min(most, 3 * (prompt + output)))
    return {"prompt": prompt, "output": output, "context": max(context, 16),
            "spread": rnd.choice((0, 0.3, 0.85, 1.2, 2))}


def draw(rnd, catalog, model):
    """A scenario by gpuplan's option names, without a GPU."""
    engine = rnd.choice(list(catalog.engines.values()))
    formats = [f["id"] for f in catalog.formats.values() if engine["id"] in f["engines"]]
    scenario = {"model": model["id"], "engine": engine["id"], "weights": rnd.choice(formats),
                "kv": rnd.choice(list(catalog.kv_formats)),
                "tuning": rnd.choice(("default", "tuned")),
                "prefix-hit": rnd.choice((0,) + HITS)}
    if model["native_weights"] in formats and rnd.random() < 0.3:
        scenario["weights"] = model["native_weights"]
    scenario.update(draw_layout(rnd, model, engine), **draw_lengths(rnd, model))
    load = rnd.choice(("users", "users", "users", "rate", "static"))
    if load == "rate":
        scenario["rate"] = round(2 ** rnd.uniform(-8, 5), 6)
    else:
        scenario["concurrency"] = rnd.choice(("max",) + 9 * (int(2 ** rnd.uniform(0, 10)),))
        scenario["batching"] = "static" if load == "static" else "continuous"
    return scenario


def replica(catalog, scenario, gpu):
    s = scenario
    return Replica(catalog, s["model"], gpu, s["engine"], s["weights"], s["kv"], s["tp"], s["pp"],
                   s["ep"], s["dp"], s["context"], s["prompt"], s["output"], s["prefix-hit"],
                   s["tuning"], s["spread"], 1 if s.get("concurrency", 1) == "max" else s.get("concurrency", 1),
                   s.get("batching") == "static" and "rate" not in s)


def answer(r, scenario, memory):
    if "rate" in scenario:
        return "rate", r.arrivals(scenario["rate"], memory)
    users = scenario["concurrency"]
    if users == "max":
        users = max(1, r.running_limit(memory))
    if scenario["batching"] == "static":
        return "static", r.static(users, memory)
    return "users", r.users(users, memory)


def compare_row(comparison, catalog, scenario, row):
    where = "%s %s" % (row["gpu"], json.dumps(scenario))
    r = replica(catalog, scenario, row["gpu"])
    memory = r.memory()
    if "rate" not in scenario and scenario["concurrency"] != "max":
        comparison.figure("in_use", where, memory["in_use"] / GIB, row["memory"]["kv_in_use_gib"])
    for name, (key, unit) in MEMORY.items():
        mine = memory[name]
        comparison.figure(name, where, None if mine is None else mine / unit, row["memory"][key])
    comparison.figure("fits", where, memory["fits"], row["fits"])
    verdict = "estimated" if row["verdict"] in ("meets", "misses") else row["verdict"]
    comparison.figure("verdict", where, r.verdict(memory), verdict)
    if "estimated" != verdict or verdict != r.verdict(memory):
        return False
    load, mine = answer(r, scenario, memory)
    for name in STEP:
        comparison.figure("step " + name, where, mine[name], row["step"][name + "_s"])
    for name, (group, key) in SPEED.items():
        comparison.figure(load + " " + name, where, mine[name], row[group][key]["mid"])
    return True


def run(command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.exit("%s: status %d: %s" % (" ".join(command), done.returncode, done.stderr))
    return done.stdout


def compare_all_gpus(comparison, catalog, gpuplan, scenario):
    """Returns the GPUs with an estimate."""
    gpus = scenario["tp"] * scenario["pp"] * scenario["dp"]
    command = [gpuplan, "rank", "--format", "json", "--no-measured", "--max-gpus", "64"]
    command += ["--ttft", "off", "--tpot", "off", "--replicas", "1", "--gpus", str(gpus)]
    for name, value in scenario.items():
        command += ["--" + name, str(value)]
    rows = json.loads(run(command))["results"]
    return [row["gpu"] for row in rows if compare_row(comparison, catalog, scenario, row)]


def compare_sweep(comparison, catalog, gpuplan, pairs):
    """Those pairs of a scenario and a GPU as a table; sweep prints the speed of prompts, too."""
    names = sorted(set().union(*(scenario for scenario, _ in pairs)))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["gpu", "gpus"] + names)
    for s, gpu in pairs:
        table.writerow([gpu, s["tp"] * s["pp"] * s["dp"]] + [s.get(name, "") for name in names])
    answers = list(csv.DictReader(io.StringIO(run([gpuplan, "sweep", "--no-measured"],
                                                  text.getvalue()))))
    comparison.figure("sweep rows", "", len(pairs), len(answers))
    for (scenario, gpu), row in zip(pairs, answers):
        if "context" not in scenario:
            scenario = dict(scenario, context=scenario["prompt"] + scenario["output"])
        where = "sweep %s %s" % (gpu, json.dumps(scenario))
        r = replica(catalog, scenario, gpu)
        memory = r.memory()
        comparison.figure("sweep fits", where, memory["fits"], row["fits"])
        if memory["fits"] == "no":
            continue
        mine = answer(r, scenario, memory)[1]
        for name, key in SWEPT.items():
            theirs = float(row[key]) if row[key] else None
            comparison.figure("sweep " + name, where, mine[name], theirs)
        comparison.figure("sweep prompt", where, r.new / r.isolated(), float(row["prefill_tok_s"]))


def main():
    gpuplan, folder = sys.argv[1:3]
    seed, count = (int(word) for word in (sys.argv[3:5] + ["1", "150"])[:2])
    rnd, catalog, comparison = random.Random(seed), Catalog(folder), Comparison()
    models = list(catalog.models.values())
    rnd.shuffle(models)
    pairs = []
    for i in range(count):
        scenario = draw(rnd, catalog, models[i % len(models)])
        known = compare_all_gpus(comparison, catalog, gpuplan, scenario)
        if comparison.wrong and "first" in sys.argv:
            break
        short = {name: value for name, value in scenario.items() if name != "context"}
        pairs += zip((scenario, short), rnd.sample(known, min(2, len(known))))
    if not comparison.wrong or "first" not in sys.argv:
        compare_sweep(comparison, catalog, gpuplan, pairs)
    for line in comparison.wrong[:MOST_SHOWN]:
        print("wrong " + line)
    if len(comparison.wrong) > MOST_SHOWN:
        print("wrong and %d more" % (len(comparison.wrong) - MOST_SHOWN))
    for kind, number in sorted(comparison.compared.items()):
        print("compared %s: %d" % (kind, number))


if __name__ == "__main__":
    main()
