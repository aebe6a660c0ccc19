#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan train: runs in every format; what is refused and why; plans; published runs through sweep; a second
# calculation.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# A LoRA of 70B and all weights of 8B are priced on every GPU.
status 'LoRA of 70B' 0 "$GPUPLAN" train --model llama-3.3-70b --method lora --tokens 25M --spot tolerant
like 'what is asked' "$out" '^Llama 3\.3 70B Instruct, 70\.6B, lora, bf16, rank 16$'
like 'tokens and batch' "$out" '^25M tokens in sequences of 2k, batch 16$'
like 'what to rent' "$(printf '%s\n' "$out" | sed -n '4,6p' | tr '\n' ' ' | tr -s ' ')" \
	'^[0-9]+ x .*, (spot|on demand) at .*: [0-9.]+ h \([0-9.]+ h to [0-9.]+ h\), \$[0-9.]+, 80 % sure at most \$[0-9.]+'
like 'its memory' "$(printf '%s' "$out" | tr '\n' ' ' | tr -s ' ')" \
	'Memory of a GPU: [0-9.]+ GiB weights, [0-9.]+ GiB gradients and states, [0-9.]+ GiB activations and runtime'
like 'saving' "$out" '^- Saves [0-9.]+ [GT]B each '
like 'columns' "$out" '^ +GPU +n +shard +GiB +hours +purchase +\$ +\$≤ +tok/s +verdict +offer or reason$'
empty 'the head is as wide as a terminal' "$(printf '%s\n' "$out" | sed '/^ *GPU  /,$d' |
	LC_ALL=C.UTF-8 awk 'length($0) > 80')" 'lines'
status 'full of 8B' 0 "$GPUPLAN" train --model llama-3.1-8b --method full --tokens 25M --ascii
is 'ascii has only ASCII' "$(printf '%s' "$out" | LC_ALL=C tr -d '\000-\177')" ''

# A second calculation: tokens over the rate and the goodput are hours; hours, GPUs and the price are dollars.
status 'figures' 0 "$GPUPLAN" train --model llama-3.1-8b --method full --tokens 200M --format json
later 'hours and dollars' "import json
a = json.load(open(file))
assert a['command'] == 'train' and a['scenario']['method'] == 'full' and a['scenario']['train_tokens'] == 2e8
looked = 0
for r in a['results']:
    t, p, m = r['training'], r['pile'], r['memory']
    if r['verdict'] != 'meets': continue
    hours = 2e8 / t['tok_s']['mid'] / t['goodput'] / 3600 + 540 / 3600
    assert abs(p['hours']['mid'] / hours - 1) < 1e-6, (r['gpu'], p['hours'], hours)
    assert abs(t['tok_s']['mid'] / r['gpus'] / t['tok_s_per_gpu']['mid'] - 1) < 1e-9
    parts = m['weights_gib'] + t['gradients_gib'] + t['optimizer_gib'] + t['adapters_gib'] + t['gathered_gib'] \\
        + m['activations_gib'] + m['runtime_gib']
    assert abs(parts / t['memory_gib']['mid'] - 1) < 1e-9, r['gpu']
    # 8.03e9 parameters in 2 + 2 + 12 bytes.
    assert abs(t['states_gib'] * 2 ** 30 / (16 * 8.03e9) - 1) < 2e-3, t['states_gib']
    assert 0.02 < t['mfu'] < 1.0 and 0.9 < t['goodput'] < 0.97
    if r['cost']['provider'] is None: continue
    assert abs(p['paid_gpu_hours'] * r['cost']['usd_per_gpu_hour'] / p['usd']['mid'] - 1) < 1e-6
    assert p['usd']['low'] <= p['usd']['mid'] <= p['usd_sure'] * 1.000001
    looked += 1
assert looked > 25, looked
"

# "Full 70B on one H100 in 8 to 12 hours": 141 + 141 + 847 GB.
status 'impossible' 1 "$GPUPLAN" train --model llama-3.3-70b --method full --gpu H100-SXM-80GB --gpus 1 --tokens 25.6M
like 'the sum' "$(printf '%s' "$out" | tr '\n' ' ' | tr -s ' ')" \
	'141 GB of weights, 141 GB of gradients and 847 GB of optimiser states'
like 'what does run there' "$out" 'With --method qlora it fits on 1 of them'
status 'sixteen hold it' 0 "$GPUPLAN" train --model llama-3.3-70b --method full --gpu H100-SXM-80GB --max-gpus 16 \
	--tokens 25.6M
like 'with all divided' "$out" '16 x H100 SXM \(zero3'

# Words of the command, and what is refused.
"$GPUPLAN" train --model llama-3.1-8b --tokens 8M --precision fp8 --software tuned --deadline 4h --format csv >"$tap_tmp/words"
"$GPUPLAN" train --model llama-3.1-8b --train-tokens 8M --train-precision fp8 --train-software tuned \
	--train-deadline 4h --format csv >"$tap_tmp/names"
ok 'short words are long names' cmp "$tap_tmp/words" "$tap_tmp/names"
"$GPUPLAN" train --model llama-3.1-8b --tokens 8M --recompute full --software megatron --format csv >"$tap_tmp/words"
"$GPUPLAN" train --model llama-3.1-8b --tokens 8M --recompute yes --software tuned --format csv >"$tap_tmp/names"
ok 'words of others are understood' cmp "$tap_tmp/words" "$tap_tmp/names"
for wrong in '--tokens 0' '--method rlhf' '--micro-batch 0' '--sequence 8' '--rank 10000' '--shard zero4' '--deadline 5s'; do
	# The words are options and their values.
	# shellcheck disable=SC2086
	status "wrong: $wrong" 2 "$GPUPLAN" train --model llama-3.1-8b $wrong
	like "$wrong says what is allowed" "$err" "^gpuplan: ${wrong%% *}: .*(allowed|write)"
done
status 'a batch that cannot be divided' 1 "$GPUPLAN" train --model llama-3.1-8b --global-batch 4 --gpus 8 \
	--gpu H100-SXM-80GB
like 'says so' "$out" 'A batch of 4 cannot be divided among 8 GPUs'
status 'no BF16' 1 "$GPUPLAN" train --model llama-3.1-8b --gpu T4
like 'says bf16' "$out" 'Cannot train in bf16'
status 'an image model' 2 "$GPUPLAN" train --model sdxl
like 'says which command is meant' "$err" 'gpuplan media --model sdxl'
status 'a long sequence' 0 "$GPUPLAN" train --model llama-2-7b --sequence 16k
like 'warns of positions' "$(printf '%s' "$out" | tr '\n' ' ')" 'knows positions up to 4k tokens'

# Plans keep everything.
"$GPUPLAN" train --model llama-3.1-8b --tokens 8M --method full --deadline 4h --format json >"$tap_tmp/plan.json"
"$GPUPLAN" train --plan "$tap_tmp/plan.json" --format json >"$tap_tmp/again.json"
ok 'a result is a plan' cmp "$tap_tmp/plan.json" "$tap_tmp/again.json"

# Published runs: the shipped rows by themselves are met as the fit says.
status 'sweep' 0 "$GPUPLAN" sweep --study train "$abs_top_srcdir/data/training_runs.csv"
later 'published rates' "import csv, statistics
off, held = [], []
for r in csv.DictReader(open(file)):
    if r['use'] != 'yes' or not r['model'] or r['metric'] != 'tok_s_per_gpu' or not r['tok_s_per_gpu']: continue
    p, m = float(r['tok_s_per_gpu']), float(r['measured'])
    off.append(abs(p / m - 1))
    held.append(float(r['tok_s_per_gpu_low']) <= m <= float(r['tok_s_per_gpu_high']))
assert len(off) > 100, len(off)
assert statistics.median(off) < 0.12, statistics.median(off)
assert 0.74 < sum(held) / len(held) < 0.95, sum(held) / len(held)
"
done_testing
