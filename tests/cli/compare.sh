#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan compare: the answers are those of estimate, ranked together; names, counts, plans.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

status 'two configurations' 0 "$GPUPLAN" compare --gpu B200 --gpu H100-SXM-80GBx4 --no-measured
like 'a column for each' "$out" '^ +B200 x1 +H100 SXM x4$'
like 'signs at the best values' "$out" '^n +. 1 +4$'
like 'differences in words' "$out" '^B200 x1 costs [0-9]+ % less than H100 SXM x4'
status 'ascii' 0 "$GPUPLAN" compare --gpu B200 --gpu L40Sx8 --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''

# A name of the catalog may end in x and a digit itself: the whole name is looked for first.
status 'one of them misses' 0 "$GPUPLAN" compare --gpu L40Sx4 --gpu B200 --ttft 500ms --replicas 1
like 'and says why' "$out" '^L40S x4: Misses the TTFT goal'
status 'none meets' 1 "$GPUPLAN" compare --gpu L4 --gpu A10 --format csv

if command -v python3 >/dev/null 2>&1; then
	"$GPUPLAN" compare --gpu H200-SXMx2 --gpu MI300Xx4 --gpu B200x2 --replicas 1 --format json >"$tap_tmp/all.json"
	for gpu in H200-SXM:2 MI300X:4 B200:2; do
		"$GPUPLAN" estimate --gpu "${gpu%:*}" --gpus "${gpu#*:}" --format json \
			>"$tap_tmp/${gpu%:*}.json"
	done
	empty 'every answer is that of estimate' "$(python3 - "$tap_tmp" 2>&1 <<'EOF'
import json, sys
answer = json.load(open(sys.argv[1] + "/all.json"))
if answer["command"] != "compare" or len(answer["results"]) != 3:
    print(answer["command"], len(answer["results"]))
costs = []
for rank, result in enumerate(answer["results"], 1):
    alone = json.load(open("%s/%s.json" % (sys.argv[1], result["gpu"])))["results"][0]
    costs.append((result["verdict"] != "meets", result["cost"]["usd_per_m_output_tokens_sure"]))
    if result["rank"] != rank:
        print("rank", result["rank"], rank)
    for key, value in alone.items():
        if key not in ("rank", "equal_to_best", "reasons", "alternatives") and result[key] != value:
            print(result["gpu"], key)
if costs != sorted(costs):
    print(costs)
EOF
)" 'differences'
else
	skip 'every answer is that of estimate' 'no python3'
fi

# Plans: each with its own workload.
cd "$tap_tmp" || exit 1
printf '{"context":8192,"gpu":["B200"]}\n' >short.json
printf '{"context":65536,"concurrency":8,"gpu":["H200-SXM"]}\n' >long.json
printf '{"busy":7}\n' >wrong.json
status 'two plans' 0 "$GPUPLAN" compare short.json long.json
like 'the best of each' "$out" '^ +(B200|H200 SXM) x[0-9] +(B200|H200 SXM) x[0-9]$'
status 'a plan with a mistake' 3 "$GPUPLAN" compare short.json wrong.json
like 'is named' "$err" 'wrong\.json: /busy: '
printf '{"schema":"gpuplan/1","study":"fleet","scenario":{"rate":50}}\n' >fleet.json
printf '{"schema":"gpuplan/1","study":"serve","scenario":{"gpu":["B200"]}}\n' >serve.json
status 'the plan of a fleet' 3 "$GPUPLAN" compare short.json fleet.json
is 'is refused in one line' "$err" 'gpuplan: fleet.json: /study: it is "fleet", allowed here is serve'
"$GPUPLAN" own --gpu B200 --format json >own.json
status 'an answer about owning' 3 "$GPUPLAN" compare own.json short.json
like 'is refused as well' "$err" 'own\.json: /command: it is "own", allowed here is serve'
"$GPUPLAN" rank --gpu B200 --format json >rank.json
status 'plans and answers of serving' 0 "$GPUPLAN" compare serve.json rank.json
printf '{"study":"foo","scenario":{"gpu":["B200"]}}\n' >foo.json
status 'a study that there is not' 3 "$GPUPLAN" rank --plan foo.json
like 'and those that there are' "$err" 'foo\.json: /study: not a study, allowed are serve, fleet, batch, own, train, media$'
status 'a plan that is missing' 4 "$GPUPLAN" compare short.json nowhere.json
status 'plans and options' 2 "$GPUPLAN" compare short.json long.json --prompt 2k
like 'the option is named' "$err" '\-\-prompt'
for bad in '--gpu B200' '--gpu B200 --gpu L40S --gpu L4 --gpu A10' '--gpu B200x0 --gpu L4' \
	'--gpu B200 --gpu nosuchx2' '--gpu B200 --gpu H100x2' 'short.json' '--gpu B200 --gpu x2'; do
	# shellcheck disable=SC2086 # several words
	status "wrong: $bad" 2 "$GPUPLAN" compare $bad
done

done_testing
