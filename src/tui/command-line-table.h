/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command line knows besides the actions of action-table.h and the parameters of
 * study/parameter-table.h, one row each:
 * LINE_COMMAND(name, argument, what its argument completes, function, help).
 * The dispatcher, completion and the section COMMAND LINE of gpuplan(1) are made from this table.
 */
LINE_COMMAND("set", "NAME=VALUE", LINE_ASSIGNMENT, run_set, N_("change a parameter"))
LINE_COMMAND("default", "NAME", LINE_PARAMETER, run_default, N_("a parameter back to its default"))
LINE_COMMAND("sort", "METRIC", LINE_METRIC, run_sort, N_("sort the table by a metric, or auto for the ranking"))
LINE_COMMAND("view", "NAME", LINE_STUDY, run_view, N_("go to a tab: serve, fleet, own"))
LINE_COMMAND("filter", "[WORDS]", LINE_NOTHING, run_filter, N_("show the rows that have these words in names, provider, verdict or reasons; without words all"))
LINE_COMMAND("save", "[FILE]", LINE_FILE, run_save, N_("save the plan in a file"))
LINE_COMMAND("save!", "FILE", LINE_FILE, run_save_over, N_("the same over a file that is there"))
LINE_COMMAND("open", "[FILE]", LINE_FILE, run_open, N_("open a plan from a file"))
LINE_COMMAND("export", "[FILE]", LINE_FILE, run_export, N_("write what is shown in a file, or gpuplan.html when only a format is given"))
LINE_COMMAND("export!", "FILE", LINE_FILE, run_export_over, N_("the same over a file that is there"))
LINE_COMMAND("measure", "[FIGURE=VALUE...]", LINE_NOTHING, run_measure, N_("keep what a server of the selected row did, such as tpot=22ms ttft=0.3s tok_s=1400; estimates move at once"))
LINE_COMMAND("measure!", "FIGURE=VALUE...", LINE_NOTHING, run_measure_anyway, N_("the same where it cannot be true by physics, other figures or the estimate"))
LINE_COMMAND("unmeasure", "[ID]", LINE_NOTHING, run_unmeasure, N_("forget a measurement; :measurements has the ids"))
LINE_COMMAND("launch", "[FORM...]", LINE_NOTHING, run_launch, N_("write what runs the selected row in a file, by form and file, such as compose compose.yaml; without words show all of it"))
LINE_COMMAND("topic", "[NAME]", LINE_TOPIC, run_topic, N_("help on a parameter or a figure; without a name on what is in focus"))
LINE_COMMAND("messages", "", LINE_NOTHING, run_messages, N_("the last ten messages, newest first"))
LINE_COMMAND("theme", "[NAME]", LINE_THEME, run_theme, N_("other colours until the end; without a name the next theme"))
LINE_COMMAND("key", "KEY...", LINE_NOTHING, run_key, N_("press keys by name"))
LINE_COMMAND("q", "", LINE_NOTHING, run_quit, N_("leave the planner, unless the plan has changes that are not saved"))
LINE_COMMAND("q!", "", LINE_NOTHING, run_quit_anyway, N_("leave the planner"))
