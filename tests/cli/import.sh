#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Models from files: catalog import-model, --model PATH, and what is said about broken ones.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/home
GPUPLAN_DATADIR=${GPUPLAN_DATADIR:-$abs_top_srcdir/data}
LC_ALL=C.UTF-8
export XDG_CONFIG_HOME GPUPLAN_DATADIR LC_ALL
configs=$abs_top_srcdir/tests/configs
model=$tap_tmp/My-Model
mkdir -p "$model" "$tap_tmp/overlay"
cp "$configs/llama-3.1-70b-fp8-modelopt.config.json" "$model/config.json"
cp "$configs/nvidia--Llama-3.1-70B-Instruct-FP8.hf_quant_config.json" "$model/hf_quant_config.json"
printf '{"metadata": {"total_size": 72000000000}}' >"$model/model.safetensors.index.json"

import() {
	"$GPUPLAN" catalog import-model "$@"
}

estimate() {
	"$GPUPLAN" estimate --gpu H100-SXM-80GB --gpus 2 --format json "$@"
}

# value EXPRESSION: of the JSON in $tap_tmp/out as `d`.
value() {
	python3 -c "import json, sys
d = json.load(open(sys.argv[1]))
print($1)" "$tap_tmp/out"
}

# Entries of an overlay.
status 'a folder' 0 import "$model"
cp "$tap_tmp/out" "$tap_tmp/overlay/models.json"
empty 'nothing is said about it' "$err" 'standard error'
like 'its format is that of the sibling file' "$out" '"native_weights": "fp8", "native_kv": "fp8"'
like 'its size on disk is noted' "$out" '72000000000 bytes on disk \(model\.safetensors\.index\.json\)'
like 'its source is named' "$out" '"source": "config\.json of My-Model"'
status 'the entry has no problem' 0 "$GPUPLAN" catalog check "$tap_tmp/overlay/models.json"
unlike 'nor a warning' "$out" 'warning'
status 'a second model is merged' 0 import "$configs/qwen3.5-397b-a17b.config.json" \
	-o "$tap_tmp/overlay/models.json"
empty 'what goes to a file is not shown' "$out" 'standard output'
status 'the first one again' 0 import "$model/config.json" -o "$tap_tmp/overlay/models.json"
is 'two models are there' "$(grep -o '"id":' "$tap_tmp/overlay/models.json" | wc -l | tr -d ' ')" 2
status 'both have no problem' 0 "$GPUPLAN" catalog check "$tap_tmp/overlay/models.json"
status 'the overlay knows it' 0 "$GPUPLAN" catalog show local/My-Model --catalog "$tap_tmp/overlay"

for file in "$configs"/*.config.json; do
	name=$(basename "$file" .config.json)
	ok "import $name" import "$file" -o "$tap_tmp/all.json"
done
status 'all entries have no problem' 0 "$GPUPLAN" catalog check "$tap_tmp/all.json"

# The model of a scenario.
status 'estimate a folder' 0 estimate --model "$model"
cp "$tap_tmp/out" "$tap_tmp/by-path"
status 'estimate a file' 0 estimate --model "$model/config.json"
status 'estimate the overlay entry' 0 estimate --model local/my-model --catalog "$tap_tmp/overlay"
cp "$tap_tmp/out" "$tap_tmp/by-entry"
if command -v python3 >/dev/null; then
	is 'the entry and the file give the same' \
		"$(value "[x['latency']['tpot_s'] for x in d['results']]")" \
		"$(cp "$tap_tmp/by-path" "$tap_tmp/out" && value "[x['latency']['tpot_s'] for x in d['results']]")"
	# 72e9 bytes on two GPUs; in BF16 two bytes of each of 70,553,706,496 weights on four.
	weights="['%.6f' % x['memory']['weights_gib'] for x in d['results']]"
	is 'the entry holds the exact bytes of the files' "$(cp "$tap_tmp/by-entry" "$tap_tmp/out" &&
		value "$weights")" "['33.527613']"
	is 'so does the file' "$(cp "$tap_tmp/by-path" "$tap_tmp/out" && value "$weights")" \
		"['33.527613']"
	status 'another format' 0 estimate --model "$model" --weights bf16 --gpus 4
	is 'it has the bytes of its formula' "$(value "$weights")" "['32.854130']"
	cp "$tap_tmp/by-path" "$tap_tmp/out"
	is 'the scenario names the path' "$(value "d['scenario']['model']")" "$model"
	cp "$tap_tmp/out" "$tap_tmp/plan.json"
	status 'its plan leads to the file again' 0 "$GPUPLAN" estimate --plan "$tap_tmp/plan.json" --format json
	is 'with the same path' "$(value "d['scenario']['model']")" "$model"
else
	skip 'comparisons' 'python3 is missing'
fi
status 'explain it' 0 "$GPUPLAN" explain --gpu H100-SXM-80GB --gpus 2 --model "$model"
like 'where the bytes are from' "$out" 'exact bytes of the files \['
like 'the file is named' "$out" '\] model\.safetensors\.index\.json'
status 'a name is still a name' 0 "$GPUPLAN" estimate --gpu H100-SXM-80GB --gpus 4 --model llama-3.3-70b
mkdir "$tap_tmp/llama-3.1-8b"
# shellcheck disable=SC2034
status 'an unrelated folder hides no name' 0 sh -c \
	"cd '$tap_tmp' && '$GPUPLAN' estimate --gpu H100-SXM-80GB --gpus 1 --model llama-3.1-8b"
status 'rank' 0 "$GPUPLAN" rank --model "$model"
like 'its name is shown' "$out" 'My-Model'

# What is wrong is named.
status 'no path' 2 import
status 'two paths' 2 import a b
status 'CSV' 2 import "$model" --format csv
status 'nothing there' 4 import "$tap_tmp/nothing/config.json"
status 'an empty folder' 4 import "$tap_tmp/llama-3.1-8b"
like 'what is looked for' "$err" 'holds neither config\.json nor a GGUF file'
mkdir "$tap_tmp/broken"
sed '/num_hidden_layers/d' "$model/config.json" >"$tap_tmp/broken/config.json"
status 'a missing field' 3 import "$tap_tmp/broken"
like 'the field is named' "$err" 'config\.json: /num_hidden_layers: missing'
status 'the same from --model' 3 estimate --model "$tap_tmp/broken"
like 'the field is named there too' "$err" 'config\.json: /num_hidden_layers: missing'
sed 's/"hidden_size": 8192/"hidden_size": 1e300/' "$model/config.json" >"$tap_tmp/broken/config.json"
status 'an absurd number' 3 import "$tap_tmp/broken"
like 'its range is named' "$err" '/hidden_size: 1e\+300 must be a whole number from 1 to 1048576'
printf '[1]' >"$tap_tmp/other.json"
status 'another file is not overwritten' 3 import "$model" -o "$tap_tmp/other.json"
is 'it is left as it is' "$(cat "$tap_tmp/other.json")" '[1]'
printf '{"quantization": {"quant_algo": "FP3"}}' >"$tap_tmp/broken/hf_quant_config.json"
cp "$configs/llama-3.1-8b.config.json" "$tap_tmp/broken/config.json"
status 'an unknown format beside it' 3 import "$tap_tmp/broken"
like 'where it stands' "$err" '/quantization/quant_algo: not known'
printf '[' >"$tap_tmp/broken/hf_quant_config.json"
status 'a broken sibling' 3 import "$tap_tmp/broken"
like 'its name' "$err" 'hf_quant_config\.json:1:'
if command -v python3 >/dev/null; then
	python3 - "$tap_tmp/tiny.gguf" <<'PYTHON'
import struct, sys
text = lambda s: struct.pack("<Q", len(s)) + s.encode()
pairs = dict(block_count=4, embedding_length=512, feed_forward_length=2048, context_length=32768)
pairs["attention.head_count"], pairs["attention.head_count_kv"] = 8, 2
out = b"GGUF" + struct.pack("<IQQ", 3, 1, len(pairs) + 2)
out += text("general.architecture") + struct.pack("<I", 8) + text("llama")
out += text("general.file_type") + struct.pack("<II", 4, 15)
for key, value in pairs.items():
    out += text("llama." + key) + struct.pack("<II", 4, value)
out += text("token_embd.weight") + struct.pack("<IQQIQ", 2, 512, 32000, 12, 0)
open(sys.argv[1], "wb").write(out)
PYTHON
	status 'a GGUF file' 0 import "$tap_tmp/tiny.gguf"
	like 'its format' "$out" '"native_weights": "q4_k_m"'
	status 'its engine' 0 "$GPUPLAN" estimate --gpu L4 --gpus 1 --engine llama.cpp \
		--model "$tap_tmp/tiny.gguf" --concurrency 1 --ttft off --tpot off
	printf '\001' | dd of="$tap_tmp/tiny.gguf" bs=1 conv=notrunc seek="$(python3 -c '
import sys
data = open(sys.argv[1], "rb").read()
print(data.index(b"general.file_type") + len("general.file_type") + 4)' "$tap_tmp/tiny.gguf")" 2>/dev/null
	status 'in 16 bits' 0 "$GPUPLAN" estimate --gpu L4 --gpus 1 --engine llama.cpp --format json \
		--model "$tap_tmp/tiny.gguf" --concurrency 1 --ttft off --tpot off
	is 'it is taken as it is' "$(value "[x['weights'] for x in d['results']]")" "['f16']"
	status 'another engine' 2 "$GPUPLAN" estimate --gpu L4 --gpus 1 --model "$tap_tmp/tiny.gguf"
	like 'what to do' "$err" 'choose llama\.cpp'
else
	skip 'a GGUF file' 'python3 is missing'
fi
printf 'GGUF' >"$tap_tmp/broken.gguf"
status 'a cut GGUF file' 3 import "$tap_tmp/broken.gguf"

done_testing
