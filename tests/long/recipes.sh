#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The recipes of src/HACKING that compile, each applied to a copy of the tree, built, and seen where the
# recipe says: key, metric, parameter, study, language. Those of data alone are in cli/recipes.sh.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$abs_top_srcdir/tests/support/recipe.sh"

[ -e "$abs_top_builddir/config.status" ] || skip_all 'not configured'
: "${MAKE:=make}"

# Objects know their sources by relative paths: where these are the same in the copy, only what a recipe
# changes is compiled. Builds stand in the tree or beside it; all others are made anew.
sources=$(sed -n 's/^srcdir = //p' "$abs_top_builddir/Makefile")
case $sources in
..) tree=$tap_tmp/tree build=$tree/build ;;
/* | . | */*/*) tree=$tap_tmp/tree build=$tree/build sources= ;;
*) tree=$tap_tmp/${sources#../} build=$tap_tmp/the-build ;;
esac
copy_tree "$tree"
mkdir "$build"

prepare() {
	if [ -n "$sources" ]; then
		(cd "$abs_top_builddir" && tar -cf - --exclude=./tests --exclude='./otherwise*' .) | (cd "$build" && tar -xpf -)
		(cd "$build" && ./config.status)
	else
		eval "set -- $("$abs_top_builddir/config.status" --config)"
		(cd "$build" && "$tree/configure" -q "$@")
	fi
}
ok 'the copy is configured' prepare
GPUPLAN=$build/src/gpuplan
GPUPLAN_DATADIR=$tree/data
export GPUPLAN GPUPLAN_DATADIR
unset MAKEFLAGS MFLAGS MAKELEVEL

# built NAME TARGET...: without a warning that the tree does not have.
built() {
	built_name=$1
	shift
	ok "$built_name: it is built" "$MAKE" -C "$build" "$@"
}
built 'nothing yet' src/gpuplan

# shown NAME PATTERN COMMAND...: the planner shows it once these commands were run.
shown() {
	shown_name=$1 pattern=$2
	shift 2
	if [ -x "$abs_top_builddir/tests/support/shown" ]; then
		printf '%s\n' "$@" >"$tap_tmp/commands"
		like "$shown_name" "$("$abs_top_builddir/tests/support/shown" 50 200 "$GPUPLAN" --no-measured \
			--commands "$tap_tmp/commands")" "$pattern"
	else
		skip "$shown_name" 'neither libvterm nor cmocka'
	fi
}

# A key.
insert_before "$tree/src/tui/action-table.h" '^ACTION[(]GLOSSARY,' "$(row key 1)"
printf '\n%s\n' "$(example key 2)" >>"$tree/src/tui/actions.h"
printf '\n%s\n' "$(example key 3)" >>"$tree/src/tui/actions.c"
built 'a key' src/gpuplan man/gpuplan.1
like 'a key: --list-actions' "$("$GPUPLAN" --list-actions)" '^table-first  +F6 '
like 'a key: the manual' "$(cat "$build/man/gpuplan.1")" '[Gg]o to the first GPU of the table'
shown 'a key: the help screen' 'F6 +[Gg]o to the first GPU of the table' help
# Enter asks why in the table, and for a model in the other panel.
shown 'a key: it works' 'What decided' 'key F6' 'key Enter'
shown 'a key: it is a command' 'What decided' table-first 'key Enter'

# A metric.
insert "$tree/src/study/metric-table.h" '^METRIC[(]MAX_CONCURRENCY,' "$(row metric 1)"
insert "$tree/src/study/replica.c" ' replica_metrics\[\] =' "	$(row metric 2)"
insert "$tree/src/study/serve_study.c" ' serve_columns\[\] =' "	$(row metric 3)"
insert "$tree/src/study/serve_study.c" '[{] METRIC_OUTPUT_TOK_S, [0-9]' "	$(row metric 4)"
insert_before "$tree/src/report/glossary-table.h" '^METRIC_TERM[(]' "$(row metric 5)"
built 'a metric' src/gpuplan man/gpuplan-batch.1
status 'a metric: the ranking' 0 "$GPUPLAN" rank --format json
like 'a metric: JSON' "$out" '"max_concurrency":[0-9]+,"users_per_gpu":[0-9]'
like 'a metric: CSV' "$("$GPUPLAN" rank --format csv)" '^gpu,.*,max_concurrency,users_per_gpu,'
like 'a metric: a column' "$("$GPUPLAN" rank)" ' users/GPU '
is 'a metric: a key to sort by' "$("$GPUPLAN" rank --sort users_per_gpu --format csv |
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "users_per_gpu") c = i; next }
		$c != "" { if (NR > 2 && $c + 0 > last) wrong++; last = $c + 0; n++ } END { print (n > 10), wrong + 0 }')" '1 0'
like 'a metric: the manual' "$(cat "$build/man/gpuplan-batch.1")" 'users_per_gpu'
shown 'a metric: a column of the planner' 'u/GPU' 'set concurrency=32'
shown 'a metric: its topic' 'requests of the lengths given that fit, for each GPU' 'topic users_per_gpu'
shown 'a metric: the glossary' 'users per GPU' glossary 'key End' 'key PageUp'

# A parameter. The H100 in one of two GPUs: two replicas of one, or none that holds the model.
insert "$tree/src/study/parameter-table.h" '^PARAMETER[(]MAX_GPUS,' "$(row parameter 1)"
insert "$tree/src/study/replica.c" ' replica_parameters\[\] =' "	$(row parameter 2)"
insert "$tree/src/study/serve_study.c" ' serve_panel\[\] =' "	$(row parameter 3)"
for file in $(grep -l 'scenario_max_gpus(s)' "$tree"/src/study/*.c "$tree"/src/study/*/*.c 2>/dev/null); do
	TEXT=$(row parameter 4) awk '{
		while ((at = index($0, "scenario_max_gpus(s)")) > 0) {
			printf "%s%s", substr($0, 1, at - 1), ENVIRON["TEXT"]
			$0 = substr($0, at + length("scenario_max_gpus(s)"))
		}
		print
	}' "$file" >"$tap_tmp/read" && cat "$tap_tmp/read" >"$file"
done
built 'a parameter' src/gpuplan man/gpuplan.1
most() { # the most GPUs of a replica
	"$GPUPLAN" rank --format csv "$@" | awk -F, 'NR > 1 && $2 > most { most = $2 } END { print most + 0 }'
}
is 'a parameter: without it nothing changes' "$(most)" 8
is 'a parameter: the option' "$(most --node-gpus 2)" 2
status 'a parameter: out of its range' 2 "$GPUPLAN" rank --node-gpus 0
like 'a parameter: is told' "$err" 'node-gpus: out of range, allowed is 1 to 1024'
like 'a parameter: --help' "$("$GPUPLAN" --help)" '--node-gpus +at most so many GPUs in one node'
status 'a parameter: a result' 0 "$GPUPLAN" rank --node-gpus 2 --format json -o "$tap_tmp/plan.json"
like 'a parameter: its key' "$(cat "$tap_tmp/plan.json")" '"node_gpus": ?2'
is 'a parameter: which a plan has' "$(most --plan "$tap_tmp/plan.json")" 2
like 'a parameter: the manual' "$("$MAKE" -C "$build" -s man/gpuplan.1 && cat "$build/man/gpuplan.1")" 'node-gpus'
shown 'a parameter: the panel, and :set' 'Node GPUs.* 2 *│' 'set node-gpus=2'

# A study.
step study 1 >"$tree/src/study/watts_study.c"
printf '%s\n' "$(step study 2 | tr '\n' ' ')" >>"$tree/src/study/study-table.h"
insert "$tree/src/local.mk" 'study/switch_point\.h' "	$(step study 3)"
insert "$tree/po/POTFILES.in" '^src/study/study-table\.h' 'src/study/watts_study.c'
# A file that is new is a new Makefile.
configure_again() {
	eval "set -- $("$abs_top_builddir/config.status" --config)"
	(cd "$tree" && autoreconf -fi && cd "$build" && "$tree/configure" -q "$@")
}
ok 'a study: it is configured' configure_again
built 'a study' src/gpuplan man/gpuplan.1
status 'a study: the command' 0 "$GPUPLAN" watts --format json
like 'a study: JSON' "$out" '"power":{"watts":[0-9]'
# Sources may hold commas: the figure is the last one, behind those of the tables.
is 'a study: the fewest watts first' "$("$GPUPLAN" watts --format csv | awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == "verdict") v = i; next }
	$v == "meets" && $NF != "" { if (n++ && $NF + 0 < last) wrong++; last = $NF + 0 } END { print (n > 5), wrong + 0 }')" '1 0'
for format in text csv markdown html; do
	like "a study: $format" "$("$GPUPLAN" watts --format "$format")" watts
done
like 'a study: the manual of the planner' "$(cat "$build/man/gpuplan.1")" 'tab-watts'
like 'a study: --help' "$("$GPUPLAN" --help)" 'watts .*the fewest watts'
shown 'a study: the tab' 'Serve +Fleet +Batch +Own +[[]Watts[]]' 'view watts'
shown 'a study: the table' 'GPUs by watts' 'key M-5'
shown 'a study: the help screen' 'the power of the GPUs' help

# A language.
row language 1 >>"$tree/po/LINGUAS"
language=$(row language 1)
locale=
for name in de_DE.UTF-8 C.UTF-8; do
	[ "$name" = C.UTF-8 ] || has_locale "$name" || continue
	locale=$name
	break
done
if ! grep -q '^USE_NLS = yes' "$build/Makefile" || ! command -v msginit >/dev/null 2>&1; then
	skip 'a language' 'no translations in this build'
else
	(cd "$build" && ./config.status) >/dev/null 2>&1
	ok 'a language: the template' "$MAKE" -C "$build/po" gpuplan.pot
	template=$tree/po/gpuplan.pot
	[ -e "$template" ] || template=$build/po/gpuplan.pot
	cp "$template" "$tree/po/gpuplan.pot" 2>/dev/null
	# shellcheck disable=SC2046 # the command of the recipe
	ok 'a language: msginit' sh -c "cd '$tree/po' && $(row language 2)"
	awk '/^msgid "Commands:"$/ { print; getline; print "msgstr \"Befehle:\""; next } { print }' \
		"$tree/po/$language.po" >"$tap_tmp/po" && cp "$tap_tmp/po" "$tree/po/$language.po"
	ok 'a language: it is compiled' "$MAKE" -C "$build/po" update-gmo
	# The program looks where it will be installed.
	touch "$tree/src/base/i18n.c"
	built 'a language' src/gpuplan localedir="$tap_tmp/locale"
	ok 'a language: it is installed' "$MAKE" -C "$build/po" install-data localedir="$tap_tmp/locale"
	found=$(LC_ALL=$locale LANGUAGE=$language "$GPUPLAN" --help)
	if [ "$locale" = C.UTF-8 ] && printf '%s\n' "$found" | grep -q '^Commands:'; then
		skip 'a language: it is used' 'no locale but C'
	else
		like 'a language: it is used' "$found" '^Befehle:$'
	fi
	like 'a language: only where it is asked for' "$(LC_ALL=$locale LANGUAGE=en "$GPUPLAN" --help)" '^Commands:$'
fi
done_testing
