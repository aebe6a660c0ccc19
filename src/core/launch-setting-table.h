/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a command that runs or measures a configuration may have to say: LAUNCH_SETTING(ID, word in engines.json, who
 * must say it).  An engine has no flag for some; when a setting is given, it or the one named last must have one.
 * LAUNCH_NONE: it may go unsaid.
 */
LAUNCH_SETTING(ALWAYS, "always", LAUNCH_NONE) /* "on": what does not depend on the configuration */
LAUNCH_SETTING(MODEL, "model", LAUNCH_FILE) /* checkpoint: an id or a folder */
LAUNCH_SETTING(FILE, "file", LAUNCH_MODEL) /* GGUF file */
LAUNCH_SETTING(TENSOR, "tensor", LAUNCH_NONE) /* tensor-parallel size */
LAUNCH_SETTING(GROUP, "group", LAUNCH_NONE) /* GPUs that exchange at every layer: tensor x data */
LAUNCH_SETTING(PIPELINE, "pipeline", LAUNCH_SPLIT) /* pipeline-parallel size, if more than one */
LAUNCH_SETTING(SPLIT, "split", LAUNCH_NONE) /* "none", "layer", "row": what GPUs divide */
LAUNCH_SETTING(DATA, "data", LAUNCH_DATA_ATTENTION) /* attention-data-parallel ranks, if more than one */
LAUNCH_SETTING(DATA_ATTENTION, "data_attention", LAUNCH_DATA) /* "on": every GPU of the group is such a rank */
LAUNCH_SETTING(EXPERT, "expert", LAUNCH_EXPERT_PARALLEL) /* expert-parallel size, if more than one */
LAUNCH_SETTING(EXPERT_PARALLEL, "expert_parallel", LAUNCH_NONE) /* "on": experts are divided over the whole group */
LAUNCH_SETTING(CONTEXT, "context", LAUNCH_SLOTS_CONTEXT) /* tokens of the longest request */
LAUNCH_SETTING(SLOTS_CONTEXT, "slots_context", LAUNCH_CONTEXT) /* the same times the requests at once */
LAUNCH_SETTING(SEQUENCES, "sequences", LAUNCH_RANK_SEQUENCES) /* requests at once of the whole server */
LAUNCH_SETTING(RANK_SEQUENCES, "rank_sequences", LAUNCH_NONE) /* of one data-parallel rank */
LAUNCH_SETTING(STEP_TOKENS, "step_tokens", LAUNCH_NONE) /* most tokens of one step */
LAUNCH_SETTING(MEMORY_SHARE, "memory_share", LAUNCH_NONE) /* of the card that the engine takes */
LAUNCH_SETTING(FREE_SHARE, "free_share", LAUNCH_NONE) /* of what weights leave free */
LAUNCH_SETTING(DTYPE, "dtype", LAUNCH_NONE) /* "bf16", "fp16": of weights that are not quantised */
LAUNCH_SETTING(QUANTISE, "quantise", LAUNCH_QUANTISE) /* the format that weights get when they are loaded */
LAUNCH_SETTING(KV, "kv", LAUNCH_KV) /* the format of the KV cache */
LAUNCH_SETTING(PREFIX_CACHE, "prefix_cache", LAUNCH_NONE) /* "on" */
LAUNCH_SETTING(REACH, "reach", LAUNCH_NONE) /* "on": it listens to other machines, or out of its container */
LAUNCH_SETTING(PORT, "port", LAUNCH_NONE)
LAUNCH_SETTING(URL, "url", LAUNCH_NONE)
LAUNCH_SETTING(PROMPT, "prompt", LAUNCH_NONE) /* tokens of every prompt */
LAUNCH_SETTING(OUTPUT, "output", LAUNCH_NONE) /* tokens of every answer */
LAUNCH_SETTING(DEPTH, "depth", LAUNCH_NONE) /* tokens in the cache: none, and those of a prompt */
LAUNCH_SETTING(USERS, "users", LAUNCH_NONE) /* requests in flight, unless they arrive at a rate */
LAUNCH_SETTING(RATE, "rate", LAUNCH_NONE) /* requests a second */
LAUNCH_SETTING(PROMPTS, "prompts", LAUNCH_NONE) /* requests of the measurement */
LAUNCH_SETTING(WARMUPS, "warmups", LAUNCH_NONE) /* requests before it */
LAUNCH_SETTING(RESULT, "result", LAUNCH_NONE) /* file that it writes */
