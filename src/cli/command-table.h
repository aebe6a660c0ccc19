/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The batch commands: COMMAND(ID, name, function, formats, needs, most arguments, usage, help). Formats are the
 * ones that make sense for the command; the first of text, json, csv among them is its default.  Needs: catalog
 * and scenario are there before it runs, and what the study does not read is refused; STUDY: the study whose
 * row it is, REPLICA: the one about a single replica, RUNS: the same, a line each, SCREEN: the same, asked on the whole
 * screen where there is one, COUNTS: the same, --gpu with a number. NOTHING: the command loads what it needs, so that it also
 * works on a broken catalog; TAKEN: the same, with the parameters that it takes. */
COMMAND(WIZARD, "wizard", command_wizard, TEXT, SCREEN, 0, N_("[--plain]"), N_("a few questions that end in a recommendation"))
/* One for every study. */
#define STUDY(id, value, command, usage, command_help, tab, key, tab_help) \
	COMMAND(id, command, command_study, REPORT, STUDY(value), 0, usage, command_help)
#include "study/study-table.h"
#undef STUDY
COMMAND(ESTIMATE, "estimate", command_estimate, REPORT, REPLICA, 0, N_("WORKLOAD --gpu G [--gpus N]"), N_("one configuration, in full"))
COMMAND(EXPLAIN, "explain", command_explain, PEOPLE_JSON, REPLICA, 0, N_("WORKLOAD --gpu G [--gpus N]"), N_("the same with formulas, the values put in, and their sources"))
COMMAND(COMPARE, "compare", command_compare, ANSWER, COUNTS, 3, N_("WORKLOAD --gpu AxN --gpu BxM | PLAN PLAN"), N_("two or three configurations, or the best of two or three plans, side by side"))
COMMAND(CURVE, "curve", command_curve, ANSWER, REPLICA, 0, N_("WORKLOAD [--gpu G]..."), N_("speed and cost with one user, with more, up to as many as fit"))
COMMAND(COST, "cost", command_cost, ANSWER, TAKEN(cost_takes), 0, N_("--tok-s T --price USD_PER_HOUR [--gpus N] [--busy SHARE]"), N_("dollars per million tokens of a speed that is known; busy is 100% unless given"))
COMMAND(LAUNCH, "launch", command_launch, TEXT, REPLICA, 0, N_("WORKLOAD --gpu G [--for FORM]"), N_("the command or file that runs the answer of rank on this GPU, or measures it"))
COMMAND(SWEEP, "sweep", command_sweep, CSV, RUNS, 1, N_("[FILE.csv|-] [--study ID]"), N_("a CSV file of scenarios in (or standard input), the same with answers out"))
COMMAND(ACCURACY, "accuracy", command_accuracy, ACCURACY, NOTHING, 0, N_("[--by LIST]"), N_("how far the estimates are from published measurements"))
COMMAND(CATALOG, "catalog", command_catalog, ANSWER, TAKEN(catalog_takes), 100, N_("list KIND | show ID | check [FILE...] | import-model PATH | import-prices FILE|- --from FORMAT --as-of DATE | add-measurement WORKLOAD FIGURE=VALUE... | import-benchmark FILE|- [--from FORMAT] WORKLOAD | remove-measurement ID"), N_("browse and check GPUs, models, prices and the rest"))
