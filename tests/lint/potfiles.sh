#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Translators see every file with words for people.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

grep -v '^#' po/POTFILES.in | sort >"$tap_tmp/listed"
find src -name '*.[ch]' ! -path src/base/i18n.h -exec \
	grep -lE '(^|[^A-Za-z0-9_])(_|N_|ngettext)[ 	]*\([ 	]*"' {} + | sort >"$tap_tmp/wanted"

empty 'every file with words is in po/POTFILES.in' \
	"$(comm -13 "$tap_tmp/listed" "$tap_tmp/wanted")" 'missing'
empty 'po/POTFILES.in names existing files with words only' \
	"$(comm -23 "$tap_tmp/listed" "$tap_tmp/wanted")" 'needless'

done_testing
