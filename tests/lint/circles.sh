#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Inside a folder no file uses another one that uses it again, by the names that its objects take.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

nm=${TEST_NM:-nm}
command -v "$nm" >/dev/null 2>&1 || skip_all 'nm is missing (Debian: binutils)'

for folder in base core fit catalog study report cli tui; do
	archive=$abs_top_builddir/lib$folder.a
	if [ ! -e "$archive" ]; then
		skip "no circle in $folder" 'not built'
		continue
	fi
	empty "no circle in $folder" \
		"$("$nm" -A "$archive" 2>/dev/null | awk -f "$abs_top_srcdir/tests/support/circles.awk" | sort)" 'uses'
done

# It sees one.
printf '%s\n' 'x.a:one.o:0 T one' 'x.a:one.o: U two' 'x.a:two.o:0 T two' 'x.a:two.o: U one' \
	'x.a:three.o:0 T three' 'x.a:three.o: U one' >"$tap_tmp/nm"
is 'a circle is seen, who only uses it is none of it' \
	"$(awk -f "$abs_top_srcdir/tests/support/circles.awk" "$tap_tmp/nm" | sort)" "one -> two: two
two -> one: one"

done_testing
