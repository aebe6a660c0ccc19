#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan rank: the interface, exit codes, locales, plans.
# GPUPLAN_UPDATE_GOLDEN=1 writes the golden file anew.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

golden=$abs_top_srcdir/tests/golden/rank-default.json
full=$tap_tmp/full.json

# matches NAME FILE GOLDEN: the same bytes.
matches() {
	[ -z "${GPUPLAN_UPDATE_GOLDEN-}" ] || cp "$2" "$3"
	if cmp -s "$2" "$3"; then
		pass "$1"
	else
		fail "$1"
		diag "$(diff "$3" "$2" | cut -c1-300 | head -20)"
	fi
}

status 'the default workload has an answer' 0 "$GPUPLAN" rank --format json
printf '%s\n' "$out" >"$full"
keys="script('check_json.py', 'rank')"
later 'every key of the interface, no other' "$keys" "$full"
"$GPUPLAN" rank --format json --gpus 1 --concurrency 4000 >"$tap_tmp/one.json"
later 'nulls, not missing keys, where nothing fits' "$keys" "$tap_tmp/one.json"
"$GPUPLAN" rank --format json --rate 2 --spot tolerant >"$tap_tmp/rate.json"
later 'a rate' "$keys" "$tap_tmp/rate.json"
"$GPUPLAN" rank --format json --top 5 >"$tap_tmp/top.json"
matches 'the best five as last time' "$tap_tmp/top.json" "$golden"
is '--top 5' "$(grep -c '^{"gpu":' "$tap_tmp/top.json")" 5

# Every configuration: of each GPU the best and those beside it that could be bought as was asked.
status '--all' 0 "$GPUPLAN" rank --all --format json
printf '%s\n' "$out" >"$tap_tmp/all.json"
later 'every key of the interface, no other' "$keys" "$tap_tmp/all.json"
"$GPUPLAN" rank --all --format csv >"$tap_tmp/all.csv"
later '--all has the alternatives of every GPU as rows' "import json, collections
of = lambda a: (a['gpus'], a['replicas'], a['tensor_parallel'], a['weights'], a['verdict'], a['p_meets'])
wanted = {}
for a in json.load(open('$full'))['results']:
    beside = [b for b in a['alternatives'] if b['purchase'] in (None, 'on_demand')]
    wanted[a['gpu']] = sorted(map(str, map(of, [a, *beside])))
got = collections.defaultdict(list)
for a in json.load(open(file))['results']:
    got[a['gpu']].append(str(of(a)))
if len(got) < 60 or sum(map(len, got.values())) < 3 * len(got):
    print('too few')
for gpu in wanted.keys() | got.keys():
    if sorted(got[gpu]) != wanted.get(gpu):
        print(gpu, got[gpu], wanted.get(gpu))" "$tap_tmp/all.json"
later '--all is the same in CSV' "import csv, json
of = lambda a, number: tuple(number(a[key]) for key in
    ('rank', 'gpus', 'replicas', 'tensor_parallel')) + (a['gpu'], a['weights'] or '', a['verdict'])
rows = [of(a, int) for a in csv.DictReader(open(file, newline=''))]
answers = [of(a, int) for a in json.load(open('$tap_tmp/all.json'))['results']]
if not rows or rows != answers or [row[0] for row in rows] != list(range(1, len(rows) + 1)):
    print(len(rows), len(answers), set(rows) ^ set(answers))" "$tap_tmp/all.csv"

# CSV: one header, the same number of cells in every row.
status 'csv' 0 "$GPUPLAN" rank --format csv
is 'csv header' "$(printf '%s\n' "$out" | head -n 1)" "gpu,gpus,replicas,tensor_parallel,pipeline_parallel,\
expert_parallel,data_parallel,weights,kv,engine,verdict,p_meets,fits,rank,equal_to_best,capacity_gib,usable_gib,\
weights_gib,activations_gib,runtime_gib,kv_pool_gib,kv_in_use_gib,kv_headroom_gib,kv_bytes_per_token,\
kv_bytes_per_sequence,max_concurrency,max_concurrency_full,users_within_goals,\
ttft_s_low,ttft_s,ttft_s_high,tpot_s_low,tpot_s,tpot_s_high,goal_ttft_s_low,goal_ttft_s,\
goal_ttft_s_high,goal_tpot_s_low,goal_tpot_s,goal_tpot_s_high,\
e2e_s_low,e2e_s,e2e_s_high,output_tok_s_low,output_tok_s,output_tok_s_high,total_tok_s_low,total_tok_s,\
total_tok_s_high,requests_s_low,requests_s,requests_s_high,concurrency,saturated,provider,purchase,\
usd_per_gpu_hour,usd_per_hour,as_of,source,usd_per_m_output_tokens_low,usd_per_m_output_tokens,\
usd_per_m_output_tokens_high,usd_per_m_output_tokens_sure,usd_per_m_input_tokens_low,usd_per_m_input_tokens,\
usd_per_m_input_tokens_high,usd_per_m_tokens_low,usd_per_m_tokens,usd_per_m_tokens_high,usd_per_month,\
busy,bound,weights_s,kv_s,compute_s,communication_s,overhead_s,provenance"
if command -v python3 >/dev/null 2>&1; then
	is 'csv rows are as wide as the header' "$(printf '%s\n' "$out" | python3 -c '
import csv, sys
print(len({len(row) for row in csv.reader(sys.stdin)}))')" 1
fi
unlike 'csv has no nan or inf' "$out" '(^|,)-?(nan|inf|null)(,|$)'

# Text in a pipe.
status 'text' 0 "$GPUPLAN" rank
unlike 'no escapes in a pipe' "$out" "$(printf '\033')"
unlike 'no blanks at line ends' "$out" ' $'
like 'a header' "$out" '^ +GPU +n +fmt .*verdict'
table=$(printf '%s\n' "$out" | sed -n '/ verdict /,/^$/p')
place=$(printf '%s\n' "$table" | head -n 1 | LC_ALL=C.UTF-8 sed 's/[^ -~]/x/g' | awk '{ print index($0, "verdict") }')
empty 'the verdict column is aligned' "$(printf '%s\n' "$table" | sed -e '/^$/d' -e 's/[^ -~]/x/g' -e 1d |
	LC_ALL=C.UTF-8 awk -v at="$place" 'substr($0, at) !~ /^(meets|uncertain|misses|does not fit|not )/')" 'rows'
status 'ascii' 0 "$GPUPLAN" rank --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''
like 'at most has a sign' "$out" ' [$]/M< '

# Exit codes.
status 'nothing meets: 1, and the table says why' 1 "$GPUPLAN" rank --ttft 1ms --format json
like 'the answer is there all the same' "$out" '"id":"misses-ttft"'
status 'unknown option' 2 "$GPUPLAN" rank --promt 3
like 'suggestion' "$err" 'did you mean --prompt'
status 'unknown command' 2 "$GPUPLAN" rnak
like 'suggestion' "$err" 'did you mean rank'
status 'unknown model' 2 "$GPUPLAN" rank --model llama-3.3-7b
like 'suggestion' "$err" "unknown model 'llama-3.3-7b'.*llama-3.3-70b|[Ll]lama-3.3"
status 'ambiguous GPU' 2 "$GPUPLAN" rank --gpu H100
like 'choices' "$err" 'H100-PCIe-80GB, H100-SXM-80GB, H100-NVL-94GB'
status 'out of range' 2 "$GPUPLAN" rank --concurrency 0
like 'the range is said' "$err" '1 to 1M or max'
# refused OPTION... SAYS: one line that names the option and what is allowed, and no answer.
refused() {
	status "$1" 2 "$GPUPLAN" rank $1
	is "$1: what is allowed" "$err" "gpuplan: $2"
	is "$1: no answer" "$out" ''
}
refused '--certainty 96%' '--certainty: out of range, allowed is 50% to 95%'
refused '--certainty 49%' '--certainty: out of range, allowed is 50% to 95%'
refused '--spread -1' '--spread: "-1", column 1: must not be negative; write a number such as 1.54'
refused '--spread 3.1' '--spread: out of range, allowed is 0 to 3'
refused '--replicas 0' '--replicas: out of range, allowed is 1 to 1024'
refused '--replicas 1025' '--replicas: out of range, allowed is 1 to 1024'
refused '--replicas 1.5' '--replicas: a whole number is wanted'
refused '--goal-at p42' "--goal-at: unknown value 'p42', allowed is mean, p50, p90, p95, p99"
refused '--replicas 16 --max-gpus 8' '--replicas: 16 of 1 GPU make 16, --max-gpus is 8'
refused '--replicas 2 --gpus 8 --max-gpus 8' '--replicas: 2 of 8 GPUs make 16, --max-gpus is 8'
status 'no value' 2 "$GPUPLAN" rank --prompt
status 'spot against purchase' 2 "$GPUPLAN" rank --purchase spot
like 'what to do' "$err" 'spot tolerant'
status 'an argument too many' 2 "$GPUPLAN" rank everything
status 'unknown format' 2 "$GPUPLAN" rank --format yaml
is 'an error writes no answer' "$out" ''
mkdir "$tap_tmp/broken"
printf '{"schema":"gpuplan-catalog/1","kind":"gpus","items":[{"id":"X-1"}]}' >"$tap_tmp/broken/gpus.json"
status 'a broken catalog file' 3 "$GPUPLAN" rank --catalog "$tap_tmp/broken"
like 'file and path are named' "$err" 'broken/gpus.json: /items/0'
printf '{"prompt": 0}' >"$tap_tmp/bad.json"
status 'a bad plan' 3 "$GPUPLAN" rank --plan "$tap_tmp/bad.json"
like 'file and path are named' "$err" 'bad.json: /prompt'
status 'a plan that is missing' 4 "$GPUPLAN" rank --plan "$tap_tmp/nowhere.json"
if [ -e /dev/full ]; then
	code=0
	"$GPUPLAN" rank >/dev/full 2>"$tap_tmp/err" || code=$?
	is 'a full disk' "$code" 4
	like 'and says so' "$(cat "$tap_tmp/err")" 'No space left'
fi


# Who leaves a pipe wants no more: the signal says so, as of other programs, and nothing else does.
for command in 'rank' 'rank --format json' '--help' 'wizard --plain' 'catalog list prices'; do
	code=0
	{
		sleep 0.2
		# shellcheck disable=SC2086 # words
		yes '' | "$GPUPLAN" $command 2>"$tap_tmp/err"
		echo $? >"$tap_tmp/code"
	} | :
	is "$command with nobody to read it" "$(cat "$tap_tmp/code")" 141
	is "$command is silent then" "$(cat "$tap_tmp/err")" ''
done

# A region is looked for as it is written.
status 'a region with a control byte' 2 "$GPUPLAN" rank --region "$(printf 'eu\033]0;x\007')"
is 'one line says so' "$err" "gpuplan: --region: 'eu^[]0;x^G' holds characters that cannot be shown"
status 'a region with bad UTF-8' 2 "$GPUPLAN" rank --region "$(printf 'eu\377')"
printf '{"region": "eu\\u202e"}' >"$tap_tmp/region.json"
status 'a plan with a hidden character in its region' 3 "$GPUPLAN" rank --plan "$tap_tmp/region.json"
like 'file and path are named' "$err" 'region.json: /region: .*<U\+202E>'
status 'letters of any language' 0 "$GPUPLAN" rank --region "$(printf 'Hafnarfjar\303\260arkaupsta\303\260ur')"

# -o writes all or nothing.
status '-o' 0 "$GPUPLAN" rank --format json --top 5 -o "$tap_tmp/o.json"
ok 'the same bytes' cmp "$tap_tmp/o.json" "$tap_tmp/top.json"
is 'nothing on standard output' "$out" ''
status '-o into nowhere' 4 "$GPUPLAN" rank -o "$tap_tmp/no/folder.json"
cp "$tap_tmp/o.json" "$tap_tmp/keep.json"
status 'an error leaves the file alone' 2 "$GPUPLAN" rank --gpu H100 -o "$tap_tmp/keep.json"
ok 'untouched' cmp "$tap_tmp/keep.json" "$tap_tmp/top.json"
is 'no files left over' "$(find "$tap_tmp" -name '.*' -type f)" ''

# Locales do not change machine output.
for locale in de_DE.UTF-8 tr_TR.UTF-8 ps_AF.UTF-8; do
	if has_locale "$locale"; then
		LC_ALL=$locale "$GPUPLAN" rank --format json --top 5 --tpot 0.05s --busy 50% >"$tap_tmp/$locale"
		ok "$locale" cmp "$tap_tmp/$locale" "$tap_tmp/top.json"
		LC_ALL=$locale "$GPUPLAN" rank --format csv >"$tap_tmp/$locale.csv"
		"$GPUPLAN" rank --format csv | cmp -s - "$tap_tmp/$locale.csv" && pass "$locale csv" ||
			fail "$locale csv"
	else
		skip "$locale" 'not installed'
	fi
done

# A saved answer is a plan.
set -- --model Qwen/Qwen3-30B-A3B --prompt 2k --output 300 --concurrency 16 --ttft 1s --tpot 40ms \
	--spot tolerant --max-gpus 4 --four-bit int4 --kv fp8 --busy 70% --sort tpot_s --top 7
"$GPUPLAN" rank --format json "$@" -o "$tap_tmp/saved.json"
"$GPUPLAN" rank --format json --plan "$tap_tmp/saved.json" >"$tap_tmp/again.json"
ok '--plan gives the same answer' cmp "$tap_tmp/saved.json" "$tap_tmp/again.json"
"$GPUPLAN" rank --plan "$tap_tmp/saved.json" --format json --concurrency 24 --top 3 >"$tap_tmp/changed.json"
like 'options change a plan' "$(head -n 2 "$tap_tmp/changed.json")" '"concurrency":24,'
"$GPUPLAN" rank --top 3 --concurrency 24 --format json --plan "$tap_tmp/saved.json" >"$tap_tmp/order.json"
ok 'the order of options does not matter' cmp "$tap_tmp/changed.json" "$tap_tmp/order.json"
"$GPUPLAN" rank --format json --model nvidia/Llama-3.1-70B-Instruct-FP8 --top 3 -o "$tap_tmp/checkpoint.json"
"$GPUPLAN" rank --format json --plan "$tap_tmp/checkpoint.json" >"$tap_tmp/again.json"
ok 'a plan keeps the formats of the checkpoint' cmp "$tap_tmp/checkpoint.json" "$tap_tmp/again.json"

# Sorting: rising for what is better low, unknown values last.
"$GPUPLAN" rank --format csv --sort tpot_s >"$tap_tmp/sorted.csv"
is '--sort tpot_s' "$(cut -d, -f33 "$tap_tmp/sorted.csv" | sed -e 1d -e '/^$/d')" \
	"$(cut -d, -f33 "$tap_tmp/sorted.csv" | sed -e 1d -e '/^$/d' | sort -g)"
"$GPUPLAN" rank --format csv --sort output_tok_s >"$tap_tmp/sorted.csv"
is '--sort output_tok_s' "$(cut -d, -f45 "$tap_tmp/sorted.csv" | sed -e 1d -e '/^$/d')" \
	"$(cut -d, -f45 "$tap_tmp/sorted.csv" | sed -e 1d -e '/^$/d' | sort -gr)"
is 'no command without a terminal is rank' "$("$GPUPLAN" 2>/dev/null </dev/null)" "$("$GPUPLAN" rank)"

# What cannot keep up with a rate stands by how much, each GPU with the count that comes nearest.
if command -v python3 >/dev/null 2>&1; then
	status 'a rate for which no replica is enough' 1 "$GPUPLAN" rank --rate 500 --format json
	printf '%s\n' "$out" >"$tap_tmp/rate.json"
	empty 'the nearest come first' "$(python3 - "$tap_tmp/rate.json" 2>&1 <<'EOF'
import json, sys
limits = [reason["values"]["rate_limit"] for result in json.load(open(sys.argv[1]))["results"]
          for reason in result["reasons"] if reason["id"] == "rate-too-high"]
able = [limit for limit in limits if limit > 0]
if len(able) < 10 or able != sorted(able, reverse=True) or limits[:len(able)] != able:
    print(limits)
EOF
)" 'limits'
else
	skip 'the nearest come first' 'no python3'
fi

# What a command does not use is refused, not ignored.
for unused in 'rank --rate-low 3' 'rank --growth 3%' 'own --spares 2' 'fleet --rate 5 --busy 20%' \
	'fleet --rate 5 --concurrency 8' 'fleet --rate 5 --gpu-price 3000'; do
	# shellcheck disable=SC2086 # several words
	status "unused: $unused" 2 "$GPUPLAN" $unused
	like 'the command is named' "$err" "gpuplan ${unused%% *} does not use it"
done

done_testing
