/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that every command takes besides the parameters of the workload: OPTION(ID, name, short form or 0,
 * value name or NULL, owner, help).  The owner is the command, or command and verb, that alone takes it, or
 * "planner"; NULL: every command does. */
OPTION(FORMAT, "format", 0, "FORMAT", NULL, N_("text, json, csv, markdown or html"))
OPTION(OUTPUT_FILE, "output-file", 'o', "FILE", NULL, N_("write there instead of standard output (-o)"))
OPTION(PLAN, "plan", 0, "FILE", NULL, N_("a saved plan or JSON result as the starting point"))
OPTION(COMMANDS, "commands", 0, "FILE", "planner", N_("commands that the planner runs before it shows itself"))
OPTION(CATALOG, "catalog", 0, "DIR", NULL, N_("catalog files that add to or change the built-in ones (may be repeated)"))
OPTION(STUDY, "study", 0, "ID", "sweep", N_("sweep: the study that every row is asked of, by its id; columns are its parameters"))
OPTION(BY, "by", 0, "LIST", "accuracy", N_("accuracy: one or more of metric, kind, engine, gpu, source, model, percentile"))
OPTION(FROM, "from", 0, "FORMAT", "catalog import-prices", N_("catalog import-prices: skypilot, gpuhunt, spheron, lambda, vast, runpod or csv"))
OPTION(AS_OF, "as-of", 0, "DATE", "catalog import-prices", N_("catalog import-prices: day of the prices that have no other, YYYY-MM-DD"))
OPTION(FORCE, "force", 0, NULL, "catalog add-measurement", N_("catalog add-measurement: keep figures that cannot be true by physics, each other or the estimate"))
OPTION(PLAIN, "plain", 0, NULL, "wizard", N_("wizard: ask line by line instead of on the whole screen"))
OPTION(NO_MEASURED, "no-measured", 0, NULL, NULL, N_("do not lean on measured neighbours"))
OPTION(NO_COLOR, "no-color", 0, NULL, NULL, N_("no colours"))
OPTION(ASCII, "ascii", 0, NULL, NULL, N_("plain ASCII characters only"))
OPTION(THEME, "theme", 0, "NAME", NULL, N_("colours of the planner: auto, default, dark, light, high-contrast, monochrome, or a file"))
OPTION(MOUSE, "mouse", 0, NULL, NULL, N_("let the mouse work in the planner, whatever the terminal says of it"))
OPTION(HELP, "help", 'h', NULL, NULL, N_("this help"))
OPTION(VERSION, "version", 'V', NULL, NULL, N_("name and version"))
OPTION(LIST_ACTIONS, "list-actions", 0, NULL, NULL, N_("keys and commands of the planner"))
OPTION(LIST_PARAMETERS, "list-parameters", 0, NULL, NULL, N_("parameters of a workload with their ranges"))
