/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The batch commands: COMMAND(ID, name, function, formats, needs, most arguments, usage, help).
 * Formats are the ones that make sense for the command; the first of text, json, csv among them
 * is its default.  Needs: a study: catalog and scenario are there before it runs, and what the
 * study does not read is refused; NOTHING: the command loads what it needs, so that it also works on
 * a broken catalog.
 */
COMMAND(WIZARD, "wizard", command_wizard, TEXT, SERVE, 0, N_("[--plain]"), N_("a few questions that end in a recommendation"))
COMMAND(RANK, "rank", command_rank, REPORT, SERVE, 0, N_("WORKLOAD"), N_("every GPU, ranked for serving"))
COMMAND(ESTIMATE, "estimate", command_estimate, REPORT, SERVE, 0, N_("WORKLOAD --gpu G [--gpus N]"), N_("one configuration, in full"))
COMMAND(EXPLAIN, "explain", command_explain, PEOPLE_JSON, SERVE, 0, N_("WORKLOAD --gpu G [--gpus N]"), N_("the same with formulas, the values put in, and their sources"))
COMMAND(COMPARE, "compare", command_compare, ANSWER, SERVE, 3, N_("WORKLOAD --gpu AxN --gpu BxM | PLAN PLAN"), N_("two or three configurations, or the best of two or three plans, side by side"))
COMMAND(CURVE, "curve", command_curve, ANSWER, SERVE, 0, N_("WORKLOAD [--gpu G]..."), N_("speed and cost with one user, with more, up to as many as fit"))
COMMAND(FLEET, "fleet", command_fleet, REPORT, FLEET, 0, N_("WORKLOAD --rate R [--rate-low R] | --traffic FILE.csv"), N_("how many replicas the traffic needs, and how to buy them by the month"))
COMMAND(OWN, "own", command_own, REPORT, OWN, 0, N_("WORKLOAD ..."), N_("buy or rent: cost of ownership, break-even, what would turn it"))
COMMAND(SWEEP, "sweep", command_sweep, CSV, SERVE, 1, N_("[FILE.csv]"), N_("a CSV file of scenarios in (or standard input), the same with answers out"))
COMMAND(ACCURACY, "accuracy", command_accuracy, ACCURACY, NOTHING, 0, N_("[--by LIST]"), N_("how far the estimates are from published measurements"))
COMMAND(CATALOG, "catalog", command_catalog, ANSWER, NOTHING, 100, N_("list KIND | show ID | check [FILE...] | import-model PATH | import-prices FILE --from FORMAT --as-of DATE | add-measurement FIGURE=VALUE..."), N_("browse and check GPUs, models, prices and the rest"))
