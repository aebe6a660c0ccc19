#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Memory, step times and loads agree to 1e-9 with a second calculation, support/oracle.py.
# shellcheck disable=SC2154 # tap_tmp is set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

command -v python3 >/dev/null 2>&1 || skip_all 'no python3: the second calculation is written in it'

data=$abs_top_srcdir/data

# compare DATA SEED SCENARIOS: the second calculation with that data against the program.
compare() {
	python3 -B "$abs_top_srcdir/tests/support/oracle.py" "$GPUPLAN" "$@" 2>&1
}

# At least as many scenarios as models: every model is drawn.
models=$("$GPUPLAN" catalog list models --format csv | wc -l)
found=$(compare "$data" 1 "$models")
empty 'memory, steps and loads of all models on all GPUs' \
	"$(printf '%s\n' "$found" | grep -v '^compared ')" 'differences'

# enough KIND NUMBER: a figure that is hardly ever compared is not tested.
enough() {
	number=$(printf '%s\n' "$found" | sed -n "s/^compared $1: //p")
	if [ "${number:-0}" -ge "$2" ]; then
		pass "$1: $number compared"
	else
		fail "$1: only ${number:-none} compared"
	fi
}
for kind in usable weights activations runtime pool sequence token max_concurrency max_concurrency_full in_use fits verdict; do
	enough "$kind" 5000
done
for kind in weights kv compute communication overhead; do
	enough "step $kind" 1000
done
for load in users rate static; do
	for figure in ttft tpot output_rate; do
		enough "$load $figure" 200
	done
done
enough 'sweep prompt' 100

# noticed FILE PATTERN NAME [SCENARIOS]: more digits behind one number of the data are seen. These draws see it early.
noticed() {
	rm -rf "$tap_tmp/data"
	cp -R "$data" "$tap_tmp/data" && chmod -R u+w "$tap_tmp/data" || exit 99
	sed "s|\\($2[0-9.]*\\)|\\10001|" "$data/$1" >"$tap_tmp/data/$1"
	if cmp -s "$data/$1" "$tap_tmp/data/$1"; then
		fail "$1 has no $2"
	elif compare "$tap_tmp/data" 2 "${4:-15}" first | grep -q '^wrong '; then
		pass "notices another $3"
	else
		fail "does not notice another $3"
	fi
}
noticed parameters.json '"id": "e_bw/hopper", "value": ' e_bw/hopper
noticed parameters.json '"id": "p", "value": ' p
noticed parameters.json '"id": "q_pow", "value": ' q_pow
noticed parameters.json '"id": "open_request_s", "value": ' open_request_s
noticed gpus.json '"id": "H200-SXM".*"usable_gib": ' 'memory of a GPU'
noticed engines.json '"extra_tokens": ' 'window in blocks' "$models"
noticed engines.json '"pool_share": 0' 'pool of layers with a window' "$models"
noticed engines.json '"block_tokens": 256' 'window of llama.cpp'
done_testing
