#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan curve: results with rising users, the same as estimate gives; sentences; exit codes.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

json=$tap_tmp/curve.json
if command -v python3 >/dev/null 2>&1; then
	"$GPUPLAN" curve --gpu H200-SXM --gpu L40S --format json >"$json"
	empty 'every key of the interface, no other' \
		"$(python3 "$abs_top_srcdir/tests/support/check_json.py" curve <"$json" 2>&1)" 'keys'
	"$GPUPLAN" curve --gpu RX-7900-XTX --gpu TPU-v5e --format json >"$tap_tmp/none.json"
	empty 'nulls where nothing can be estimated' \
		"$(python3 "$abs_top_srcdir/tests/support/check_json.py" curve <"$tap_tmp/none.json" 2>&1)" 'keys'
	gpus=$(python3 -c 'import json, sys
print(int(next(r["gpus"] for r in json.load(sys.stdin)["results"] if r["gpu"] == "H200-SXM")))' <"$json")
	"$GPUPLAN" estimate --gpu H200-SXM --gpus "$gpus" --format json >"$tap_tmp/estimate.json"
	empty 'users rise, and 32 of them have the answer of estimate' "$(python3 - "$json" "$tap_tmp/estimate.json" <<'END'
import json
import sys

points, one = (json.load(open(name))["results"] for name in sys.argv[1:])
for gpu in ("H200-SXM", "L40S"):
    users = [p["throughput"]["concurrency"] for p in points if p["gpu"] == gpu]
    if users != sorted(set(users)) or users[0] != 1 or len(users) < 10:
        print(gpu, users)
# Other ways to pay stand beside an answer, not at every point.
one[0]["cost"].pop("other")
same = [p for p in points if p["gpu"] == "H200-SXM" and p["throughput"]["concurrency"] == 32]
if len(same) != 1:
    print("no point at 32 users")
for group in ("latency", "throughput", "memory", "cost", "step", "verdict"):
    if same and same[0][group] != one[0][group]:
        print(group, same[0][group], one[0][group])
END
)" 'differences'
else
	skip 'every key of the interface, no other' 'no python3'
fi

"$GPUPLAN" rank --format csv >"$tap_tmp/rank.csv"
head -n 1 "$tap_tmp/rank.csv" >"$tap_tmp/rank"
"$GPUPLAN" curve --format csv >"$tap_tmp/curve.csv"
ok 'csv has the columns of rank' sh -c "head -n 1 '$tap_tmp/curve.csv' | cmp - '$tap_tmp/rank'"
is 'without --gpu the best four' "$(sed 1d "$tap_tmp/curve.csv" | cut -d, -f1 | uniq | wc -l | tr -d ' ')" 4
is 'they are those of rank' "$(sed 1d "$tap_tmp/curve.csv" | cut -d, -f1 | uniq)" \
	"$("$GPUPLAN" rank --replicas 1 --top 4 --format csv | sed 1d | cut -d, -f1)"
status 'a rate changes only what is asked for' 0 "$GPUPLAN" curve --gpu H200-SXM --rate 1 --format csv

status 'text' 0 "$GPUPLAN" curve --gpu H200-SXM --gpu L40S
is 'has a table for each GPU' "$(printf '%s\n' "$out" | grep -c '^users ')" 2
is 'has the sentences of four plots' \
	"$(printf '%s\n' "$out" | grep -cE '^(speed|\$/M by (busy|load)|KV by context: All as long as the context): A ')" 4
empty 'has no blanks at line ends' "$(printf '%s\n' "$out" | grep -n ' $')" 'lines'
status 'nothing meets the goals' 1 "$GPUPLAN" curve --gpu RX-7900-XTX --gpu TPU-v5e
status 'an argument is too much' 2 "$GPUPLAN" curve H200-SXM

done_testing
