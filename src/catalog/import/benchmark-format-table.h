/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Result files of benchmarks that are read: BENCHMARK_FORMAT(ID, name, tool, what a record of it has, list, records,
 * engine, help).  "What it has" are paths (benchmark-field-table.h) with blanks between, all of which a record has, or
 * "/path" the file; "path=2" is that number.  The first row that fits is the file's.  `list` is the member that has the
 * records, "" for a file that is one, a list or a line each.  LAST: a file that every run appends to, of which the
 * newest is meant.  `engine` is the only one that the tool measures, NULL where it may be any.
 *
 * From the sources and documents of the tools: vLLM 0.25.1 (vllm/benchmarks/serve.py), SGLang of 2024-12 and
 * 2026 (python/sglang/bench_serving.py), GuideLLM 0.8.0.dev18 (reports of metadata.version 2), AIPerf of 2025-11 and
 * 0.12.0 (schema 1.4, docs/tutorials/working-with-profile-exports.md), kubernetes-sigs/inference-perf of 2025-11,
 * llama.cpp b6865 and b9927 (tools/llama-bench), InferenceX of 2026-02 (summaries of vLLM runs); each but the newer
 * SGLang by a file that it wrote (tests/benchmarks).
 */
BENCHMARK_FORMAT(SGLANG, "sglang", "SGLang bench_serving", "total_output_tokens_retokenized completed duration", "", LAST, NULL, N_("a line a run, of which the last counts"))
BENCHMARK_FORMAT(VLLM, "vllm", "vllm bench serve", "model_id completed mean_ttft_ms", "", ALL, NULL, N_("--save-result, and its sweeps"))
BENCHMARK_FORMAT(INFERENCEX, "inferencex", "InferenceX", "model_id completed median_ttft", "", ALL, NULL, N_("summaries of vLLM runs, in seconds"))
BENCHMARK_FORMAT(GUIDELLM, "guidellm", "GuideLLM", "/metadata/guidellm_version /metadata/version=2 metrics/request_totals", "benchmarks", ALL, NULL, N_("JSON reports of version 2"))
BENCHMARK_FORMAT(AIPERF, "aiperf", "AIPerf", "request_throughput/unit request_latency/unit", "", ALL, NULL, N_("profile_export_aiperf.json"))
BENCHMARK_FORMAT(INFERENCE_PERF, "inference-perf", "inference-perf", "load_summary/count successes/count", "", ALL, NULL, N_("lifecycle metrics of a stage, in seconds"))
BENCHMARK_FORMAT(LLAMA_BENCH, "llama-bench", "llama-bench", "n_prompt n_gen avg_ts", "", ALL, "llama.cpp", N_("-o json or jsonl: one stream without a server"))
