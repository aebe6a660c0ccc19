#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What people who serve models know from experience: the answers must agree with it.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# Each is for the 32 users of the default workload, where nothing else is said.
status 'gpt-oss-120b on one H100' 0 "$GPUPLAN" estimate --model openai/gpt-oss-120b --gpu H100-SXM-80GB --gpus 1 --format json
later 'meets the goals' 'import json
a = json.load(open(file))["results"][0]
if (a["gpus"], a["replicas"], a["verdict"], a["weights"]) != (1, 1, "meets", "mxfp4"):
    print(a)'
status 'Llama 3.3 70B on two H100' 0 "$GPUPLAN" estimate --model meta-llama/Llama-3.3-70B-Instruct --gpu H100-SXM-80GB --gpus 2 --format json
later 'meets the goals' 'import json
a = json.load(open(file))["results"][0]
if (a["gpus"], a["replicas"], a["verdict"], a["weights"]) != (2, 1, "meets", "fp8"):
    print(a)'

# An article of May 2026 with prices of one marketplace: 0.72 and 3.84 dollars an hour. At 1 and at 32 users it has the
# L40S at 2.22 and 0.13 dollars per million tokens, the H100 at 3.81 and 0.24: cheaper by 1.7 and 1.8 times.
mkdir "$tap_tmp/article"
cat >"$tap_tmp/article/prices.json" <<'END'
{"schema":"gpuplan-catalog/1","kind":"prices","items":[
{"id":"article:l40s","provider":"spheron","gpu":"L40S","gpus":1,"purchase":"on_demand","usd_per_gpu_hour":0.72,
 "as_of":"2026-05-26","source":"article"},
{"id":"article:h100","provider":"spheron","gpu":"H100-SXM-80GB","gpus":1,"purchase":"on_demand","usd_per_gpu_hour":3.84,
 "as_of":"2026-05-26","source":"article"}]}
END
for users in 1 32; do
	for gpu in L40S H100-SXM-80GB; do
		status "Llama 3.1 8B on one $gpu for $users" 0 "$GPUPLAN" estimate --model meta-llama/Llama-3.1-8B \
			--weights fp8 --prompt 512 --output 128 --concurrency $users --gpu $gpu --gpus 1 --ttft 2s \
			--tpot 100ms --catalog "$tap_tmp/article" --provider spheron --format csv
		printf '%s\n' "$out" >"$tap_tmp/$gpu.csv"
	done
	# cost COLUMN: of both GPUs.
	empty "costs less on the L40S, by at most the ratio of the prices, for $users" "$(
		for gpu in L40S H100-SXM-80GB; do
			awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
				NR == 2 { print $at["usd_per_hour"], $at["usd_per_m_output_tokens"] }' "$tap_tmp/$gpu.csv"
		done | awk '{ hour[NR] = $1; cost[NR] = $2 }
			END { if (hour[1] != 0.72 || hour[2] != 3.84 || !(cost[1] < cost[2]) || cost[2] > cost[1] * 3.84 / 0.72)
				print hour[1], hour[2], cost[1], cost[2] }')" 'dollars an hour, and per million'
done

# DeepSeek R1 has measured relatives: nobody has to lean on assumed constants.
status 'DeepSeek R1' 0 "$GPUPLAN" rank --model deepseek-ai/DeepSeek-R1 --format json
later 'is led by what is calibrated, with a cost known to a factor of two' 'import json
a = json.load(open(file))["results"][0]
cost = a["cost"]["usd_per_m_output_tokens"]
if a["rank"] != 1 or a["verdict"] != "meets" or a["provenance"] == "extrapolated" or not cost["high"] < 2 * cost["low"]:
    print(a["rank"], a["verdict"], a["provenance"], cost)'

# Most price lists of specialists name no place: those count that are known to have machines in the Union, and the answer
# says so.  Hyperstack (Norway, Canada, the United States) and Lambda (the United States) are not, and were cheaper.
set -- --model Qwen/Qwen3-32B --residency eu --provider-kind specialist --format json
status 'Qwen3 32B at a specialist in the Union' 0 "$GPUPLAN" rank "$@"
later 'has prices of those that are there, and says that the place is to be confirmed' 'import json
r = json.load(open(file))
priced = [a for a in r["results"] if a["cost"]["provider"]]
if not priced or r["results"][0] not in priced or "places-assumed" not in [w["id"] for w in r["warnings"]]:
    print(r["warnings"])
for a in priced:
    if a["cost"]["provider"] in ("hyperstack", "lambda", "crusoe", "gcp", "aws", "azure", "oci"):
        print(a["gpu"], a["cost"]["provider"])
    if a["verdict"] in ("meets", "uncertain", "misses") and "place-assumed" not in [reason["id"] for reason in a["reasons"]]:
        print(a["gpu"], a["reasons"])'
# With some that do: neither the cheaper one in the United States, nor that of a hyperscaler, nor one in Switzerland.
mkdir "$tap_tmp/union"
cat >"$tap_tmp/union/prices.json" <<'END'
{"schema":"gpuplan-catalog/1","kind":"prices","items":[
{"id":"own:fi","provider":"verda","gpu":"H100-SXM-80GB","gpus":1,"region":"north-1","purchase":"on_demand",
 "usd_per_gpu_hour":3.5,"as_of":"2026-11-01","source":"own"},
{"id":"own:us","provider":"verda","gpu":"H100-SXM-80GB","gpus":1,"region":"west-1","purchase":"on_demand",
 "usd_per_gpu_hour":0.5,"as_of":"2026-11-01","source":"own"},
{"id":"own:ch","provider":"verda","gpu":"H100-SXM-80GB","gpus":1,"region":"alps-1","purchase":"on_demand",
 "usd_per_gpu_hour":0.6,"as_of":"2026-11-01","source":"own"},
{"id":"own:hyper","provider":"gcp","gpu":"H100-SXM-80GB","gpus":1,"region":"europe-west4","purchase":"on_demand",
 "usd_per_gpu_hour":0.7,"as_of":"2026-11-01","source":"own"}]}
END
cat >"$tap_tmp/union/regions.json" <<'END'
{"schema":"gpuplan-catalog/1","kind":"regions","items":[
{"id":"verda:north-1","country":"FI","source":"own"},
{"id":"verda:west-1","country":"US","source":"own"},
{"id":"verda:alps-1","country":"CH","source":"own"}]}
END
status 'with offers' 0 "$GPUPLAN" rank "$@" --gpu H100-SXM-80GB --catalog "$tap_tmp/union"
later 'is led by the one in Finland' 'import json
a = json.load(open(file))["results"][0]
if (a["gpu"], a["verdict"], a["cost"]["provider"], a["cost"]["usd_per_gpu_hour"]) != ("H100-SXM-80GB", "meets", "verda", 3.5):
    print(a["gpu"], a["verdict"], a["cost"])'

done_testing
