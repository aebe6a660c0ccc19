#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files that others write too, and files that are none: nothing is lost, nothing hangs, nothing is left behind.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
GPUPLAN_DATADIR=${GPUPLAN_DATADIR:-$abs_top_srcdir/data}
LC_ALL=C.UTF-8
export XDG_CONFIG_HOME GPUPLAN_DATADIR LC_ALL
lists=$abs_top_srcdir/tests/prices
own=$XDG_CONFIG_HOME/gpuplan
command -v timeout >/dev/null || skip_all 'no timeout command'

# How long a program may take that must not wait for anybody: under a sanitizer, too.
soon() {
	timeout -k 1 20 "$@"
}

# Eight writers at once, each with a price and a provider of its own.
writers='1 2 3 4 5 6 7 8'
for n in $writers; do
	printf 'gpu,purchase,usd_per_gpu_hour\nL4,on_demand,%d.5\n' "$n" >"$tap_tmp/list$n.csv"
done
for n in $writers; do
	(
		"$GPUPLAN" catalog import-prices "$tap_tmp/list$n.csv" --from csv --as-of 2026-11-01 \
			--provider "Cloud $n" >"$tap_tmp/out$n" 2>&1
		echo $? >"$tap_tmp/status$n"
	) &
done
wait
is 'eight imports at once succeed' "$(cd "$tap_tmp" && cat status1 status2 status3 status4 status5 status6 status7 status8 |
	tr '\n' ' ')" '0 0 0 0 0 0 0 0 '
is 'all eight prices are there' "$(grep -c '"id"' "$own/prices.json")" 8
is 'and all eight providers' "$(grep -c '"id"' "$own/providers.json")" 8
status 'the catalog is good' 0 "$GPUPLAN" catalog check
for n in 1 2 3 4 5 6; do
	"$GPUPLAN" catalog add-measurement --model qwen3-32b --gpu H100-SXM-80GB --gpus 1 --weights fp8 --concurrency 16 \
		"tpot=3${n}ms" >"$tap_tmp/out$n" 2>&1 &
done
wait
is 'six measurements at once are kept' "$(grep -c ',tpot_s,0.03' "$own/measurements.csv")" 6
for n in 1 2 3 4; do
	mkdir "$tap_tmp/model$n"
	cp "$abs_top_srcdir/tests/configs/llama-3.1-8b.config.json" "$tap_tmp/model$n/config.json"
	"$GPUPLAN" catalog import-model "$tap_tmp/model$n" -o "$tap_tmp/models.json" >"$tap_tmp/out$n" 2>&1 &
done
wait
is 'four models into one file' "$(grep -c '"id": *"local/model[1-4]"' "$tap_tmp/models.json")" 4
is 'no lock and no temporary file stays' "$(ls -A "$own")" "measurements.csv
prices.json
providers.json"

# Somebody who holds the folder is named.
if command -v flock >/dev/null && flock -F "$own" true 2>/dev/null; then
	flock -F "$own" sleep 60 &
	holder=$!
	while flock -n "$own" true; do sleep 0.05; done
	status 'a folder that is held' 4 soon "$GPUPLAN" catalog import-prices "$tap_tmp/list1.csv" --from csv \
		--as-of 2026-11-02 --provider 'Cloud 1'
	like 'is told, by whom where the system says it' "$err" \
		"prices\.json: (process $holder \(sleep\)|another program) holds its folder; nothing was written"
	status 'reading goes on' 0 "$GPUPLAN" catalog check
	kill "$holder"
	wait "$holder" 2>/dev/null
else
	skip 'a folder that is held' 'no flock command'
fi

# Prices whose provider is not there.
rm "$own/providers.json"
status 'a missing provider stops nothing' 0 "$GPUPLAN" rank --format csv
like 'it is told with its place' "$err" 'prices\.json: /items/0/provider: "cloud-[1-8]" is no id of providers\.json'
is 'once for each provider' "$(printf '%s\n' "$err" | grep -c 'is no id of providers')" 8
status 'lists go on, too' 0 "$GPUPLAN" catalog list prices --format csv
unlike 'without these prices' "$out" 'cloud-[1-8]'
status 'the check still finds it' 3 "$GPUPLAN" catalog check
like 'as an error' "$out" '^[^w].*/items/0/provider: "cloud-[1-8]" must be an id of providers\.json'
status 'and in the file' 3 "$GPUPLAN" catalog check "$own/prices.json"
status 'the import mends it' 0 "$GPUPLAN" catalog import-prices "$tap_tmp/list1.csv" --from csv --as-of 2026-11-02 \
	--provider 'Cloud 1'
status 'for its provider' 0 "$GPUPLAN" rank --format csv
is 'the other seven remain' "$(printf '%s\n' "$err" | grep -c 'is no id of providers')" 7
rm -r "$own"

# Pipes and devices.
mkfifo "$tap_tmp/fifo"
status 'a pipe that nobody reads' 4 soon "$GPUPLAN" rank -o "$tap_tmp/fifo"
like 'is told' "$err" 'fifo: nobody reads this pipe'
# Open for reading and writing it has a reader, who takes nothing: a page at most is written.
exec 8<>"$tap_tmp/fifo"
status 'a reader who takes nothing' 4 soon "$GPUPLAN" catalog list prices --format json -o "$tap_tmp/fifo"
like 'is told as well' "$err" 'fifo: its reader takes nothing; what was written is not whole'
exec 8<&-
cat "$tap_tmp/fifo" >"$tap_tmp/read" &
reader=$!
# The reader has to be there first.
tries=0
until soon "$GPUPLAN" rank --format csv -o "$tap_tmp/fifo" 2>"$tap_tmp/err" || [ $((tries += 1)) -gt 50 ]; do
	sleep 0.1
done
wait "$reader"
"$GPUPLAN" rank --format csv >"$tap_tmp/whole"
ok 'a reader gets it all' cmp "$tap_tmp/whole" "$tap_tmp/read"
for name in /dev/stdout /dev/fd/1; do
	status "$name" 0 "$GPUPLAN" rank --format csv -o "$name"
	is "$name: the same" "$out" "$(cat "$tap_tmp/whole")"
done
sh -c "echo first; '$GPUPLAN' rank --format csv -o /dev/stdout; echo last" >"$tap_tmp/three"
is '/dev/stdout is not replaced' "$(sed -n '1p;2p;$p' "$tap_tmp/three")" "first
$(sed -n 1p "$tap_tmp/whole")
last"
status 'no such descriptor' 4 "$GPUPLAN" rank -o /dev/fd/77
like 'is told by name' "$err" '/dev/fd/77: cannot write: '
status '/dev/null' 0 "$GPUPLAN" rank -o /dev/null
ok 'stays a device' test -c /dev/null
if [ -c /dev/full ]; then
	status '/dev/full' 4 "$GPUPLAN" rank -o /dev/full
	like 'says so' "$err" '/dev/full: cannot write: '
else
	skip '/dev/full' 'not there'
fi
if command -v bash >/dev/null; then
	status 'a command of bash' 0 bash -c "'$GPUPLAN' rank --format csv -o >(cat >'$tap_tmp/piped'); wait \$!"
	tries=0
	until cmp -s "$tap_tmp/whole" "$tap_tmp/piped" || [ $((tries += 1)) -gt 50 ]; do sleep 0.1; done
	ok 'reads it all' cmp "$tap_tmp/whole" "$tap_tmp/piped"
else
	skip 'a command of bash' 'no bash'
fi

# A limit for the size of files: the old file stays, and nothing beside it.
mkdir "$tap_tmp/small"
echo old >"$tap_tmp/small/answer"
status 'a file-size limit' 4 sh -c "ulimit -f 1; exec '$GPUPLAN' rank --format json -o '$tap_tmp/small/answer'"
like 'is told' "$err" 'answer: cannot write: File too large'
is 'the old file is there' "$(cat "$tap_tmp/small/answer")" old
is 'and nothing else' "$(ls -A "$tap_tmp/small")" answer
sh -c "ulimit -f 1; exec '$GPUPLAN' rank --format json" >"$tap_tmp/small/answer" 2>"$tap_tmp/err"
is 'standard output has it, too' "$?" 4
like 'and says so' "$(cat "$tap_tmp/err")" 'standard output: File too large'

# What a save that was killed has left goes with the next one, whatever its name looks like stays.
echo half >"$tap_tmp/small/.gpuplan-aB3xY9"
echo mine >"$tap_tmp/small/.gpuplan-notes"
echo mine >"$tap_tmp/small/.gpuplan-a.b-cd"
mkdir "$tap_tmp/small/.gpuplan-folder"
status 'a save' 0 "$GPUPLAN" rank -o "$tap_tmp/small/answer"
ok 'removes what is left over' test ! -e "$tap_tmp/small/.gpuplan-aB3xY9"
is 'and nothing else of the folder' "$(cd "$tap_tmp/small" && ls -A | sort | tr '\n' ' ')" \
	'.gpuplan-a.b-cd .gpuplan-folder .gpuplan-notes answer '
if command -v flock >/dev/null; then
	echo busy >"$tap_tmp/small/.gpuplan-aB3xY9"
	status 'a save beside another one' 0 flock "$tap_tmp/small/.gpuplan-aB3xY9" "$GPUPLAN" rank -o "$tap_tmp/small/answer"
	is 'leaves that alone' "$(cat "$tap_tmp/small/.gpuplan-aB3xY9")" busy
else
	skip 'a save beside another one' 'no flock command'
fi

# In a folder of everybody a link of somebody else is followed by nobody.
if [ "$(cat /proc/sys/fs/protected_symlinks 2>/dev/null)" != 1 ]; then
	skip 'links of others' 'fs.protected_symlinks is not set'
elif [ "$(id -u)" != 0 ]; then
	skip 'links of others' 'only root can make one'
else
	mkdir "$tap_tmp/all"
	chmod 1777 "$tap_tmp/all"
	chmod 755 "$tap_tmp"
	echo old >"$tap_tmp/target"
	ln -s "$tap_tmp/target" "$tap_tmp/all/link"
	ln -s "$tap_tmp/new" "$tap_tmp/all/dangling"
	chown -h 65534 "$tap_tmp/all/link" "$tap_tmp/all/dangling"
	chown 1 "$tap_tmp/all"
	for name in link dangling; do
		status "a $name of somebody else" 4 "$GPUPLAN" rank -o "$tap_tmp/all/$name"
		like "$name: is told" "$err" "all/$name: cannot follow: Permission denied"
	done
	is 'what it leads to is as it was' "$(cat "$tap_tmp/target")" old
	ok 'and nothing was made' test ! -e "$tap_tmp/new"
fi

# A folder of settings that cannot be looked into: defaults, and one line about it.
for kind in loop file; do
	rm -rf "$XDG_CONFIG_HOME"
	mkdir "$XDG_CONFIG_HOME"
	case $kind in
	loop)
		ln -s gpuplan "$own"
		why='Too many levels of symbolic links'
		;;
	file)
		echo no folder >"$own"
		why='Not a directory'
		;;
	esac
	status "$kind for a folder" 0 "$GPUPLAN" rank --format csv
	is "$kind: one line" "$(printf '%s\n' "$err" | grep -c .)" 1
	like "$kind: that says why" "$err" "config/gpuplan: $why; it is left out"
	# Without a terminal the planner prints its ranking; it reads the settings before.
	status "$kind: without a command" 0 "$GPUPLAN"
	is "$kind: one line as well" "$(printf '%s\n' "$err" | grep -c 'it is left out')" 1
done
rm -rf "$XDG_CONFIG_HOME"
mkdir -p "$own"
ln -s prices.json "$own/prices.json"
status 'a looping file in it' 3 "$GPUPLAN" rank
like 'is told by name' "$err" 'prices\.json: Too many levels of symbolic links'
done_testing
