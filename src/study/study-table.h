/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every question that gpuplan answers: STUDY(ID, id, title, panel, columns, solve, help). */
STUDY(SERVE, "serve", N_("Serve"), serve_panel, serve_columns, serve_solve, N_("which GPUs serve this workload inside the goals, ranked by cost"))
STUDY(OWN, "own", N_("Own"), own_panel, own_columns, own_solve, N_("buy the GPUs or rent them: cost of ownership, break-even, what would turn it"))
