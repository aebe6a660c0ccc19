#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan estimate: one configuration in full.
# GPUPLAN_UPDATE_GOLDEN=1 writes the golden files anew.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# golden NAME WANTED-STATUS OPTION...: the JSON answer is that of tests/golden/estimate-NAME.json.
golden() {
	name=$1
	file=$abs_top_srcdir/tests/golden/estimate-$name.json
	wanted=$2
	shift 2
	status "$name" "$wanted" "$GPUPLAN" estimate --format json "$@"
	printf '%s\n' "$out" >"$tap_tmp/$name.json"
	[ -z "${GPUPLAN_UPDATE_GOLDEN-}" ] || cp "$tap_tmp/$name.json" "$file"
	if cmp -s "$tap_tmp/$name.json" "$file"; then
		pass "$name as last time"
	else
		fail "$name as last time"
		diag "$(diff "$file" "$tap_tmp/$name.json" | cut -c1-300 | head -20)"
	fi
	later "$name has the keys of the interface" "script('check_json.py', 'estimate')"
	is "$name is one result" "$(grep -c '^{"gpu":' "$tap_tmp/$name.json")" 1
}

golden h100x2 0 --gpu H100-SXM-80GB --gpus 2
golden b200 0 --gpu B200 --gpus 1
golden misfit 1 --gpu L40S --gpus 1
golden unsupported 1 --gpu T4 --weights fp8 --model Llama-3.1-8B
golden tpu 1 --gpu TPU-v5p --model Llama-3.1-8B
golden deepseek 0 --gpu H200-SXM --gpus 8 --dp 8 --ep 8 --model DeepSeek-V3 --concurrency 256 --tpot off --ttft off
golden llama-cpp 1 --gpu RTX-4090 --gpus 2 --engine llama.cpp --four-bit int4 --concurrency 1
golden rate 0 --gpu B200 --gpus 1 --rate 1.5

status 'text' 0 "$GPUPLAN" estimate --gpu B200 --gpus 1
unlike 'no escapes in a pipe' "$out" "$(printf '\033')"
unlike 'no blanks at line ends' "$out" ' $'
like 'memory' "$out" '^ +weights .* GiB'
like 'speed' "$out" '^ +TTFT +[0-9.]+ m?s \('
like 'cost with its date' "$out" '[0-9]{4}-[0-9]{2}-[0-9]{2}, [0-9]+ days old'

# Memory has room for 1200; vLLM runs 256 at once on a card of 24 GiB.
status 'room' 0 "$GPUPLAN" estimate --gpu RTX-4090 --gpus 1 --model llama-3.2-1b --context 512 --prompt 256 \
	--output 64 --concurrency 32 --ttft off --tpot off --no-measured
like 'room for what memory and the engine take' "$out" 'Room for 224 more users'

# The largest rate that a refused one is told is met; a little more is not.
status 'too high a rate' 1 "$GPUPLAN" estimate --gpu B200 --gpus 1 --rate 88 --format json
limit=$(printf '%s\n' "$out" | sed -n 's/.*"rate_limit":\([0-9.]*\).*/\1/p')
status 'the rate that is named' 0 "$GPUPLAN" estimate --gpu B200 --gpus 1 --rate "$(echo "$limit" | awk '{ print 0.99 * $1 }')"
status 'a little more' 1 "$GPUPLAN" estimate --gpu B200 --gpus 1 --rate "$(echo "$limit" | awk '{ print 1.05 * $1 }')"

status 'no GPU' 2 "$GPUPLAN" estimate
status 'two GPUs' 2 "$GPUPLAN" estimate --gpu B200 --gpu H200-SXM
status 'an announced GPU' 1 "$GPUPLAN" estimate --gpu Rubin-VR200
like 'says so' "$err" 'announced'
status 'gpus against the layout' 2 "$GPUPLAN" estimate --gpu H100-SXM-80GB --gpus 8 --tp 3
status 'layers and shards under llama.cpp' 0 "$GPUPLAN" estimate --gpu H100-PCIe-80GB --engine llama.cpp \
	--gpus 4 --pp 2 --concurrency 1 --certainty 50%
for gpu in $("$GPUPLAN" rank --format csv | sed 1d | cut -d, -f1); do
	"$GPUPLAN" estimate --gpu "$gpu" --engine llama.cpp --gpus 4 --pp 2 >"$tap_tmp/out" 2>&1
	code=$?
	[ "$code" -le 1 ] || printf '%s: status %s\n' "$gpu" "$code"
done >"$tap_tmp/crashes"
empty 'every GPU has an answer for four of them in two stages' "$(cat "$tap_tmp/crashes")" 'GPUs'

# Other ways to pay the same provider, of the places that are asked for; not what others ask.
mkdir "$tap_tmp/pay"
cat >"$tap_tmp/pay/prices.json" <<'JSON'
{"schema": "gpuplan-catalog/1", "kind": "prices", "items": [
{"id": "pay:od", "provider": "hyperstack", "gpu": "H200-SXM", "gpus": 1, "purchase": "on_demand", "region": "north-1",
 "usd_per_gpu_hour": 0.5, "as_of": "2026-11-01", "source": "tardellirs"},
{"id": "pay:1y", "provider": "hyperstack", "gpu": "H200-SXM", "gpus": 1, "purchase": "reserved_1y", "region": "north-1",
 "usd_per_gpu_hour": 0.4, "as_of": "2026-11-01", "source": "tardellirs"},
{"id": "pay:1y2", "provider": "hyperstack", "gpu": "H200-SXM", "gpus": 8, "instance": "eight", "purchase": "reserved_1y",
 "region": "north-1", "usd_per_gpu_hour": 0.35, "as_of": "2026-11-01", "source": "tardellirs"},
{"id": "pay:3y", "provider": "hyperstack", "gpu": "H200-SXM", "gpus": 1, "purchase": "reserved_3y", "region": "south-1",
 "usd_per_gpu_hour": 0.3, "as_of": "2026-10-01", "source": "tardellirs"},
{"id": "pay:else", "provider": "lambda", "gpu": "H200-SXM", "gpus": 1, "purchase": "reserved_1y", "region": "north-1",
 "usd_per_gpu_hour": 0.1, "as_of": "2026-11-01", "source": "tardellirs"}]}
JSON
pay() { # COMMAND OPTION...
	command=$1
	shift
	status "$command $*" 0 "$GPUPLAN" "$command" --gpu H200-SXM --gpus 2 --catalog "$tap_tmp/pay" "$@"
}
words='Other pay at Hyperstack: 1 year \$0\.40, 3 years \$0\.30 \(2026-10-01, 50 days old\) a GPU-hour'
pay estimate
like 'the other prices of this provider' "$out" "^  $words\$"
pay explain
like 'with the formulas, too' "$out" "^  $words\$"
pay estimate --format markdown
like 'in the report' "$out" '^Other pay at Hyperstack: 1 year \$0\.40, 3 years '
pay estimate --region north
like 'of this region' "$out" '^  Other pay at Hyperstack: 1 year \$0\.40 a GPU-hour$'
pay estimate --purchase reserved_3y --provider hyperstack
like 'on demand is another, too' "$out" '^  Other pay at Hyperstack: on demand \$0\.50, 1 year \$0\.40 a GPU-hour$'
pay estimate --format json
like 'for programs' "$out" '"other":\[\{"purchase":"reserved_1y","usd_per_gpu_hour":0\.4,"as_of":"2026-11-01"\},'
like 'each with its date' "$out" '\{"purchase":"reserved_3y","usd_per_gpu_hour":0\.3,"as_of":"2026-10-01"\}\]'
like 'they are judged as alternatives' "$out" \
	'"alternatives":.*"provider":"hyperstack","purchase":"reserved_1y","usd_per_hour":0\.8,'

done_testing
