#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evaluates every formula of `gpuplan explain --format json` from the values beside it.

The expressions are evaluated here, by another program than the one that made the figures.
"""
import json
import math
import os
import re
import sys

SOURCES = os.path.join(os.path.dirname(__file__), "..", "..", "data", "sources.json")

FUNCTIONS = {
    "min": min, "max": max, "floor": math.floor, "ceil": math.ceil, "pow": math.pow,
    "sqrt": math.sqrt, "log": math.log, "exp": math.exp,
    "soft_max": lambda a, b, p: (a ** p + b ** p) ** (1.0 / p),
}


def dates():
    with open(SOURCES, encoding="utf-8") as file:
        return {source["id"]: source.get("as_of") for source in json.load(file)["items"]}


def check_term(term, earlier, known):
    """What is wrong with where a value comes from."""
    source, name = term["source"], term["symbol"]
    if source is None:
        if term["as_of"] is not None:
            yield "%s has a date without a source" % name
        if term["unit"] != "1" and term["unit"] != "1/s" and name not in earlier:
            yield "%s is neither data nor a figure before" % name
    elif source.split()[0] not in known:
        yield "%s has an unknown source %s" % (name, source)
    elif term["as_of"] is None and known[source.split()[0]] is not None:
        yield "%s has no date, but %s has" % (name, source)
    elif term["as_of"] is not None and not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", term["as_of"]):
        yield "%s has the date %s" % (name, term["as_of"])


def check(answer):
    earlier, wrong, known = {}, [], dates()
    for line in answer["explanation"]:
        if line["id"] in earlier:
            wrong.append("%s is there twice" % line["id"])
        if (line["low"] is None) != (line["provenance"] is None):
            wrong.append("%s has a band or a provenance, not both" % line["id"])
        terms = {t["symbol"]: t["value"] for t in line["terms"]}
        for term in line["terms"]:
            name = term["symbol"]
            wrong.extend("%s: %s" % (line["id"], what) for what in check_term(term, earlier, known))
            if not re.search(r"\b%s\b" % name, line["formula"]):
                wrong.append("%s: %s is not in %s" % (line["id"], name, line["formula"]))
            # A constant that the catalog does not have is explained by its bare id.
            if term["source"] is None and re.fullmatch("[a-z0-9_/]+", term["meaning"]):
                wrong.append("%s: no constant %s" % (line["id"], term["meaning"]))
            # The same name must mean the same figure as in the line that made it.
            if name in earlier and term["source"] is None and not close(earlier[name], term["value"]):
                wrong.append("%s: %s is %s before" % (line["id"], name, earlier[name]))
        value = eval(line["formula"], {"__builtins__": {}}, {**FUNCTIONS, **terms})
        if not close(value, line["value"]):
            wrong.append("%s: %s gives %r, not %r" % (line["id"], line["formula"], value, line["value"]))
        earlier[line["id"]] = line["value"]
    return wrong


def close(a, b):
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-12)


def main():
    answer = json.load(sys.stdin)
    wrong = check(answer)
    for line in wrong:
        print(line)
    ids = [line["id"] for line in answer["explanation"]]
    missing = [i for i in sys.argv[1:] if i not in ids]
    if missing:
        print("not explained: " + " ".join(missing))
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
