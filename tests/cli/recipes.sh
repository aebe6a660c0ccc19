#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The recipes of src/HACKING that are data only: a price, a GPU. Those that compile are in long/recipes.sh.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$abs_top_srcdir/tests/support/recipe.sh"

tree=$tap_tmp/tree
mkdir -p "$tree"
cp -R "$abs_top_srcdir/data" "$tree/data"
chmod -R u+w "$tree"
GPUPLAN_DATADIR=$tree/data
export GPUPLAN_DATADIR

# sound NAME: what the program and the lint of the data say of it.
sound() {
	status "$1: the catalog is sound" 0 "$GPUPLAN" catalog check
	like "$1: without a warning" "$out" '^no problems: '
	unlike "$1: so says the lint of the data" "$(abs_top_srcdir=$tree sh "$abs_top_srcdir/tests/lint/data.sh" 2>&1)" '^not ok'
}
ln -s "$abs_top_srcdir/tests" "$tree/tests"

add_item "$tree/data/sources.json" "$(row price 1)"
row price 2 >>"$tree/data/SOURCES"
add_item "$tree/data/prices.json" "$(row price 3)"
sound 'a price'
status 'a price: it is listed' 0 "$GPUPLAN" catalog list prices --gpu L40S --format csv
like 'a price: with its date and source' "$out" '^runpod,L40S,on_demand,0\.37,2026-11-10,example-list line 7,'
status 'a price: a ranking takes it' 0 "$GPUPLAN" rank --model qwen3-8b --concurrency 4 --gpu L40S \
	--gpus 1 --provider runpod --format json
like 'a price: as the cheapest' "$out" '"usd_per_gpu_hour":0\.37,'

add_item "$tree/data/gpus.json" "$(row GPU 1)"
add_item "$tree/data/prices.json" "$(row GPU 2)"
sound 'a GPU'
status 'a GPU: it is ranked' 0 "$GPUPLAN" rank --format csv
like 'a GPU: with an answer' "$out" '^EX1-96GB,1,.*,(meets|misses),'
status 'a GPU: it is shown by its alias' 0 "$GPUPLAN" catalog show EX1
like 'a GPU: with its memory' "$out" '^  memory  +88\.3 GiB$'
like 'a GPU: and its price' "$out" '^\* +\$1\.11 '
status 'a GPU: it is listed' 0 "$GPUPLAN" catalog list gpus --format csv
like 'a GPU: with the others' "$out" '^EX1-96GB,'

# Files that the text names; a release archive has them all.
missing=$(grep -oE '(src|tests|data|man|po)/[A-Za-z_0-9/.-]*[a-z0-9]' "$abs_top_srcdir/src/HACKING" | sort -u |
	while read -r file; do
		case $file in
		po/de.po | src/HACKING) continue ;;
		esac
		[ -e "$abs_top_srcdir/$file" ] || [ -e "$abs_top_srcdir/$file.c" ] || printf '%s\n' "$file"
	done)
empty 'every file that src/HACKING names is there' "$missing" 'missing'

# A recipe that is wrong is seen: what is checked here is not there without it.
GPUPLAN_DATADIR=$abs_top_srcdir/data
status 'nothing of it is shipped' 2 "$GPUPLAN" catalog show EX1-96GB
done_testing
