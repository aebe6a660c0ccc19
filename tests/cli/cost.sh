#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan cost: the divisions that articles print, its formats and its errors.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

status 'a speed and a price' 0 "$GPUPLAN" cost --tok-s 3066 --price 2.50
# 2.50 / (3066 x 3600) x 1e6 = 0.226499
like 'four digits' "$out" '^\$0\.2265 per 1M tokens$'
like 'the division' "$out" '^\$2\.50 an hour / \(3066 tok/s x 3600 s x 100%\) x 1,000,000$'
status 'four GPUs, half of the time' 0 "$GPUPLAN" cost --tok-s 10k/s --price '$2.49' --gpus 4 --busy 50%
# 4 x 2.49 / (10000 x 3600 x 0.5) x 1e6 = 0.553333
like 'all are paid' "$out" '^\$0\.5533 per 1M tokens$'
like 'and all the time' "$out" '^4 x \$2\.49 an hour / \(10000 tok/s x 3600 s x 50%\)'
status 'hardly any' 0 "$GPUPLAN" cost --tok-s 100/min --price 0.72
# 6000 tokens an hour for 0.72
like 'cents at least' "$out" '^\$120\.00 per 1M tokens$'
status 'very many' 0 "$GPUPLAN" cost --tok-s 400k --price 0.05
# 0.05 / (400000 x 3600) x 1e6 = 0.0000347222
like 'four digits of a small one' "$out" '^\$0\.00003472 per 1M tokens$'

# Every figure of the articles, whether or not they divided well: rate, n, tps and u of the table.
table=$abs_top_srcdir/tests/golden/seed_figures.tsv
rows=0
wrong=''
while IFS='	' read -r id _ quantity inputs _ wanted _; do
	[ "$quantity" = usd_per_m ] || continue
	rows=$((rows + 1))
	n=1 u=1
	for pair in $(printf '%s\n' "$inputs" | tr ';' ' '); do
		eval "${pair%%=*}=${pair#*=}"
	done
	# shellcheck disable=SC2154 # set by eval
	got=$("$GPUPLAN" cost --tok-s "$tps" --price "$rate" --gpus "$n" --busy "$u" --format csv | tail -n 1 | cut -d, -f5)
	awk -v got="$got" -v wanted="$wanted" 'BEGIN { d = got / wanted - 1; exit !(d < 1e-5 && d > -1e-5) }' ||
		wrong="$wrong$id: $got, wanted $wanted
"
done <"$table"
empty 'the articles divide as we do' "$wrong" 'other figures'
ok 'there are many of them' test "$rows" -ge 36

status 'JSON' 0 "$GPUPLAN" cost --tok-s 10000 --price 2.49 --gpus 4 --busy 0.5 --format json
is 'all of it' "$out" '{"schema":"gpuplan/1","command":"cost","results":[{"tok_s":10000,"gpus":4,"cost":{"usd_per_gpu_hour":2.49,"usd_per_hour":9.96,"usd_per_m_tokens":0.553333333333,"busy":0.5}}],"warnings":[]}'
status 'CSV' 0 "$GPUPLAN" cost --tok-s 3066 --price 2.50 --format csv
is 'a header and a line' "$out" 'tok_s,gpus,usd_per_gpu_hour,usd_per_hour,usd_per_m_tokens,busy
3066,1,2.5,2.5,0.22649851417,1'
status 'without a catalog' 0 env GPUPLAN_DATADIR="$tap_tmp/nothing" "$GPUPLAN" cost --tok-s 1 --price 1
"$GPUPLAN" cost --tok-s 3066 --price 2.50 -o "$tap_tmp/cost.txt"
is 'into a file' "$(head -n 1 "$tap_tmp/cost.txt")" "\$0.2265 per 1M tokens"

# refused NAME PATTERN OPTION...: wrong usage, told in one line.
refused() {
	name=$1 pattern=$2
	shift 2
	status "$name" 2 "$GPUPLAN" cost "$@"
	like "$name: says why" "$err" "$pattern"
	is "$name: in one line, and nothing else" "$(printf '%s\n' "$err" | wc -l | tr -d ' ')$out" 1
}

refused 'no speed' '--tok-s is wanted' --price 2.50
refused 'no price' '--price is wanted' --tok-s 3066
refused 'no number' '--tok-s: ' --tok-s fast --price 2.50
refused 'no tokens' '--tok-s: out of range, allowed is 0\.001 to 1,000,000,000$' --tok-s 0 --price 2.50
refused 'less than nothing' '--price: ' --tok-s 3066 --price -1
refused 'a price of nothing' '--price: out of range, allowed is 0\.001 to 1,000,000$' --tok-s 3066 --price 0
refused 'no GPU' '--gpus: out of range, allowed is 1 to ' --tok-s 3066 --price 2.50 --gpus 0
refused 'half a GPU' '--gpus: a whole number is wanted' --tok-s 3066 --price 2.50 --gpus 1.5
refused 'more than always' '--busy: ' --tok-s 3066 --price 2.50 --busy 110%
refused 'never' '--busy: out of range' --tok-s 3066 --price 2.50 --busy 0
refused 'what it has no use for' '--prompt: gpuplan cost does not use it' --tok-s 3066 --price 2.50 --prompt 1k
refused 'an argument' "unexpected argument '3066'" 3066
status 'of another command' 2 "$GPUPLAN" rank --price 2
like 'belongs to this one' "$err" '--price belongs to the cost command'
status 'a format of reports' 2 "$GPUPLAN" cost --tok-s 1 --price 1 --format html

done_testing
