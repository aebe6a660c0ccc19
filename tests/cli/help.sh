#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# --help: of the program, and of every command.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

status 'of the program' 0 "$GPUPLAN" --help
overview=$out
like 'it lists the commands' "$overview" '^  sweep \[FILE'
like 'and the options of every study' "$overview" '^  --kwh-price '

status 'of a command' 0 "$GPUPLAN" rank --help
like 'its usage' "$out" '^Usage: gpuplan rank WORKLOAD '
like 'its purpose' "$out" '^every GPU, ranked for serving$'
like 'its formats' "$out" '^  --format FORMAT +text, json, csv, markdown, html$'
like 'what it reads' "$out" '^  --ttft '
unlike 'not what another one reads' "$out" '^  --(kwh-price|rate-low|by|force|from|plain) '
unlike 'no other command' "$out" '^  sweep'
like 'its exit status' "$out" '^  4 +input or output failed$'
rank=$out
is 'before the command, too' "$("$GPUPLAN" -h rank)" "$rank"
is 'as a word' "$("$GPUPLAN" help rank)" "$rank"
is 'the word alone asks about the program' "$("$GPUPLAN" help)" "$overview"

status 'of one study' 0 "$GPUPLAN" own --help
like 'what this one reads' "$out" '^  --kwh-price '
status 'of one replica' 0 "$GPUPLAN" estimate --help
unlike 'a configuration has no list' "$out" '^  --all '
status 'of lists' 0 "$GPUPLAN" catalog import-prices --help
like 'options of its verbs' "$out" '^  --as-of DATE'
like 'what chooses rows' "$out" '^  --residency '
like 'the workload of a measurement' "$out" '^  --(prompt|ttft|engine) '
is 'all of it that tells of one replica' "$(printf '%s\n' "$out" | sed -n '/^WORKLOAD/,/^$/s/^  \(--[a-z-]*\).*/\1/p')" \
	"$("$GPUPLAN" estimate --help | sed -n '/^WORKLOAD/,/^$/s/^  \(--[a-z-]*\).*/\1/p')"
unlike 'nothing of other studies' "$out" '^  --(kwh-price|all) '
status 'of one without a workload' 0 "$GPUPLAN" accuracy --help
like 'its option' "$out" '^  --by LIST'
unlike 'no workload at all' "$out" 'WORKLOAD'

commands=0
for command in $(printf '%s\n' "$overview" | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p'); do
	commands=$((commands + 1))
	like "$command has its own" "$("$GPUPLAN" "$command" --help | head -n 1)" "^Usage: gpuplan $command "
done
# From wizard to catalog.
is 'every command was asked' "$commands" 16

status 'of no command' 2 "$GPUPLAN" rnak --help
like 'the nearest is named' "$err" "unknown command 'rnak': did you mean rank"

done_testing
