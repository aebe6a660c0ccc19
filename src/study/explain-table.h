/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the names of a trace mean: WORD(key, UNIT, meaning), and FIGURE(key, METRIC) for those that
 * the answer has too: its help, unit and band.  The key is the meaning that the trace gives, or
 * the id: "mixed_batch" goes before "@batch", which is of all steps with a prefix, before "batch".
 * Constants have the words of parameters.json.
 */

/* Cost */
FIGURE("usd_per_hour", HOUR)
FIGURE("price", GPU_HOUR)
FIGURE("gpus", GPUS)
WORD("instance", NONE, N_("GPUs that are rented at a time"))
FIGURE("usd_per_month", MONTH)
FIGURE("usd_per_m_output", MTOK_OUTPUT)
FIGURE("usd_per_m_tokens", MTOK)
FIGURE("busy", BUSY)
WORD("as it is", FRACTION, N_("a rate is billed as it is"))
WORD("leaned_output_tok_s", PER_SECOND, N_("the same, moved towards measured runs nearby"))
WORD("prompt", NUMBER, N_("mean prompt length in tokens"))
WORD("output", NUMBER, N_("mean answer length in tokens"))
