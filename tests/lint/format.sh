#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How sources are written: blanks, tabs, ends of files, one dialect; all the rest is clang-format's.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

# Where the dialect holds. The other folders of src/ are on their way.
FOLDERS='src tests'

empty 'no blanks at line ends' "$(grep -rnE --include='*.[ch]' --include='*.sh' --include='*.mk' \
	--include='*.awk' --include='*.py' '[ 	]+$' src tests data man | head -20)" 'lines'
# Shell tests hold pieces of python.
empty 'indentation is tabs' "$(grep -rnE --include='*.[ch]' --include='*.mk' --include='*.awk' '^  +[^ *]' src tests |
	grep -vE '^[^:]*:[0-9]+: \*' | head -20)" 'lines'
# unended FILE...: those whose last line has no end. One tail for all: it says nothing of which.
unended() {
	[ -n "$(tail -qc 1 "$@" | tr -d '\n')" ] || return 0
	for file in "$@"; do
		[ -z "$(tail -c 1 "$file")" ] || printf '%s\n' "$file"
	done
}
# Files of others are as they were published.
# shellcheck disable=SC2046 # no blanks in the names
empty 'every file ends with a line' "$(unended $(find src tests data man po m4 -type f \( -name '*.[ch]' -o -name '*.sh' \
	-o -name '*.mk' -o -name '*.awk' -o -name '*.py' -o -name '*.json' -o -name '*.in' \) ! -path 'tests/configs/*' ! -path 'tests/benchmarks/*' | sort))" 'files'

# dialect FILE...: sizes without parentheses, pointers that are compared with NULL; not in strings or comments.
dialect() {
	awk '
	!/NULL/ && !/sizeof/ { next }
	{
		line = $0
		gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
		gsub(/\/\*.*\*\//, "", line)
		sub(/^[ \t]*\*.*/, "", line)
		sub(/\/\*.*/, "", line)
		if (line ~ /[!=]= *NULL([^A-Za-z0-9_]|$)|(^|[^A-Za-z0-9_])NULL *[!=]=|(^|[^A-Za-z0-9_])sizeof +|sizeof$/)
			print FILENAME ":" FNR ": " $0
	}' "$@"
}
# shellcheck disable=SC2046,SC2086
empty 'sizeof(x), p and !p' "$(dialect $(find $FOLDERS -name '*.[ch]' | sort))" 'lines'
printf '%s\n' 'if (p == NULL)' 'a = sizeof b;' 'c = sizeof(b); d = NULL;' '/* x != NULL */' 'f("sizeof b")' 'NULL != p' \
	'x = p != NULL_DEVICE;' 'sizeof (b)' >"$tap_tmp/example.c"
is 'the check sees what it looks for, and nothing else' \
	"$(dialect "$tap_tmp/example.c" | sed 's/.*example.c:\([0-9]*\).*/\1/' | tr '\n' ' ')" '1 2 6 8 '
printf 'x' >"$tap_tmp/unended"
is 'an end that is missing is seen' "$(unended "$tap_tmp/unended" "$tap_tmp/example.c")" "$tap_tmp/unended"

# The first line of .clang-format is a comment that ends with the major version that the tree obeys.
wanted=$(sed -n '1s/.*[^0-9]\([0-9][0-9]*\)[^0-9]*$/\1/p' .clang-format 2>/dev/null)
have=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ ! -e .clang-format ]; then
	skip 'clang-format has nothing to change' 'there is no .clang-format'
elif [ -z "$have" ]; then
	skip 'clang-format has nothing to change' 'no clang-format'
elif [ "$have" != "$wanted" ]; then
	skip 'clang-format has nothing to change' "clang-format is version $have, .clang-format is for ${wanted:-none}"
else
	# Rows of tables are formatted by hand.
	# shellcheck disable=SC2046
	empty 'clang-format has nothing to change' "$(clang-format --dry-run -Werror --style=file \
		$(find src tests -name '*.[ch]' ! -name '*-*.h' | sort) 2>&1 | grep 'error:' | head -20)" 'places'
fi

done_testing
