#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run-unit.sh PROGRAM: its TAP, with every skipped test as TAP wants it. cmocka before 1.1.6 says
# "not ok N # SKIP NAME", which counts as a failure; no version says why.
{
	"$@"
	echo "ended: $?"
} | "${AM_TAP_AWK:-awk}" '
/^because: / { why = substr($0, 10); next }
/^ended: [0-9]+$/ { status = $2; next }
/^(not )?ok [0-9]+ .*# SKIP/ {
	number = $1 == "not" ? $3 : $2
	name = $0
	sub(/^(not )?ok [0-9]+ (- )?/, "", name)
	sub(/ *# SKIP */, "", name)
	print "ok " number " - " name " # SKIP " why
	next
}
{ print }
END { exit status }'
