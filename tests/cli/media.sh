#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan media: images, clips, speech, transcription, embeddings in every format; bills for a volume beside an API;
# what is refused; published runs through sweep.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

flat() {
	printf '%s' "$out" | tr '\n' ' ' | tr -s ' '
}

# 200 clips a day of HunyuanVideo, at the API price of 0.15 a second.
status 'clips' 0 "$GPUPLAN" media --model hunyuanvideo --size 720p --seconds 5 --volume 200/day --api-price 0.15
like 'what is asked' "$out" '^HunyuanVideo, video: 1280 x 720 pixels, 121 frames \(5\.0 s\), 50 steps, bf16,$'
like 'what to rent' "$(flat)" ' [0-9]+ x [^:]*, on demand at [^:]*: [0-9]+ s \([0-9]+ s to [0-9]+ s\) each, 2[0-9]+ a day, \$0\.'
# 200 a day of 121 / 24 s: 200 x 5.0417 x 0.15 x 730 / 24 = 4,600.5.
like 'a month here and at the API' "$(flat)" '- A month: \$[0-9,]+, at the API \$4,60[01]\.'
like 'from which volume on' "$(flat)" 'a GPU that is paid all day is cheaper from [0-9]+ a day on'
like 'columns' "$out" '^ +GPU +n +repl +GiB +each +a day +sure +\$ a unit +\$≤ a unit +verdict +offer or reason$'
status 'a million images a month' 0 "$GPUPLAN" media --model sdxl --volume 1M/month --api-price 0.035 --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''
like '35,000 dollars at the API' "$(flat)" 'A month: \$[0-9,]+, at the API \$35,000\.'

# A second calculation of the same month.
status 'figures' 0 "$GPUPLAN" media --model sdxl --volume 1M/month --api-price 0.035 --format json
later 'bills' "import json, math
a = json.load(open(file))
looked = 0
for r in a['results']:
    m = r['media']
    assert m['task'] == 'image' and m['media_model'] == 'sdxl' and m['unit'] == 'image', m
    if r['verdict'] != 'meets' or r['cost']['provider'] is None: continue
    gpus = r['gpus'] * r['replicas']
    need = 1e6 / 730 / 3600 * m['seconds']['mid']
    assert r['replicas'] >= need, (r['gpu'], r['replicas'], need)
    hour = r['cost']['usd_per_hour']
    assert hour >= gpus * r['cost']['usd_per_gpu_hour'] * 0.999999
    assert abs(hour * 730 / 1e6 / m['usd_per_output_sure'] - 1) < 1e-6, r['gpu']
    assert abs(m['api_usd_per_month'] - 35000) < 1, m
    assert r['p_meets'] >= 0.8
    looked += 1
assert looked > 30, looked
"

# 60 to 90 s for such a clip on an H100.
status 'out of reach' 1 "$GPUPLAN" media --model hunyuanvideo --size 720p --seconds 5 --gpu H100-SXM-80GB --gpus 1 \
	--within 90s
like 'how long it takes' "$(flat)" 'Takes 1[0-9]{3} s, and 90 s is wanted\.'
like 'and what would do' "$(flat)" 'At most [0-9]+ steps? (is|are) done in that time, instead of 50: a distilled model'

# Every task has a model, a unit and a price.
for task in 'image:an image|image' 'video:second of video' 'speech:minute of speech' 'transcribe:hour of sound' \
	'embed:million texts' 'rerank:million pairs'; do
	status "${task%%:*}" 0 "$GPUPLAN" media --task "${task%%:*}"
	like "${task%%:*} is priced by its unit" "$(flat)" "for one (${task#*:}), 80 % sure at most \\\$0"
done

# What a model cannot take says what it can.
refuse() {
	status "refused: $*" 2 "$GPUPLAN" media "$@"
}
refuse --model flux --size 1000x1000
like 'the nearest sizes' "$err" '^gpuplan: --size: FLUX.1 \[dev\] takes widths that are multiples of 16 pixels: 992 or 1008$'
refuse --model flux --size 4096x4096
like 'the most pixels' "$err" 'at most 2097152 pixels'
refuse --model hunyuanvideo --frames 100
like 'the nearest frames' "$err" 'multiples of 4 more: 97 or 101$'
# 129 frames at 24 a second.
refuse --model hunyuanvideo --seconds 600
like 'the longest clip' "$err" '^gpuplan: --seconds: HunyuanVideo makes at most 129 frames, 5.38 s$'
refuse --model bge-large-en-v1.5 --text-tokens 600
like 'the longest text' "$err" 'at most 512'
refuse --model sdxl --task video
like 'the task of a model' "$err" 'is a model for image'
refuse --size big
like 'how a size is written' "$err" 'write WIDTHxHEIGHT in pixels, or 480p'
refuse --volume 5/year
like 'how a volume is written' "$err" 'such as 200/day'
refuse --model qwen3-32b
like 'a language model is none' "$err" 'Qwen3 32B is a language model: ask gpuplan rank --model qwen3-32b$'
refuse --steps 0
like 'how many steps' "$err" 'allowed is 1 to 1000'

# Words, synonyms, plans.
"$GPUPLAN" media --model sdxl --software compile --precision fp16 --rate 5/s --format csv >"$tap_tmp/a"
"$GPUPLAN" media --media-model sdxl --media-software compiled --media-precision bf16 --volume 432000/day --format csv >"$tap_tmp/b"
ok 'short words and synonyms' cmp "$tap_tmp/a" "$tap_tmp/b"
"$GPUPLAN" media --model wan2.1-t2v-14b --size 480p --volume 50/day --format json >"$tap_tmp/plan.json"
"$GPUPLAN" media --plan "$tap_tmp/plan.json" --format json >"$tap_tmp/again.json"
ok 'a result is a plan' cmp "$tap_tmp/plan.json" "$tap_tmp/again.json"

# Published runs: images and clips are met as the fit says.
status 'sweep' 0 "$GPUPLAN" sweep --study media "$abs_top_srcdir/data/media_runs.csv"
later 'published seconds' "import csv, statistics
off, held = {}, []
for r in csv.DictReader(open(file)):
    if r['use'] != 'yes' or r['metric'] != 'seconds' or r['task'] not in ('image', 'video') or not r['seconds']: continue
    p, m = float(r['seconds']), float(r['measured'])
    off.setdefault(r['task'], []).append(abs(p / m - 1))
    held.append(float(r['seconds_low']) <= m <= float(r['seconds_high']))
for task, rows in off.items():
    assert len(rows) > 40 and statistics.median(rows) < 0.15, (task, len(rows), statistics.median(rows))
assert sum(held) / len(held) > 0.74, sum(held) / len(held)
"
# 63.46 tokens are in each of MLPerf's windows; 96 would be as many as 30 s of 3.2 a second.
later 'published seconds of sound' "import csv, statistics
off = [abs(float(r['seconds']) / float(r['measured']) - 1) for r in csv.DictReader(open(file))
       if r['use'] == 'yes' and r['task'] == 'transcribe']
assert len(off) == 11 and statistics.median(off) < 0.1, off
"
done_testing
