#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan explain: every figure follows from its formula and the values beside it.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-.}/tests/support/tap.sh"

check=$abs_top_srcdir/tests/support/check_explanation.py

# holds NAME WANTED_STATUS "FIGURES" ARGUMENTS...: the formulas evaluate to the figures.
holds() {
	name=$1 wanted=$2 figures=$3
	shift 3
	status "$name" "$wanted" "$GPUPLAN" explain --format json "$@"
	if command -v python3 >/dev/null 2>&1; then
		# shellcheck disable=SC2086 # a list of words
		empty "$name: every formula gives its figure" \
			"$(printf '%s\n' "$out" | python3 "$check" $figures 2>&1)" 'wrong'
	else
		skip "$name: every formula gives its figure" 'no python3'
	fi
}

memory='weights usable kv_pool kv_per_sequence max_concurrency'
speed='step_s isolated_s prompt_cost_s tpot_s ttft_s output_tok_s'
cost='usd_per_hour usd_per_month usd_per_m_output usd_per_m_tokens'
holds 'the default workload' 0 "$memory activations kv_headroom $speed $cost" --gpu B200
holds 'two GPUs' 0 "$memory $speed $cost" --gpu H200-SXM --gpus 2
holds 'latent attention' 0 "$memory $speed $cost" --model deepseek-v3 --gpu H200-SXM --gpus 8
holds 'windows' 0 "$memory $speed $cost" --model gpt-oss-120b --gpu H100-SXM-80GB
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
holds 'sparse attention with FP8 latents' 0 "$memory" --model deepseek-v3.2 --kv fp8 --gpu B200 --gpus 8
holds 'recurrent state' 0 "$memory" --model qwen3.5-35b-a3b --gpu H100-SXM-80GB
holds 'layers on several cards' 0 "$memory" --model llama-3.1-8b --engine llama.cpp --gpu RTX-3090 --gpus 2 --concurrency 1
holds 'SGLang, data parallel' 0 "$memory" --engine sglang --model deepseek-v3 --ttft off --tpot off --gpu B300 --gpus 8 --tp 4 --dp 2
holds 'TensorRT-LLM' 0 "$memory" --engine tensorrt-llm --gpu H200-SXM --gpus 4
holds 'an arrival rate' 0 "$memory $speed $cost" --gpu B200 --rate 1
holds 'as many as fit' 0 "$memory $speed $cost" --gpu B200 --concurrency max --ttft off --tpot off
holds 'one static batch' 1 "$memory step_s tpot_s ttft_s output_tok_s $cost" --gpu B200 --batching static
holds 'one static batch over stages' 0 "$memory isolated_s prompts_s ttft_s output_tok_s" --gpu RTX-4090 --gpus 4 \
	--model llama-3.1-70b --engine llama.cpp --weights q4_k_m --prompt 8192 --concurrency 2 \
	--batching static --ttft off --tpot off
holds 'more users than fit' 1 "$memory $speed" --gpu B200 --concurrency 500
holds 'one user' 0 "$memory $speed" --gpu B200 --concurrency 1
holds 'pipeline stages' 0 "$memory $speed" --gpu H200-SXM --gpus 4 --tp 2 --pp 2 --ttft off --tpot off --prompt 20000 --context 32k
holds 'a warm prefix cache' 0 "$memory $speed" --gpu B200 --prefix-hit 75%
holds 'too high a rate' 1 "$memory step_s prompt_cost_s" --gpu B200 --rate 500
holds 'what does not fit' 1 'weights usable' --gpu L4 --gpus 1
holds 'no price' 0 "$memory" --gpu H200-NVL

status 'text for people' 0 "$GPUPLAN" explain --gpu B200
like 'a formula' "$out" '^    = utilisation \* capacity - reserve$'
like 'the same with values' "$out" '^    = 0\.92 \* 179 GiB - 0\.00 GiB$'
like 'the result' "$out" '^    = 165 GiB$'
like 'a source by number' "$out" 'capacity .*driver reports \[[0-9]+\]$'
like 'the sources' "$out" '^  \[[0-9]+\] .*aiconfigurator'
like 'the band' "$out" '^    = \$[0-9.]+ \(\$[0-9.]+ to \$[0-9.]+\)$'
like 'a constant with its evidence' "$out" 'e_bw .*\(fitted, [0-9]+ measurements\) \[[0-9]+\]$'
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
status 'without a GPU' 2 "$GPUPLAN" explain
like 'says so' "$err" 'explain: exactly one --gpu is wanted'
status 'no CSV' 2 "$GPUPLAN" explain --gpu B200 --format csv
done_testing
