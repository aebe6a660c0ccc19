#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# catalog import-benchmark: result files of other tools as measurements, what they lack, and what is wrong with them.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
export XDG_CONFIG_HOME
kept=$XDG_CONFIG_HOME/gpuplan/measurements.csv
cd "$abs_top_srcdir/tests/benchmarks" || exit 99

import() {
	"$GPUPLAN" catalog import-benchmark "$@"
}

# wanted FILE OPTION...: what the file does not say is asked for by name, in one line that is no warning.
wanted() {
	file=$1
	shift
	status "$file alone" 2 import "$file"
	is "$file: what it lacks" "$(printf '%s\n' "$err" | sed -n 's/.*what the file does not say is wanted: \([^;]*\).*/\1/p')" "$*"
}

wanted vllm-bench-serve-0.25.1.json '--model, --gpu, --gpus, --weights, --engine'
like 'a model that is not known' "$err" '/model_id: warning: unknown model .facebook/opt-125m'
like 'a mean of a cold start' "$err" '/mean_ttft_ms: warning: 3\.9 times the median'
wanted vllm-bench-sweep-0.25.1.json '--model, --gpu, --gpus, --weights, --engine'
wanted vllm-bench-early-eos-2025-09.json '--gpu, --gpus, --weights, --engine'
# The name of the checkpoint says its format.
wanted inferencex-glm5-seconds-2026-02.json '--gpu, --gpus, --engine'
like 'medians are no means' "$err" '/median_ttft: warning: a median, which is no mean; it is left out'
# Its native protocol is SGLang's alone; 3939.93 tok/s were with 1069 in progress: 51.96 s x 20.57/s.
wanted sglang-offline-2024-12.jsonl '--model, --gpu, --gpus, --weights, --concurrency'
like 'the last of several runs' "$err" 'the last of 7 runs is read'
like 'why there is no number of users' "$err" 'requests were sent all at once; in progress were on average 1,069$'
wanted aiperf-early-2025.json '--gpu, --gpus, --weights, --engine'
wanted aiperf-schema-1.4.json '--model, --gpu, --gpus, --weights, --engine, --concurrency'
like 'two tokens in one chunk have no time between' "$err" '/inter_token_latency/avg: warning: 0 is no measurement'
wanted guidellm-v2.json '--model, --gpu, --gpus, --weights, --engine, --concurrency'
# GuideLLM's own request_concurrency is 0.00788.
like 'a rate is no number of users' "$err" 'requests arrived at 2/s; in progress were on average 0\.0079$'
wanted inference-perf-eagle-stage3.json '--model, --gpu, --gpus, --weights, --engine, --concurrency'
like 'as many as were in progress' "$err" 'requests arrived at 52\.49/s; in progress were on average 66\.3$'
wanted llama-bench-b6865.jsonl '--model, --gpu, --gpus, --weights'
wanted llama-bench-b9927.jsonl '--model, --gpu, --gpus, --weights'
status 'a run that failed' 3 import vllm-bench-all-failed-0.25.1.json --gpu H100-SXM --gpus 1 --engine vllm --weights bf16
like 'is refused by its field' "$err" '^gpuplan: vllm-bench-all-failed-0\.25\.1\.json: /completed: no request succeeded'
ok 'nothing was kept' test ! -e "$kept"

# A result as vLLM 0.25.1 writes it, of a plausible server.
result() {
	cat <<EOF
{"date": "20261120-101500", "endpoint_type": "openai", "backend": "openai", "model_id": "Qwen/Qwen3-32B",
"num_prompts": 160, "request_rate": "inf", "max_concurrency": ${users-16}, "duration": 100, "completed": ${completed-160},
"failed": ${failed-0}, "total_input_tokens": 163840, "total_output_tokens": ${tokens-40960}, "request_throughput": 1.6,
"output_throughput": ${rate-409.6}, "mean_ttft_ms": 250.5, "median_ttft_ms": 240, "mean_tpot_ms": 40}
EOF
}
server='--gpu H100-SXM-80GB --gpus 1 --engine vllm --weights fp8'
result >"$tap_tmp/result.json"
# shellcheck disable=SC2086 # a list of words
status 'a result' 0 import "$tap_tmp/result.json" $server
like 'what was asked' "$out" 'result\.json: vllm bench serve of Qwen/Qwen3-32B, 16 users, prompt 1,024, output 256$'
like 'what came of it' "$out" '^tpot: 40\.0 ms measured, .* estimated; added to .*measurements\.csv$'
empty 'nothing to remark on' "$err" 'messages'
mkdir "$tap_tmp/typed"
# shellcheck disable=SC2086
status 'the same by hand' 0 "$GPUPLAN" catalog add-measurement --model Qwen/Qwen3-32B $server --concurrency 16 \
	--prompt 1024 --output 256 tpot=40ms ttft=250.5ms tok_s=409.6 --catalog "$tap_tmp/typed"
ok 'is the same file' cmp "$kept" "$tap_tmp/typed/measurements.csv"
# shellcheck disable=SC2086
status 'an estimate' 0 "$GPUPLAN" estimate --model Qwen/Qwen3-32B $server --concurrency 16 --prompt 1024 --output 256 --format json
like 'leans on it' "$out" '"provenance":"measured"'
rm "$kept"
# shellcheck disable=SC2086
status 'from standard input, by its name' 0 sh -c "'$GPUPLAN' catalog import-benchmark - --from vllm $server <'$tap_tmp/result.json'"
is 'a header and three figures' "$(wc -l <"$kept" | tr -d ' ')" 4
"$GPUPLAN" rank --model qwen3-32b --engine vllm --weights fp8 --gpu H100-SXM-80GB --format json -o "$tap_tmp/plan.json"
status 'with a plan' 0 import "$tap_tmp/result.json" --plan "$tap_tmp/plan.json" --gpus 1
is 'kept again' "$(wc -l <"$kept" | tr -d ' ')" 7

# remarked NAME PATTERN OPTION...: kept with a warning.
remarked() {
	name=$1 pattern=$2
	shift 2
	rm -f "$kept"
	# shellcheck disable=SC2086
	status "$name" 0 import "$tap_tmp/changed.json" $server "$@"
	like "$name: is told" "$err" "$pattern"
}
tokens=10720 rate=200 result >"$tap_tmp/changed.json"
remarked 'early end of sequence' '/total_output_tokens: warning: 67 tokens on average, not 128: answers ended early' --output 128
like 'what was measured counts' "$(tail -n 1 "$kept")" ',1024,67,0,16,'
failed=8 result >"$tap_tmp/changed.json"
remarked 'some that failed' '/completed: warning: failed: 8 of 168;'
users=20 result >"$tap_tmp/changed.json"
remarked 'a short run' '/completed: warning: requests: 160, fewer than 10 for each user'
users=null result >"$tap_tmp/changed.json"
remarked 'no limit' '/completed: warning: requests: 160, fewer' --concurrency 17
result | sed 's/"inf"/3/' >"$tap_tmp/changed.json"
remarked 'a rate' '/request_rate: warning: requests arrived at 3/s; --concurrency is taken for users' --concurrency 16

# A line of SGLang with the means that it writes since 2025; all answers have the length that is asked for, or up to it.
line() {
	printf '{"backend":"sglang","request_rate":Infinity,"max_concurrency":16,"total_input_tokens":163840,'
	printf '"total_output_tokens":34800,"total_output_tokens_retokenized":34790,"random_output_len":256,'
	printf '"random_range_ratio":%s,"output_throughput":350,"mean_ttft_ms":250,"mean_tpot_ms":40,"duration":99,"completed":160}\n' "$1"
}
{ line 0.5 && line 1.0; } >"$tap_tmp/changed.json"
remarked 'answers that end before the length of the file' '/total_output_tokens: warning: 217\.5 tokens on average, not 256' \
	--model qwen3-32b
is 'the last line alone' "$(wc -l <"$kept" | tr -d ' ')" 4
line 0.5 >"$tap_tmp/changed.json"
status 'lengths that are drawn' 0 import "$tap_tmp/changed.json" --model qwen3-32b --gpu H100-SXM-80GB --gpus 1 --weights fp8
empty 'have no such end' "$err" 'messages'
like 'the engine is the only one that speaks so' "$(tail -n 1 "$kept")" ',sglang,'

# Two levels of users of a report of GuideLLM.
level() {
	printf '{"config":{"strategy":{"type_":"concurrent","streams":%s},"backend":{"model":"Qwen/Qwen3-32B"}},"metrics":{' "$1"
	printf '"request_totals":{"successful":160,"errored":0},"prompt_token_count":{"successful":{"mean":1024}},'
	printf '"output_token_count":{"successful":{"mean":256}},"inter_token_latency_ms":{"successful":{"mean":%s}}}}' "$2"
}
rm -f "$kept"
printf '{"metadata":{"version":2,"guidellm_version":"0.8.0"},"benchmarks":[%s,%s]}\n' "$(level 1 24)" "$(level 16 40)" >"$tap_tmp/changed.json"
# shellcheck disable=SC2086
status 'two levels' 0 import "$tap_tmp/changed.json" $server
is 'are two runs' "$(cut -d, -f16-18 "$kept" | tail -n 2 | tr '\n' ' ')" '1,tpot_s,0.024 16,tpot_s,0.04 '

# refused NAME STATUS PATTERN FILE OPTION...: keeps nothing.
refused() {
	name=$1 wanted=$2 pattern=$3
	shift 3
	rm -f "$kept"
	# shellcheck disable=SC2086
	status "$name" "$wanted" import "$@"
	like "$name: says why" "$(printf '%s\n' "$err" | tail -n 1)" "$pattern"
	ok "$name: keeps nothing" test ! -e "$kept"
}
all="--gpu H200-SXM --gpus 8 --engine sglang --weights bf16"
head -c 300 "$tap_tmp/result.json" >"$tap_tmp/cut.json"
# shellcheck disable=SC2086
{
	refused 'cut off' 3 'cut\.json:[34]:[0-9]*: ' "$tap_tmp/cut.json" $all
	refused 'seconds for milliseconds' 3 '/mean_ttft_ms: missing in a result of vllm bench serve; it looks like one of --from inferencex$' \
		inferencex-glm5-seconds-2026-02.json --from vllm $all
	refused 'another tool' 3 '/metadata/guidellm_version: missing in a result of GuideLLM; it looks like one of --from aiperf$' \
		aiperf-early-2025.json --from guidellm $all
	refused 'other users' 2 '/max_concurrency: users: 128, not 64 as --concurrency says$' \
		vllm-bench-early-eos-2025-09.json --concurrency 64 $all
	refused 'no result' 3 'README:1:1: ' README $all
	refused 'no such file' 4 'nothing' "$tap_tmp/nothing" $all
	refused 'no such format' 2 "'locust' is none of sglang \(.*\), vllm \(vllm bench serve: --save-result, and its sweeps\), inferencex .*, llama-bench " \
		"$tap_tmp/result.json" --from locust
	refused 'two GPUs' 2 'one GPU' "$tap_tmp/result.json" --gpu B200 $server
	refused 'no file' 2 'usage: gpuplan catalog import-benchmark'
	refused 'beyond physics' 3 'guidellm-v2\.json: /benchmarks/0: tpot: 1\.15 ms is less than .*; --force keeps it$' guidellm-v2.json \
		--model llama-3.1-8b --concurrency 1 $server
	# The first record could be kept, the third could not.
	refused 'one of several' 3 'llama-bench-b9927\.jsonl: /[0-9]: tpot: .*--force keeps it$' llama-bench-b9927.jsonl \
		--model Qwen3.6-35B-A3B --gpu L40S --gpus 1 --weights q4_k_m
	status 'by force' 0 import llama-bench-b9927.jsonl --model Qwen3.6-35B-A3B --gpu L40S --gpus 1 --weights q4_k_m --force
}
awk 'BEGIN { for (i = 0; i <= 1000; i++) print "{\"n_prompt\":0,\"n_gen\":8,\"n_depth\":0,\"avg_ts\":5}" }' >"$tap_tmp/many.jsonl"
status 'very many' 3 import "$tap_tmp/many.jsonl"
like 'are no file of runs' "$err" 'runs: more than 1000$'
# 128 tokens at 38.0934/s behind 57344: 26.25 ms.
is 'all nine' "$(wc -l <"$kept" | tr -d ' ')" 10
like 'a step behind a long prompt' "$(sed -n 9p "$kept")" ',llama\.cpp,q4_k_m,.*,57344,128,0,1,tpot_s,0\.02625'
status 'of another verb' 2 "$GPUPLAN" catalog list gpus --force
like 'belongs to both' "$err" 'belongs to catalog add-measurement|import-benchmark'

done_testing
