#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan --commands: the commands of the planner from a file, without a terminal.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

file=$tap_tmp/commands

# commands LINE...: makes the file.
commands() {
	printf '%s\n' "$@" >"$file"
}

commands '# a comment' '' 'context 32k' ':gpu H200-SXM,B200' '  sort usd_per_hour  '
status 'without a terminal the ranking is printed' 0 "$GPUPLAN" --commands "$file"
like 'a hint says why' "$err" 'here is the ranking as text'
table=$out
status 'the same by options' 0 "$GPUPLAN" rank --context 32k --gpu H200-SXM --gpu B200 --sort usd_per_hour
is 'commands make the same workload as options' "$table" "$out"

commands 'context 32k' 'quit'
status 'quit leaves before anything is shown' 0 "$GPUPLAN" --commands "$file"
empty 'it writes nothing' "$out$err" 'lines'

# refused NAME LINE-NUMBER PATTERN LINE...: usage error that names file and line.
refused() {
	name=$1 number=$2 pattern=$3
	shift 3
	commands "$@"
	status "$name" 2 "$GPUPLAN" --commands "$file"
	like "$name: says where and why" "$err" "^gpuplan: .*/commands:$number: $pattern"
	empty "$name: prints no ranking" "$out" 'lines'
}

refused 'a value out of range' 3 'Context: out of range, allowed is 16 to 16M' '# x' '' 'context 3' 'quit'
refused 'an unknown command' 1 "unknown command 'contxt': did you mean context\\?" 'contxt 8k'
refused 'an unknown parameter' 2 "unknown parameter 'colour'" 'details' 'set colour=red'
refused 'an action that is not possible' 1 'pick-down: only in: Lists' 'pick-down'
refused 'a command of the former search' 1 "unknown command 'find'" 'find nosuch'
refused 'what belongs together' 2 '.*prompt' 'prompt 64k' 'context 8k'

status 'a file that is missing' 4 "$GPUPLAN" --commands "$tap_tmp/nothing"
like 'says so' "$err" 'nothing'
printf 'context 8k\0\n' >"$file"
status 'a file that is no text' 3 "$GPUPLAN" --commands "$file"
commands 'context 8k'
status 'not with a command' 2 "$GPUPLAN" rank --commands "$file"
like 'says why' "$err" 'belongs to the planner'
status 'the file is an argument' 2 "$GPUPLAN" --commands

# An unmet goal of an own workload is told by the status, as with options.
commands 'gpu RTX-4090' 'max-gpus 1'
status 'nothing fits' 1 "$GPUPLAN" --commands "$file"

done_testing
