#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A study is a value: who shows, writes or runs one asks its row, and never which one it is.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir/src" || exit 99

names=$(sed -n 's/^STUDY([A-Z_]*, \([a-z_]*\),.*/\1/p' study/study-table.h)
is 'there are studies' "$([ -n "$names" ] && echo yes)" yes
empty 'no study is named outside study/' \
	"$(grep -rnE --include='*.[ch]' 'STUDY_[A-Z]' report tui cli main.c)" 'lines'
for name in $names; do
	empty "$name stands in its own file alone" \
		"$(grep -rnw --include='*.[ch]' "$name" . | grep -vE "^\./study/($name\.c|study-table\.h):")" 'lines'
	ok "$name has a file" test -e "study/$name.c"
	ok "manuals are made anew with $name" grep -q "src/study/$name\.c" "$abs_top_srcdir/man/local.mk"
done

done_testing
