#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Words reach standard output and standard error through base/print.h only, where a text is clean,
# and escape sequences are made in two places: the colours of texts and the planner's terminal.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir/src" || exit 99

# lines PATTERN ALLOWED: lines of the program outside the files that may. gpuplan-fit is no part of it.
lines() {
	grep -rnE --include='*.[ch]' -e "$1" . | sed 's,^\./,,' | grep -vE "^($2|fit/.*)[:]"
}

streams='(^|[^a-z_0-9])(v?printf|v?dprintf|puts|putchar|perror|psignal|rl_message)[ 	]*\('
empty 'nothing is printed but by print.c' "$(lines "$streams" '')" 'calls'
empty 'standard streams are named where something is printed' \
	"$(lines '(^|[^a-z_0-9])(stdout|stderr)([^a-z_0-9]|$)' \
		'base/(print\.[ch]|file_stream\.c)|tui/terminal/.*|cli/(invocation|wizard)\.c' |
		grep -vE ':[ 	]*(/?\*|//)')" 'lines'
empty 'they are handed to print_text() or asked for errors' \
	"$(grep -nE '(^|[^a-z_0-9])stdout([^a-z_0-9]|$)' cli/*.c tui/terminal/prompt.c |
		grep -vE 'print_text\(stdout|ferror\(stdout\)')" 'lines'
empty 'bytes are written by files, frames and signal handlers' \
	"$(lines '(^|[^a-z_0-9>.])(write|fwrite|fputs|fputc|putc)[ 	]*\(' \
		'base/(print|file_stream|file|memory)\.c|tui/(recovered\.c|terminal/(frame_sink|signals)\.[ch])' |
		grep -vE ':[^(]*\*[^(]*\(|rows\[|context\)')" 'calls'
empty 'escape sequences are made by text_add_sgr() and the terminal' \
	"$(lines '\\(033|x1[bB]|e)[][P_^]' 'base/text\.c|tui/terminal/.*')" 'lines'
empty 'bytes enter a text uncleaned in base only' \
	"$(lines 'base/text_use\.h|text_append' 'base/(text|text_safe|utf8)\.c|base/text_use\.h')" 'lines'
empty 'a text is for what it was made for' \
	"$(lines '(->|\.)use[ 	]*=[^=]' 'base/text\.c')" 'lines'

# The same by symbols: what a library asks of the C library.
wants() { # ARCHIVE...
	for archive in "$@"; do
		"${TEST_NM:-nm}" -u "$abs_top_builddir/$archive" 2>/dev/null |
			awk -v lib="$archive" '{ print lib ": " $NF }' |
			grep -E ': (_*(v?printf|puts|putchar|fputs|fputc|putc|fwrite|v?dprintf|perror|v?errx?|v?warnx?|stdout|stderr)(_chk|_unlocked)?)$' |
			sort -u
	done
}
if [ -e "$abs_top_builddir/libcore.a" ] && command -v "${TEST_NM:-nm}" >/dev/null; then
	empty 'no library but base and the terminal wants to print' \
		"$(wants libcore.a libcatalog.a libstudy.a libreport.a)" 'symbols'
	empty 'the commands only name standard output' "$(wants libcli.a | grep -v ': stdout$')" 'symbols'
else
	skip 'symbols of the libraries' 'not built'
fi

done_testing
