#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan accuracy: its figures against a second calculation, its formats and its errors.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

data=$abs_top_srcdir/data

# Per metric: rows, median and 90th percentile of the errors with the source left out, share held.
cat >"$tap_tmp/second.awk" <<'AWK'
BEGIN { FS = "," }
{ gsub(/"[^"]*"/, "quoted") }
FNR == 1 { for (i = 1; i <= NF; i++) column[FILENAME, $i] = i; next }
FILENAME == ARGV[1] {
	predicted[$1] = $column[FILENAME, "source_out"]
	low[$1] = $column[FILENAME, "low"]; high[$1] = $column[FILENAME, "high"]
	next
}
$1 in predicted && $column[FILENAME, "metric"] == metric {
	measured = $column[FILENAME, "measured"]
	rows++
	if (low[$1] != "") { banded++; held += low[$1] <= measured && measured <= high[$1] }
	if (predicted[$1] == "") next
	error = predicted[$1] / measured - 1
	printf "%.9f\n", error < 0 ? -error : error
}
END { printf "rows %d held %.9f\n", rows, held / banded > "/dev/stderr" }
AWK

answer() { # METRIC PATH
	sed -n "s/.*\"by\":\"metric\",\"name\":\"$1\",.*$2\([0-9.e-]*\).*/\1/p" "$tap_tmp/answer.json"
}

status 'JSON' 0 "$GPUPLAN" accuracy --by metric --format json -o "$tap_tmp/answer.json"
for metric in output_tok_s tpot_s ttft_s prefill_tok_s; do
	awk -v metric=$metric -f "$tap_tmp/second.awk" "$data/predictions.csv" "$data/measurements.csv" \
		2>"$tap_tmp/counts" | sort -g >"$tap_tmp/errors"
	is "rows of $metric" "rows $(answer $metric '"rows":') held $(printf '%.9f' "$(answer $metric '"band_holds":')")" \
		"$(cat "$tap_tmp/counts")"
	for share in 0.5:median 0.9:p90; do
		expected=$(awk -v share="${share%:*}" '
			{ e[NR] = $1 }
			END { i = NR * share; i = i == int(i) ? i : int(i) + 1; printf "%.6f", e[i] }
		' "$tap_tmp/errors")
		is "${share#*:} of $metric" \
			"$(printf '%.6f' "$(answer $metric "\"source_out\":{[^}]*\"${share#*:}\":")")" "$expected"
	done
done

# A slice, figure and percentile: rows, then median error, bias and share held, with the constants as they are.
cat >"$tap_tmp/percentile.awk" <<'AWK'
BEGIN { FS = "," }
FNR == 1 { for (i = 1; i <= NF; i++) column[FILENAME, $i] = i; next }
FILENAME == ARGV[1] {
	if ($column[FILENAME, "at"] == at) {
		ratio[$1] = $column[FILENAME, way]
		error[$1] = $column[FILENAME, way "_error"]
	}
	next
}
$column[FILENAME, "slice"] == slice && $column[FILENAME, "metric"] == metric && $column[FILENAME, at] != "" {
	quotient = $column[FILENAME, at] / $column[FILENAME, "mean"] / ratio[$1]
	off = 1 / quotient - 1
	rows++
	held += quotient >= exp(-1.28155 * error[$1]) && quotient <= exp(1.28155 * error[$1])
	printf "%.9f\n", off < 0 ? -off : off >"/dev/stderr"
	printf "%.9f\n", quotient
}
END { printf "rows %d held %.9f\n", rows, held / rows > "/dev/stdout" }
AWK

percentile() { # SLICE METRIC AT WAY KEY
	sed -n "s/^{\"slice\":\"$1\",\"metric\":\"$2\",\"at\":\"$3\",.*\"$4\":{[^}]*\"$5\":\([0-9.e-]*\).*/\1/p" \
		"$tap_tmp/percentiles.json"
}

middle() { # FILE: the median of its numbers
	grep -v rows "$1" | sort -g | awk '{ e[NR] = $1 } END { i = NR / 2; printf "%.6f", e[i == int(i) ? i : int(i) + 1] }'
}

status 'percentiles as JSON' 0 "$GPUPLAN" accuracy --by percentile --format json -o "$tap_tmp/percentiles.json"
for line in 'server ttft_s p99 143 constants' 'poisson ttft_s p95 130 source_out' 'closed-alike tpot_s p90 96 constants' \
	'closed-mixed tpot_s p99 167 source_out'; do
	# shellcheck disable=SC2086 # words
	set -- $line
	awk -v slice="$1" -v metric="$2" -v at="$3" -v way="$5" -f "$tap_tmp/percentile.awk" \
		"$data/percentile_predictions.csv" "$data/percentiles.csv" >"$tap_tmp/ratios" 2>"$tap_tmp/errors"
	is "rows and share held of $line" "rows $4 held $(printf '%.9f' "$(percentile "$1" "$2" "$3" "$5" band_holds)")" \
		"$(grep rows "$tap_tmp/ratios")"
	is "median of $line" "$(printf '%.6f' "$(percentile "$1" "$2" "$3" "$5" median)")" "$(middle "$tap_tmp/errors")"
	is "bias of $line" "$(printf '%.6f' "$(percentile "$1" "$2" "$3" "$5" bias)")" "$(middle "$tap_tmp/ratios")"
done
unlike 'no percentiles where others are asked for' "$(cat "$tap_tmp/answer.json")" percentiles

status 'text' 0 "$GPUPLAN" accuracy
like 'percentiles of servers' "$out" '^server +ttft_s +p99 +143 '
like 'names the rules' "$out" '0.55 bandwidth'
like 'by engine' "$out" 'llama.cpp'
unlike 'models only when asked' "$out" 'Qwen'
status 'by model' 0 "$GPUPLAN" accuracy --by model,metric
like 'a model' "$out" 'Qwen'
status 'Markdown' 0 "$GPUPLAN" accuracy --by kind --format markdown
like 'a Markdown table' "$out" '| dense |'

is 'README has these figures' "$(sed -n '/^    By figure$/,/^Changing/s/^    //p' "$abs_top_srcdir/README")" \
	"$("$GPUPLAN" accuracy --by metric,kind | sed -n '/^By figure/,$p' | sed '/^$/d')"

status 'an unknown axis' 2 "$GPUPLAN" accuracy --by gpu,weather
like 'says which are known' "$err" "unknown 'weather'; one or more of metric, kind"
like 'percentiles among them' "$err" 'model, percentile$'
status '--by elsewhere' 2 "$GPUPLAN" rank --by gpu
status 'CSV is not offered' 2 "$GPUPLAN" accuracy --format csv

mkdir "$tap_tmp/data"
cp "$data/measurements.csv" "$tap_tmp/data/"
status 'no predictions' 4 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy
sed '3s/,[0-9.]*,/,many,/' "$data/predictions.csv" >"$tap_tmp/data/predictions.csv"
status 'a bad number' 3 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy
like 'is placed' "$err" "predictions.csv:3: group_out: 'many' is not a number"
sed '2s/^[^,]*/nobody-1/' "$data/predictions.csv" >"$tap_tmp/data/predictions.csv"
status 'a prediction of nothing' 3 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy
like 'is named' "$err" "no measurement 'nobody-1' follows"

cp "$data/predictions.csv" "$data/percentiles.csv" "$tap_tmp/data/"
sed 3d "$data/percentile_predictions.csv" >"$tap_tmp/data/percentile_predictions.csv"
status 'a percentile that is not predicted' 3 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy
like 'is named with its place' "$err" "percentile_predictions.csv:3: p90 of 'mlp51logs-001:ttft_s' is not predicted here"
{ cat "$data/percentile_predictions.csv"; echo 'more,p50,1,1,1,1'; } >"$tap_tmp/data/percentile_predictions.csv"
status 'a prediction too many' 3 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy
like 'is placed, too' "$err" 'percentile_predictions.csv:[0-9]*: nothing like this was published'
sed '2s/,ttft_s,[^,]*/,ttft_s,soon/' "$data/percentiles.csv" >"$tap_tmp/data/percentiles.csv"
status 'a bad percentile' 3 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy
like 'is placed with its column' "$err" "percentiles.csv:2: mean: 'soon' is not a number above 0"
status 'nobody asks for it' 0 env GPUPLAN_DATADIR="$tap_tmp/data" "$GPUPLAN" accuracy --by metric

done_testing
