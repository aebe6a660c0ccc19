#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that hide errors, overrun or start a shell, and habits that this project avoids.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

# calls PATTERN FILE...: calls in code, not in comments or strings.
calls() {
	pattern=$1
	shift
	awk -v pattern="(^|[^A-Za-z0-9_])($pattern)[ \t]*[(]" '
	$0 !~ pattern { next }
	{
		line = $0
		gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
		gsub(/\/\*.*\*\//, "", line)
		sub(/^[ \t]*\*.*/, "", line)
		sub(/\/\*.*/, "", line)
		if (line ~ pattern)
			print FILENAME ":" FNR ":" line
	}' "$@"
}

# shellcheck disable=SC2046 # no blanks in the names
empty 'no banned function' "$(calls \
	'atoi|atol|atoll|atof|sprintf|vsprintf|strcpy|strcat|strncat|gets|system|popen|mktemp|tmpnam|alloca|strtok' \
	$(find src -name '*.[ch]' | sort))" 'calls'
# shellcheck disable=SC2046
empty 'numbers are parsed by base/quantity.c only' "$(calls 'strtod|strtof|strtold' \
	$(find src -name '*.[ch]' ! -path src/base/quantity.c | sort))" 'calls'
# shellcheck disable=SC2046
empty 'only main and cli exit' "$(calls 'exit|_exit|quick_exit' \
	$(find src -name '*.[ch]' ! -path 'src/main.c' ! -path 'src/fit/main.c' ! -path 'src/cli/*' ! -path src/base/memory.c \
		! -path 'src/tui/terminal/*' | sort))" 'calls'
# shellcheck disable=SC2046
empty 'curses screens start with newterm and are never cleared whole' \
	"$(calls 'initscr|clear|redrawwin' $(find src/tui -name '*.c' ! -path 'src/tui/terminal/*' | sort))" 'calls'

done_testing
