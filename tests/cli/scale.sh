#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Large input: thousands of GPUs, price lists beyond 16 MiB, sweeps with names that nobody knows.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

header='model,gpu,concurrency'

# Every row has another unknown name: looked up, told about, and nothing on standard error.
awk -v header="$header" 'BEGIN { print header
	for (i = 0; i < 20000; i++) print "unknown-model-" i ",H100-SXM-80GB,4" }' >"$tap_tmp/unknown.csv"
status 'a sweep of 20,000 unknown models' 0 "$GPUPLAN" sweep --no-measured "$tap_tmp/unknown.csv" \
	-o "$tap_tmp/unknown.out"
is 'an answer for each' "$(grep -c "unknown model 'unknown-model-" "$tap_tmp/unknown.out")" 20000
is 'no progress where standard error is no terminal' "$err" ''

# The same value again is refused in the same words, each in its own column.
cat >"$tap_tmp/again.csv" <<'CSV'
model,gpu,concurrency
lama-3.3-70b,H100-SXM-80GB,4
lama-3.3-70b,H100-SXM-80GB,4
llama-3.3-70b,lama-3.3-70b,4
llama-3.3-70b,H100-SXM-80GB,4
CSV
status 'a value that is refused twice' 0 "$GPUPLAN" sweep --no-measured "$tap_tmp/again.csv"
is 'in the same words' "$(printf '%s\n' "$out" | sed -n 2p)" "$(printf '%s\n' "$out" | sed -n 3p)"
like 'with what it may mean' "$(printf '%s\n' "$out" | sed -n 3p)" "unknown model 'lama-3.3-70b': did you mean"
like 'another column is another thing' "$(printf '%s\n' "$out" | sed -n 4p)" "unknown GPU 'lama-3.3-70b'"
like 'a good row behind them' "$(printf '%s\n' "$out" | sed -n 5p)" '^llama-3.3-70b,H100-SXM-80GB,4,(yes|tight|no),'

# 2,000 GPUs, all like an H100 and each at a price of its own: the order is that of the prices.
mkdir "$tap_tmp/gpus" "$tap_tmp/prices" "$tap_tmp/change"
h100=$(grep '"id": "H100-SXM-80GB"' "$abs_top_srcdir/data/gpus.json" | sed 's/,$//; s/"aliases": \[[^]]*\]/"aliases": []/')
printf '%s\n' "$h100" | awk '{
	print "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"gpus\", \"items\": ["
	for (i = 0; i < 2000; i++) {
		item = $0
		sub(/"id": "[^"]*"/, "\"id\": \"many-" i "\"", item)
		sub(/"name": "[^"]*"/, "\"name\": \"Many " i "\"", item)
		sub(/"short_name": "[^"]*"/, "\"short_name\": \"Many " i "\"", item)
		print (i ? "," : "") item
	}
	print "]}" }' >"$tap_tmp/gpus/gpus.json"
awk 'BEGIN { print "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"prices\", \"items\": ["
	for (i = 0; i < 2000; i++)
		printf "%s{\"id\": \"many:%d\", \"provider\": \"runpod\", \"gpu\": \"many-%d\", \"purchase\": \"on_demand\", \"usd_per_gpu_hour\": %.4f, \"as_of\": \"2026-11-01\", \"source\": \"own\"}\n",
			i ? "," : "", i, i, 0.1 + i * 7919 % 2000 / 1e4
	print "]}" }' >"$tap_tmp/gpus/prices.json"
"$GPUPLAN" rank --catalog "$tap_tmp/gpus" --format csv >"$tap_tmp/many.csv"
is 'more than 512 GPUs are ranked' "$(grep -c '^many-' "$tap_tmp/many.csv")" 2000
is 'in the order of their prices' "$(grep '^many-' "$tap_tmp/many.csv" | cut -d, -f1 | sed 's/many-//')" \
	"$(awk 'BEGIN { for (i = 0; i < 2000; i++) at[i * 7919 % 2000] = i; for (k = 0; k < 2000; k++) print at[k] }')"
is 'and numbered' "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "rank") c = i; next }
	{ if ($c != NR - 1) wrong++ } END { print (NR > 2000), wrong + 0 }' "$tap_tmp/many.csv")" '1 0'

# A large file is read price by price: who sells them and is not known is told once each.
mkdir "$tap_tmp/strangers"
awk 'BEGIN { print "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"prices\", \"items\": ["
	for (i = 0; i < 8000; i++)
		printf "%s{\"id\": \"stranger:%d\", \"provider\": \"nobody-%d\", \"gpu\": \"H100-SXM-80GB\", \"purchase\": \"on_demand\", \"usd_per_gpu_hour\": 2, \"as_of\": \"2026-11-01\", \"source\": \"own\"}\n",
			i ? "," : "", i, i * 7919 % 3
	print "]}" }' >"$tap_tmp/strangers/prices.json"
status 'a large list of strangers' 0 "$GPUPLAN" catalog list links --catalog "$tap_tmp/strangers"
is 'each is told once' "$(printf '%s\n' "$err" | grep -c 'is no id of providers.json; its prices are left out')" 3

# 17 MiB of prices of a marketplace, and three others; the last changes a price that is shipped.
shipped=$(sed -n 's/.*"id": "\(hyperstack:B200:on_demand:[^"]*\)".*/\1/p' "$abs_top_srcdir/data/prices.json" | head -1)
awk -v shipped="$shipped" 'BEGIN {
	print "{\"schema\": \"gpuplan-catalog/1\", \"notes\": \"[{\\\"\", \"items\": ["
	filler = sprintf("%440s", "")
	gsub(/ /, "x", filler)
	for (i = 0; i < 30000; i++)
		printf "{\"id\": \"vast:%d\", \"provider\": \"vast\", \"gpu\": \"L4\", \"region\": \"region-%d\", \"purchase\": \"spot\", \"usd_per_gpu_hour\": %.4f, \"as_of\": \"2026-11-01\", \"source\": \"own\", \"notes\": \"%s] } \\\" \\\\\"},\n",
			i, i % 97, 0.2 + i % 1000 / 1e4, filler
	print "{\"id\": \"escap\\u0065d\", \"provider\": \"runpod\", \"gpu\": \"H200-SXM\", \"purchase\": \"on_demand\", \"usd_per_gpu_hour\": 0.11, \"as_of\": \"2026-11-01\", \"source\": \"own\"},"
	print "{\"gpu\": \"L40S\", \"provider\": \"runpod\", \"colour\": [1, {\"id\": 2}], \"id\": \"odd\", \"purchase\": \"on_demand\", \"usd_per_gpu_hour\": 0.12, \"as_of\": \"2026-11-01\", \"source\": \"own\"},"
	printf "{\"id\": \"%s\", \"usd_per_gpu_hour\": 0.13}\n", shipped
	print "], \"kind\": \"prices\"}" }' >"$tap_tmp/prices/prices.json"
if [ "$(wc -c <"$tap_tmp/prices/prices.json")" -gt 16777216 ]; then pass 'a price list beyond 16 MiB'; else
	fail 'a price list beyond 16 MiB'; fi
prices() { # CATALOG...: GPU=DOLLARS of three GPUs
	"$GPUPLAN" rank --gpu H200-SXM --gpu L40S --gpu B200 --gpus 1 --replicas 1 --model qwen3-8b --provider-kind specialist "$@" \
		--format csv 2>"$tap_tmp/err" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
			{ print $1 "=" $column["usd_per_hour"] }' | sort
}
price() { # CATALOG...: of the H200
	prices "$@" | sed -n 's/^H200-SXM=//p'
}
found=$(prices --catalog "$tap_tmp/prices")
like 'the price of a new offer' "$found" '^H200-SXM=0\.11$'
like 'an unknown key has its place' "$(cat "$tap_tmp/err")" 'prices.json: /items/30001/colour: unknown key \(odd\)'
like 'a key before the id' "$found" '^L40S=0\.12$'
like 'a changed price that is shipped' "$found" '^B200=0\.13$'
cat >"$tap_tmp/change/prices.json" <<'JSON'
{"schema": "gpuplan-catalog/1", "kind": "prices", "items": [{"id": "escaped", "usd_per_gpu_hour": 0.14}]}
JSON
is 'a small file changes it' "$(price --catalog "$tap_tmp/prices" --catalog "$tap_tmp/change")" 0.14
is 'and is changed by it' "$(price --catalog "$tap_tmp/change" --catalog "$tap_tmp/prices")" 0.11
is 'twice the same file' "$(price --catalog "$tap_tmp/prices" --catalog "$tap_tmp/prices")" 0.11
status 'it is good' 0 "$GPUPLAN" catalog check "$tap_tmp/prices/prices.json"

# An import into it replaces what the same provider had from the same source.
cat >"$tap_tmp/list.csv" <<'CSV'
InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone,Arch
1x_L4,L4,1,8,32,,0.77,,eu,eu-1,x86_64
CSV
cp "$tap_tmp/prices/prices.json" "$tap_tmp/change/prices.json"
status 'an import into a large file' 0 "$GPUPLAN" catalog import-prices "$tap_tmp/list.csv" --from skypilot \
	--provider runpod --as-of 2026-11-01 --catalog "$tap_tmp/change"
is 'keeps what is there' "$(grep -c '"id":' "$tap_tmp/change/prices.json")" 30004
is 'and can be read' "$(price --catalog "$tap_tmp/change")" 0.11

# What is wrong with one object is told with its place; broken grammar with its line.
sed '20000s/"purchase"/"gpu": "L4", "purchase"/' "$tap_tmp/prices/prices.json" >"$tap_tmp/change/prices.json"
status 'a key that is there twice' 3 "$GPUPLAN" rank --catalog "$tap_tmp/change"
status 'and checked' 3 "$GPUPLAN" catalog check "$tap_tmp/change/prices.json"
like 'names its place' "$out$err" 'prices.json: /items/19998/gpu: the key is there twice \(vast:19998\)'
sed '20000s/"purchase": /"purchase" /' "$tap_tmp/prices/prices.json" >"$tap_tmp/change/prices.json"
status 'broken grammar' 3 "$GPUPLAN" catalog check "$tap_tmp/change/prices.json"
like 'names its line' "$out$err" 'prices.json:20000:[0-9]+: ":" is missing'

# Nothing without an end is read.
dd if=/dev/zero of="$tap_tmp/change/prices.json" bs=1 count=0 seek=1073741824 2>/dev/null
status 'a file of a gigabyte' 3 "$GPUPLAN" rank --catalog "$tap_tmp/change"
status 'and checked, too' 3 "$GPUPLAN" catalog check "$tap_tmp/change/prices.json"
like 'is too large' "$out$err" 'too large, at most 268435456 bytes'
rm "$tap_tmp/change/prices.json"
ln -s /dev/zero "$tap_tmp/change/prices.json"
status 'a device' 3 "$GPUPLAN" rank --catalog "$tap_tmp/change"
done_testing
