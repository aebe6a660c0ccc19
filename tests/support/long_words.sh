#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# long_words.sh FOLDER: makes FOLDER/xx/LC_MESSAGES/gpuplan.mo, in which every text is 40 % longer.  Exit status 77:
# the tools of gettext are missing.
set -eu

for tool in xgettext msgen msgfmt; do
	command -v "$tool" >/dev/null 2>&1 || exit 77
done
top=${abs_top_srcdir:-.}
mkdir -p "$1/xx/LC_MESSAGES"
# The options that po/ uses.
options=$(sed -n 's/^XGETTEXT_OPTIONS = //p' "$top/po/Makevars")
# shellcheck disable=SC2086 # several options
xgettext $options --add-comments=TRANSLATORS: --directory="$top" --files-from="$top/po/POTFILES.in" \
	--output="$1/gpuplan.pot"
msgen --no-wrap --output-file="$1/english.po" "$1/gpuplan.pot"
LC_ALL=C "${AM_TAP_AWK:-awk}" -f "$top/tests/support/long_words.awk" "$1/english.po" >"$1/xx.po"
msgfmt --check-format --output-file="$1/xx/LC_MESSAGES/gpuplan.mo" "$1/xx.po"
