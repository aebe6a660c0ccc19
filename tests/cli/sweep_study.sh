#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan sweep --study: any study, a row a scenario; what its own command says of each is the measure.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

# 2026-12-01 20:12 UTC.
SOURCE_DATE_EPOCH=1796155920
TZ=UTC0
export SOURCE_DATE_EPOCH TZ
cd "$tap_tmp" || exit 99

# same STUDY COMMAND NAME=VALUE...: one row, against the JSON of the command with the same options.  Columns are called
# like options with _ for -.
rows=0
same() {
	rows=$((rows + 1))
	study=$1
	command=$2
	shift 2
	header=id
	row=$rows
	told="$study $*"
	for pair; do
		name=${pair%%=*}
		shift
		header=$header,$(echo "$name" | tr - _)
		row=$row,${pair#*=}
		set -- "$@" "--$name" "${pair#*=}"
	done
	printf '%s\n%s\n' "$header" "$row" | "$GPUPLAN" sweep --study "$study" -o row.csv || fail "$told: exit status"
	"$GPUPLAN" "$command" "$@" --format json -o row.json
	{ cat row.csv; cat row.json; } >both
	later "$told" "import csv, json
text = open(file).read().split('\n', 2)
header, row = csv.reader(text[:2])
assert len(set(header)) == len(header), 'a name comes twice'
got = dict(zip(header, row))
result = json.loads(text[2])['results'][0]
want = {}
for key, value in result.items():
    if isinstance(value, dict) and 'mid' not in value:
        want.update({k: v for k, v in value.items() if k not in ('other',)})
    elif not isinstance(value, list):
        want[key] = value
assert len(want) > 50, len(want)
def check(name, value):
    asked = ('answer_' + name) if 'answer_' + name in got else name
    cell = got[asked]
    if value is None: assert cell == '', (name, cell)
    elif isinstance(value, bool): assert cell == str(value).lower(), (name, cell, value)
    elif isinstance(value, str): assert cell == value, (name, cell, value)
    else: assert abs(float(cell) - value) <= 1e-9 * abs(value), (name, cell, value)
for key, value in want.items():
    if isinstance(value, dict):
        check(key + '_low', value['low']); check(key, value['mid']); check(key + '_high', value['high'])
    else:
        check(key, value)
assert header[-2:] == ['verdict', 'error'], header[-2:]
assert row[0] == '$rows'
" both
}

same serve rank model=llama-3.1-8b concurrency=16 ttft=400ms
same serve rank model=llama-3.3-70b gpu=H100-SXM-80GB gpus=4 rate=3
same serve rank gpu=L4 gpus=1
same serve rank spot=tolerant certainty=95% prefix-hit=50%
same fleet fleet rate=5
same fleet fleet rate=8 rate-low=2 low-hours=10 gpu=B200
same batch batch requests=2M prompt=3000 output=100 deadline=12h spot=tolerant
same batch batch tokens=5B deadline=08:00
same batch batch tokens=500M deadline=1h gpu=L4 gpus=1
same own own model=llama-3.1-8b gpu=H100-SXM-80GB gpu-price=30000 years=4
same own own concurrency=64 power-country=DE

# A pile by hand: 2M requests of 100 tokens are 2e8 output tokens, and hours are its tokens over their speed.
printf 'requests,output,gpu,gpus\n2M,100,H100-SXM-80GB,4\n' |
	"$GPUPLAN" sweep --study batch -o pile.csv
later 'a pile by hand' "import csv
r = next(csv.DictReader(open(file)))
assert r['output_tokens'] == '200000000' and r['answer_requests'] == '2000000', r
# All replicas work 2e8 tokens off at their speed.
work = 2e8 / float(r['output_tok_s']) / 3600
assert abs(float(r['work_h']) / work - 1) < 1e-9, (r['work_h'], work)
assert float(r['hours_low']) < float(r['hours']) < float(r['hours_high']) <= 12
" pile.csv
is 'what was asked stays' "$(sed -n 2p pile.csv | cut -d, -f1-4)" '2M,100,H100-SXM-80GB,4'

cat >rows.csv <<'CSV'
note,error,model,gpu,gpus,ttft_s,hours_high,rate,concurrency,top,=1+1
plain,old,llama-3.1-8b,H100-SXM-80GB,2,,7,,16,3,=2+2
seconds,,llama-3.1-8b,H100-SXM-80GB,1,0.4,,,16,,
fast,,llama-3.1-8b,H100-SXM-80GB,1,400ms,,,16,,
both,,llama-3.1-8b,,,,,2,16,,
neither,,,,,,,,,,
unknown,,llama-3.1-8b,H300,,,,,16,,
several,,llama-3.1-8b,"L4, L40S",,,,,16,,
large,,llama-3.3-70b,L4,1,,,,1,,
short
out of range,,,,,0.0001,,,,,
auto,,,auto,,,,auto,16,,
CSV
status 'good and bad rows' 0 "$GPUPLAN" sweep --study serve rows.csv
cp out swept.csv
later 'good and bad rows' "import csv
rows = list(csv.DictReader(open(file)))
assert len(rows) == 11, len(rows)
header = list(rows[0])
assert len(set(header)) == len(header)
# What was there keeps its name and its place; the whole answer is behind it.
assert header[:11] == ['note', 'error', 'model', 'gpu', 'gpus', 'ttft_s', 'hours_high', 'rate', 'concurrency', 'top', \"'=1+1\"]
assert header[11:13] == ['answer_gpu', 'answer_gpus'], header[11:13]
assert header[-2:] == ['verdict', 'answer_error'], header[-2:]
assert 'answer_ttft_s_low' in header and 'answer_ttft_s' in header and 'answer_ttft_s_high' in header
assert 'ttft_s_low' not in header and 'tpot_s_low' in header and 'answer_tpot_s' not in header
assert 'answer_concurrency' in header
by = {r['note']: r for r in rows}
p = by['plain']
assert p['error'] == 'old' and p['hours_high'] == '7' and p['top'] == '3' and p[\"'=1+1\"] == \"'=2+2\"
assert p['answer_gpu'] == 'H100-SXM-80GB' and p['answer_gpus'] == '2' and p['verdict'] == 'meets' and not p['answer_error']
# A key of a time is in seconds.
behind = header.index('answer_gpu')
assert [by['seconds'][h] for h in header[behind:]] == [by['fast'][h] for h in header[behind:]]
assert by['both']['answer_error'] == 'rate and concurrency: one of them alone is wanted', by['both']['answer_error']
assert by['unknown']['answer_error'].startswith(\"unknown GPU 'H300'\"), by['unknown']['answer_error']
assert by['several']['answer_gpu'] in ('L4', 'L40S')
assert by['large']['fits'] == 'no' and by['large']['verdict'] == 'does_not_fit' and by['large']['ttft_s'] == ''
assert by['large']['answer_error'].startswith('Does not fit: 67.7 GiB'), by['large']['answer_error']
assert by['out of range']['answer_error'] == 'ttft: out of range, allowed is 1 ms to 3600 s or off', by['out of range']['answer_error']
for note in ('both', 'unknown', 'out of range'):
    assert all(by[note][h] == '' for h in header[behind:-1]), note
# Empty cells are the defaults of the command line.
for note in ('neither', 'short'):
    assert [by[note][h] for h in header[behind:]] == [by['neither'][h] for h in header[behind:]] and by[note]['verdict'] == 'meets'
assert by['auto']['verdict'] == 'meets' and not by['auto']['answer_error']
" swept.csv
is 'an option is the default of a row' \
	"$(printf 'id\n1\n' | "$GPUPLAN" sweep --study serve --concurrency 64 --model llama-3.1-8b | tail -n 1)" \
	"$(printf 'id,model,concurrency\n1,llama-3.1-8b,64\n' | "$GPUPLAN" sweep --study serve | tail -n 1 | sed 's/^1,llama-3.1-8b,64/1/')"
is 'an answer can be asked again' "$("$GPUPLAN" sweep --study serve swept.csv | head -n 1 | tr , '\n' | sort | uniq -d)" ''
is 'which names its own still further' \
	"$("$GPUPLAN" sweep --study serve swept.csv | head -n 1 | tr , '\n' | grep -c '^answer_answer_gpu$')" 1

is 'a number with an exponent' "$(printf 'requests\n2e6\n' | "$GPUPLAN" sweep --study batch | tail -n 1 | cut -d, -f2-)" \
	"$(printf 'requests\n2M\n' | "$GPUPLAN" sweep --study batch | tail -n 1 | cut -d, -f2-)"
printf 'id,requests,tokens\n1,5,\n2,5,1280\n3,,\n' >piles.csv
status 'piles' 0 "$GPUPLAN" sweep --study batch piles.csv
like 'in two ways' "$out" '^2,5,1280,,.*,requests and tokens: one of them alone is wanted$'
like 'none' "$out" '^3,,,,.*,"?batch: how much work is there'
status 'the traffic of a day in a cell' 0 sh -c "printf 'traffic\n\"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,9\"\n' |
	'$GPUPLAN' sweep --study fleet"
like 'is its peak' "$out" ',9,'
status 'a price without a GPU' 0 sh -c "printf 'gpu\nB200\n\n' | '$GPUPLAN' sweep --study own --gpu-price 40000"
like 'is that of the GPU of the row' "$out" '^B200,B200,.*,40000,'
printf 'gpu,model\n"B200\n' >open.csv
status 'a file that is broken' 3 "$GPUPLAN" sweep --study own open.csv
status 'an unknown study' 2 "$GPUPLAN" sweep --study flet rows.csv
like 'the nearest is named' "$err" "unknown study 'flet': did you mean fleet\?"
status 'a study like no other' 2 "$GPUPLAN" sweep --study nothing rows.csv
like 'all are named' "$err" "unknown study 'nothing': there are serve, fleet, batch, own"
status 'another command' 2 "$GPUPLAN" rank --study serve
status 'an option that the study does not read' 2 "$GPUPLAN" sweep --study batch --ttft 1s piles.csv
like 'says so' "$err" '^gpuplan: --ttft: gpuplan sweep does not use it'
status 'a list has no rows of its own' 2 "$GPUPLAN" sweep --study serve --top 3 piles.csv

done_testing
