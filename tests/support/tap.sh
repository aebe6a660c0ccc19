# SPDX-License-Identifier: GPL-3.0-or-later
# TAP for shell tests: source this file, call the checks, end with done_testing.
# shellcheck shell=sh disable=SC2034

: "${abs_top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${abs_top_builddir:=$abs_top_srcdir}"
: "${GPUPLAN:=$abs_top_builddir/src/gpuplan}"
tap_count=0
tap_failures=0

# A directory of this test that is removed at the end.
tap_tmp=$(mktemp -d "${TMPDIR:-/tmp}/gpuplan-test.XXXXXX") || exit 99
trap 'rm -rf "$tap_tmp"' EXIT
trap 'exit 99' HUP INT TERM

# Words for people that read the log: every line as a comment.
diag() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

pass() {
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s\n' "$tap_count" "$1"
}

fail() {
	tap_count=$((tap_count + 1))
	tap_failures=$((tap_failures + 1))
	printf 'not ok %d - %s\n' "$tap_count" "$1"
}

# skip NAME WHY
skip() {
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

# ok NAME COMMAND...: the command succeeds.
ok() {
	tap_name=$1
	shift
	if tap_output=$("$@" 2>&1); then
		pass "$tap_name"
	else
		fail "$tap_name"
		diag "failed: $*"
		[ -z "$tap_output" ] || diag "$tap_output"
	fi
}

# is NAME GOT WANTED: two equal texts.
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1"
		diag "wanted: $3"
		diag "got:    $2"
	fi
}

# like NAME GOT PATTERN: an extended regular expression matches a line.
like() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		pass "$1"
	else
		fail "$1"
		diag "wanted a line like: $3"
		diag "got:    $2"
	fi
}

# unlike NAME GOT PATTERN: no line matches.
unlike() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		fail "$1"
		diag "wanted no line like: $3"
		diag "got:    $2"
	else
		pass "$1"
	fi
}

# status NAME WANTED COMMAND...: the exit status; out and err then hold what it wrote.
status() {
	tap_name=$1
	tap_wanted=$2
	shift 2
	tap_status=0
	"$@" >"$tap_tmp/out" 2>"$tap_tmp/err" </dev/null || tap_status=$?
	out=$(cat "$tap_tmp/out")
	err=$(cat "$tap_tmp/err")
	if [ "$tap_status" = "$tap_wanted" ]; then
		pass "$tap_name"
	else
		fail "$tap_name"
		diag "wanted status $tap_wanted, got $tap_status: $*"
		[ -z "$err" ] || diag "$err"
	fi
}

# empty NAME TEXT WHAT: the text is empty; each line of it is an offence against WHAT.
empty() {
	if [ -z "$2" ]; then
		pass "$1"
	else
		fail "$1"
		diag "$3:"
		diag "$2"
	fi
}

# later NAME CODE [FILE]: an empty() of what the python code prints about FILE, by default what the
# last status() had. Python takes longer to start than to check, so done_testing runs all of them at once.
later() {
	tap_later=$((${tap_later:-0} + 1))
	mkdir -p "$tap_tmp/later"
	printf '%s\n' "$1" >"$tap_tmp/later/$tap_later.name"
	printf '%s\n' "$2" >"$tap_tmp/later/$tap_later.py"
	cp "${3:-$tap_tmp/out}" "$tap_tmp/later/$tap_later.in"
}

run_later() {
	! command -v python3 >/dev/null 2>&1 || python3 -B "$abs_top_srcdir/tests/support/later.py" "$tap_tmp/later" 2>&1
	tap_at=0
	while [ $((tap_at += 1)) -le "$tap_later" ]; do
		tap_name=$(cat "$tap_tmp/later/$tap_at.name")
		if [ -e "$tap_tmp/later/$tap_at.out" ]; then
			empty "$tap_name" "$(cat "$tap_tmp/later/$tap_at.out")" 'wrong'
		elif command -v python3 >/dev/null 2>&1; then
			fail "$tap_name: it was not run"
		else
			skip "$tap_name" 'no python3'
		fi
	done
}

# has_locale NAME: one of those that support/locales.sh made.
has_locale() {
	[ -n "${LOCPATH-}" ] && [ -e "$LOCPATH/$1/LC_NUMERIC" ]
}

# plan N, before the checks (optional; done_testing then checks the number), or skip_all WHY.
plan() {
	tap_plan=$1
	printf '1..%d\n' "$1"
}

skip_all() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 0
}

# Prints the plan and ends with the verdict.
done_testing() {
	[ -z "${tap_later-}" ] || run_later
	[ -n "${tap_plan-}" ] || printf '1..%d\n' "$tap_count"
	[ "$tap_failures" -eq 0 ]
	exit
}
