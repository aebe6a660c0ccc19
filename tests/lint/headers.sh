#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every header (those of X-macro rows have a dash) compiles alone and has its guard, every source
# starts with config.h.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

: "${TEST_CC:=cc}"
: "${TEST_CPPFLAGS:=-I$abs_top_builddir -I$abs_top_srcdir/src}"

# Flags may be relative to the build folder.
cd "$abs_top_builddir" || exit 99
# What the source of the same name includes first was compiled alone by the build; the others are here.
others=$(cd "$abs_top_srcdir/src" && find . -name '*.h' ! -name '*-*.h' | sort | awk '
{
	header = substr($0, 3)
	source = header
	sub(/h$/, "c", source)
	proven = seen = 0
	while (seen < 2 && (getline line <source) > 0)
		if (line ~ /^#/) {
			seen++
			proven = proven || (seen == 2 && line == "#include \"" header "\"")
		}
	close(source)
	if (!proven)
		print header
}')
broken=
for header in $others; do
	printf '#include "config.h"\n#include "%s"\nint alone;\n' "$header" >"$tap_tmp/alone.c"
	# shellcheck disable=SC2086 # the flags are several words
	$TEST_CC $TEST_CPPFLAGS -Wall -Wstrict-prototypes -Werror -fsyntax-only "$tap_tmp/alone.c" \
		>"$tap_tmp/words" 2>&1 || broken="$broken$header
$(head -5 "$tap_tmp/words")
"
done
empty 'every header compiles alone' "$broken" 'headers'

cd "$abs_top_srcdir/src" || exit 99
guards() {
	# shellcheck disable=SC2046 # no blanks in the names
	awk '
	function tell() { if (name != "" && !guard) print name ": no guard GPUPLAN_..._" wanted }
	FNR == 1 {
		tell()
		name = wanted = FILENAME
		sub(/.*\//, "", wanted)
		wanted = toupper(wanted)
		gsub(/[.-]/, "_", wanted)
		guard = 0
	}
	!guard && /^#ifndef GPUPLAN_[A-Z0-9_]*$/ && substr($2, length($2) - length(wanted) + 1) == wanted {
		print $2
		guard = 1
	}
	END { tell() }' $(find . -name '*.h' ! -name '*-*.h' | sort)
}
empty 'every header has a guard of its name' "$(guards | grep ':')" 'headers'
empty 'no guard is used twice' "$(guards | sort | uniq -d)" 'guards'

# shellcheck disable=SC2046 # no blanks in the names
first=$(awk 'FNR == 1 { done = 0 }
	!done && /^#include/ { done = 1; if ($0 != "#include \"config.h\"") print FILENAME ": " $0 }' \
	$(find . -name '*.c' | sort))
empty 'every source includes config.h first' "$first" 'sources'

done_testing
