#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The build lists name what is there: sources, data, manual pages, tests.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

# unlisted FOLDER PATTERN...: files below the folder that its local.mk does not name, with or without .c.
unlisted() {
	folder=$1
	shift
	for pattern in "$@"; do
		find "$folder" -type f -name "$pattern"
	done | sort | awk -v list="$folder/local.mk" -v skip="${#folder}" '
	BEGIN {
		while ((getline line <list) > 0) {
			n = split(line, word, "[ \t]+")
			for (i = 1; i <= n; i++)
				if (sub(/^%D%\//, "", word[i]))
					listed[word[i]] = 1
		}
	}
	{
		name = substr($0, skip + 2)
		program = name
		sub(/\.c$/, "", program)
		if (!(name in listed) && !(program in listed))
			print
	}'
}

empty 'src/local.mk lists every source' "$(unlisted src '*.[ch]')" 'missing'
empty 'data/local.mk lists every catalog file' "$(unlisted data '*.json' '*.csv' 'SOURCES')" 'missing'
empty 'man/local.mk lists every manual page' "$(unlisted man '*.[1-9]')" 'missing'
empty 'tests/local.mk lists every shell test' "$(unlisted tests '*.sh')" 'missing'
empty 'tests/local.mk lists every test program' "$(unlisted tests '*.c')" 'missing'

done_testing
