#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The pictures in README are what the program shows: the planner's first screen, and the table of a ranking.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

readme=$abs_top_srcdir/README

# Blanks at the ends of lines are not kept in README.
is 'the first screen' "$(sed -n '/^ gpuplan \[/,/^ ←→ /p' "$readme")" \
	"$(sed -n '1d; /^$/q; s/ *$//p' "$abs_top_srcdir/tests/golden/screen-80x24-utf8.txt")"

# Without the last column, which names providers.
command=$(sed -n 's/^    \$ gpuplan \(rank .* --top 4\)$/\1/p' "$readme")
# shellcheck disable=SC2086 # words of the command
is 'the ranking' "$(sed -n '/^ *GPU  .*verdict$/,/^    \.\.\./{/^    \.\.\./d; s/^    //p;}' "$readme")" \
	"$(LC_ALL=C.UTF-8 "$GPUPLAN" $command | sed -n '/^   GPU /,/^$/{/^$/d; s/\(verdict\|meets\) .*/\1/p;}')"

done_testing
