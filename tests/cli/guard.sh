#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Measurements that cannot be true are refused with the reason; those that are kept are listed and removed.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
export XDG_CONFIG_HOME
file=$XDG_CONFIG_HOME/gpuplan/measurements.csv

add() {
	"$GPUPLAN" catalog add-measurement "$@"
}
list() {
	"$GPUPLAN" catalog list measurements --format csv | sed 1d
}
rows() {
	list | wc -l | tr -d ' '
}

# 70.6 GB of FP8 weights at 3.35 TB/s take 21 ms.
llama='--model llama-3.3-70b --weights fp8 --gpu H100-SXM-80GB --gpus 1 --prompt 1024 --output 256 --concurrency 2'
qwen='--model qwen3-32b --weights fp8 --gpu H100-SXM-80GB --gpus 1 --prompt 1024 --output 256 --concurrency 32'

# shellcheck disable=SC2086 # lists of words
{
	status 'faster than reading the weights' 3 add $llama tpot=10ms
	like 'is told with the limit' "$err" 'tpot: 10.0 ms is less than the 21.2 ms that physics allows: a GPU reads 70.6 GB of weights'
	like 'and how it is kept all the same' "$err" '; --force keeps it$'
	is 'in one line' "$(printf '%s\n' "$err" | wc -l | tr -d ' ')" 1
	status 'throughput that contradicts TPOT and users' 3 add $qwen tok_s=14000 tpot=22ms
	like 'is told' "$err" 'tok_s: 14000/s is more than the 3242/s that physics allows: a token each for 32 users'
	status 'contradicting figures that physics allows' 3 add $qwen tok_s=2000 tpot=22ms
	# 32 x 256 / (255 x 22 ms)
	like 'are told' "$err" 'tok_s: 2000/s contradicts the times: 32 users get at most 1460/s: users x answer / time of a request; --force keeps it$'
	status 'three times off the estimate' 3 add $qwen tpot=200ms
	like 'is told' "$err" 'tpot: 0.200 s is more than 3 times off the estimate of '
	status 'a first token before its prompt is multiplied' 3 add $qwen ttft=4ms
	like 'is told' "$err" 'ttft: 4.00 ms is less than the 32.3 ms that physics allows: the 63.9 TFLOP of a prompt'
	status 'what does not fit, forced or not' 3 add $llama --weights bf16 tpot=40ms --force
	like 'is told with what is missing' "$err" 'add-measurement: it does not fit: by the memory estimate a GPU lacks [0-9.]* GiB for the weights and one request$'
	ok 'nothing was kept' test ! -e "$file"

	status 'a figure of a server' 0 add $llama tpot=27ms
	status 'and one that is forced' 0 add $llama tpot=100ms --force
	# One run, told figure by figure.
	mkdir "$tap_tmp/parts"
	status 'a time first' 0 add $qwen tpot=22ms --catalog "$tap_tmp/parts"
	status 'and then throughput that contradicts it' 3 add $qwen tok_s=2000 --catalog "$tap_tmp/parts"
	like 'is told' "$err" 'tok_s: 2000/s contradicts the times: 32 users get at most 1460/s'
	status 'other users are another run' 0 add $qwen --concurrency 64 tok_s=2000 --catalog "$tap_tmp/parts"
	status 'force without need is none' 0 add $qwen tpot=25ms tok_s=1100 --force

	# A bare number is milliseconds; so few of them may be seconds.
	status 'a time without a unit below 5 ms' 2 add $llama tpot=0.027
	like 'wants its unit' "$err" 'tpot=0.027: less than 5 ms without a unit; write it'
	status 'forced or not' 2 add $llama tpot=4 --force
	status 'with a unit it is judged' 3 add $llama tpot=4ms
	status 'and so is 5 without one' 3 add $llama tpot=5
	status 'twice the same figure' 2 add $llama tpot=27ms tpot=28ms
}
status '--force alone' 2 "$GPUPLAN" catalog list gpus --force
like 'belongs to add-measurement' "$err" 'belongs to catalog add-measurement'

status 'the list' 0 "$GPUPLAN" catalog list measurements
like 'has a row a figure' "$out" '^[0-9a-f]{8}  tpot +27.0 ms +meta-llama/Llama-3.3-70B-Instruct +1x H100-SXM-80GB +vllm +fp8 +1024 +256 +2 +20'
like 'marks what was forced' "$out" '^[0-9a-f]{8}  tpot +0.100 s +forced +meta-llama'
like 'counts' "$out" '^4 measurements$'
is 'as CSV' "$(list | cut -d, -f18,19,22 | tr '\n' ' ')" \
	'tpot_s,0.027,false tpot_s,0.1,true tpot_s,0.025,false output_tok_s,1100,false '
status 'as JSON' 0 "$GPUPLAN" catalog list measurements --format json
like 'has numbers' "$out" '"prefix_hit":0,"concurrency":2,"metric":"tpot_s","measured":0.1,"source":"own-forced","date":"20[-0-9]*","forced":true,"file":".*/measurements.csv"}'
later 'is well formed' 'import json; json.load(open(file))'
is 'of one model' "$("$GPUPLAN" catalog list measurements --model qwen3-32b --format csv | sed 1d | wc -l | tr -d ' ')" 2
is 'of a GPU that has none' "$("$GPUPLAN" catalog list measurements --gpu B200)" '0 measurements'
status 'an option that chooses nothing' 2 "$GPUPLAN" catalog list measurements --provider aws
like 'is told' "$err" 'catalog list measurements: --provider does not choose among them'

forced=$(list | grep ',true,' | cut -d, -f1)
others=$(list | grep -v ',true,' | cut -d, -f1)
status 'one is removed' 0 "$GPUPLAN" catalog remove-measurement "$forced"
like 'which is told' "$out" "^$forced: tpot_s 0.1 of meta-llama/Llama-3.3-70B-Instruct on 1x H100-SXM-80GB; removed from .*/measurements.csv\$"
is 'the others keep their ids' "$(list | cut -d, -f1)" "$others"
status 'it is gone' 2 "$GPUPLAN" catalog remove-measurement "$forced"
like 'the list is named' "$err" "no measurement '$forced'; gpuplan catalog list measurements has the ids"
status 'no id' 2 "$GPUPLAN" catalog remove-measurement

# By hand, with other columns.
mkdir "$tap_tmp/team"
printf 'model,gpu,gpus,prompt,output,concurrency,metric,measured\nqwen3-32b,H100-SXM-80GB,1,1024,256,max,tpot_s,0.03\n' \
	>"$tap_tmp/team/measurements.csv"
status 'a file of one'"'"'s own making' 0 "$GPUPLAN" catalog list measurements --catalog "$tap_tmp/team" --format csv
like 'is listed with the others' "$out" '^[0-9a-f]{8},qwen3-32b,H100-SXM-80GB,1,,,,,,,,,,1024,256,,max,tpot_s,0.03,,,false,.*/team/'
id=$(printf '%s\n' "$out" | sed -n 's|,.*/team/.*||p')
status 'removed from it' 0 "$GPUPLAN" catalog remove-measurement "$id" --catalog "$tap_tmp/team"
is 'its header stays' "$(cat "$tap_tmp/team/measurements.csv")" 'model,gpu,gpus,prompt,output,concurrency,metric,measured'

# Some add while others remove: nothing is lost, and nothing comes back.
before=$(list | cut -d, -f1)
for n in 1 2 3 4 5 6; do
	# shellcheck disable=SC2086
	add $qwen "tpot=2${n}ms" --prompt 2048 >"$tap_tmp/out$n" 2>&1 &
done
for id in $before; do
	"$GPUPLAN" catalog remove-measurement "$id" >"$tap_tmp/out$id" 2>&1 &
done
wait
is 'six are added and three removed at once' "$(list | cut -d, -f19 | sort | tr '\n' ' ')" \
	'0.021 0.022 0.023 0.024 0.025 0.026 '
is 'no other file is left' "$(ls -A "$XDG_CONFIG_HOME/gpuplan")" measurements.csv
is 'so many rows' "$(rows)" 6
done_testing
