#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What articles say: every command of the files of claims gives the figure that decides, within a range that published
# runs or a calculation by hand allow.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

man=$abs_top_srcdir/man
support=$abs_top_srcdir/tests/support
data=$abs_top_srcdir/data
awk=${AM_TAP_AWK:-awk}
export LC_ALL=C
cd "$tap_tmp" || exit 99

# catalog PRICES: the folder that --catalog article reads, from "GPU [spot] DOLLARS, ...".
catalog() {
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
	}'
}

# answer COMMAND: what it says in JSON.
answer() {
	set -f
	# shellcheck disable=SC2086 # The words of the command.
	set -- ${1#gpuplan }
	set +f
	"$GPUPLAN" "$@" --format json
}

$awk -v files="$data/claims.json $data/decisions.json $data/figures.json $data/questions.json" \
	-f "$man/json.awk" -f "$man/claims.awk" -f "$support/claim_checks.awk" || fail 'the claims can be read'
ok 'there are checks' test -s checks

mkdir answers
while IFS='|' read -r number prices; do
	mkdir -p "prices-$number/article"
	catalog "$prices" >"prices-$number/article/prices.json"
done <prices
while IFS='|' read -r number prices command; do
	cd "$tap_tmp/${prices:+prices-$prices}" || exit 99
	answer "$command" >"$tap_tmp/answers/$number" 2>"$tap_tmp/complaint"
	code=$?
	[ "$code" -le 1 ] || diag "status $code: $command: $(cat "$tap_tmp/complaint")"
done <runs
cd "$tap_tmp" || exit 99

$awk -f "$man/json.awk" -f "$support/claim_verdicts.awk" checks checks >verdicts || fail 'the answers can be read'
while IFS='|' read -r verdict name figure shown wanted known command; do
	# What is known to differ is expected to, and is said when it no longer does.
	if [ -n "$known" ] && [ "$verdict" = fail ]; then
		tap_count=$((tap_count + 1))
		printf 'not ok %d - %s # TODO %s\n' "$tap_count" "$name" "$known"
	elif [ -n "$known" ]; then
		fail "$name: holds now, so that its \"known\" is to be taken out"
	else
		$verdict "$name"
	fi
	[ "$verdict" = pass ] || diag "$figure is $shown, wanted $wanted: $command"
done <verdicts

done_testing
