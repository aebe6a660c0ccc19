#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lower layers never use higher ones, core is pure, widgets know no GPU.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir/src" || exit 99

# includes FOLDER FORBIDDEN...: lines of the folder that include a forbidden folder. Keys are
# plain numbers and names, so everybody may know tui/terminal/key.h.
includes() {
	folder=$1
	shift
	[ -d "$folder" ] || return 0
	grep -rnE --include='*.[ch]' "^[ 	]*#[ 	]*include[ 	]*[\"<]($(echo "$*" | tr ' ' '|'))/" "$folder" |
		grep -v '"tui/terminal/key\.h"'
}

may_not() {
	layer=$1
	shift
	empty "$layer includes none of: $*" "$(includes "$layer" "$@")" 'forbidden includes'
}

may_not base core catalog study report cli tui
may_not core catalog study report cli tui
may_not catalog study report cli tui
may_not study report cli tui
may_not report cli tui
may_not cli tui
may_not tui cli
may_not tui/canvas core catalog study report tui/terminal tui/widgets tui/views
may_not tui/widgets core catalog study report tui/terminal tui/views
may_not tui/terminal core catalog study report tui/widgets tui/views

# system FOLDER HEADER...: lines of the folder that include a system header.
system_headers() {
	folder=$1
	shift
	[ -d "$folder" ] || return 0
	grep -rnE "^[ 	]*#[ 	]*include[ 	]*[<\"]($(echo "$*" | tr ' ' '|'))[>\"]" "$folder"
}

empty 'core includes no input, output or locale' \
	"$(system_headers core 'stdio\.h' 'unistd\.h' 'fcntl\.h' 'locale\.h' 'libintl\.h' 'errno\.h' \
		'time\.h' 'cjson/.*' 'base/(i18n|error|file|json|datadir|text)\.h')" \
	'forbidden includes'
empty 'study includes no input or output' \
	"$(system_headers study 'unistd\.h' 'fcntl\.h' 'cjson/.*' 'base/(file|datadir)\.h')" \
	'forbidden includes'
empty 'curses and readline are used by tui/terminal only' \
	"$(system_headers . '(ncursesw/)?(n?curses|term)\.h' 'readline/.*' | grep -v '^\./tui/terminal/')" \
	'forbidden includes'
empty 'cJSON is used by base, catalog and report only' \
	"$(system_headers . 'cjson/.*' | grep -vE '^\./(base|catalog|report)/')" 'forbidden includes'

# wants ARCHIVE PATTERN: undefined symbols of the library that match.
wants() {
	"${TEST_NM:-nm}" -u "$abs_top_builddir/$1" 2>/dev/null | awk '{ print $NF }' |
		grep -Ex "$2" | sort -u
}

io='f?printf|v[a-z]*printf|[a-z]*printf|__[a-z]*printf_chk|f?puts|putc|putchar|fputc|fopen|fdopen'
io="$io|fread|fwrite|fclose|fgets|getc|scanf|[fs]scanf|perror|open|read|write|close|stdout|stderr|stdin"
files='printf|fprintf|puts|fputs|fopen|fdopen|fread|fwrite|open|read|write|stdout|stderr'
words='gettext|dgettext|dcgettext|ngettext|setlocale|localeconv|getenv|time|clock_gettime|rand|exit|abort'
curses='initscr|newterm|endwin|w?refresh|doupdate|w?getch|mvw?add.*|w?addn?w?str|rl_.*|readline|stdscr'
if [ -e "$abs_top_builddir/libcore.a" ] && command -v "${TEST_NM:-nm}" >/dev/null; then
	empty 'libcore.a wants no input, output, locale, clock or terminal' \
		"$(wants libcore.a "$io|$words|$curses")" 'symbols'
	empty 'libcore.a allocates nothing' \
		"$(wants libcore.a 'x?(malloc|calloc|realloc|reallocarray|strdup)|free|arena_.*')" \
		'symbols'
	empty 'libstudy.a wants no input or output' "$(wants libstudy.a "$files|$curses")" 'symbols'
	for lib in base catalog study report cli; do
		empty "lib$lib.a wants no terminal" "$(wants "lib$lib.a" "$curses")" 'symbols'
	done
else
	skip 'symbols of libcore.a' 'not built'
fi

done_testing
