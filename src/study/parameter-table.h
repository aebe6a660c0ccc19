/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every input of a study, one row each, in the order of the panel:
 * PARAMETER(ID, studies that read it, option name, form, quantity, lowest, highest, default, endless word, stops,
 *           label, help).
 * The form says how the value is held: NUMBER a quantity, CHOICE a word of a fixed list,
 * OBJECT a thing of the catalog, SET several of them.  NAN: not given by default.
 * The endless word stands for infinity ("max" users, goal "off"); NULL: there is none.
 */
PARAMETER(MODEL, ALL, "model", OBJECT, COUNT, 0, 0, NAN, NULL, NULL, N_("Model"), N_("model id, alias or checkpoint name of the catalog; or a config.json, a GGUF file or a folder with one"))
PARAMETER(PARAMS, ALL, "params", NUMBER, PARAMETERS, 1e7, 2e13, NAN, NULL, NULL, N_("Parameters"), N_("instead of a model: a generic model with so many parameters"))
PARAMETER(ACTIVE, ALL, "active", NUMBER, PARAMETERS, 1e7, 2e13, NAN, NULL, NULL, N_("Active"), N_("parameters that one token passes, for a generic mixture of experts"))
PARAMETER(WEIGHTS, ALL, "weights", OBJECT, COUNT, 0, 0, NAN, NULL, NULL, N_("Weights"), N_("number format of the weights; auto: the checkpoint's own, else 8 bits where the GPU runs them"))
PARAMETER(KV, ALL, "kv", OBJECT, COUNT, 0, 0, NAN, NULL, NULL, N_("KV cache"), N_("number format of the KV cache; auto: 16 bits unless the checkpoint declares FP8"))
PARAMETER(CONTEXT, ALL, "context", NUMBER, TOKENS, 16, 16777216, NAN, NULL, stops_context, N_("Context"), N_("longest request to hold, prompt and answer together, in tokens"))
PARAMETER(PROMPT, ALL, "prompt", NUMBER, TOKENS, 1, 16777216, 1024, NULL, stops_tokens, N_("Prompt"), N_("mean prompt length in tokens"))
PARAMETER(OUTPUT, ALL, "output", NUMBER, TOKENS, 1, 16777216, 256, NULL, stops_tokens, N_("Output"), N_("mean answer length in tokens"))
PARAMETER(CONCURRENCY, ALL, "concurrency", NUMBER, COUNT, 1, 1e6, 32, "max", stops_count, N_("Users"), N_("requests in progress at one moment on one replica; max: as many as fit"))
PARAMETER(RATE, ALL, "rate", NUMBER, RATE, 1e-6, 1e6, NAN, NULL, stops_rate, N_("Rate"), N_("requests per second that arrive at one replica, instead of a concurrency"))
PARAMETER(TTFT, ALL, "ttft", NUMBER, SECONDS, 0.001, 3600, 0.5, "off", stops_ttft, N_("TTFT goal"), N_("longest mean time to first token"))
PARAMETER(TPOT, ALL, "tpot", NUMBER, SECONDS, 0.001, 60, 0.05, "off", stops_tpot, N_("TPOT goal"), N_("longest mean time per output token"))
PARAMETER(SPOT, ALL, "spot", CHOICE, COUNT, 0, 1, 0, NULL, NULL, N_("Spot"), N_("whether the work tolerates losing a machine at short notice: tolerant adds spot offers"))
PARAMETER(BUSY, ALL, "busy", NUMBER, FRACTION, 0.001, 1, 0.5, NULL, stops_busy, N_("Busy"), N_("share of the paid time that does useful work"))
PARAMETER(FOUR_BIT, ALL, "four-bit", CHOICE, COUNT, 0, 2, 0, NULL, NULL, N_("4-bit"), N_("whether auto may choose 4-bit weights, which need validation on the task"))
PARAMETER(PREFIX_HIT, ALL, "prefix-hit", NUMBER, FRACTION, 0, 1, 0, NULL, stops_hit, N_("Cache hit"), N_("share of the prompt tokens found in the prefix cache"))
PARAMETER(ENGINE, ALL, "engine", OBJECT, COUNT, 0, 0, NAN, NULL, NULL, N_("Engine"), N_("inference engine"))
PARAMETER(TUNING, ALL, "tuning", CHOICE, COUNT, 0, 1, 0, NULL, NULL, N_("Tuning"), N_("default set-up of the engine, or tuned for peak throughput"))
PARAMETER(BATCHING, ALL, "batching", CHOICE, COUNT, 0, 1, 0, NULL, NULL, N_("Batching"), N_("continuous, or one static batch that runs to its end"))
PARAMETER(SPECULATIVE, ALL, "speculative", CHOICE, COUNT, 0, 0, 0, NULL, NULL, N_("Speculative"), N_("speculative decoding"))
PARAMETER(GPU, ALL, "gpu", SET, COUNT, 0, 0, NAN, NULL, NULL, N_("GPU"), N_("only this GPU (may be repeated)"))
PARAMETER(GPUS, ALL, "gpus", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("GPUs"), N_("exactly so many GPUs for one replica"))
PARAMETER(MAX_GPUS, ALL, "max-gpus", NUMBER, COUNT, 1, 1024, 8, NULL, stops_gpus, N_("Max GPUs"), N_("at most so many GPUs for one replica"))
PARAMETER(TP, ALL, "tp", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("TP"), N_("tensor-parallel size"))
PARAMETER(PP, ALL, "pp", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("PP"), N_("pipeline-parallel size"))
PARAMETER(EP, ALL, "ep", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("EP"), N_("expert-parallel size"))
PARAMETER(DP, ALL, "dp", NUMBER, COUNT, 1, 1024, NAN, NULL, stops_gpus, N_("DP"), N_("attention-data-parallel size"))
PARAMETER(PURCHASE, ALL, "purchase", SET, COUNT, 0, 0, NAN, NULL, NULL, N_("Purchase"), N_("kind of purchase to consider (may be repeated)"))
PARAMETER(PROVIDER, ALL, "provider", SET, COUNT, 0, 0, NAN, NULL, NULL, N_("Provider"), N_("only this provider (may be repeated)"))
PARAMETER(PROVIDER_KIND, ALL, "provider-kind", SET, COUNT, 0, 0, NAN, NULL, NULL, N_("Providers"), N_("kind of provider to consider (may be repeated)"))
PARAMETER(REGION, ALL, "region", TEXT, COUNT, 0, 0, NAN, NULL, NULL, N_("Region"), N_("only offers whose region contains this text"))
PARAMETER(SORT, ALL, "sort", METRIC, COUNT, 0, 0, NAN, NULL, NULL, N_("Sort"), N_("metric to sort by instead of the verdict and the cost"))
PARAMETER(TOP, ALL, "top", NUMBER, COUNT, 1, 10000, NAN, NULL, stops_count, N_("Top"), N_("show only so many rows"))
