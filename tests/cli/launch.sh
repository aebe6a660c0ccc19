#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gpuplan launch: commands and files that run an answer. Flags are compared with the engines' own documents, named
# at each; figures follow by hand from the workload and the limits of data/engines.json.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# has NAME FLAG...: the command that came out has a line with each.
has() {
	name=$1
	shift
	for flag; do
		ok "$name: $flag" grep -qxF -e "  $flag" -e "  $flag \\" "$tap_tmp/out"
	done
}

# shell NAME: sh reads what came out.
shell() {
	ok "$1: a shell reads it" sh -n "$tap_tmp/out"
}

# yaml NAME FILE CODE: python's parser reads the file, and the code finds what it should; documents are the file's.
if command -v python3 >/dev/null 2>&1 && python3 -c 'import yaml' 2>/dev/null; then
	yaml() {
		later "$1" '
import re, yaml
HOSTILE = "it'"'"'s a \"model\": #$(touch x) {y}"
documents = list(yaml.safe_load_all(open(file, encoding="utf-8")))
def same(got, wanted):
    if got != wanted:
        print("got %r, wanted %r" % (got, wanted))
'"$3" "$tap_tmp/$2"
	}
else
	yaml() {
		skip "$1" 'no yaml for python3'
	}
fi

# One answer of a known layout: all of a node of H100 by tensor parallelism, 48 users, 8192 tokens together.
workload='--gpu H100-SXM-80GB --gpus 4 --concurrency 48 --context 8192 --tpot off --ttft off'

# vLLM, docs.vllm.ai cli/serve: long names of the flags; max_num_batched_tokens 8192 on cards of 70 GiB and more,
# gpu_memory_utilization 0.92 (config/cache.py of 0.25.0).
# shellcheck disable=SC2086 # the workload is words
status 'vLLM' 0 "$GPUPLAN" launch $workload
shell 'vLLM'
like 'the model stands behind the command' "$out" '^vllm serve meta-llama/Llama-3.3-70B-Instruct \\$'
has 'vLLM' '--tensor-parallel-size 4' '--max-model-len 8192' '--max-num-seqs 48' '--max-num-batched-tokens 8192' \
	'--gpu-memory-utilization 0.92' '--quantization fp8' '--kv-cache-dtype auto' '--enable-prefix-caching' '--port 8000'
unlike 'one stage has no flag' "$out" 'pipeline'
unlike 'nothing listens to others unasked' "$out" 'host'
like 'the release is told' "$out" '^# vLLM 0\.31\.0 of 2026-10-05, the newest'
# shellcheck disable=SC2086
status '--for an engine is its command' 0 "$GPUPLAN" launch $workload --for vllm
like 'the same' "$out" '^vllm serve '

# SGLang, server_arguments.md: names; the memory is what the reserve leaves:
# 79.65 GiB - max(10, (512 + 1.5 x 8192 + 128 x 4 + 2 x 256) / 1024 = 13.5) GiB = 66.15 GiB, 0.83 of it.
# shellcheck disable=SC2086
status 'SGLang' 0 "$GPUPLAN" launch $workload --for sglang
shell 'SGLang'
has 'SGLang' '--model-path meta-llama/Llama-3.3-70B-Instruct' '--tp-size 4' '--context-length 8192' \
	'--max-running-requests 48' '--chunked-prefill-size 8192' '--mem-fraction-static 0.83' '--quantization fp8' \
	'--kv-cache-dtype auto' '--port 30000'

# TensorRT-LLM, docs/source/commands/trtllm-serve: loads quantised checkpoints; the fraction is of the free memory.
# shellcheck disable=SC2086
status 'no checkpoint is made up' 1 "$GPUPLAN" launch $workload --for tensorrt-llm
like 'what is missing is named' "$err" 'no checkpoint of Llama 3.3 70B Instruct in FP8 is known'
# shellcheck disable=SC2086
status 'TensorRT-LLM' 0 "$GPUPLAN" launch $workload --for tensorrt-llm --model nvidia/Llama-3.3-70B-Instruct-FP8
shell 'TensorRT-LLM'
like 'the checkpoint' "$out" '^trtllm-serve nvidia/Llama-3.3-70B-Instruct-FP8 \\$'
has 'TensorRT-LLM' '--backend pytorch' '--tp_size 4' '--max_batch_size 48' '--max_num_tokens 8192' \
	'--max_seq_len 8192' '--kv_cache_free_gpu_memory_fraction 0.90'

# llama.cpp, tools/server/README.md: a slot has -c / -np tokens, so that 4 users of 8192 need 32768.
status 'llama.cpp' 0 "$GPUPLAN" launch --gpu RTX-4090 --gpus 1 --model Llama-3.1-8B --weights q4_k_m --concurrency 4 \
	--context 8192 --tpot off --ttft off --for llama.cpp
shell 'llama.cpp'
has 'llama.cpp' '-m Llama-3.1-8B-Q4_K_M.gguf' '-ngl all' '-sm none' '-c 32768' '-np 4' '-fa on' '-ub 512' \
	'-ctk f16 -ctv f16' '--port 8080'
status 'several cards hold layers' 0 "$GPUPLAN" launch --gpu RTX-4090 --gpus 2 --model Llama-3.1-8B --weights q8_0 \
	--concurrency 1 --tpot off --ttft off --engine llama.cpp
has 'llama.cpp' '-sm layer'

# Attention data-parallel, experts over all: vLLM -tp 1 -dp 8 --enable-expert-parallel, limits of one rank
# (256 / 8); SGLang --tp 8 --dp 8 --enable-dp-attention --ep 8, limits of the server.
experts='--model DeepSeek-V3 --gpu H200-SXM --gpus 8 --dp 8 --ep 8 --concurrency 256 --tpot off --ttft off'
# shellcheck disable=SC2086
status 'vLLM with data-parallel attention' 0 "$GPUPLAN" launch $experts
has 'vLLM' '--tensor-parallel-size 1' '--data-parallel-size 8' '--enable-expert-parallel' '--max-num-seqs 32'
# shellcheck disable=SC2086
status 'SGLang with data-parallel attention' 0 "$GPUPLAN" launch $experts --for sglang
has 'SGLang' '--tp-size 8' '--dp-size 8' '--enable-dp-attention' '--ep-size 8' '--max-running-requests 256'
# The flag was first seen in 1.3.0rc29: docs/source/commands/trtllm-serve.
# shellcheck disable=SC2086
status 'a flag of a later release' 1 "$GPUPLAN" launch $experts --for tensorrt-llm
like 'says which' "$err" 'TensorRT-LLM 1\.2 does not know --enable_attention_dp yet: it came with 1\.3\.0rc29'
# shellcheck disable=SC2086
status 'in which it stands' 0 "$GPUPLAN" launch $experts --engine tensorrt-llm@1.3.0rc29
has 'TensorRT-LLM' '--tp_size 8' '--ep_size 8' '--enable_attention_dp' '--max_batch_size 32'
status 'experts over a part of the group' 1 "$GPUPLAN" launch --model DeepSeek-V3 --gpu H200-SXM --gpus 8 --dp 8 --ep 4 \
	--concurrency 64 --tpot off --ttft off
like 'vLLM has no flag for it' "$err" 'by the whole group \(8\) or not at all, not by 4'

# A T4 has no BF16: docs.vllm.ai --dtype half.
status '16 bits of an old card' 0 "$GPUPLAN" launch --gpu T4 --gpus 1 --model llama-3.2-1b --weights bf16 --concurrency 1 \
	--tpot off --ttft off
has 'half' '--dtype half'
unlike 'nothing is quantised' "$out" 'quantization'

# Releases: 0.90 of the card before 0.22 (config/cache.py), pipelines unsafe from 0.16.0 to before 0.21.0
# (GHSA-v97p-wpxp-px84).
# shellcheck disable=SC2086
status 'an older release' 0 "$GPUPLAN" launch $workload --engine vllm@0.10
like 'the newest of that name' "$out" '^# vLLM 0\.10\.2 of 2025-09$'
has 'older' '--gpu-memory-utilization 0.90'
status 'its memory is planned with, too' 0 "$GPUPLAN" estimate --gpu H100-SXM-80GB --gpus 4 --engine vllm@0.10.2 \
	--format json --concurrency 8
older=$(printf '%s\n' "$out" | sed -n 's/.*"usable_gib":\([0-9.]*\).*/\1/p')
status 'of today' 0 "$GPUPLAN" estimate --gpu H100-SXM-80GB --gpus 4 --format json --concurrency 8
newer=$(printf '%s\n' "$out" | sed -n 's/.*"usable_gib":\([0-9.]*\).*/\1/p')
ok '0.90 to 0.92' awk -v older="$older" -v newer="$newer" 'BEGIN { r = older / newer * 0.92 / 0.90; exit !(r > 0.9999 && r < 1.0001) }'
# shellcheck disable=SC2086
status 'an unsafe release' 1 "$GPUPLAN" launch $workload --pp 2 --engine vllm@0.19.0
like 'says which are' "$err" 'not safe in vLLM 0\.16\.0 to before 0\.21\.0'
# shellcheck disable=SC2086
status 'a safe one' 0 "$GPUPLAN" launch $workload --pp 2
has 'pipeline' '--tensor-parallel-size 2' '--pipeline-parallel-size 2'
# shellcheck disable=SC2086
status 'a release that is not known' 2 "$GPUPLAN" launch $workload --engine vllm@0.27
is 'one line with the nearest' "$err" \
	'gpuplan: --engine: no release 0.27 of vLLM is known; the nearest are 0.26.0 and 0.28.0, without one it is 0.31.0'
status 'the answer says which' 0 "$GPUPLAN" estimate --gpu B200 --gpus 1 --engine vllm@0.10.2
like 'named' "$out" ', vLLM 0\.10\.2: meets$'
status 'or which is meant' 0 "$GPUPLAN" estimate --gpu B200 --gpus 1
like 'newest with facts' "$out" ', vLLM 0\.31\.0: meets$'
status 'any command takes a release' 0 "$GPUPLAN" rank --engine sglang@0.5.9 --gpu H200-SXM --format csv --certainty 50%

# vllm bench serve (docs.vllm.ai): a range ratio of 0 is fixed; 10 requests and 2 warm-ups a user.
# shellcheck disable=SC2086
status 'the benchmark of vLLM' 0 "$GPUPLAN" launch $workload --prompt 2000 --output 300 --for benchmark
shell 'benchmark'
like 'its command' "$out" '^vllm bench serve --backend openai \\$'
has 'benchmark' '--base-url http://127.0.0.1:8000' '--model meta-llama/Llama-3.3-70B-Instruct' '--dataset-name random' \
	'--random-input-len 2000' '--random-output-len 300' '--random-range-ratio 0 --ignore-eos' '--max-concurrency 48' \
	'--num-prompts 480' '--num-warmups 96'
like 'what to expect' "$out" '^# TTFT [0-9.]+ ms \('
# shellcheck disable=SC2086
status 'at a rate' 0 "$GPUPLAN" launch $workload --rate 3 --for benchmark
has 'rate' '--request-rate 3'
unlike 'no number of users' "$out" 'max-concurrency'
# SGLang, developer_guide/bench_serving.md: a ratio of 1.0 is fixed.
# shellcheck disable=SC2086
status 'the benchmark of SGLang' 0 "$GPUPLAN" launch $workload --engine sglang --for benchmark
like 'its command' "$out" '^python -m sglang.bench_serving --backend sglang-oai \\$'
has 'SGLang' '--random-range-ratio 1.0' '--max-concurrency 48' '--num-prompts 480'

# Two replicas of four at a provider. Compose: the schema of compose-spec wants capabilities, and a count or ids of
# devices, not both; SkyPilot: reference/yaml-spec; dstack: reference/dstack.yml/service; names of the GPU are those of
# their catalogs, the label that of NVIDIA's feature discovery.
for form in compose kubernetes skypilot dstack; do
	# shellcheck disable=SC2086
	status "$form" 0 "$GPUPLAN" launch $workload --replicas 2 --provider gcp --for "$form"
	like "$form: what it is" "$out" '^# 4 x H100-SXM-80GB, TP 4; replicas: 2; gcp'
	cp "$tap_tmp/out" "$tap_tmp/$form.yaml"
done
yaml 'compose' compose.yaml '
services = documents[0]["services"]
same(sorted(services), ["llm", "llm-2"])
words = "--tensor-parallel-size 4 --max-model-len 8192 --max-num-seqs 24 --max-num-batched-tokens 8192 --gpu-memory-utilization 0.92 --quantization fp8 --kv-cache-dtype auto --enable-prefix-caching --host 0.0.0.0 --port 8000"
for name, first, port in (("llm", 0, "8000:8000"), ("llm-2", 4, "8001:8000")):
    s = services[name]
    same(s["image"], "vllm/vllm-openai:v0.31.0")
    same(s["entrypoint"], ["vllm", "serve"])
    same(s["command"], ["meta-llama/Llama-3.3-70B-Instruct"] + words.split())
    same(s["ports"], [port])
    same(s["ipc"], "host")
    same(s["deploy"]["resources"]["reservations"]["devices"], [{"driver": "nvidia", "device_ids": [str(first + i) for i in range(4)], "capabilities": ["gpu"]}])
    same(s["healthcheck"]["test"][-1], "http://127.0.0.1:8000/v1/models")'
yaml 'kubernetes' kubernetes.yaml '
deployment, service = documents
same((deployment["apiVersion"], deployment["kind"], service["apiVersion"], service["kind"]), ("apps/v1", "Deployment", "v1", "Service"))
spec = deployment["spec"]
same(spec["replicas"], 2)
same(spec["selector"]["matchLabels"], spec["template"]["metadata"]["labels"])
same(service["spec"]["selector"], spec["template"]["metadata"]["labels"])
pod = spec["template"]["spec"]
# GKE has labels of its own.
same(pod["nodeSelector"], {"cloud.google.com/gke-accelerator": "nvidia-h100-80gb"})
c = pod["containers"][0]
same(c["command"] + c["args"][:3], ["vllm", "serve", "meta-llama/Llama-3.3-70B-Instruct", "--tensor-parallel-size", "4"])
same(c["resources"]["limits"], {"nvidia.com/gpu": 4})
same(c["startupProbe"]["periodSeconds"] * c["startupProbe"]["failureThreshold"], 1200)
same((c["livenessProbe"]["httpGet"]["path"], c["readinessProbe"]["httpGet"]["path"]), ("/health", "/v1/models"))
same(service["spec"]["ports"][0]["targetPort"], c["ports"][0]["name"])'
yaml 'skypilot' skypilot.yaml '
d = documents[0]
same(d["resources"]["infra"], "gcp")
same(d["resources"]["accelerators"], "H100:4")
same(d["resources"]["ports"], 8000)
same(d["resources"]["use_spot"], False)
same(d["secrets"], {"HF_TOKEN": None})
same(d["setup"], "pip install vllm==0.31.0\n")
same(d["run"].replace(" \\\n", "").split()[:5], ["vllm", "serve", "meta-llama/Llama-3.3-70B-Instruct", "--tensor-parallel-size", "4"])
same(d["service"], {"readiness_probe": {"path": "/v1/models", "initial_delay_seconds": 1800}, "replicas": 2})
# The weights are downloaded in 16 bits: 1.5 x 141 GB and 100 GB, in steps of 50.
same(d["resources"]["disk_size"], 350)'
yaml 'dstack' dstack.yaml '
d = documents[0]
same((d["type"], d["name"], d["port"], d["model"]), ("service", "llm", 8000, "meta-llama/Llama-3.3-70B-Instruct"))
same(d["image"], "vllm/vllm-openai:v0.31.0")
same(d["resources"]["gpu"], "H100:80GB:4")
same((d["backends"], d["spot_policy"], d["replicas"]), (["gcp"], "on-demand", 2))
same(d["commands"][0].replace(" \\\n", "").split()[:2], ["vllm", "serve"])'

# What the tools of others call it: data/gpus.json, data/providers.json.
status 'a spot machine' 0 "$GPUPLAN" launch --gpu H100-SXM-80GB --gpus 4 --purchase spot --spot tolerant --concurrency 4 \
	--tpot off --ttft off --provider-kind hyperscaler --for skypilot
like 'is asked for' "$out" '^  use_spot: true$'
status 'a published checkpoint' 0 "$GPUPLAN" launch --gpu B200 --gpus 1 --model Llama-3.3-70B --weights nvfp4 --kv fp8 \
	--concurrency 4 --tpot off --ttft off
like 'in the format of the answer' "$out" '^vllm serve nvidia/Llama-3\.3-70B-Instruct-FP4 \\$'
status 'not with a KV cache of its own' 1 "$GPUPLAN" launch --gpu B200 --gpus 1 --model Llama-3.3-70B --weights nvfp4 \
	--kv bf16 --concurrency 4 --tpot off --ttft off
status 'another cloud of Kubernetes' 0 "$GPUPLAN" launch --gpu MI300X --gpus 1 --model Llama-3.1-8B --concurrency 4 \
	--tpot off --ttft off --for kubernetes --certainty 50%
like 'AMD counts its own GPUs' "$out" '^ +amd\.com/gpu: 1$'
like 'and labels them' "$out" '^ +amd\.com/gpu\.product-name: "AMD_Instinct_MI300X_OAM"$'
like 'with its own image' "$out" 'image: "vllm/vllm-openai-rocm:v0\.31\.0"$'
status 'Compose on AMD' 0 "$GPUPLAN" launch --gpu MI300X --gpus 1 --model Llama-3.1-8B --concurrency 4 \
	--tpot off --ttft off --for compose --certainty 50%
like 'has its devices' "$out" 'devices: \["/dev/kfd", "/dev/dri"\]'
unlike 'and reserves none of NVIDIA' "$out" 'nvidia'
status 'no name' 1 "$GPUPLAN" launch --gpu RTX-4090 --gpus 1 --model Llama-3.1-8B --concurrency 4 \
	--tpot off --ttft off --for skypilot --certainty 50%
like 'is not guessed' "$err" 'the name of GeForce RTX 4090 in SkyPilot is not known'
status 'no label' 0 "$GPUPLAN" launch --gpu RTX-5090 --gpus 1 --model Llama-3.1-8B --concurrency 4 \
	--tpot off --ttft off --for kubernetes --certainty 50%
like 'is said' "$out" '# No label of nodes with this GPU is known'

# Names are words of the shell, whatever they hold.
folder="$tap_tmp/it's a \"model\": #\$(touch x) {y}"
mkdir "$folder"
cat >"$folder/config.json" <<'END'
{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 4096, "num_hidden_layers": 32,
"num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128, "intermediate_size": 14336, "vocab_size": 128256,
"max_position_embeddings": 131072, "torch_dtype": "bfloat16", "tie_word_embeddings": false}
END
for form in vllm sglang benchmark; do
	status "a hostile name, $form" 0 "$GPUPLAN" launch --gpu H100-SXM-80GB --gpus 1 --weights bf16 --model "$folder" \
		--concurrency 4 --tpot off --ttft off --for "$form"
	shell "$form"
	# The words as a shell has them, one a line.
	sed -e '/^#/d' -e '1,/^[^#]/s/^\([^ #]\)/printf "%s\\n" \1/' "$tap_tmp/out" >"$tap_tmp/words.sh"
	ok "$form: the name is one word" sh -c 'sh "$1" | grep -qxF -e "$2"' sh "$tap_tmp/words.sh" "$folder"
done
ok 'nothing was run' test ! -e x
# The same in files: what a parser has is the name under which the file mounts it.
for form in compose kubernetes skypilot; do
	status "a hostile name, $form" 0 "$GPUPLAN" launch --gpu H100-SXM-80GB --gpus 1 --weights bf16 --model "$folder" \
		--concurrency 4 --tpot off --ttft off --for "$form"
	cp "$tap_tmp/out" "$tap_tmp/hostile-$form.yaml"
done
yaml 'compose: a name' hostile-compose.yaml '
llm = documents[0]["services"]["llm"]
# Compose takes $$ for $.
same(llm["command"][0].replace("$$", "$"), "/models/" + HOSTILE)
same(llm["volumes"][0]["target"].replace("$$", "$"), "/models/" + HOSTILE)
same(llm["volumes"][0]["source"].replace("$$", "$")[-len(HOSTILE):], HOSTILE)
same([c for c in llm["command"] if re.search(r"(?<!\$)\$(?!\$)", c)], [])'
yaml 'kubernetes: a name' hostile-kubernetes.yaml '
container = documents[0]["spec"]["template"]["spec"]["containers"][0]
# Kubernetes takes $$( for $(.
same(container["args"][0].replace("$$(", "$("), "/models/" + HOSTILE)
same(documents[0]["spec"]["template"]["spec"]["volumes"][1]["name"], "models")'
yaml 'skypilot: a name' hostile-skypilot.yaml '
same(list(documents[0]["file_mounts"]), ["/models/" + HOSTILE])
import subprocess
words = subprocess.run(["sh", "-c", "set -- " + documents[0]["run"].split("vllm serve ", 1)[1] + "\nprintf %s \"$1\""], capture_output=True, text=True).stdout
same(words, "/models/" + HOSTILE)'
status 'dstack takes no folder' 1 "$GPUPLAN" launch --gpu H100-SXM-80GB --gpus 1 --weights bf16 --model "$folder" \
	--concurrency 4 --tpot off --ttft off --for dstack
like 'says so' "$err" 'dstack does not bring'
nl='
'
mkdir "$tap_tmp/two${nl}lines"
cp "$folder/config.json" "$tap_tmp/two${nl}lines"
status 'a name of two lines' 2 "$GPUPLAN" launch --gpu H100-SXM-80GB --gpus 1 --weights bf16 \
	--model "$tap_tmp/two${nl}lines" --concurrency 4 --tpot off --ttft off
like 'is refused' "$err" 'cannot be shown'

status 'what does not fit' 1 "$GPUPLAN" launch --gpu L40S --gpus 1
like 'says so' "$err" 'launch: it does not fit: .*67\.7 GiB of weights'
is 'and no command' "$out" ''
status 'what cannot be run' 1 "$GPUPLAN" launch --gpu T4 --weights fp8 --model Llama-3.1-8B
like 'says so' "$err" 'launch: it cannot be run'
status 'what cannot be estimated' 1 "$GPUPLAN" launch --gpu TPU-v5p --model Llama-3.1-8B
like 'says so' "$err" 'launch: it cannot be estimated'
status 'an announced GPU' 1 "$GPUPLAN" launch --gpu Rubin-VR200
status 'a generic model' 2 "$GPUPLAN" launch --gpu B200 --params 8B
like 'says why' "$err" 'no checkpoint'
status 'no GPU' 2 "$GPUPLAN" launch
status 'an unknown form' 2 "$GPUPLAN" launch --gpu B200 --for helm
like 'names those that there are' "$err" 'vllm, sglang, tensorrt-llm, llama.cpp, .*benchmark'
status 'a form against the engine' 2 "$GPUPLAN" launch --gpu B200 --engine vllm --for sglang
status 'a KV cache that the engine does not have' 1 "$GPUPLAN" launch --gpu H200-SXM --kv int8 --gpus 2
like 'names it' "$err" 'no flag of vLLM is known that sets kv to int8'
status 'goals that are missed' 1 "$GPUPLAN" launch --gpu H100-SXM-80GB --gpus 2 --tpot 1ms --replicas 1
like 'the command comes all the same' "$out" '^vllm serve'
like 'and says it' "$out" '^# This plan misses its goals\.$'

done_testing
