#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files stay small enough to be read.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

# measured LINES COLUMNS: files with more lines, lines with more columns; a tab counts as eight, a
# character as one. Rows of tables may be long.
measured() {
	# shellcheck disable=SC2046 # no blanks in the names
	LC_ALL=C awk -v lines="$1" -v columns="$2" '
	function tell() { if (count > lines) print name ": " count " lines" }
	FNR == 1 { tell(); name = FILENAME; table = name ~ /-[^\/]*\.h$/ }
	{ count = FNR }
	table || length($0) * 8 <= columns { next }
	{
		line = $0
		gsub(/[\200-\277]/, "", line)
		n = split(line, part, "\t")
		wide = 0
		for (i = 1; i <= n; i++) {
			wide += length(part[i])
			if (i < n)
				wide += 8 - wide % 8
		}
		if (wide > columns)
			print name ":" FNR
	}
	END { tell() }' $(find src tests -name '*.[ch]' | sort)
}

found=$(measured 800 140)
empty 'no file over 800 lines' "$(printf '%s\n' "$found" | grep 'lines$')" 'files'
empty 'no line over 140 columns' "$(printf '%s\n' "$found" | grep '[0-9]$')" 'lines'
large=$(measured 500 110)
[ -z "$large" ] || diag "over 500 lines or 110 columns:
$large"

done_testing
