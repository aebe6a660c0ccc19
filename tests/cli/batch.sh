#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan batch: a pile by a time, in every format; what is refused; plans; a second calculation by awk.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# 2026-12-01 20:12 UTC.
SOURCE_DATE_EPOCH=1796155920
TZ=UTC0
export SOURCE_DATE_EPOCH TZ

# 500M tokens overnight, on spot or on demand.
status 'overnight' 0 "$GPUPLAN" batch --tokens 500M --deadline 08:00 --spot tolerant
like 'the pile' "$out" '^500M output tokens, 1\.95M requests, by 08:00 \(in 11\.8 h\), 80 % sure$'
like 'what to rent, when it is done, for how much' "$(printf '%s\n' "$out" | sed -n '4,5p' | tr '\n' ' ' | tr -s ' ')" \
	'^[0-9]+ x .*, spot at .*: done about 0[0-9]:[0-9][0-9] \(in [0-9.]+ h\), \$[0-9]+, +80 % sure at most \$[0-9]+ $'
like 'how sure that is' "$out" '^- In time with (8|9)[0-9]% certainty\.$'
like 'what is lost' "$out" '^- [0-9.]+ interruptions are expected, each of which costs [0-9]+ min: \$'
like 'the next one' "$out" '^2\. [0-9]+ x .*: done about'
like 'replicas of several GPUs' "$out" '^[0-9]\. [0-9]+ x .* \([0-9]+ replicas of [0-9]\), spot at'
like 'columns' "$out" '^ +GPU +n +fmt +purchase +hours +done +sure +\$ +\$≤ +verdict +offer or reason$'
like 'a row on spot' "$out" '  spot +[0-9.]+h  [0-9][0-9]:[0-9][0-9] +[0-9]+% +[0-9]+ +[0-9]+  in time  '
like 'and one on demand' "$out" '  on demand +[0-9.]+h  [0-9][0-9]:[0-9][0-9] +[0-9]+% +[0-9]+ +[0-9]+  in time  '
empty 'the head is as wide as a terminal' "$(printf '%s\n' "$out" | sed '/^ *GPU  /,$d' |
	LC_ALL=C.UTF-8 awk 'length($0) > 80')" 'lines'
status 'in ASCII' 0 "$GPUPLAN" batch --tokens 500M --deadline 08:00 --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''
unlike 'spot is asked for' "$out" '^.  .* spot  '
like 'and advised' "$(printf '%s' "$out" | tr '\n' ' ' | tr -s ' ')" \
	'Nobody waits: on spot machines \(.* at .*\) it is at most \$[0-9]+, \$[0-9]+ less: give --spot tolerant\.'

# 2 million documents of 3000 tokens, each with a summary of 100.
status 'documents' 0 "$GPUPLAN" batch --requests 2M --prompt 3000 --output 100 --deadline 12h --spot tolerant \
	--format json --gpu H100-SXM-80GB
later 'every key' "import json
a = json.load(open(file))
for r in a['results']:
    p = r['pile']
    assert p['requests'] == 2000000 and p['output_tokens'] == 2e8, p
    assert p['deadline_at'] == '2026-12-02T08:12', p['deadline_at']
    assert list(p) == ['requests', 'output_tokens', 'hours', 'hours_sure', 'done_at', 'deadline_at', 'work_h',
        'lost_h', 'interruption_rate', 'interruptions', 'rented_gpus', 'paid_gpu_hours', 'usd', 'usd_sure', 'lost_usd',
        'hour_more_usd_sure', 'hour_more_replicas', 'hour_less_usd_sure', 'hour_less_replicas', 'no_gain_h'], list(p)
    assert r['verdict'] == 'meets' and r['p_meets'] >= .8
    assert p['hours']['low'] < p['hours']['mid'] < p['hours']['high']
    assert p['usd']['low'] < p['usd']['mid'] <= p['usd_sure']
    assert (p['interruptions'] > 0) == (r['cost']['purchase'] == 'spot')
    assert '2026-12-01T20:12' < p['done_at'] < p['deadline_at']
assert [r['cost']['purchase'] for r in a['results']] == ['spot', 'on_demand'], 'both kinds'
assert a['command'] == 'batch' and a['scenario']['deadline_s'] == 43200 and a['scenario']['max_gpus'] == 64
assert 'ttft_s' not in a['scenario'] and 'concurrency' not in a['scenario']
"
# The same pile by all its tokens.
"$GPUPLAN" batch --requests 2M --prompt 3000 --output 100 --deadline 12h --format csv >"$tap_tmp/requests.csv"
"$GPUPLAN" batch --tokens 6.2B --counted all --prompt 3000 --output 100 --deadline 12h --format csv >"$tap_tmp/tokens.csv"
ok 'tokens with their prompts are requests' cmp "$tap_tmp/requests.csv" "$tap_tmp/tokens.csv"
like 'csv has the pile' "$(head -n 1 "$tap_tmp/tokens.csv")" \
	',requests,output_tokens,hours_low,hours,hours_high,hours_sure,done_at,deadline_at,.*,usd_low,usd,usd_high,usd_sure,'
unlike 'csv has no nan or inf' "$(cat "$tap_tmp/tokens.csv")" '(^|,)-?(nan|inf|null)(,|$)'

# A second calculation: from the speed, the price and the losses of a row to its hours and dollars.
"$GPUPLAN" batch --tokens 500M --deadline 08:00 --spot tolerant --billing second --format csv >"$tap_tmp/rows.csv"
awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	# Sources have commas in quotes: none of these columns stands behind one but by its distance to the end.
	function of(name) { return $(at[name] > at["source"] ? NF - last + at[name] : at[name]) }
	NR == 2 { last = 0; for (name in at) if (at[name] > last) last = at[name] }
	of("verdict") == "meets" && of("provider") != "" {
		start = 0.15 + of("concurrency") / of("requests_s") / 2 / 3600
		work = 5e8 / of("output_tok_s") / 3600
		lost = of("purchase") == "spot" ? 0.005 : 0
		hours = work / (1 - lost * start) + start
		usd = hours * of("rented_gpus") * of("usd_per_gpu_hour")
		bad = 0
		if ((hours - of("hours")) ^ 2 > 1e-10 * hours ^ 2) bad = 1
		if ((usd - of("usd")) ^ 2 > 1e-10 * usd ^ 2) bad = 1
		if ((usd / 500 - of("usd_per_m_output_tokens")) ^ 2 > 1e-10 * usd ^ 2) bad = 1
		if (bad) print $1, of("purchase"), hours, of("hours"), usd, of("usd")
		rows++
	}
	END { if (rows < 8) print "only " rows + 0 " rows" }' "$tap_tmp/rows.csv" >"$tap_tmp/wrong"
empty 'hours and dollars by awk' "$(cat "$tap_tmp/wrong")" 'wrong'

# Reports.
status 'markdown' 0 "$GPUPLAN" batch --tokens 500M --deadline 08:00 --format markdown --top 5
like 'its title' "$out" '^# A pile of work for Llama 3\.3 70B Instruct$'
like 'the command keeps the time' "$out" '^    gpuplan batch --tokens 500M --deadline 2026-12-02T08:00 --top 5$'
like 'in time' "$out" ': in time\.'
status 'html' 0 "$GPUPLAN" batch --tokens 500M --deadline 8h --format html --top 5
like 'a pile in html' "$out" '<h1>A pile of work for '

# Nothing is in time: what would do.
status 'late: 1' 1 "$GPUPLAN" batch --tokens 20B --deadline 8h --gpu H100-SXM-80GB
like 'late, and by how much' "$(printf '%s' "$out" | tr '\n' ' ' | tr -s ' ')" ' - Late by [0-9.]+ h: for the certainty asked for it takes [0-9.]+ h, and 8\.0 h are left\. '
like 'the deadline that works' "$out" '^- With [0-9.]+ h until the deadline it would be in time\.$'
like 'the GPUs that do' "$out" '^- With [0-9]+ GPUs \(--max-gpus\) it would be in time\.$'
like 'it is no verdict of goals' "$out" '^Nothing is done in time\. First among the rest: '
gpus=$(printf '%s\n' "$out" | sed -n 's/^- With \([0-9]*\) GPUs.*/\1/p')
status 'so many do' 0 "$GPUPLAN" batch --tokens 20B --deadline 8h --gpu H100-SXM-80GB --max-gpus "$gpus"
status 'too soon: 1' 1 "$GPUPLAN" batch --tokens 1M --deadline 5min --gpu H100-SXM-80GB
like 'no number does' "$out" 'No number of GPUs does it: the start and the last requests alone take 9 min'

# Refusals, each in one line.
refuse() {
	name=$1 wanted=$2
	shift 2
	status "$name: 2" 2 "$GPUPLAN" batch "$@"
	is "$name" "$err" "gpuplan: $wanted"
}
refuse 'no work' 'batch: how much work is there? Say --requests N or --tokens T, with --deadline 8h or 08:00'
refuse 'no tokens' '--tokens: out of range, allowed is 1 to 1000T' --tokens 0
refuse 'no requests' '--requests: out of range, allowed is 1 to 1T' --requests 0
refuse 'a past time' '--deadline: 2026-12-01T08:00 is past, it is 2026-12-01T20:12' \
	--tokens 1M --deadline 2026-12-01T08:00
refuse 'too short' '--deadline: out of range, allowed is 1 min to 8760 h' --tokens 1M --deadline 30s
refuse 'too late' '--deadline: out of range, allowed is 1 min to 8760 h' --tokens 1M --deadline 2027-12-25T08:00
refuse 'no such time' '--deadline: "25:00" is not a time; write 08:00 or 2026-12-01T08:00, in local time' \
	--tokens 1M --deadline 25:00
refuse 'no such day' '--deadline: "2026-02-30T08:00" is not a time; write 08:00 or 2026-12-01T08:00, in local time' \
	--tokens 1M --deadline 2026-02-30T08:00
refuse 'two piles' \
	'--requests 5k and --tokens 1M are different piles: give one of them' \
	--tokens 1M --requests 5k
refuse 'a goal' '--ttft: gpuplan batch does not use it' --tokens 1M --ttft 1s
refuse 'a word' "--counted: unknown value 'prompts', allowed is output, all" --tokens 1M --counted prompts
status 'one pile said twice' 0 "$GPUPLAN" batch --tokens 1.28M --requests 5k --gpu B200

# Plans keep durations as they are, and times as what they were on that day.
cd "$tap_tmp" || exit 99
"$GPUPLAN" batch --tokens 500M --deadline 8h --gpu B200 --format json -o hours.json
"$GPUPLAN" batch --tokens 500M --deadline 08:00 --gpu B200 --format json -o time.json
like 'a duration is seconds' "$(cat hours.json)" '"deadline_s":28800[,}]'
like 'a time is a time' "$(cat time.json)" '"deadline_s":"2026-12-02T08:00"'
export SOURCE_DATE_EPOCH=1796166720 # three hours later
status 'three hours later' 0 "$GPUPLAN" batch --plan time.json
like 'less time is left' "$out" 'by 08:00 \(in 8\.8 h\)'
status 'a duration starts again' 0 "$GPUPLAN" batch --plan hours.json
like 'as much as before' "$out" 'by 07:12 \(in 8\.0 h\)'
export SOURCE_DATE_EPOCH=1796242320 # the day after
status 'the plan of yesterday' 2 "$GPUPLAN" batch --plan time.json
is 'says why' "$err" 'gpuplan: batch: the deadline of the plan is past; give --deadline'
status 'and takes another' 0 "$GPUPLAN" batch --plan time.json --deadline 08:00
status 'other commands read it' 0 "$GPUPLAN" rank --plan time.json

# Twenty ways are enough unless more are asked for.
all=$("$GPUPLAN" batch --tokens 500M --deadline 20h --format csv | sed 1d | wc -l)
like 'how many more ways there are' "$("$GPUPLAN" batch --tokens 500M --deadline 20h)" \
	"^$((all - 20)) more rows: --all, or --top N\$"
unlike 'all of them' "$("$GPUPLAN" batch --tokens 500M --deadline 20h --all)" 'more rows'

# Local time is that of TZ: 20:12 UTC is 21:12 there, so that 08:00 is an hour nearer.
export SOURCE_DATE_EPOCH=1796155920
TZ=CET-1
like 'another zone' "$("$GPUPLAN" batch --tokens 500M --deadline 08:00 --gpu B200)" 'by 08:00 \(in 10\.8 h\)'
TZ=UTC0

# More or less of it.
usd() {
	"$GPUPLAN" batch --tokens 500M --deadline 10h --gpu H100-SXM-80GB --format csv --top 1 "$@" |
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "usd_sure") n = NF - i } NR == 2 { print $(NF - n) }'
}
ok 'more certainty costs no less' awk -v a="$(usd --certainty 60%)" -v b="$(usd --certainty 95%)" 'BEGIN { exit !(a > 0 && a <= b) }'
ok 'losses cost' awk -v a="$(usd --spot tolerant --interruptions 0)" -v b="$(usd --spot tolerant --interruptions 20%)" \
	'BEGIN { exit !(a > 0 && a < b) }'
ok 'a long restart costs' awk -v a="$(usd --restart 1min)" -v b="$(usd --restart 1h)" 'BEGIN { exit !(a > 0 && a < b) }'

done_testing
