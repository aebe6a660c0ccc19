#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every header (those of X-macro rows have a dash) compiles alone and is read once; the build gives config.h
# to every source.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

: "${TEST_CC:=cc}"
: "${TEST_CPPFLAGS:=-include config.h -I$abs_top_builddir -I$abs_top_srcdir/src}"

# Flags may be relative to the build folder.
cd "$abs_top_builddir" || exit 99
# What the source of the same name includes first was compiled alone by the build; the others are here.
others=$(cd "$abs_top_srcdir/src" && find . -name '*.h' ! -name '*-*.h' | sort | awk '
{
	header = substr($0, 3)
	source = header
	sub(/h$/, "c", source)
	proven = seen = 0
	while (!seen && (getline line <source) > 0)
		if (line ~ /^#/) {
			seen = 1
			proven = line == "#include \"" header "\""
		}
	close(source)
	if (!proven)
		print header
}')
broken=
for header in $others; do
	printf '#include "%s"\nint alone;\n' "$header" >"$tap_tmp/alone.c"
	# shellcheck disable=SC2086 # the flags are several words
	$TEST_CC $TEST_CPPFLAGS -Wall -Wstrict-prototypes -Werror -fsyntax-only "$tap_tmp/alone.c" \
		>"$tap_tmp/words" 2>&1 || broken="$broken$header
$(head -5 "$tap_tmp/words")
"
done
empty 'every header compiles alone' "$broken" 'headers'

cd "$abs_top_srcdir/src" || exit 99
# shellcheck disable=SC2046 # no blanks in the names
empty 'every header is read once' \
	"$(grep -L '^#pragma once$' $(find . -name '*.h' ! -name '*-*.h' | sort))" 'headers'
empty 'no file includes config.h' "$(grep -rlF '"config.h"' --include='*.[ch]' .)" 'files'

done_testing
