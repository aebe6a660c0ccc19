#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Leaning on measured runs: the shipped ones, one's own, and how to switch it off.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

data=$abs_top_srcdir/data
XDG_CONFIG_HOME=$tap_tmp/config
export XDG_CONFIG_HOME

# The index is made from the measurements and the answers of this very program.
"$GPUPLAN" sweep --no-measured "$data/measurements.csv" |
	awk -f "$data/neighbours.awk" | LC_ALL=C sort >"$tap_tmp/neighbours.csv"
ok 'neighbours.csv is what the measurements say' cmp "$tap_tmp/neighbours.csv" "$data/neighbours.csv"

# The first published run of MiniMax M2 on eight B200 with SGLang, as it was measured.
run="--model MiniMax-M2 --engine sglang --gpu B200 --gpus 8 --tp 8 --ep 8 --weights fp8 --kv bf16
	--prompt 4194 --output 422 --concurrency 1 --ttft off --tpot off"
# shellcheck disable=SC2086 # a list of words
status 'a measured configuration' 0 "$GPUPLAN" estimate $run --format json
like 'is called measured' "$out" '"provenance":"measured"'
like 'names the source' "$out" '"id":"measured-nearby","text":"Leans on [0-9]* measured runs nearby \(sglc\)'
# shellcheck disable=SC2086
status 'switched off' 0 "$GPUPLAN" estimate $run --format json --no-measured
like 'it is calibrated' "$out" '"provenance":"calibrated"'
unlike 'and leans on nothing' "$out" 'measured-nearby'

mine="--model qwen3-32b --gpu H100-SXM-80GB --gpus 1 --concurrency 16 --prompt 1024 --output 256"
tpot() {
	printf '%s\n' "$out" | sed -n 's/.*"tpot_s":{"low":[^,]*,"mid":\([^,]*\),.*/\1/p'
}
# shellcheck disable=SC2086
status 'before' 0 "$GPUPLAN" estimate $mine --format json --no-measured
before=$(tpot)
# shellcheck disable=SC2086
status 'a measurement of one'"'"'s own' 0 "$GPUPLAN" catalog add-measurement $mine tpot=40ms
like 'is told with the estimate' "$out" '^tpot: 40.0 ms measured, .* ms .* estimated; added to .*/gpuplan/measurements.csv$'
# shellcheck disable=SC2086
status 'after' 0 "$GPUPLAN" estimate $mine --format json
# prior 0.1: (1/0.1) / (1 + 1/0.1) = 10/11 of the way in the logarithm; no published run is near.
is 'the estimate moved by ten elevenths' "$(tpot | awk '{ printf "%.6f", $1 }')" \
	"$(echo "$before" | awk '{ printf "%.6f", $1 * exp(10 / 11 * log(0.04 / $1)) }')"
like 'it is measured' "$out" '"provenance":"measured"'
# shellcheck disable=SC2086
status 'two more figures' 0 "$GPUPLAN" catalog add-measurement $mine ttft=0.2s tok_s=390
mkdir "$tap_tmp/warm"
# shellcheck disable=SC2086
status 'with a warm prefix cache' 0 "$GPUPLAN" catalog add-measurement $mine --prefix-hit 50% tpot=30ms --catalog "$tap_tmp/warm"
like 'the share is kept' "$(tail -n 1 "$tap_tmp/warm/measurements.csv")" ',1024,256,0.5,16,tpot_s,0.03,'
is 'four lines' "$(wc -l <"$XDG_CONFIG_HOME/gpuplan/measurements.csv" | tr -d ' ')" 4
mkdir "$tap_tmp/team"
# shellcheck disable=SC2086
status 'into another folder' 0 "$GPUPLAN" catalog add-measurement $mine tok_s=1k/s --catalog "$tap_tmp/team"
ok 'it is there' test -s "$tap_tmp/team/measurements.csv"

# shellcheck disable=SC2086
status 'an unknown figure' 2 "$GPUPLAN" catalog add-measurement $mine tps=3
like 'lists the known ones' "$err" "'tps=3' is none of tpot=TIME, ttft=TIME, tok_s=RATE"
# shellcheck disable=SC2086
status 'no time' 2 "$GPUPLAN" catalog add-measurement $mine tpot=fast
# shellcheck disable=SC2086
status 'nothing' 2 "$GPUPLAN" catalog add-measurement $mine tok_s=0
status 'no GPU' 2 "$GPUPLAN" catalog add-measurement --model qwen3-32b tpot=3
status 'an arrival rate' 2 "$GPUPLAN" catalog add-measurement --gpu B200 --rate 2 tpot=3
is 'mistakes add nothing' "$(wc -l <"$XDG_CONFIG_HOME/gpuplan/measurements.csv" | tr -d ' ')" 4

echo 'qwen3-32b,H100-SXM-80GB,1,1,1,1,1,vllm,fp8,bf16,default,continuous,1024,256,0,16,tpot_s,soon,own,' \
	>>"$XDG_CONFIG_HOME/gpuplan/measurements.csv"
# shellcheck disable=SC2086
status 'a bad line does not stop the others' 0 "$GPUPLAN" estimate $mine --format json
like 'is told with its place' "$err" "measurements.csv:5: measured: 'soon' is not a number above 0"
like 'the good ones count' "$out" '"provenance":"measured"'
rm "$XDG_CONFIG_HOME/gpuplan/measurements.csv"
echo 'a,b' >"$XDG_CONFIG_HOME/gpuplan/measurements.csv"
# shellcheck disable=SC2086
status 'a file of other columns' 3 "$GPUPLAN" catalog add-measurement $mine tpot=30ms
is 'is not touched' "$(cat "$XDG_CONFIG_HOME/gpuplan/measurements.csv")" 'a,b'
done_testing
