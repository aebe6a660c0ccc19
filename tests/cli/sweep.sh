#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan sweep: the published measurements answered row by row, and what bad rows get.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

measurements=$abs_top_srcdir/data/measurements.csv

status 'all published measurements are answered' 0 "$GPUPLAN" sweep --no-measured "$measurements" -o "$tap_tmp/swept.csv"
is 'one answer a row' "$(wc -l <"$tap_tmp/swept.csv")" "$(wc -l <"$measurements")"

# |answer/measured - 1| in per cent as "METRIC ERROR"; no field before the answers, and none of them,
# holds a comma.
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
	{ metric = $column["metric"]; answer = $column[metric] }
	answer != "" { e = answer / $column["measured"] - 1; printf "%s %.9g\n", metric, (e < 0 ? -e : e) * 100 }' \
	"$tap_tmp/swept.csv" | sort -k1,1 -k2,2g >"$tap_tmp/errors"
percentile() { # METRIC PERCENT
	awk -v metric="$1" -v p="$2" '$1 == metric { e[n++] = $2 } END { printf "%d", e[int(n * p / 100)] + 0.5 }' \
		"$tap_tmp/errors"
}

# The error of the second published version of these equations on the rows it was fitted on is
# 7.6/25.9, 7.0/27.7, 22.0/65.5 and 12.7/37.1 % (median/90th percentile); an implementation of
# them that is right comes out near it.
within() { # NAME METRIC PERCENT MOST
	got=$(percentile "$2" "$3")
	if [ "$got" -le "$4" ]; then pass "$1 ($got %)"; else fail "$1: $got %, at most $4"; fi
}
within 'median error of TPOT' tpot_s 50 9
within '90th percentile of TPOT' tpot_s 90 29
within 'median error of throughput' output_tok_s 50 9
within '90th percentile of throughput' output_tok_s 90 31
within 'median error of TTFT' ttft_s 50 24
within '90th percentile of TTFT' ttft_s 90 69
within 'median error of prompt processing' prefill_tok_s 50 15
within '90th percentile of prompt processing' prefill_tok_s 90 41

cat >"$tap_tmp/rows.csv" <<'CSV'
note,rate,concurrency,output,prompt,weights,gpus,gpu,model
"a, b",,32,256,1024,fp8,1,H200-SXM,llama-3.3-70b
none,,max,256,1024,fp8,1,H200-SXM,llama-3.3-70b
rate,0.5,,256,1024,fp8,1,H200-SXM,llama-3.3-70b
both,1,32,256,1024,fp8,1,H200-SXM,llama-3.3-70b
unknown,,32,256,1024,fp8,1,H300,llama-3.3-70b
large,,1,256,1024,bf16,1,L4,llama-3.3-70b
short
CSV
status 'a file with bad rows' 0 "$GPUPLAN" sweep "$tap_tmp/rows.csv"
rows=$out
like 'unknown columns pass through untouched' "$rows" '^"a, b",,32,256,1024,fp8,1,H200-SXM,llama-3.3-70b,yes,'
like 'columns in any order, answers behind them' "$rows" '^note,rate,concurrency,.*,model,fits,max_concurrency,.*,error,assumed$'
like 'as many as fit' "$rows" '^none,,max,.*,yes,[0-9]'
like 'an arrival rate' "$rows" '^rate,0.5,.*,yes,'
like 'both loads' "$rows" '^both,.*exactly one of concurrency and rate'
like 'an unknown GPU, with a suggestion' "$rows" "^unknown,.*unknown GPU 'H300'"
like 'what does not fit' "$rows" '^large,.*,no,0,,,.*Does not fit'
like 'a short row' "$rows" '^short,,,,,,,,,,,,.*exactly one of'
is 'every row has every column' "$(printf '%s\n' "$rows" | grep -v '"' | awk -F, '{ print NF }' | sort -u)" 28
is 'the same from standard input' "$("$GPUPLAN" sweep <"$tap_tmp/rows.csv")" "$rows"
is 'which - names, too' "$("$GPUPLAN" sweep - <"$tap_tmp/rows.csv")" "$rows"
status 'an empty standard input' 3 "$GPUPLAN" sweep - </dev/null
like 'is called by its name' "$err" '^gpuplan: standard input: '

# Rows are runs that happened.  The weights of the first are 157 GiB a GPU and SGLang takes 153 of
# 179 GiB by default; llama.cpp has its own 4-bit files; a card that is too small stays so.
cat >"$tap_tmp/happened.csv" <<'CSV'
note,model,gpu,gpus,weights,engine,prompt,output,concurrency
raised,deepseek-r1,B200,4,fp8,sglang,7373,922,4
more,deepseek-r1,B200,4,fp8,sglang,7373,922,32
halved,deepseek-r1,B200,2,fp8,sglang,7373,922,4
generic,llama-3.1-8b,RTX-4090,1,int4,llama.cpp,128,128,1
awq,llama-3.1-8b,RTX-4090,1,awq,llama.cpp,128,128,1
plain,llama-3.1-8b,RTX-4090,1,int4,vllm,128,128,1
CSV
status 'runs that happened' 0 "$GPUPLAN" sweep --no-measured "$tap_tmp/happened.csv"
like 'a larger memory share, and it says so' "$out" \
	'^raised,.*,(yes|tight),[0-9]+,[0-9.]+,.*,,memory share 0\.8[0-9] instead of 0\.855$'
like 'more requests, more memory' "$out" '^more,.*,memory share 0\.9[0-9] instead of 0\.855$'
like 'too large for any share' "$out" '^halved,.*,no,0,,,.*Does not fit.*,$'
like 'a generic word is the engine'"'"'s own format' "$out" '^generic,.*,yes,[0-9]+,[0-9.]+,.*,,int4 read as q4_k_m$'
like 'a format by its own name stands' "$out" '^awq,.*,,,.*does not read INT4.*,$'
like 'nothing to assume' "$out" '^plain,.*,yes,[0-9]+,[0-9.]+,.*,,$'

# What an option can say a row can.  Llama-3.3-70B has 80 x 8 x 256 x 2 B = 320 KiB of cache a token:
# a pool of 93.48 GiB has 36 requests that hold 8192 + 128 + 7.5 tokens on average (2.54 GiB), however
# long one of them may be.
cat >"$tap_tmp/options.csv" <<'CSV'
note,model,gpu,gpus,weights,prompt,output,concurrency,context,prefix-hit
plain,llama-3.3-70b,B200,1,fp8,8192,256,1,,
long,llama-3.3-70b,B200,1,fp8,8192,256,1,64k,
cached,llama-3.3-70b,B200,1,fp8,8192,256,1,,75%
fraction,llama-3.3-70b,B200,1,fp8,8192,256,1,,0.75
cramped,llama-3.3-70b,B200,1,fp8,8192,256,1,4k,
never,llama-3.3-70b,B200,1,fp8,8192,256,1,,2
CSV
status 'context and prefix-hit' 0 "$GPUPLAN" sweep --no-measured "$tap_tmp/options.csv" -o "$tap_tmp/options.out"
figure() { # NOTE COLUMN
	awk -F, -v note="$1" -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
		$1 == note { print $column[name] }' "$tap_tmp/options.out"
}
estimated() { # KEY OPTIONS...
	key=$1
	shift
	"$GPUPLAN" estimate --model llama-3.3-70b --gpu B200 --gpus 1 --weights fp8 --prompt 8192 --output 256 \
		--concurrency 1 --spread 0 --no-measured --format csv "$@" |
		awk -F, -v name="$key" 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next } { print $column[name] }'
}
is 'requests of prompt + output' "$(figure plain max_concurrency)" "$(estimated max_concurrency --context 8448)"
is 'requests of the context' "$(figure long max_concurrency)" "$(estimated max_concurrency --context 64k)"
is 'a cached part of the prompt' "$(figure cached ttft_s)" "$(estimated ttft_s --prefix-hit 0.75)"
is 'as a fraction' "$(figure fraction ttft_s)" "$(figure cached ttft_s)"
is 'as many of them, however long one may be' "$(figure plain max_concurrency) $(figure long max_concurrency)" '36 36'
is 'a quarter of the prompt takes less than half of the time' \
	"$(echo "$(figure cached ttft_s) $(figure plain ttft_s)" | awk '{ print (2 * $1 < $2) }')" 1
like 'too short a context' "$(cat "$tap_tmp/options.out")" '^cramped,.*context: at least 8448 tokens'
like 'more than all is cached' "$(cat "$tap_tmp/options.out")" '^never,.*prefix-hit'
is 'a row before an option' "$("$GPUPLAN" sweep --no-measured --prefix-hit 10% "$tap_tmp/options.csv" | sed -n 4p)" \
	"$(sed -n 4p "$tap_tmp/options.out")"

status 'no such file' 4 "$GPUPLAN" sweep "$tap_tmp/none.csv"
: >"$tap_tmp/empty.csv"
status 'an empty file' 3 "$GPUPLAN" sweep "$tap_tmp/empty.csv"
like 'says so' "$err" 'empty file'
printf 'model,gpu\n"never closed\n' >"$tap_tmp/open.csv"
status 'an open quote' 3 "$GPUPLAN" sweep "$tap_tmp/open.csv"
like 'names the line' "$err" 'open.csv:2: a quote is never closed'
done_testing
