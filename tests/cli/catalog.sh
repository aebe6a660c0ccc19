#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# catalog list, show and check: text, JSON and CSV, choices, overlays and what they say when wrong.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
GPUPLAN_DATADIR=${GPUPLAN_DATADIR:-$abs_top_srcdir/data}
LC_ALL=C.UTF-8
export XDG_CONFIG_HOME GPUPLAN_DATADIR LC_ALL
mkdir -p "$XDG_CONFIG_HOME/gpuplan"
user=$XDG_CONFIG_HOME/gpuplan
kinds='gpus models prices media providers engines formats kv_formats links families mig policy parameters sources bands'

# holds NAME EXPRESSION: the JSON in $out makes a Python expression over `d` and `r` true.
holds() {
	later "$1" "import json
d = json.load(open(file, encoding='utf-8'))
r = d['results']
if not ($2):
    print('not so:', str(r)[:400])"
}

catalog() {
	"$GPUPLAN" catalog "$@"
}

# Every kind in every form.
for kind in $kinds; do
	status "list $kind" 0 catalog list "$kind"
	like "list $kind counts its rows" "$out" "^[0-9]+ $kind\$"
	empty "list $kind has no complaint" "$err" 'standard error'
	rows=$(printf '%s\n' "$out" | sed -n "s/^\\([0-9]*\\) $kind\$/\\1/p")
	status "list $kind as JSON" 0 catalog list "$kind" --format json
	holds "list $kind is the JSON of all rows" \
		"d['schema'] == 'gpuplan/1' and d['command'] == 'catalog' and d['scenario'] is None and d['warnings'] == [] and len(r) == $rows and all(len(x) == len(r[0]) for x in r)"
	status "list $kind as CSV" 0 catalog list "$kind" --format csv
	is "list $kind has a CSV line a row" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" "$((rows + 1))"
done

status 'prices as JSON' 0 catalog list prices --format json
holds 'prices have the promised keys' "set(r[0]) >= set('provider gpu purchase usd_per_gpu_hour as_of source id label gpus instance region provider_kind trust match'.split())"
holds 'every price has a date and a source' "all(len(x['as_of']) == 10 and x['source'] for x in r)"
status 'prices as CSV' 0 catalog list prices --format csv
like 'prices start with the promised columns' "$out" '^provider,gpu,purchase,usd_per_gpu_hour,as_of,source,'
status 'GPUs as JSON' 0 catalog list gpus --format json
holds 'what is unknown is null' "any(x['tflops_fp8'] is None for x in r) and not any(x != x for y in r for x in y.values())"

# Choices.
status 'prices of two GPUs' 0 catalog list prices --gpu L4 --gpu L40S --format json
holds 'only those GPUs' "{x['gpu'] for x in r} == {'L4', 'L40S'}"
status 'prices that a later one retired' 0 catalog list prices --gpu L40S --provider vultr --format json
holds 'are listed and not used' "{(x['as_of'], x['used']) for x in r} == {('2026-05-24', False), ('2026-06-15', False), ('2026-10-04', True)}"
status 'the part of a price' 0 catalog list prices --gpu H100-SXM-80GB --provider gcp --format json
holds 'is not used' "{x['used'] for x in r if x['trust'] == 'part'} == {False} and {x['gpus'] for x in r if x['used']} == {8}"
status 'GPUs with their prices' 0 catalog list gpus --format json
holds 'none of which is retired' "[x['usd_per_gpu_hour_from'] for x in r if x['id'] == 'H200-SXM'] == [3.99]"
status 'prices of a GPU of a provider' 0 catalog list prices --gpu H100-SXM-80GB --provider aws --format json
holds 'only that provider' "r and {(x['gpu'], x['provider']) for x in r} == {('H100-SXM-80GB', 'aws')}"
status 'spot prices' 0 catalog list prices --purchase spot --format json
holds 'only that purchase' "r and {x['purchase'] for x in r} == {'spot'}"
status 'MIG profiles of a GPU' 0 catalog list mig --gpu H100-SXM-80GB --format json
holds 'only its profiles' "r and {x['gpu'] for x in r} == {'H100-SXM-80GB'}"
status 'one GPU' 0 catalog list gpus --gpu L4
like 'a choice says of how many' "$out" '^1 of [0-9]+ gpus$'
status 'models are not chosen by GPU' 2 catalog list models --gpu L4
like 'and it says so' "$err" '^gpuplan: catalog list models: --gpu '
status 'an ambiguous GPU in a choice' 2 catalog list prices --gpu H100
like 'names the choices there too' "$err" 'H100-PCIe-80GB, H100-SXM-80GB'

# Single things.
status 'show a GPU' 0 catalog show h100-sxm-80gb
like 'a GPU has its memory' "$out" '^  memory  +79\.7 GiB$'
like 'a GPU has its MIG profiles' "$out" '^ +1g\.10gb +10 +1/7 +7$'
like 'a GPU has usable prices marked' "$out" '^\* +\$[0-9.]+ +[a-z-]+ +on demand'
like 'a GPU has its sources' "$out" '^Sources$'
prices=$(printf '%s\n' "$out" | sed -n 's/^\*\{0,1\} *\$\([0-9.]*\)  .*/\1/p')
is 'prices are cheapest first' "$prices" "$(printf '%s\n' "$prices" | sort -n)"
status 'show a GPU as JSON' 0 catalog show H100-SXM-80GB --format json
holds 'one object with prices and profiles' "len(r) == 1 and r[0]['id'] == 'H100-SXM-80GB' and len(r[0]['mig']) > 0 and len(r[0]['prices']) > 9 and any(p['usable'] for p in r[0]['prices'])"
status 'show a model by alias' 0 catalog show llama-3.3-70b
like 'a model has its licence' "$out" '^  licence  +llama3\.3 community$'
like 'a model has its KV cache per token' "$out" '^  KV per token, 8 bits  +163840 B$'
like 'a model has the KV cache of a request' "$out" '^ +8192 +2\.50 GiB +1\.25 GiB$'
status 'a release has its own limit' 0 catalog show Qwen3-235B-A22B-Instruct-2507
like 'beside that of its model' "$out" '^  Qwen/Qwen3-235B-A22B +bf16 +bf16 +40k$'
like 'which it does not share' "$out" '^  Qwen/Qwen3-235B-A22B-Instruct-2507 +bf16 +bf16 +256k$'
status '100k tokens of it' 0 "$GPUPLAN" rank --model Qwen/Qwen3-235B-A22B-Instruct-2507 --context 100k --top 1 --format json
printf '%s\n' "$out" >"$tap_tmp/release.json"
like 'a plan keeps its name' "$out" '"model":"Qwen/Qwen3-235B-A22B-Instruct-2507"'
status 'and its limit' 0 "$GPUPLAN" rank --plan "$tap_tmp/release.json" --context 262144 --concurrency 4 --top 1
status 'no more' 2 "$GPUPLAN" rank --plan "$tap_tmp/release.json" --context 262145
status 'the model itself has less' 2 "$GPUPLAN" rank --model Qwen/Qwen3-235B-A22B --context 100k
like 'and says so' "$err" 'at most 40960 tokens'
status 'a quantised checkpoint of NVIDIA by rule' 0 "$GPUPLAN" estimate --model nvidia/Qwen3-14B-FP8 --gpu H100-SXM-80GB --format json
like 'by that name' "$out" '"model":"nvidia/Qwen3-14B-FP8"'
like 'has its format' "$out" '"data_parallel":1,"weights":"fp8"'
status 'show a checkpoint' 0 catalog show nvidia/DeepSeek-V3-0324-NVFP4 --format json
holds 'a checkpoint shows its model' "r[0]['id'] == 'deepseek-ai/DeepSeek-V3' and r[0]['kv_bytes_per_token_16bit'] == 70272"
holds 'a model has published and counted parameters' "r[0]['params_published'] > r[0]['params_total'] > r[0]['params_active'] and r[0]['published_difference'] > 0.01"
holds 'a model has weights in every format and its checkpoints' "len(r[0]['weight_sizes']) > 9 and len(r[0]['kv_requests']) == 3 and len(r[0]['checkpoints']) > 1"
for name in aws vllm nvfp4 nvlink4 hopper sdxl; do
	status "show $name" 0 catalog show "$name"
	like "show $name begins with it" "$out" "^$name \\([a-z]+\\)\$"
	status "show $name as JSON" 0 catalog show "$name" --format json
	holds "show $name has one result" "len(r) == 1 and r[0]['id'] == '$name'"
	status "show $name as CSV" 0 catalog show "$name" --format csv
	is "show $name has two CSV lines" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 2
done

# Names that are not there.
status 'an ambiguous name' 2 catalog show H100
like 'has the choices' "$err" "^gpuplan: ambiguous GPU 'H100': one of H100-PCIe-80GB, H100-SXM-80GB, H100-NVL-94GB\$"
is 'and no output' "$out" ''
status 'a misspelt GPU' 2 catalog show H1O0-SXM
like 'has a suggestion' "$err" 'did you mean H100-SXM-80GB\?$'
status 'a misspelt engine' 2 catalog show vlm
like 'has one of its kind' "$err" 'did you mean vllm'
status 'a misspelt media model' 2 catalog show flux.1-dew
like 'has its suggestion' "$err" 'did you mean flux.1-dev\?$'
for name in black-forest-labs/FLUX.1-dev stabilityai/stable-diffusion-xl-base-1.0 openai/whisper-large-v3 BAAI/bge-m3; do
	status "show $name" 0 catalog show "$name"
done
status 'a name like nothing' 2 catalog show zzzzzz
like 'says where to look' "$err" "^gpuplan: unknown name 'zzzzzz'; "

# Usage: one line each.
for words in '' 'frobnicate' 'list' 'list nothing' 'list measurement' 'list advice' 'list gpus models' 'show' \
	'show a b' 'check --format json'; do
	# shellcheck disable=SC2086 # several words
	status "usage: catalog $words" 2 catalog $words
	is "catalog $words complains in one line" "$(printf '%s\n' "$err" | grep -c '^gpuplan: ')$(printf '%s\n' "$err" | wc -l | tr -d ' ')" 11
done
status 'an unknown kind' 2 catalog list advice
like 'is named with those that exist' "$err" "unknown kind 'advice'; one of gpus, models, prices"

# Check and overlays.
status 'check' 0 catalog check
like 'check counts the kinds' "$out" '^no problems: [0-9]+ gpus, [0-9]+ models, [0-9]+ prices'
price() {
	printf '{"schema": "gpuplan-catalog/1", "kind": "prices", "items": [{"id": "mine", "provider": "aws", '
	printf '"gpu": "L4", "purchase": "on_demand", "usd_per_gpu_hour": %s, "as_of": "2026-11-01", ' "$1"
	printf '"source": "offer by mail"}]}\n'
}
price 0.123 >"$user/prices.json"
status 'a price of the user' 0 catalog list prices --gpu L4 --format json
holds 'is merged' "[x['usd_per_gpu_hour'] for x in r if x['id'] == 'mine'] == [0.123]"
status 'check with it' 0 catalog check
status 'check the file alone' 0 catalog check "$user/prices.json"
is 'a good file has no problems' "$out" 'no problems in 1 file'
mkdir "$tap_tmp/more"
price 0.2 >"$tap_tmp/more/prices.json"
status 'a further overlay' 0 catalog list prices --gpu L4 --catalog "$tap_tmp/more" --format json
holds 'replaces the value' "[x['usd_per_gpu_hour'] for x in r if x['id'] == 'mine'] == [0.2]"
price '"cheap"' >"$user/prices.json"
status 'check a broken overlay' 3 catalog check
like 'names file, path and object' "$out" "^$user/prices\\.json: /items/0/usd_per_gpu_hour: .*mine"
like 'counts problems' "$out" '^1 problem$'
empty 'and nothing else' "$err" 'standard error'
status 'check the broken file' 3 catalog check "$user/prices.json" "$tap_tmp/more/prices.json"
like 'names its path' "$out" '/items/0/usd_per_gpu_hour: '
status 'list with a broken overlay' 3 catalog list prices
like 'says what is wrong' "$err" '^gpuplan: .*/items/0/usd_per_gpu_hour: '
like 'and how to see all of it' "$err" '^gpuplan: the catalog has errors; gpuplan catalog check '
printf '{' >"$user/prices.json"
status 'check a torn overlay' 3 catalog check
rm "$user/prices.json"
status 'check a file that is missing' 4 catalog check "$tap_tmp/nothing.json"
status 'a folder that is missing' 4 catalog check --catalog "$tap_tmp/nothing"
like 'is named' "$err" "^gpuplan: --catalog: $tap_tmp/nothing "
status 'files and folders' 2 catalog check --catalog "$tap_tmp/more" "$tap_tmp/more/prices.json"

# To a file.
status 'list into a file' 0 catalog list gpus --format csv -o "$tap_tmp/gpus.csv"
is 'nothing on standard output' "$out" ''
like 'the list is there' "$(cat "$tap_tmp/gpus.csv")" '^L4,'

# Media models of the user's, each with one mistake: file, place and range, and the others stay.
media() {
	printf '{"schema": "gpuplan-catalog/1", "kind": "media", "items": [%s]}\n' "$1" >"$tap_tmp/media.json"
	status "media: $2" 3 catalog check "$tap_tmp/media.json"
	like "media: says $2" "$out" "$3"
	like "media: $2 is one" "$out" '^1 problem'
}
whole='"id": "own", "name": "Own", "params": 1e9, "source": "own"'
image='"task": "image", "width": 64, "heads": 4, "layers": 2, "image_weights": 1e6, "text_weights": 0, "text_tokens": 8, "attention": {"joint": 2}, "vae": {"spatial": 8, "temporal": 1, "params": 1, "mb_per_pixel": 0.2}, "evals": 1'
media "{$whole, \"task\": \"song\"}" 'an unknown task' 'media.json: /items/0/task: .* one of image, video'
media "{$whole, $image, \"size\": [512, 512], \"patch\": [1, 2], \"steps\": 4}" 'a patch of two' 'patch.*three numbers'
media "{$whole, $image, \"size\": [512], \"patch\": [1, 2, 2], \"steps\": 4}" 'a size of one' 'size.*two numbers'
media "{$whole, $image, \"size\": [512, 512], \"patch\": [1, 2, 2], \"steps\": 0}" 'no steps' 'steps.*1 to 1000'
media "{$whole, \"task\": \"speech\", \"speech\": {\"kind\": \"measured\", \"measured\": [{\"gpu\": \"H1000\", \"rtf\": 0.1}]}}" \
	'an unknown GPU' '/measured/0/gpu: "H1000"'
media "{$whole, \"task\": \"speech\", \"speech\": {\"kind\": \"measured\", \"measured\": [{\"gpu\": \"L4\", \"rtf\": 0.1, \"first_s\": 0}]}}" \
	'no time to the first sound' '/measured/0/first_s: .*1e-06 to'
media "{$whole, \"task\": \"embedding\", \"width\": 64, \"layers\": 2, \"matrix_params\": -1}" 'weights below 0' 'matrix_params.*1 to'

# Rules of advice of the user's, each with one mistake.
policy() {
	printf '{"schema": "gpuplan-catalog/1", "kind": "policy", "items": [%s]}\n' "$1" >"$tap_tmp/policy.json"
	status "policy: $2" 3 catalog check "$tap_tmp/policy.json"
	like "policy: says $2" "$out" "$3"
	like "policy: $2 is one" "$out" '^1 problem'
}
rule='"id": "own", "severity": "advice", "words": "Ours.", "source": "our rules", "as_of": "2026-11"'
when() {
	policy "{$rule, \"when\": [{$1}]}" "$2" "$3"
}
when '"of": "scenario.users", "at_least": 8' 'an unknown parameter' "policy.json: /items/0/when/0: 'users' is no parameter"
when '"of": "scenario.model", "is": "x"' 'a parameter that is not compared' "'model' is neither a number nor a choice"
when '"of": "scenario.concurrency", "is": "many"' 'a word for a number' "'many' must be a number"
when '"of": "scenario.concurrency", "above": "8"' 'a number as text' '/when/0/above: must be a number'
when '"of": "scenario.busy", "above": 50' 'a number out of range' '/when/0: 50 must be '
when '"of": "scenario.spot", "is": 1' 'a number for a word' '/when/0: must be a word'
when '"of": "scenario.spot", "is": "often"' 'an unknown word' "'often' must be one of never, tolerant"
when '"of": "metric.dollars", "above": 1' 'an unknown metric' "'dollars' is no metric"
when '"of": "fact.mig", "is": "maybe"' 'a word that a fact never is' "'maybe' must be one of no, yes"
when '"of": "fact.gpu", "is": "H1000"' 'an unknown GPU' "there is no gpu 'H1000'"
when '"of": "fact.luck", "is": "yes"' 'an unknown fact' "'luck' is no fact; one of study, "
when '"of": "spot", "is": "never"' 'a name without its kind' "'spot' must be scenario.PARAMETER"
when '"of": "fact.mig"' 'no comparison' '/when/0: must have one of is, is_not'
when '"of": "fact.params_b", "above": 7, "below": 70' 'two comparisons' '/when/0: must have one of is, is_not'
policy "{$rule}" 'neither conditions nor derived' 'must have either conditions'
policy "{$rule, \"when\": []}" 'no condition' '/items/0/when: must not be empty'
policy "{$rule, \"derived\": [\"reason.luck\"]}" 'an unknown reason' '/derived/0: is no reason that the program gives'
when='"when": [{"of": "fact.mig", "is": "no"}]'
policy "{\"id\": \"own\", \"severity\": \"advice\", \"words\": \"Ours.\", \"as_of\": \"2026\", $when}" 'no source' \
	'/items/0/source: '
policy "{\"id\": \"own\", \"severity\": \"advice\", \"words\": \"Ours.\", \"source\": \"ours\", $when}" 'no date' '/as_of: is needed'
policy "{\"id\": \"own\", \"severity\": \"advice\", \"source\": \"ours\", \"as_of\": \"2026\", $when}" 'no words' '/words: is needed'
policy "{\"id\": \"own\", \"severity\": \"loud\", \"words\": \"Ours.\", \"source\": \"ours\", \"as_of\": \"2026\", $when}" \
	'an unknown severity' 'severity.*one of fact, advice, warning'
policy "{\"id\": \"own\", \"severity\": \"advice\", \"words\": \"%s\", \"source\": \"ours\", \"as_of\": \"2026\", $when}" \
	'a format in the words' '/words: must have no %'

# One that is right is said, in JSON as any reason.
mkdir -p "$tap_tmp/rules"
printf '{"schema": "gpuplan-catalog/1", "kind": "policy", "items": [{%s, %s}]}\n' "$rule" "$when" >"$tap_tmp/rules/policy.json"
status 'a rule of the user' 0 "$GPUPLAN" rank --model llama-3.1-8b --gpu L40S --catalog "$tap_tmp/rules" --format json
like 'is said' "$out" '"id":"own","text":"Ours."'
status 'a rule of the user elsewhere' 0 "$GPUPLAN" rank --model llama-3.1-8b --gpu H100-SXM-80GB --catalog "$tap_tmp/rules" --format json
unlike 'is not said' "$out" '"id":"own"'
status 'show a rule' 0 catalog show mg-nvlink
like 'has its conditions' "$out" 'metric.tensor_parallel'

done_testing
