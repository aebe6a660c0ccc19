#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Where things are counted the word follows the number: ngettext(), or P_() in the table of reasons.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir/src" || exit 99

# Strings with a figure before a word that counts things, but for limits, which are never one, units
# (requests/s) and one amount in per cent (writes %s more tokens).
counted() { # FILE...
	awk '
	FNR == 1 { statement = "" }
	{
		if (statement == "")
			line = FNR
		statement = statement $0 " "
		if ($0 !~ /[;{}][ \t]*$|^[A-Z_]+\(.*\)$|,[ \t]*\\?$|\*\/[ \t]*$/ && length(statement) < 4000)
			next
		# An argument on its own is no end of a call.
		open = gsub(/[(]/, "(", statement) - gsub(/[)]/, ")", statement)
		if (open > 0 && $0 !~ /[;{}][ \t]*$/ && length(statement) < 4000)
			next
		rest = statement
		statement = ""
		# Words of the program that are never translated have both forms beside each other.
		if (rest ~ /ngettext\(|P_\([1-3], |== 1\.0 \? "/)
			next
		gsub(/(at most|at least|from 1 to|more than|longer than the|up to) %[^ "]* [A-Za-z]+/, "", rest)
		gsub(/ [a-z]+\/[a-z]+|writes %s/, "", rest)
		if (rest ~ /%[0-9$]*[-+0-9.*]*(zu|lu|ld|[dugs]|\.0f)( more| of them| other| older| whole| spare| attention| comparable| measured)? (GPUs|users|replicas|offers|rows|months|days|hours|years|cards|runs|models|tokens|requests|servers|points|questions|columns|fields|prices|measurements|figures|problems|warnings|heads|changes|files|layers|entries|machines|spares|lines|words|plans|steps|frames|outputs|samples|texts|clips)[^a-z_]/)
			print FILENAME ":" line ": " rest
	}' "$@"
}

printf '%s\n' 'text_addf(out, _("%d GPUs"), n);' 'text_addf(out, ngettext("%d GPU",' '	"%d GPUs", n), n);' \
	'REASON(A, "a", FACT, "n", "", "", N_("Room for %1$s more users."))' \
	'error_set(error, _("at most %d GPUs"), n);' >"$tap_tmp/example.c"
is 'the check finds what it looks for' "$(counted "$tap_tmp/example.c" | sed 's/.*example.c:\([0-9]*\).*/\1/' | tr '\n' ' ')" '1 4 '
# shellcheck disable=SC2046 # no blanks in the names
empty 'numbers and the words they count go together' \
	"$(counted $(find . -name '*.[ch]' ! -path './fit/*' | sort))" 'strings'

done_testing
