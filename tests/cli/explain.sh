#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan explain: every figure follows from its formula and the values beside it.
# GPUPLAN_UPDATE_GOLDEN=1 writes the golden files anew.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

# holds NAME WANTED_STATUS "FIGURES" ARGUMENTS...: the formulas evaluate to the figures.
holds() {
	name=$1 wanted=$2 figures=$3
	shift 3
	status "$name" "$wanted" "$GPUPLAN" explain --format json "$@"
	later "$name: every formula gives its figure" "script('check_explanation.py', *'$figures'.split())"
}

memory='weights usable kv_pool kv_per_sequence max_concurrency'
speed='step_s new_prompt seen isolated_s prompt_cost_s tpot_s ttft_s output_tok_s'
cost='usd_per_hour usd_per_month usd_per_m_output usd_per_m_tokens'

# parts PREFIX: what every step is made of.
parts() {
	for part in batch attention_multiply_s attention_s dense_multiply_s dense_s head_multiply_s head_s \
		weights_s compute_s communication_s hidden_s overhead_s; do
		printf '%s%s ' "$1" "$part"
	done
}

decode="$(parts '') attention_stream_s dense_stream_s head_stream_s context read cache_read_s kv_s layer_fixed_s host_s step_s"
chunk="$(parts chunk_) chunk_rows chunk_prompt_attention_s chunk_host_s chunk_s"
mixed="$(parts mixed_) mixed_rows mixed_prompt_attention_s mixed_s"
packed="$(parts packed_) packed_rows packed_prompt_attention_s packed_s prompts_s"
steps="$decode $chunk $mixed"
experts='narrow_stream narrow_multiply coverage expert_stream_s expert_s chunk_coverage chunk_expert_s mixed_coverage mixed_expert_s'
ranks='more_bytes more_work chunk_more_bytes chunk_more_work mixed_more_bytes mixed_more_work'
shards='message one_all_reduce_s all_reduce_s mixed_one_all_reduce_s mixed_all_reduce_s'
exchange='exchange_bytes link_latency_s link_bandwidth token_exchange_s mixed_link_bandwidth mixed_token_exchange_s'

holds 'the default workload' 0 "$memory activations kv_headroom attention_idle $steps $speed $cost" --gpu B200
holds 'two GPUs' 0 "$memory $steps $shards $speed $cost" --gpu H200-SXM --gpus 2
holds 'latent attention' 0 "$memory $steps latent_flop latent_s $experts $shards $speed $cost" --model deepseek-v3 --gpu H200-SXM --gpus 8
holds 'windows' 0 "$memory $steps $experts $speed $cost" --model gpt-oss-120b --gpu H100-SXM-80GB
for engine in vllm sglang tensorrt-llm llama.cpp; do
	holds "windows under $engine" 0 "window_tokens kv_per_sequence max_concurrency" --engine "$engine" \
		--model gemma-3-27b --gpu H100-SXM-80GB --weights "$([ "$engine" = llama.cpp ] && echo q8_0 || echo fp8)" \
		--context 32k --prompt 1k --concurrency 1 --ttft off --tpot off
done
holds 'window pools that go together' 0 'window_tokens full_tokens kv_per_sequence vllm tensorrt-llm llama.cpp' \
	--engine sglang --model llama-4-scout --gpu B200 --gpus 4 --context 4k --prompt 1k --concurrency 1 \
	--ttft off --tpot off
holds 'padded groups' 0 'kv_prefill sglang tensorrt-llm llama.cpp' --model mimo-v2-flash --gpu B200 --gpus 4 \
	--ttft off --tpot off
holds 'no windows, nothing to compare' 0 "$memory" --gpu B200
like 'no other engines' "$(printf '%s' "$out" | grep -c 'other engines')" '^0$'
holds 'sparse attention with FP8 latents' 0 "$memory $steps $experts" --model deepseek-v3.2 --kv fp8 --gpu B200 --gpus 8
holds 'recurrent state' 0 "$memory $steps $experts" --model qwen3.5-35b-a3b --gpu H100-SXM-80GB
holds 'no attention and no MLP' 0 'kv_per_sequence weights_s read flop mixed_s' --model falcon-mamba-7b --gpu B300
holds 'layers that share a cache' 0 "$memory read1 read2" --model gemma-4-26b-a4b --gpu H100-SXM-80GB
holds 'compressed attention' 0 "$memory read flop" --model deepseek-v4-flash --ttft off --tpot off --gpu B300 --gpus 8
holds 'layers on several cards' 0 "$memory $steps narrow_matrices" --model llama-3.1-8b --engine llama.cpp --gpu RTX-3090 --gpus 2 --concurrency 1
holds 'SGLang, data parallel' 0 "$memory reserve $steps $experts $ranks $shards $exchange" --engine sglang --model deepseek-v3 --ttft off --tpot off --gpu B300 --gpus 8 --tp 4 --dp 2 --ep 8
holds 'ranks between the numbers of the table' 0 "$steps $experts $ranks $shards $exchange" --model qwen3-235b-a22b --ttft off --tpot off --gpu H100-SXM-80GB --gpus 6 --tp 2 --dp 3 --ep 6
holds 'shards between the numbers of the table' 0 "$steps $shards fewer_gpus_s more_gpus_s" --model mixtral-8x22b-v0.1 --ttft off --tpot off --gpu H200-SXM --gpus 6 --tp 6
holds 'PCIe, one table for all kernels' 0 "$steps $shards" --ttft off --tpot off --gpu L40S --gpus 4
holds 'ranks over PCIe' 0 "$steps $experts $exchange" --model qwen3-30b-a3b --ttft off --tpot off --gpu L40S --gpus 4 --dp 4 --ep 4
holds 'a Grace host' 0 "$steps" --model llama-3.1-8b --gpu GH200-96GB
holds 'TensorRT-LLM' 0 "$memory runtime running_limit $steps $shards" --engine tensorrt-llm --gpu H200-SXM --gpus 4
holds 'an arrival rate' 0 "$memory $steps $speed $cost" --gpu B200 --rate 1
holds 'as many as fit' 0 "$memory $steps $speed $cost" --gpu B200 --concurrency max --ttft off --tpot off
holds 'one static batch' 1 "$memory $decode $chunk $packed tpot_s ttft_s output_tok_s $cost" --gpu B200 --batching static
holds 'a static batch over stages' 0 "$memory isolated_s prompts_s ttft_s output_tok_s" --gpu RTX-4090 --gpus 4 \
	--model llama-3.1-70b --engine llama.cpp --weights q4_k_m --prompt 8192 --concurrency 2 \
	--batching static --ttft off --tpot off
holds 'a static batch of one' 0 "$memory $decode $chunk prompts_s tpot_s ttft_s" --gpu B200 --batching static --concurrency 1
holds 'more users than fit' 1 "$memory $steps $speed" --gpu B200 --concurrency 500
holds 'one user' 0 "$memory $steps $speed" --gpu B200 --concurrency 1
holds 'pipeline stages' 0 "$memory $steps stage_bytes stage_bandwidth stages_s mixed_stages_s $speed" --gpu H200-SXM --gpus 4 --tp 2 --pp 2 --ttft off --tpot off --prompt 20000 --context 32k
holds 'a warm prefix cache' 0 "$memory $steps $speed" --gpu B200 --prefix-hit 75%
holds 'too high a rate' 1 "$memory $steps prompt_cost_s" --gpu B200 --rate 500
holds 'what does not fit' 1 'weights usable' --gpu L4 --gpus 1
holds 'no price' 0 "$memory" --gpu H200-NVL

# golden NAME WANTED-STATUS ARGUMENTS...: the text is that of tests/golden/explain-NAME.txt.
golden() {
	name=$1
	file=$abs_top_srcdir/tests/golden/explain-$name.txt
	wanted=$2
	shift 2
	status "text of $name" "$wanted" "$GPUPLAN" explain "$@"
	[ -z "${GPUPLAN_UPDATE_GOLDEN-}" ] || cp "$tap_tmp/out" "$file"
	if cmp -s "$tap_tmp/out" "$file"; then
		pass "$name as last time"
	else
		fail "$name as last time"
		diag "$(diff "$file" "$tap_tmp/out" | cut -c1-200 | head -20)"
	fi
}

golden dense 0 --gpu B200
golden experts-tp8 0 --model qwen3-235b-a22b --gpu H100-SXM-80GB --gpus 8
golden windows 0 --model gpt-oss-120b --gpu H100-SXM-80GB
golden latents-dp8 0 --model deepseek-v3 --gpu H200-SXM --gpus 8 --dp 8 --ep 8 --concurrency 256 --ttft off --tpot off
golden llama-cpp 0 --model llama-3.1-8b --engine llama.cpp --gpu RTX-3090 --gpus 2 --concurrency 1
golden rate 0 --gpu B200 --rate 1
golden misfit 1 --gpu L4 --gpus 1

status 'text for people' 0 "$GPUPLAN" explain --gpu B200
like 'a formula' "$out" '^    = utilisation \* capacity - reserve$'
like 'the same with values' "$out" '^    = 0\.92 \* 179 GiB - 0\.00 GiB$'
like 'the result' "$out" '^    = 165 GiB$'
like 'a source by number' "$out" 'capacity .*driver reports, 2026-08-22 \[[0-9]+\]$'
like 'the sources' "$out" '^  \[[0-9]+\] .*aiconfigurator'
like 'the band and what it rests on' "$out" '^    = \$[0-9.]+ \(\$[0-9.]+ to \$[0-9.]+\), calibrated$'
like 'a constant with its evidence' "$out" 'e_bw .*\(fitted, [0-9]+ measurements\), [0-9-]+ \[[0-9]+\]$'
like 'a bandwidth with its unit' "$out" '^      bandwidth +7\.70 TB/s '
like 'a rate with its unit' "$out" '^      peak +4\.50 PFLOP/s '
like 'no date where the source has none' "$out" 'chunk  .* tokens that the engine processes in a step \[[0-9]+\]$'
like 'a price with its date' "$out" 'price .*, 2026-[0-9-]+ \[[0-9]+\]$'
status 'engines compared in words' 0 "$GPUPLAN" explain --gpu H100-SXM-80GB --model gpt-oss-20b
like 'the heading' "$out" '^KV cache of one request under other engines$'
# 12 layers of 2048 B a token: 8192 tokens twice under TensorRT-LLM, 8192 and 144 under vLLM.
like 'in full under TensorRT-LLM' "$(printf '%s' "$out" | grep -A3 '^  tensorrt-llm:')" '^    = 384 MiB$'
like 'the window under the chosen one' "$(printf '%s' "$out" | grep -A3 '^  kv_per_sequence:')" '^    = 195 MiB$'
status 'a full reservation' 0 "$GPUPLAN" estimate --gpu H100-SXM-80GB --model gpt-oss-20b --engine tensorrt-llm
like 'is told with the estimate' "$out" 'keeps 8k tokens of a request in layers whose window is 128'
status 'a window in blocks' 0 "$GPUPLAN" estimate --gpu H100-SXM-80GB --model gpt-oss-20b
unlike 'is nothing to tell' "$out" 'layers whose window'

# Figures of data/links.json and data/gpus.json, by hand.
status 'a link' 1 "$GPUPLAN" explain --gpu H100-SXM-80GB --gpus 8 --tpot 1ms
like 'its latency' "$out" '^      latency +0\.00480 ms  latency .*\(measured\), 2026-08-21 \[[0-9]+\]$'
like 'its bandwidth' "$out" '^      bandwidth +75\.0 GB/s +bandwidth .*\(measured\), 2026-08-21 \[[0-9]+\]$'
status 'a link that nobody measured' 0 "$GPUPLAN" explain --gpu MI300X --gpus 4 --certainty 50%
like 'its assumed latency' "$out" '^      latency +0\.0120 ms  latency .*\(assumed\) \[[0-9]+\]$'
like 'its assumed bandwidth' "$out" '^      bandwidth +130 GB/s +bandwidth of this link \(assumed\) \[[0-9]+\]$'

status 'a family that nobody measured' 0 "$GPUPLAN" explain --gpu MI355X --model llama-3.1-8b
like 'its band' "$out" '^    = .* to .*\), extrapolated$'

# A date of the item itself goes before that of its source.
XDG_CONFIG_HOME=$tap_tmp/config
export XDG_CONFIG_HOME
mkdir -p "$XDG_CONFIG_HOME/gpuplan"
user=$XDG_CONFIG_HOME/gpuplan
printf '%s\n' '{"schema": "gpuplan-catalog/1", "kind": "sources", "items": [' \
	'{"id": "lab", "title": "Our lab", "as_of": "2026"}]}' >"$user/sources.json"
printf '%s\n' '{"schema": "gpuplan-catalog/1", "kind": "gpus", "items": [' \
	'{"id": "B200", "source": "lab sheet 7", "as_of": "2026-10"}]}' >"$user/gpus.json"
printf '%s\n' '{"schema": "gpuplan-catalog/1", "kind": "parameters", "items": [' \
	'{"id": "p", "source": "lab sheet 8"}]}' >"$user/parameters.json"
status 'own figures' 0 "$GPUPLAN" explain --gpu B200
like 'the month of the item' "$out" '^      bandwidth .*bandwidth of one GPU, 2026-10 \[[0-9]+\]$'
like 'the year of the source' "$out" '^      p  .*, 2026 \[[0-9]+\]$'
status 'own figures as JSON' 0 "$GPUPLAN" explain --gpu B200 --format json
like 'the same date' "$out" '"symbol":"bandwidth",.*"source":"lab sheet 7","evidence":null,"as_of":"2026-10"'
like 'null for no date' "$out" '"symbol":"utilisation",.*"evidence":null,"as_of":null'
printf '%s\n' '{"schema": "gpuplan-catalog/1", "kind": "sources", "items": [' \
	'{"id": "lab", "title": "Our lab", "as_of": "last week"}]}' >"$user/sources.json"
status 'a date that is none' 3 "$GPUPLAN" explain --gpu B200
like 'names it' "$err" '/items/0/as_of: "last week" is not a date'
rm -r "$user"

status 'without a GPU' 2 "$GPUPLAN" explain
like 'says so' "$err" 'explain: exactly one --gpu is wanted'
status 'no CSV' 2 "$GPUPLAN" explain --gpu B200 --format csv
done_testing
