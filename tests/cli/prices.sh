#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# catalog import-prices: lists of others as overlays, faults, and files that stay whole.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
GPUPLAN_DATADIR=${GPUPLAN_DATADIR:-$abs_top_srcdir/data}
LC_ALL=C.UTF-8
export XDG_CONFIG_HOME GPUPLAN_DATADIR LC_ALL
lists=$abs_top_srcdir/tests/prices
own=$XDG_CONFIG_HOME/gpuplan
over=$tap_tmp/over
mkdir "$over"

import() {
	"$GPUPLAN" catalog import-prices "$@"
}

# ids FILE: how many offers a file has.
ids() {
	grep -c '"id"' "$1"
}

# Every format, into a file and into the user's own folder.
status 'skypilot' 0 import "$lists/skypilot.csv" --from skypilot --provider nebius --as-of 2026-11-01 -o "$over/prices.json"
like 'says what came of it' "$out" 'skypilot\.csv: 7 offers of 4 GPUs at nebius, written to .*/over/prices\.json$'
like 'and what did not' "$out" '^11 rows: 9 prices, 1 without a GPU, 3 not used; --format csv lists them all$'
like 'reasons are grouped with their lines' "$err" "skypilot\\.csv:11: GPU 'K80' is not in the catalog \\(and 1 more: 12\\)"
like 'a remark is a warning' "$err" 'skypilot\.csv:7: warning: RTX-A6000: spot for 0\.75 USD'
status 'it is a good overlay' 0 "$GPUPLAN" catalog check "$over/prices.json"
unlike 'without a warning' "$out" 'warning: [^r]'
like 'but of places that nobody knows' "$out" '^warning: regions\.json: the country of "north-1" of nebius is not known \(4 prices\)$'
status 'again' 0 import "$lists/skypilot.csv" --from skypilot --provider Nebius --as-of 2026-11-02 -o "$over/prices.json"
like 'in place of the older ones' "$out" 'in place of 7 older ones'
is 'nothing is there twice' "$(ids "$over/prices.json")" 7
unlike 'the older day is gone' "$(cat "$over/prices.json")" '2026-11-01'
cp "$over/prices.json" "$tap_tmp/same"
status 'the same once more' 0 import "$lists/skypilot.csv" --from skypilot --provider nebius --as-of 2026-11-02 -o "$over/prices.json"
ok 'gives the same file' cmp "$tap_tmp/same" "$over/prices.json"
for name in spheron lambda vast runpod; do
	status "$name" 0 import "$lists/$name.json" --from "$name" --as-of 2026-11-01 -o "$over/prices.json"
done
cp "$lists/gpuhunt.csv" "$tap_tmp/aws.csv"
status 'gpuhunt, whose file has the name of the provider' 0 import "$tap_tmp/aws.csv" --from gpuhunt --as-of 2026-11-01 -o "$over/prices.json"
like 'which it takes' "$out" 'at aws, written'
is 'all are there' "$(ids "$over/prices.json")" $((7 + 4 + 5 + 6 + 5 + 4))
status 'and good' 0 "$GPUPLAN" catalog check "$over/prices.json"
# Lambda's 2392 cents for eight H100 are 2.99 a GPU-hour; 23.92 for the eight.
status 'an estimate uses them' 0 "$GPUPLAN" estimate --gpu H100-SXM-80GB --gpus 8 --provider lambda \
	--catalog "$over" --format json
like 'at that price' "$out" '"usd_per_gpu_hour":2\.99,"usd_per_hour":23\.92,"as_of":"2026-11-01","source":"lambda-api"'

status 'standard input' 0 sh -c "'$GPUPLAN' catalog import-prices - --from csv --as-of 2026-11-01 <'$lists/plain.csv'"
like 'into the own folder' "$out" 'written to .*/config/gpuplan/prices\.json$'
like 'places are those of standard input' "$err" "^gpuplan: -:15: purchase: 'weekly' must be on_demand"
like 'a new provider gets a row' "$(cat "$own/providers.json")" '"id": "quiet-racks", "name": "Quiet Racks", "kind": "specialist"'
status 'the catalog is good with both' 0 "$GPUPLAN" catalog check
status 'so is the one file beside the other' 0 "$GPUPLAN" catalog check "$own/prices.json"
status 'the new provider can be asked for' 0 "$GPUPLAN" catalog list prices --provider quiet-racks --format csv
like 'its price is there' "$out" 'quiet-racks'
status 'a kind for a new one' 0 import "$lists/skypilot.csv" --from skypilot --provider 'Lium AI' --provider-kind marketplace \
	--as-of 2026-11-01 --catalog "$over"
like 'is kept beside the prices' "$(cat "$over/providers.json")" '"id": "lium-ai", "name": "Lium AI", "kind": "marketplace"'
sed 's/marketplace/hyperscaler/' "$over/providers.json" >"$tap_tmp/edited" && cp "$tap_tmp/edited" "$over/providers.json"
status 'without the folder it is new again' 0 import "$lists/skypilot.csv" --from skypilot --provider 'Lium AI' \
	--as-of 2026-11-01 -o "$over/prices.json"
like 'what the user made of it stays' "$(cat "$over/providers.json")" '"hyperscaler"'

# One provider in two spellings is one, or the catalog would have two of one name.
mkdir "$tap_tmp/spelt"
printf 'provider,gpu,purchase,usd_per_gpu_hour\nFoo Bar,L4,spot,1\nFooBar,L4,on_demand,2\n' >"$tap_tmp/spelt.csv"
status 'two spellings' 0 import "$tap_tmp/spelt.csv" --from csv --as-of 2026-11-01 -o "$tap_tmp/spelt/prices.json"
like 'are one provider' "$out" ' at foo-bar \(new\), written'
status 'and the catalog is good' 0 "$GPUPLAN" catalog check "$tap_tmp/spelt/prices.json"

printf 'provider,gpu,purchase,usd_per_gpu_hour\nNo Cards,K80,spot,1\nFoo Bar,L4,spot,1\n' >"$tap_tmp/spelt.csv"
status 'a provider without a row of use' 0 import "$tap_tmp/spelt.csv" --from csv --as-of 2026-11-01 -o "$tap_tmp/spelt/prices.json"
unlike 'is not spoken of' "$out" 'no-cards'
unlike 'nor written' "$(cat "$tap_tmp/spelt/providers.json")" 'No Cards'

# Mithril's dollar for "ask" is known by every name that the catalog has for it.
mkdir "$tap_tmp/named"
printf '{"schema": "gpuplan-catalog/1", "kind": "providers", "items": [{"id": "mithril", "name": "Mithril AI",
	"kind": "marketplace", "aliases": ["foundry"]}]}' >"$tap_tmp/named/providers.json"
printf 'InstanceType,AcceleratorName,AcceleratorCount,Price,Region\na,L40S,2,2,r\nb,L40S,1,1.2,r\n' >"$tap_tmp/ask.csv"
for name in mithril 'Mithril AI' Foundry; do
	status "placeholders of $name" 0 import "$tap_tmp/ask.csv" --from skypilot --provider "$name" --as-of 2026-11-01 \
		--catalog "$tap_tmp/named" -o "$tap_tmp/named/prices.json"
	like "$name: are no prices" "$err" 'ask\.csv:2: Price: 1 USD for each GPU stands for no price'
	is "$name: the price is" "$(ids "$tap_tmp/named/prices.json")" 1
done

# A price that would win every ranking, and parts of a GPU, do not come in.
printf 'provider,gpu,gpus,purchase,usd_per_hour,instance\nrunpod,MI300X,1,on_demand,0.50,community
runpod,MI300X,1,on_demand,2.39,secure\nrunpod,B300,1,on_demand,1.39,B300 1g.34gb\n' >"$tap_tmp/cheap.csv"
status 'too cheap' 0 import "$tap_tmp/cheap.csv" --from csv --as-of 2026-11-01 -o "$tap_tmp/cheap.json" --format csv
like 'is refused' "$out" '^2,,implausible_price,false,"?MI300X: 0\.5 USD a GPU and hour is less than a sixth of'
like 'so is a slice' "$out" '^4,,part_of_gpu,false,'
is 'the other one is in' "$(ids "$tap_tmp/cheap.json")" 1

# All of what was not used, for machines.
status 'as CSV' 0 import "$lists/skypilot.csv" --from skypilot --provider nebius --as-of 2026-11-01 -o "$over/prices.json" --format csv
is 'a header' "$(printf '%s\n' "$out" | head -n 1)" 'line,path,reason,used,text'
is 'a line for each' "$(printf '%s\n' "$out" | sed -n 's/,[^,]*$//; 2,$p' | cut -d , -f 1,3,4 | sort | tr '\n' ' ')" \
	'11,unknown_gpu,false 12,unknown_gpu,false 4,ambiguous_gpu,false 7,spot_not_cheaper,true '
if command -v python3 >/dev/null; then
	status 'as JSON' 0 import "$lists/vast.json" --from vast --as-of 2026-11-01 -o "$over/prices.json" --format json
	is 'with counts and places' "$(python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
print(d["command"], d["rows"], d["offers"], d["not_used"], [r["path"] for r in d["results"]], len(d["warnings"]))' \
		"$tap_tmp/out")" "catalog import-prices 7 6 3 ['/offers/4', '/offers/5', '/offers/6'] 1"
else
	skip 'as JSON' 'python3 is missing'
fi

# Usage.
good="$lists/skypilot.csv --from skypilot --provider nebius"
# wrong NAME PATTERN ARGUMENT...: refused as wrong usage with that message.
wrong() {
	tap_what=$1
	tap_pattern=$2
	shift 2
	status "$tap_what" 2 import "$@" -o "$tap_tmp/none.json"
	like "$tap_what: the message" "$err" "$tap_pattern"
}
# shellcheck disable=SC2086
wrong 'no date' '--as-of is wanted' $good
# shellcheck disable=SC2086
wrong 'no day' '--as-of: ' $good --as-of yesterday
# shellcheck disable=SC2086
wrong 'tomorrow and later' '--as-of: 2026-11-22 is yet to come' $good --as-of 2026-11-22
wrong 'no format' 'usage: .*--from skypilot\|gpuhunt\|spheron\|lambda\|vast\|runpod\|csv' "$lists/skypilot.csv" --as-of 2026-11-01
wrong 'another format' "--from: 'xml' is none of skypilot \\(" "$lists/skypilot.csv" --from xml --as-of 2026-11-01
wrong 'whose prices' '--provider must say' "$lists/skypilot.csv" --from skypilot --as-of 2026-11-01
wrong 'whose gpuhunt' '--provider must say' "$lists/gpuhunt.csv" --from gpuhunt --as-of 2026-11-01
wrong 'a reply knows' 'are those of lambda' "$lists/lambda.json" --from lambda --provider nebius --as-of 2026-11-01
# shellcheck disable=SC2086
wrong 'a kind that is none' "--provider-kind: 'cheap' must be one of" $good --provider-kind cheap --as-of 2026-11-01
# shellcheck disable=SC2086
wrong 'a known provider has its kind' 'knows nebius as specialist' $good --provider-kind marketplace --as-of 2026-11-01
# shellcheck disable=SC2086
wrong 'an option of the workload' '--model has no meaning here' $good --model qwen3-8b --as-of 2026-11-01
status 'two files' 2 import a b --from csv --as-of 2026-11-01
status '--from elsewhere' 2 "$GPUPLAN" rank --from csv
like 'belongs to it' "$err" '--from belongs to catalog import-prices'
status '--as-of elsewhere' 2 "$GPUPLAN" catalog list prices --as-of 2026-11-01
ok 'nothing was written' test ! -e "$tap_tmp/none.json"

# Bad files: 3, and nothing is written.
status 'another format of file' 3 import "$lists/lambda.json" --from skypilot --provider nebius --as-of 2026-11-01 -o "$tap_tmp/none.json"
status 'the other way round' 3 import "$lists/skypilot.csv" --from vast --as-of 2026-11-01 -o "$tap_tmp/none.json"
like 'says where' "$err" 'skypilot\.csv:1:1: '
printf '{"offers": []}' >"$tap_tmp/empty.json"
status 'an empty list' 3 import "$tap_tmp/empty.json" --from vast --as-of 2026-11-01 -o "$tap_tmp/none.json"
like 'nothing to use' "$err" 'no price that can be used among 0 rows'
printf '{"offers": [{"dph_total": NaN}]}' >"$tap_tmp/nan.json"
status 'NaN in JSON' 3 import "$tap_tmp/nan.json" --from vast --as-of 2026-11-01 -o "$tap_tmp/none.json"
like 'has line and column' "$err" 'nan\.json:1:27: '
printf 'gpu,purchase,usd_per_gpu_hour\nL4,spot,-1\n' >"$tap_tmp/bad.csv"
status 'only bad rows' 3 import "$tap_tmp/bad.csv" --from csv --provider nebius --as-of 2026-11-01 -o "$tap_tmp/none.json"
like 'the row is told' "$err" "bad\\.csv:2: usd_per_gpu_hour: '-1' must be a price of 0.01 to 1000 USD"
printf 'gpu,purchase,usd_per_gpu_hour\nL4,spot,1\n' >"$tap_tmp/nobody.csv"
status 'nobody sells it' 3 import "$tap_tmp/nobody.csv" --from csv --as-of 2026-11-01 -o "$tap_tmp/none.json"
like 'what to do' "$err" 'no provider is named; --provider'
# shellcheck disable=SC2086
status 'a missing file' 4 import "$tap_tmp/nothing.csv" --from csv --as-of 2026-11-01 -o "$tap_tmp/none.json"
ok 'still nothing was written' test ! -e "$tap_tmp/none.json"

# What is there stays whole.
printf '[1]' >"$tap_tmp/other.json"
# shellcheck disable=SC2086
status 'another file is not overwritten' 3 import $good --as-of 2026-11-01 -o "$tap_tmp/other.json"
is 'it is left as it is' "$(cat "$tap_tmp/other.json")" '[1]'
# shellcheck disable=SC2086
status 'no folder' 4 import $good --as-of 2026-11-01 -o "$tap_tmp/no/where.json"
mkdir "$tap_tmp/full"
cp "$over/prices.json" "$tap_tmp/full/prices.json"
cp "$over/prices.json" "$tap_tmp/before"
# A file may not grow beyond 512 bytes: as on a full disk, the writing fails in the middle.
status 'no room' 4 sh -c "ulimit -f 1; trap '' XFSZ; '$GPUPLAN' catalog import-prices '$lists/skypilot.csv' \
	--from skypilot --provider 'New Cloud' --as-of 2026-11-01 -o '$tap_tmp/full/prices.json'"
ok 'the old prices are whole' cmp "$tap_tmp/before" "$tap_tmp/full/prices.json"
is 'no provider and no half file is left' "$(ls -A "$tap_tmp/full")" prices.json
# Killed at any time: the old file or the new one.
awk 'BEGIN { print "gpu,instance,purchase,usd_per_gpu_hour"
	for (i = 0; i < 20000; i++) print "L4,m" i ",spot,1" }' >"$tap_tmp/many.csv"
many="$tap_tmp/many.csv --from csv --provider nebius --as-of 2026-11-01"
cp "$tap_tmp/before" "$tap_tmp/after.json"
# shellcheck disable=SC2086
status 'a long list' 0 import $many -o "$tap_tmp/after.json"
torn=
for wait in 0 0.01 0.02 0.03 0.05 0.07 0.1 0.15; do
	cp "$tap_tmp/before" "$tap_tmp/full/prices.json"
	# shellcheck disable=SC2086
	"$GPUPLAN" catalog import-prices $many -o "$tap_tmp/full/prices.json" >"$tap_tmp/out" 2>&1 &
	sleep "$wait"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	cmp -s "$tap_tmp/full/prices.json" "$tap_tmp/before" ||
		cmp -s "$tap_tmp/full/prices.json" "$tap_tmp/after.json" || torn="$torn $wait"
done
empty 'killed, the file is the old one or the new one' "$torn" 'torn after'
mkdir "$tap_tmp/closed"
chmod 500 "$tap_tmp/closed"
if [ "$(id -u)" = 0 ]; then
	skip 'a folder that may not be written' 'root may'
else
	# shellcheck disable=SC2086
	status 'a folder that may not be written' 4 import $good --as-of 2026-11-01 -o "$tap_tmp/closed/prices.json"
fi
chmod 700 "$tap_tmp/closed"
printf '{"schema": "gpuplan-catalog/1", "kind": "prices", "items": [{"id": 3' >"$own/prices.json"
# shellcheck disable=SC2086
status 'broken prices of one'"'"'s own' 3 import $good --as-of 2026-11-01
like 'are named' "$err" 'gpuplan/prices\.json:1:'

done_testing
