#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What make install puts down is what the program needs, and no more.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

[ -e "$abs_top_builddir/Makefile" ] || skip_all 'not configured'
# Only the parts that are built by now: the other tests may be running.
ok 'program and data are installed' "${MAKE:-make}" -C "$abs_top_builddir" -s \
	install-binPROGRAMS install-dist_pkgdataDATA install-nodist_pkgdataDATA DESTDIR="$tap_tmp/root"
cd "$tap_tmp/root" || exit 99
program=$(find . -type f -name gpuplan)
is 'one program is' "$(find . -type f -perm -u+x)" "$program"
empty 'no tool of the build is' \
	"$(find . -name '*.awk' -o -name '*.in' -o -name '*.sh' -o -name '*-fit' -o -name '*-image')" 'files'
is 'the image of the catalog is beside its files' "$(find . -name catalog.image)" \
	"$(find . -name gpus.json | sed 's/gpus\.json$/catalog.image/')"
if grep -Eq '^CFLAGS =.* -(g|fsanitize)|^CFLAGS = -g|^SANITIZE_CFLAGS = .' "$abs_top_builddir/Makefile"; then
	skip 'the program is small' 'it was compiled for a debugger'
else
	# 1.83 MB with six studies, launch and advice; what grows beyond wants a look.
	ok 'the program is small' [ "$(wc -c <"$program")" -lt 1950000 ]
fi
like 'without CFLAGS no symbols for a debugger are made' "$(cat "$abs_top_srcdir/configure.ac")" '^: \$\{CFLAGS="-O2"\}$'

done_testing
