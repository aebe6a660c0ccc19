/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every question that gpuplan answers: STUDY(ID, id, title, panel, columns, solve, help). */
STUDY(SERVE, "serve", N_("Serve"), serve_panel, serve_columns, serve_solve, N_("which GPUs serve this workload inside the goals, ranked by cost"))
STUDY(FLEET, "fleet", N_("Fleet"), fleet_panel, fleet_columns, fleet_solve, N_("how many replicas a day's traffic needs, what they cost a month, and how to buy them"))
