/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What rules of advice say, POLICY(id in data/policy.json, N_("words")).  When a rule holds, how grave it is and where it
 * is from stand there; words stand here, where translators find them.  %1$s to %3$s are its values, %4$s its name.
 */
POLICY("wl-no-hourly-min", N_("The cheapest hour is often not the cheapest token: sort by the cost of tokens instead."))
POLICY("sla-external", N_("%4$s has no formal SLA on record: ask before you sign."))
POLICY("mg-l4", N_("Several L4 have no NVLink and 300 GB/s of bandwidth each: take one larger card."))
POLICY("mg-nvlink", N_("No NVLink between %4$s: where the model fits one card, replicas of one before tensor parallelism."))
POLICY("mig-reject", N_("No MIG and no NVLink on the %4$s: a tenant has a whole card, or shares it by time slices."))
POLICY("mg-400b", N_("So large a model wants NVLink: exchange over PCIe takes its speed."))
POLICY("pr-fp4-tasks", N_("4-bit errors show first in mathematics, reasoning and science; chat and summaries bear them better."))
POLICY("pr-quant-before-provider", N_("Try 8-bit weights before another provider: half the weights can be half the GPUs."))
POLICY("pr-int4-anygpu", N_("Without FP8 units, INT4 (AWQ, GPTQ) is what saves memory here: expect to lose 1 to 3 per cent of quality, and no gain in prefill."))
POLICY("pr-fp8-default", N_("FP8 is the safe default: half of 16 bits, a loss of quality under 2 per cent."))
POLICY("mv-existing", N_("A100s that you own: keep them for stable loads, and measure again each year."))
POLICY("tr-then-infer", N_("Choose the GPUs that serve the model separately: those that train it are often wasteful there."))
POLICY("tr-l40s-skip", N_("No NVLink on the %4$s: leave it to LoRA and small runs on one card."))
POLICY("ck-guardrails", N_("Ask for the quota of these GPUs before you plan on them, and watch use and tokens/s of each."))
POLICY("ck-price-now", N_("Prices move within weeks: ask again before you sign."))
POLICY("ck-rebenchmark", N_("The measured run behind this is %1$s old: measure again with today's release of the engine."))
POLICY("ck-measure", N_("This is an estimate: rent one, and measure it with your own prompts, lengths and users."))
