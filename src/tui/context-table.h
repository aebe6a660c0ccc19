/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where keys work, one row each in the order of the help screen and of gpuplan(1):
 * CONTEXT(IN_..., id of --list-actions, title).
 */
CONTEXT(PARAMETERS, "parameters", N_("Workload panel"))
CONTEXT(TABLE, "table", N_("GPU table"))
CONTEXT(WORKBENCH, "workbench", N_("Both panels"))
CONTEXT(EXPLAIN, "explain", N_("Why"))
CONTEXT(COMPARE, "compare", N_("Comparison"))
CONTEXT(FIGURES, "figures", N_("Why and comparison"))
CONTEXT(CURVES, "curves", N_("Curves"))
CONTEXT(VIEWS, "views", N_("Why, comparison and curves"))
CONTEXT(SCREENS, "screens", N_("Panels, why, comparison and curves"))
CONTEXT(LIST, "list", N_("Lists"))
CONTEXT(FILTERED, "filtered", N_("Lists, filtered"))
CONTEXT(ENTRY, "entry", N_("Typed value"))
CONTEXT(TEXT, "text", N_("Help and details"))
CONTEXT(SETTINGS, "settings", N_("Settings"))
CONTEXT(POPUP, "popup", N_("All that opens above the panels"))
CONTEXT(QUESTION, "question", N_("Questions of the wizard"))
CONTEXT(CHOICES, "choices", N_("Choices of a question"))
CONTEXT(NUMBER, "number", N_("Number of a question"))
CONTEXT(SUMMARY, "summary", N_("Recommendation of the wizard"))
CONTEXT(WIZARD, "wizard", N_("Wizard"))
CONTEXT(PROMPT, "prompt", N_("Command line"))
CONTEXT(FILTER, "filter", N_("Text filter of the table"))
CONTEXT(ANY, "any", N_("Everywhere"))
