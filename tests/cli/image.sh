#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# With the image of the catalog or without it: the same answers, and nothing is written.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
GPUPLAN_DATADIR=${GPUPLAN_DATADIR:-$abs_top_srcdir/data}
LC_ALL=C.UTF-8
export XDG_CONFIG_HOME GPUPLAN_DATADIR LC_ALL
make_image=$abs_top_builddir/src/gpuplan-image

ok 'the build has made an image' [ -s "$abs_top_builddir/src/catalog.image" ]
mkdir "$tap_tmp/files" "$tap_tmp/image"
cp "$GPUPLAN_DATADIR"/*.json "$GPUPLAN_DATADIR"/*.csv "$tap_tmp/image"
cp "$GPUPLAN_DATADIR"/*.json "$GPUPLAN_DATADIR"/*.csv "$tap_tmp/files"
# One blank more, and no image fits: neither that of this folder nor that of the build.
cp "$abs_top_builddir/src/catalog.image" "$tap_tmp/files"
for file in "$tap_tmp"/files/*.json; do
	echo >>"$file"
done
ok 'an image is made' "$make_image" "$tap_tmp/image" "$tap_tmp/image/catalog.image"
ok 'it is the same wherever the files are' "$make_image" "$tap_tmp/image" "$tap_tmp/again.image"
ok 'byte for byte' cmp "$tap_tmp/image/catalog.image" "$tap_tmp/again.image"

# same ARGUMENT...: output and status with the image and with the files.
same() {
	for folder in files image; do
		GPUPLAN_DATADIR=$tap_tmp/$folder "$GPUPLAN" "$@" >"$tap_tmp/$folder.out" 2>&1
		echo "ended: $?" >>"$tap_tmp/$folder.out"
	done
	ok "$*" cmp "$tap_tmp/files.out" "$tap_tmp/image.out"
}

for kind in gpus models prices providers engines formats kv_formats links families mig ownership media \
	parameters sources bands; do
	same catalog list "$kind" --format json
done
same catalog list prices
same catalog show h200-sxm
same catalog show nvidia/Llama-3.3-70B-Instruct-FP8
same catalog show h200-sxn
same catalog check
for format in text json csv markdown html; do
	same rank --format "$format"
	same fleet --rate 50 --rate-low 10 --format "$format"
done
for model in qwen3-8b deepseek-ai/DeepSeek-V3 openai/gpt-oss-120b; do
	same explain --model "$model" --gpu h200-sxm --gpus 8
	same estimate --model "$model" --gpu mi300x --format json
	same own --model "$model"
done
same rank --model no-such-model
empty 'the folder with the image is as it was' \
	"$(find "$tap_tmp/image" -newer "$tap_tmp/again.image")" 'changed files'

# What is wrong is said as ever, once the files are not those of the image.
sed 's/"usd_per_gpu_hour": [0-9]*/"usd_per_gpu_hour": -/' "$GPUPLAN_DATADIR/prices.json" >"$tap_tmp/image/prices.json"
status 'a broken file is seen in spite of the image' 3 env GPUPLAN_DATADIR="$tap_tmp/image" "$GPUPLAN" rank
like 'with its name' "$err" 'prices\.json'
status 'no image is made of it' 3 "$make_image" "$tap_tmp/image" "$tap_tmp/none.image"
like 'and the maker says why' "$err" 'prices\.json'
ok 'nor anything in its place' [ ! -e "$tap_tmp/none.image" ]

done_testing
