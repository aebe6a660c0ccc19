/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every question that gpuplan answers, one row each, in the order of the tabs:
 * STUDY(ID, id, title, panel, columns, parameters that it reads, metrics that it gives, solve, title of the table, whether a GPU has an answer for
 *       every provider, help).
 */
STUDY(SERVE, "serve", N_("Serve"), serve_panel, serve_columns, serve_reads, serve_gives, serve_solve, N_("GPUs, cheapest first"), false, N_("which GPUs serve this workload inside the goals, ranked by cost"))
STUDY(FLEET, "fleet", N_("Fleet"), fleet_panel, fleet_columns, fleet_reads, fleet_gives, fleet_solve, N_("Fleets, cheapest first"), true, N_("how many replicas a day's traffic needs, what they cost a month, and how to buy them"))
STUDY(OWN, "own", N_("Own"), own_panel, own_columns, own_reads, own_gives, own_solve, N_("Buy or rent, cheapest first"), false, N_("buy the GPUs or rent them: cost of ownership, break-even, what would turn it"))
