#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# locales.sh FOLDER: makes the locales of the tests there, whatever the machine has installed. Without
# localedef or the sources of locales (Debian: locales) some are missing, and their tests are skipped.
set -eu

mkdir -p "$1"
for name in de_DE ps_AF tr_TR; do
	rm -rf "$1/$name.UTF-8"
	localedef -i "$name" -f UTF-8 --no-archive "$1/$name.UTF-8" 2>/dev/null ||
		rm -rf "$1/$name.UTF-8"
done
