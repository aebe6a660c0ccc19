#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan fleet: formats, one screen, traffic files and what is wrong with them, plans.
# GPUPLAN_UPDATE_GOLDEN=1 writes the golden file anew.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

golden=$abs_top_srcdir/tests/golden/fleet.txt

# What do I sign: the head of the answer is one screen.
status 'an answer' 0 "$GPUPLAN" fleet --rate 50 --rate-low 10 --ttft 500ms --top 8
printf '%s\n' "$out" >"$tap_tmp/fleet.txt"
[ -z "${GPUPLAN_UPDATE_GOLDEN-}" ] || cp "$tap_tmp/fleet.txt" "$golden"
if cmp -s "$tap_tmp/fleet.txt" "$golden"; then
	pass 'the same as last time'
else
	fail 'the same as last time'
	diag "$(diff "$golden" "$tap_tmp/fleet.txt" | head -20)"
fi
sed '/^US dollars a month/,$d' "$tap_tmp/fleet.txt" >"$tap_tmp/head"
ok 'the head fits on 24 lines' test "$(wc -l <"$tap_tmp/head")" -le 24
empty 'and on 80 columns' "$(LC_ALL=C.UTF-8 awk 'length($0) > 80' "$tap_tmp/head")" 'lines'
like 'GPU, count, provider, bill and band' "$out" '^[0-9]+ x .* at .*: a month costs \$[0-9,]+ \(\$[0-9,]+ to \$[0-9,]+\)$'
like 'how it is bought, with the date' "$out" '^- [0-9]+ GPUs .* a GPU-hour \(20[0-9-]*, [0-9]+ days old\)'
like 'the next one' "$out" '^2\. [0-9]+ x .* at .*: \$[0-9,]+\. Costs'
like 'and the one behind it' "$out" '^3\. [0-9]+ x .* at .*: \$[0-9,]+\. Costs'
like 'what would change it' "$out" 'If its price rose'
like 'purchases side by side' "$out" ' on demand +1 year +3 years +spot +\$/month'
status 'ascii' 0 "$GPUPLAN" fleet --rate 50 --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''

# Machine output.
for extra in '' '--spot tolerant' '--ttft off --tpot off --growth 5%' '--ttft 1ms' \
	'--api-input-price 0.1 --api-output-price 0.4 --purchase reserved_3y'; do
	# shellcheck disable=SC2086
	"$GPUPLAN" fleet --rate 50 --rate-low 10 --format json $extra >"$tap_tmp/fleet.json"
	later "every key, no other: $extra" "script('check_json.py', 'fleet')" "$tap_tmp/fleet.json"
done
status 'csv' 0 "$GPUPLAN" fleet --rate 50 --format csv
like 'csv has the fleet' "$(printf '%s\n' "$out" | head -n 1)" \
	'^gpu,gpus,replicas,.*,bill_usd_per_month_low,bill_usd_per_month,bill_usd_per_month_high,on_demand'
if command -v python3 >/dev/null 2>&1; then
	is 'csv rows are as wide as the header' "$(printf '%s\n' "$out" | python3 -c '
import csv, sys
print(len({len(row) for row in csv.reader(sys.stdin)}))')" 1
fi
unlike 'csv has no nan or inf' "$out" '(^|,)-?(nan|inf|null)(,|$)'
status 'markdown' 0 "$GPUPLAN" fleet --rate 50 --format markdown --top 5
like 'markdown has the fleet' "$out" '^# A fleet for '
like 'and asks again' "$out" '^    gpuplan fleet --rate 50'
status 'html' 0 "$GPUPLAN" fleet --rate 50 --format html --top 5
like 'html has the fleet' "$out" '<h1>A fleet for '
"$GPUPLAN" fleet --rate 50 --format csv --sort spot_usd_per_month >"$tap_tmp/sorted.csv"
ok 'a key of the fleet sorts' test -s "$tap_tmp/sorted.csv"

# Exit codes and usage.
# JSON and CSV have all rows, people get twenty unless they ask for more.
rows() { # TEXT
	printf '%s\n' "$1" | sed '1,/offer or reason/d' |
		grep -Ec '  (meets|misses|uncertain|does not fit|not estimated|not supported) '
}
status 'csv' 0 "$GPUPLAN" fleet --rate 50 --format csv
all=$(($(printf '%s\n' "$out" | wc -l) - 1))
status 'unasked' 0 "$GPUPLAN" fleet --rate 50
is 'twenty rows' "$(rows "$out")" 20
like 'how many more there are' "$out" "^$((all - 20)) more rows: --all, or --top N\$"
status 'asked for all' 0 "$GPUPLAN" fleet --rate 50 --all
is 'all rows' "$(rows "$out")" "$all"
unlike 'and no word' "$out" 'more row'
status 'asked for some' 0 "$GPUPLAN" fleet --rate 50 --top 30
is 'so many rows' "$(rows "$out")" 30
unlike 'without a word' "$out" 'more row'
status 'markdown, unasked' 0 "$GPUPLAN" fleet --rate 50 --format markdown
is 'twenty rows of offers' "$(printf '%s\n' "$out" | sed -n '/^## The offers/,/^[0-9]* more/p' | grep -c '^|')" 22
like 'and how many more' "$out" "^$((all - 20)) more rows: --all, or --top N\$"
status 'few' 0 "$GPUPLAN" fleet --rate 50 --gpu B200 --provider lambda
unlike 'are all there' "$out" 'more row'

status 'nothing meets: 1' 1 "$GPUPLAN" fleet --rate 50 --ttft 1ms
like 'and the table says why' "$out" 'Misses the TTFT goal'
status 'no traffic: 2' 2 "$GPUPLAN" fleet
like 'what is missing' "$err" '--rate.*--traffic FILE\.csv'
status 'a low above the peak' 2 "$GPUPLAN" fleet --rate 5 --rate-low 10
status 'half an API' 2 "$GPUPLAN" fleet --rate 5 --api-input-price 1
like 'both are wanted' "$err" 'both are wanted'
status 'a rate and traffic' 2 "$GPUPLAN" fleet --rate 5 --traffic 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1
status 'too few hours' 2 "$GPUPLAN" fleet --traffic 1,2,3
like 'how many they are' "$err" 'these are 3'
status 'a rate that is none' 2 "$GPUPLAN" fleet --traffic 1,1,1,1,1,1.1.1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1
like 'which one' "$err" 'value 6'

# Traffic from files: finer times and several days give the highest rate of an hour.
cd "$tap_tmp" || exit 99
awk 'BEGIN { print "time,rate"; for (h = 0; h < 24; h++) print h "," (h < 8 ? 10 : 50) }' >hours.csv
awk 'BEGIN { print "Time,Rate"; for (d = 1; d < 3; d++) for (m = 0; m < 1440; m += 15)
	printf "2026-03-0%dT%02d:%02d,%g\n", d, m / 60, m % 60, (m < 480 ? 10 : 50) - (m % 60 ? 3 : 0) - (d > 1) }' >fine.csv
"$GPUPLAN" fleet --rate 50 --rate-low 10 --format csv >rate.out
"$GPUPLAN" fleet --traffic hours.csv --format csv >hours.out
"$GPUPLAN" fleet --traffic fine.csv --format csv >fine.out
ok 'hours of a file are hours' cmp rate.out hours.out
ok 'of a quarter of an hour the highest counts' cmp rate.out fine.out
"$GPUPLAN" fleet --traffic hours.csv --format json -o plan.json
rm hours.csv
"$GPUPLAN" fleet --plan plan.json --format json >again.json
ok 'a plan stands without the file' cmp plan.json again.json
like 'it holds the rates' "$(cat plan.json)" '"traffic":"10,10,10,10,10,10,10,10,50,50,'

# wrong NAME STATUS PATTERN: the file bad.csv is refused.
wrong() {
	status "$1" "$2" "$GPUPLAN" fleet --traffic bad.csv
	like "$1: the message" "$err" "$3"
}

hours() {
	awk -v from="$1" -v to="$2" 'BEGIN { for (h = from; h < to; h++) print h ",5" }'
}

{ echo time,rate; hours 0 13; hours 14 24; } >bad.csv
wrong 'a gap' 3 'bad\.csv: time: no rate from 13:00 to 13:59'
{ echo time,rate; hours 0 24; echo 7,6; } >bad.csv
wrong 'an hour twice' 3 'bad\.csv: time: 07:00:00 comes twice'
{ echo time,rate; hours 0 9; echo 9,-4; hours 10 24; } >bad.csv
wrong 'a negative rate' 3 'bad\.csv:11: rate: out of range, allowed is 0 to 1M'
{ echo time,rate; hours 0 9; echo 9,2000000; } >bad.csv
wrong 'too high a rate' 3 'bad\.csv:11: rate: out of range'
{ echo time,rate; hours 0 9; echo 9,many; } >bad.csv
wrong 'no number' 3 'bad\.csv:11: rate: "many", column 1'
{ echo time,rate; hours 0 9; echo 9; } >bad.csv
wrong 'a truncated line' 3 'bad\.csv:11: the line ends before the rate'
{ echo time,rate; hours 0 9; echo 24,5; } >bad.csv
wrong 'no hour' 3 'bad\.csv:11: time: an hour from 0 to 23'
{ echo time,rate; hours 0 9; echo 2026-13-01T09:00,5; } >bad.csv
wrong 'no date' 3 'bad\.csv:11: time: '
{ echo time,rate,errors; echo 0,5,1; } >bad.csv
wrong 'two columns of rates' 3 'bad\.csv:1: 3 columns; two are wanted'
hours 0 24 >bad.csv
wrong 'no header' 3 'bad\.csv:1: the first line must be time,rate'
{ echo time,rate; hours 0 24 | sed 's/,5/,0/'; } >bad.csv
wrong 'no traffic at all' 3 'above 0'
: >bad.csv
wrong 'an empty file' 3 'bad\.csv'
status 'a file that is missing' 4 "$GPUPLAN" fleet --traffic nowhere.csv
status 'a folder' 4 "$GPUPLAN" fleet --traffic "$tap_tmp"

# Spot machines that cost more than the same on demand, as an article found.
mkdir overlay
cat >overlay/prices.json <<'EOF'
{"schema": "gpuplan-catalog/1", "kind": "prices", "items": [
 {"id": "t:od", "provider": "vultr", "gpu": "L40S", "label": "L40S", "gpus": 1, "purchase": "on_demand", "usd_per_gpu_hour": 0.72, "as_of": "2026-11-10", "source": "article-l40s-h100"},
 {"id": "t:spot", "provider": "vultr", "gpu": "L40S", "label": "L40S", "gpus": 1, "purchase": "spot", "usd_per_gpu_hour": 1.07, "as_of": "2026-11-10", "source": "article-l40s-h100"}]}
EOF
status 'spot above on demand' 0 "$GPUPLAN" fleet --rate 5 --model llama-3.1-8b --catalog overlay --gpu l40s \
	--provider vultr --spot tolerant --ttft off --tpot off
like 'is flagged' "$(printf '%s\n' "$out" | tr '\n' ' ')" 'Spot costs \$1\.07 a GPU-hour .*no +reason to take it'
like 'and not taken' "$out" 'Vultr, on demand$'

# Thousands of GPUs at one provider: nobody has said that they are there.
mkdir "$tap_tmp/large"
large() { # MAX_GPUS
	cat >"$tap_tmp/large/prices.json" <<JSON
{"schema": "gpuplan-catalog/1", "kind": "prices", "items": [
{"id": "own:B200", "provider": "lambda", "gpu": "B200", "gpus": 8, "max_gpus": $1, "purchase": "on_demand",
 "usd_per_gpu_hour": 0.01, "as_of": "2026-11-01", "source": "tardellirs"}]}
JSON
}
status 'thousands' 0 "$GPUPLAN" fleet --rate 20000 --format json --top 1
like 'the leader says that nobody has confirmed them' "$out" \
	'"reasons":\[.*"id":"count-unconfirmed","text":"[^"]*","values":\{"gpus_needed":[0-9]{4,},"gpus_on_record":[18],'
like 'as a warning, too' "$out" '"warnings":\[.*"id":"count-unconfirmed"'
status 'as text' 0 "$GPUPLAN" fleet --rate 20000 --gpu B200 --provider lambda
like 'with what is on record' "$out" '^Warning: Nobody has confirmed [0-9]{4,} of these GPUs at Lambda: the largest'
large 1000
status 'with a number of the provider' 0 "$GPUPLAN" fleet --rate 20000 --gpu B200 --provider lambda --format json \
	--catalog "$tap_tmp/large"
like 'that is too small' "$out" '"gpus_on_record":1000,'
large 100000
status 'with one that does' 0 "$GPUPLAN" fleet --rate 20000 --gpu B200 --provider lambda --format json \
	--catalog "$tap_tmp/large"
unlike 'says nothing' "$out" 'count-unconfirmed'
status 'a small fleet' 0 "$GPUPLAN" fleet --rate 5 --gpu B200 --provider lambda --format json
unlike 'is no question' "$out" 'count-unconfirmed'
status 'replicas of serving' 0 "$GPUPLAN" rank --gpu B200 --max-gpus 1024 --concurrency 40k --format json
like 'are counted, too' "$out" '"id":"count-unconfirmed"'
status 'one GPU' 0 "$GPUPLAN" rank --gpus 1 --replicas 1 --format json
unlike 'is no number' "$out" 'count-unconfirmed'

done_testing
