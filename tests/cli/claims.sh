#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What articles say of training and media: every command of data/claims.json gives the figure that decides, within a
# range that published runs or a calculation by hand allow.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

man=$abs_top_srcdir/man
support=$abs_top_srcdir/tests/support
awk=${AM_TAP_AWK:-awk}
export LC_ALL=C
cd "$tap_tmp" || exit 99

# catalog PRICES: the folder that --catalog article reads, from "GPU [spot] DOLLARS, ...".
catalog() {
	mkdir -p article
	printf '%s\n' "$1" | $awk -v q='"' '
	function pair(name, value) { return q name q ": " q value q ", " }
	{
		print "{" pair("schema", "gpuplan-catalog/1") pair("kind", "prices") q "items" q ": ["
		n = split($0, offer, ", ")
		for (i = 1; i <= n; i++) {
			words = split(offer[i], word, " ")
			printf "{%s%s%s%s%s%s%s%s: 1, %s: %s}%s\n", pair("id", "article:" i),
				pair("provider", "unspecified"), pair("gpu", word[1]),
				pair("purchase", words > 2 ? word[2] : "on_demand"), pair("as_of", "2026-11-10"),
				pair("source", "article"), pair("trust", "list"), q "gpus" q,
				q "usd_per_gpu_hour" q, word[words], i < n ? "," : "]}"
		}
	}' >article/prices.json
}

# figure_of COMMAND PATH: what the answer holds there, nothing where it has no such place.
figure_of() {
	set -f
	# shellcheck disable=SC2086 # The words of the command.
	set -- "$2" ${1#gpuplan }
	set +f
	path=$1
	shift
	"$GPUPLAN" "$@" --format json >answer 2>complaint
	code=$?
	[ "$code" -le 1 ] || diag "status $code: $(cat complaint)"
	$awk -v figure="$path" -f "$man/json.awk" -f "$support/claim_figure.awk" answer
}

# within VALUE OVER LOW HIGH: a number, or the quotient of two, is in the range.
within() {
	$awk -v value="$1" -v over="$2" -v low="$3" -v high="$4" 'BEGIN {
		number = "^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$"
		if (value !~ number || over !~ number || over == 0)
			exit 1
		value /= over
		print value
		exit !(low + 0 <= value && value <= high + 0)
	}'
}

$awk -v path="$abs_top_srcdir/data/claims.json" -f "$man/json.awk" -f "$man/claims.awk" \
	-f "$support/claim_checks.awk" >checks || fail 'the claims can be read'
ok 'there are checks' test -s checks

while IFS='|' read -r name prices command figure over_command over is low high known; do
	[ -z "$prices" ] || catalog "$prices"
	value=$(figure_of "$command" "$figure")
	divisor=1
	[ -z "$over" ] || divisor=$(figure_of "${over_command:-$command}" "$over")
	if [ -n "$is" ]; then
		[ "$value" = "$is" ] && verdict=pass || verdict=fail
		wanted=$is
	else
		shown=$(within "$value" "$divisor" "$low" "$high") && verdict=pass || verdict=fail
		wanted="$low to $high"
	fi
	# What is known to differ is expected to, and is said when it no longer does.
	if [ -n "$known" ] && [ "$verdict" = fail ]; then
		tap_count=$((tap_count + 1))
		printf 'not ok %d - %s # TODO %s\n' "$tap_count" "$name" "$known"
	elif [ -n "$known" ]; then
		fail "$name: holds now, so that its \"known\" is to be taken out"
	else
		$verdict "$name"
	fi
	[ "$verdict" = pass ] || diag "$figure${over:+ over $over} is ${shown:-$value}, wanted $wanted: $command"
done <checks

done_testing
