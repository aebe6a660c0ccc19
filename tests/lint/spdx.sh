#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every file of ours names its licence and says what it holds.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

# shellcheck disable=SC2046 # no blanks in the names
bad=$(awk '
	function tell() { if (name != "" && !purpose) print name ": no sentence about its content" }
	FNR == 1 {
		tell()
		name = FILENAME
		purpose = 0
		if ($0 != "/* SPDX-License-Identifier: GPL-3.0-or-later */")
			print name ": no licence line"
	}
	FNR == 2 || FNR == 3 { purpose = purpose || /^(\/\*| \*) [A-Za-z-]/ }
	END { tell() }' $(find src tests -name '*.[ch]' | sort))
empty 'C files start with licence and purpose' "$bad" 'files'

# shellcheck disable=SC2046
bad=$(awk '
	function tell() { if (name != "" && !licence) print name }
	FNR == 1 { tell(); name = FILENAME; licence = 0 }
	FNR <= 2 && $0 == "# SPDX-License-Identifier: GPL-3.0-or-later" { licence = 1 }
	END { tell() }' $({
	find src data man tests -name 'local.mk'
	find tests -name '*.sh' -o -name '*.awk'
	ls configure.ac Makefile.am bootstrap m4/warnings.m4 .ci/run
} | sort))
empty 'scripts and makefiles name the licence' "$bad" 'files'

done_testing
