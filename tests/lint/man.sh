#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual pages are clean mdoc and say what the program and its tables say.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

page=$abs_top_builddir/man/gpuplan.1
template=$abs_top_srcdir/man/gpuplan.1.in
catalog=$abs_top_srcdir/man/gpuplan-catalog.5
export LC_ALL=C

model=$abs_top_builddir/man/gpuplan-model.7
batch=$abs_top_builddir/man/gpuplan-batch.1
conf=$abs_top_builddir/man/gpuplan.conf.5
for file in "$page" "$batch" "$conf" "$model" "$abs_top_srcdir"/man/*.[1-9]; do
	[ -e "$file" ] || continue
	name=$(basename "$file")
	if command -v mandoc >/dev/null; then
		# Which other manuals are installed is not a matter of the page.
		empty "$name is clean mdoc" "$(mandoc -Tlint -Wstyle "$file" 2>&1 |
			grep -vE ': STYLE: referenced manual not found: Xr |: outdated mandoc\.db lacks ')" 'complaints'
	else
		skip "$name is clean mdoc" 'mandoc is missing (Debian: mandoc)'
	fi
done

if [ ! -e "$page" ]; then
	fail 'gpuplan.1 is built'
	done_testing
fi

empty 'no page shows an escape of the data it was made from' \
	"$(grep -n '\\e["/]' "$page" "$batch" "$conf" "$model")" 'lines'
empty 'no list is left out' "$(grep -n '@[A-Za-z]*@' "$page" "$batch" "$conf")" 'lines'
for awk in mawk gawk busybox; do
	command -v "$awk" >/dev/null || continue
	[ "$awk" != busybox ] || awk='busybox awk'
	datadir=$(sed -n '/^\.Sh FILES/,/^\.Sh/s/^\.It Pa \(\/.*\)/\1/p' "$page")
	$awk -v src="$abs_top_srcdir/src" -v pkgdatadir="$datadir" \
		-f "$abs_top_srcdir/man/mdoc.awk" -f "$abs_top_srcdir/man/tables.awk" "$template" >"$tap_tmp/page" 2>&1
	ok "$awk makes the same page" cmp "$tap_tmp/page" "$page"
	for made in "$batch" "$conf"; do
		name=$(basename "$made")
		$awk -v src="$abs_top_srcdir/src" -v pkgdatadir="$datadir" \
			-f "$abs_top_srcdir/man/mdoc.awk" -f "$abs_top_srcdir/man/tables.awk" \
			"$abs_top_srcdir/man/$name.in" >"$tap_tmp/page" 2>&1
		ok "$awk makes the same $name" cmp "$tap_tmp/page" "$made"
	done
done

# Words of a study: a copy of the tables in which two parameters of owning have one, laid out as either way.
mkdir "$tap_tmp/called"
cp -r "$abs_top_srcdir/src" "$tap_tmp/called/"
cat >>"$tap_tmp/called/src/study/own_study.c" <<'C'
static const struct study_word own_words[] = { { "wages", PARAMETER_STAFF },
	{ "bench-price", PARAMETER_GPU_PRICE },
	{ NULL, PARAMETER_COUNT } };
C
"${AM_TAP_AWK:-awk}" -v src="$tap_tmp/called/src" -v pkgdatadir=/ -f "$abs_top_srcdir/man/mdoc.awk" \
	-f "$abs_top_srcdir/man/tables.awk" "$template" >"$tap_tmp/page" 2>&1
for pair in 'staff wages' 'gpu-price bench-price' 'years '; do
	is "words of a study: ${pair% *}" \
		"$(sed -n "/^\.It Fl -${pair% *} /,/^\.It /{ /^it is called$/{ n; s/^\.Fl -\([a-z-]*\) ,$/\1/p; }; }" "$tap_tmp/page")" "${pair#* }"
done

for awk in mawk gawk busybox; do
	command -v "$awk" >/dev/null || continue
	[ "$awk" != busybox ] || awk='busybox awk'
	$awk -v data="$abs_top_srcdir/data" -v src="$abs_top_srcdir/src" -f "$abs_top_srcdir/man/mdoc.awk" \
		-f "$abs_top_srcdir/man/json.awk" -f "$abs_top_srcdir/man/claims.awk" \
		-f "$abs_top_srcdir/man/model.awk" "$abs_top_srcdir/man/gpuplan-model.7.in" >"$tap_tmp/page" 2>&1
	ok "$awk makes the same page of the model" cmp "$tap_tmp/page" "$model"
done
ids=$(sed -n 's/^ *{"id": *"\([^"]*\)".*/\1/p' "$abs_top_srcdir/data/parameters.json" | sort)
is 'every constant is in gpuplan-model(7)' \
	"$(sed -n 's/^\.It Va \([^ ]*\) No = .*/\1/p' "$model" | sort)" "$ids"
# Rows, both errors and the share held, as the program has them by kind of model.
is 'gpuplan-model(7) has the errors of gpuplan accuracy' \
	"$(awk '/^[.]Sh / { here = $3 == "ACCURACY" } here && $1 ~ /_s$/ && $2 != "all" { print $2, $1, $3, $4 $5 $6, $7 $8 $9, $10 }' "$model" | sort)" \
	"$("$GPUPLAN" accuracy --by kind | awk '$1 == "dense" || $1 == "moe" {
		print $1, $2, $3, $4 $5 $6, $7 $8 $9, $NF }' | sort)"

is 'gpuplan-model(7) has the percentiles of gpuplan accuracy' \
	"$(awk '/^[.]Ss / { here = $3 == "Percentiles" } here && $3 ~ /^p[0-9]/ { $1 = $1; print }' "$model" | sort)" \
	"$("$GPUPLAN" accuracy --by percentile | awk '$3 ~ /^p[0-9]/ { $1 = $1; print }' | sort)"

# What the tables' columns mean, against the program and by hand.
is 'every command and its usage are in the page' \
	"$(sed -n '/^\.Sh COMMANDS$/,/^\.Sh /s/^\.It Cm \([a-z]*\) .*/\1/p' "$page")" \
	"$("$GPUPLAN" --help | sed -n '/^Commands:$/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')"
empty 'no usage has a bracket left' "$(sed -n '/^\.Sh COMMANDS$/,/^\.Sh /p' "$page" | grep -E '^\.It .*[][]')" 'lines'
for default in 'prompt From 1 to 16M; default 1k.' 'busy From 0.1% to 100%; default 50%.' \
	'spot Default: never.' 'ttft From 1ms to 3600s, or "off"; default 500ms.' 'four-bit Default: never.'; do
	is "default of --${default%% *}" "$(sed -n "/^\.It Fl -${default%% *} /,/^\.It /p" "$page" |
		grep -E '^(From|Default)')" "${default#* }"
done
for command in rank estimate fleet own curve; do
	for format in text json csv markdown html; do
		"$GPUPLAN" "$command" --format "$format" --rate 5 --gpu B200 >/dev/null 2>"$tap_tmp/refused"
		[ $? -eq 2 ] || printf '%s\n' "$format"
	done | paste -sd, - | sed 's/,/, /g; s/$/./' >"$tap_tmp/takes"
	is "formats of $command" "$(sed -n '/^\.Sh FORMATS$/,/^\.Sh /p' "$batch" | grep -A1 "^\.It Cm $command\$" |
		tail -1)" "$(cat "$tap_tmp/takes")"
done

# items SECTION [PAGE]: the arguments of .It in a section of the page.
items() {
	sed -n "/^\\.Sh $1\$/,/^\\.Sh /s/^\\.It //p" "${2:-$page}"
}

# compare NAME PROGRAM PAGE: two files with the same lines in any order.
compare() {
	sort "$2" >"$tap_tmp/program"
	sort "$3" >"$tap_tmp/manual"
	empty "the page has all $1" "$(comm -23 "$tap_tmp/program" "$tap_tmp/manual")" 'missing'
	empty "the page has no other $1" "$(comm -13 "$tap_tmp/program" "$tap_tmp/manual")" 'unknown'
}

# One line per action: name, keys and help, in the page with mdoc's commas, escapes and broken lines.
"$GPUPLAN" --list-actions |
	sed 's/^\([^ ]*\)  */\1|/; s/   *[a-z]*   */|/' >"$tap_tmp/actions" || fail '--list-actions'
sed -n '/^\.Sh KEYS$/,/^\.Sh COMMAND LINE/p' "$page" |
	awk '/^\.It Ic / { keys = substr($0, 8); gsub(/ ,/, "", keys); gsub(/\\&/, "", keys); help = "" }
		/^[^.]/ { help = help (help == "" ? "" : " ") $0 }
		/^\.Pq Cm .* \.$/ { print $3 "|" keys "|" tolower(substr(help, 1, 1)) substr(help, 2) }' \
		>"$tap_tmp/keys"
compare 'names and keys of --list-actions' "$tap_tmp/actions" "$tap_tmp/keys"

"$GPUPLAN" --list-parameters | sed 's/ .*//' >"$tap_tmp/parameters" || fail '--list-parameters'
items WORKLOAD | sed -n 's/^Fl -\([a-z-]*\).*/\1/p' >"$tap_tmp/workload"
compare 'parameters' "$tap_tmp/parameters" "$tap_tmp/workload"

"$GPUPLAN" rank --gpu H200-SXM --format csv | head -n 1 | tr , '\n' | sed 's/_low$//; s/_high$//' |
	sort -u >"$tap_tmp/columns" || fail 'rank --format csv'
items OUTPUT "$batch" | sed -n '/^Va /{ s/ Pq .*//; p; }' | sed 's/^Va //; s/^[a-z]*\.//' | sort -u >"$tap_tmp/metrics"
empty 'the page has every key of the answer' "$(comm -23 "$tap_tmp/columns" "$tap_tmp/metrics")" 'missing'

# Both lists of --help: options and commands.
empty '--help fits 80 columns' "$("$GPUPLAN" --help | awk 'length($0) > 80')" 'lines'
"$GPUPLAN" --help | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort >"$tap_tmp/options"
{ items OPTIONS; items WORKLOAD; } | sed -n 's/.*Fl -\([a-z-]*\).*/\1/p' | sort >"$tap_tmp/manual"
empty 'the page has every option of --help' "$(comm -23 "$tap_tmp/options" "$tap_tmp/manual")" 'missing'

# Sections that the topics of help name are those of gpuplan-model(7).
sed -n 's/^\.Sh \([0-9]* \)\{0,1\}//p' "$model" | sort >"$tap_tmp/sections"
grep -E '^[A-Z]+_SECTION' "$abs_top_srcdir/src/report/topic-table.h" |
	sed -e 's/^PARAMETER_SECTION("\([^"]*\)".*/\1/' -e 's/.*"\([^"]*\)")$/\1/' | grep -v '^$' | sort -u >"$tap_tmp/named"
empty 'help names sections of gpuplan-model(7)' \
	"$(comm -13 "$tap_tmp/sections" "$tap_tmp/named")" 'unknown'
is 'every group of metrics has a section' \
	"$(sed -n 's/^GROUP_SECTION("\([a-z]*\)".*/\1/p' "$abs_top_srcdir/src/report/topic-table.h" | sort)" \
	"$(sed -n 's/^METRIC([A-Z0-9_]*, "\([a-z]\{1,\}\)".*/\1/p' "$abs_top_srcdir/src/study/metric-table.h" | sort -u)"
items SETTINGS "$conf" | sed -n 's/^Va //p' >"$tap_tmp/settings"
sed -n 's/^SETTING([A-Z]*, "\([a-z]*\)".*/\1/p' "$abs_top_srcdir/src/tui/settings-table.h" >"$tap_tmp/known"
compare 'settings' "$tap_tmp/known" "$tap_tmp/settings"

# The keys that the loaders know, from arrays that are called ..._KEYS.
cat "$abs_top_srcdir"/src/catalog/*.c | tr '\n' ' ' | grep -oE '_KEYS\[\] = \{[^}]*\}' |
	grep -oE '"[a-z0-9_]+"' | tr -d '"' | sort -u >"$tap_tmp/known"
tr -cs 'a-z0-9_' '\n' <"$catalog" | sort -u >"$tap_tmp/words"
empty 'gpuplan-catalog.5 has every key of the catalog' \
	"$(comm -23 "$tap_tmp/known" "$tap_tmp/words")" 'missing'

for file in "$abs_top_srcdir"/data/*.json; do
	name=$(basename "$file")
	ok "gpuplan-catalog.5 has a section on $name" grep -qx "\\.Ss $name" "$catalog"
done

# Everything that is read from the environment.
grep -rhoE 'getenv\("[A-Z_]+"\)' "$abs_top_srcdir/src" | sed 's/.*"\(.*\)".*/\1/' | sort -u >"$tap_tmp/read"
items ENVIRONMENT | sed 's/^Ev //; s/ , /\
/g' | sort -u >"$tap_tmp/manual"
empty 'the page has every variable' "$(comm -23 "$tap_tmp/read" "$tap_tmp/manual")" 'missing'

done_testing
