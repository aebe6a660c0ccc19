#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One is one: no answer says "1 GPUs" or "1 more users", whatever is counted.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
export XDG_CONFIG_HOME
mkdir "$XDG_CONFIG_HOME"
cd "$tap_tmp" || exit 99

things='GPUs|gpus|users|replicas|offers|rows|months|days|hours|years|runs|models|tokens|requests|prices|providers'
things="$things|questions|columns|fields|measurements|problems|warnings|files|spares|engines|formats|modules"
one() { # FILE...
	grep -nE "(^|[^0-9.,])1( more| of them| other| older| measured| comparable)? ($things)([^a-z/_]|$)" "$@"
}
printf 'Room for 1 more users.\n1 GPUs\n' >wrong
printf '11 GPUs, 0.1 users, 1 gpu, 1,1 files, 1 requests/s\n' >right
is 'the check finds what it looks for' "$(one wrong | wc -l)" 2
empty 'and nothing else' "$(one right)" 'lines'

# asked NAME ARGUMENT...
asked() {
	asked_name=$1
	shift
	"$GPUPLAN" "$@" >out 2>err </dev/null
	[ $? -lt 3 ] || fail "$asked_name: exit status"
	empty "$asked_name" "$(one out err)" 'lines'
}
for users in 1 2 23 24 25 26 27 28; do
	asked "$users users of a small model" estimate --model qwen3-8b --gpu l40s --concurrency "$users"
	asked "the ranking for $users users" rank --model qwen3-8b --concurrency "$users"
done
"$GPUPLAN" estimate --model qwen3-8b --gpu l40s --gpus 1 --certainty 50% --concurrency 54 >room
like 'room for one' "$(cat room)" 'Room for 1 more user, then '
"$GPUPLAN" estimate --model qwen3-8b --gpu l40s --gpus 1 --certainty 50% --concurrency 53 >room
like 'room for two' "$(cat room)" 'Room for 2 more users, then '
for format in text markdown html; do
	asked "fleets as $format" fleet --model qwen3-8b --rate 5 --rate-low 0.1 --growth 20% --format "$format"
	asked "a small fleet as $format" fleet --model qwen3-8b --rate 0.1 --format "$format"
	asked "owning as $format" own --model qwen3-8b --server-price 8000 --concurrency 1 --format "$format"
done
for method in lora full; do
	asked "a run of one token, $method" train --model qwen3-8b --method "$method" --tokens 1 --sequence 16
done
for format in text markdown html; do
	asked "runs as $format" train --model qwen3-8b --tokens 1 --max-gpus 1 --deadline 1h --format "$format"
	asked "a pile of one as $format" batch --model qwen3-8b --requests 1 --output 1 --deadline 1h --format "$format"
done
asked 'a fleet on spot' fleet --model qwen3-8b --rate 3 --spot tolerant
asked 'curves' curve --model qwen3-8b --gpu l40s --gpu h100-sxm
asked 'a curve of one user' curve --gpu h100-sxm --gpus 1 --weights fp8
asked 'a comparison' compare --model qwen3-8b --gpu l40s --gpu h100-sxm
asked 'every figure' explain --model qwen3-8b --gpu l40s --concurrency 1
asked 'the accuracy' accuracy
asked 'the catalog' catalog check
yes '' | "$GPUPLAN" wizard --plain --model qwen3-8b --concurrency 1 >out 2>err
empty 'the wizard' "$(one out err)" 'lines'
for kind in gpus models prices providers engines formats; do
	asked "the list of $kind" catalog list "$kind"
done

# Files of one row, one column, one offer.
printf 'provider,gpu,gpus,purchase,usd_per_gpu_hour,as_of,source\nverda,L40S,1,on-demand,0.9,2026-11-05,own\n' >one.csv
asked 'one price' catalog import-prices one.csv --from csv --as-of 2026-11-20
like 'is one price' "$(cat out)" '^1 row: 1 price,'
asked 'the same price again' catalog import-prices one.csv --from csv --as-of 2026-11-20
printf 'provider,gpu,gpus,purchase,usd_per_gpu_hour,as_of,source\nverda\n' >short.csv
"$GPUPLAN" catalog import-prices short.csv --from csv --as-of 2026-11-20 >out 2>err
empty 'a row of one field' "$(one out err)" 'lines'
asked 'a file to check' catalog check "$XDG_CONFIG_HOME/gpuplan/prices.json"

# The planner's screens, as the tests of them have them.
empty 'the screens' "$(one "$abs_top_srcdir"/tests/golden/*.txt "$abs_top_srcdir"/tests/golden/*.md)" 'lines'

done_testing
