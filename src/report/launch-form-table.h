/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What launch writes besides the command of the engine: LAUNCH_FORM(ID, name of --for, function, whether an image of
 * the engine is wanted, help).  Another front end lists the same. */
LAUNCH_FORM(BENCHMARK, "benchmark", write_benchmark, false, N_("the command that measures what was planned"))
