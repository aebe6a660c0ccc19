/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of the program: what the command line asked for. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "cli/measurement_files.h"
#include "cli/model_files.h"
#include "report/output.h"
#include "study/scenario_load.h"

enum option_id {
#define OPTION(id, ...) OPTION_##id,
#include "cli/option-table.h"
#undef OPTION
	OPTION_COUNT
};

/* A workload option as it was given; it is read when the catalog is there. */
struct given_parameter {
	enum parameter parameter;
	const char *text;
};

struct invocation {
	const struct command *command; /* NULL: none was named */
	const struct study *asked;     /* that an option named; NULL: that of the command counts */
	/* Values of the options that were given, "" of those that have none; NULL: not given. */
	const char *option[OPTION_COUNT];
	struct scenario planned;      /* what the plan says, before options */
	struct file_stamp plan_stamp; /* before it was read */
	/* Of the planner, which alone needs them. */
	struct scenario_load plan_loads[STUDIES_MAX];
	bool plan_has_results;          /* it is a whole answer */
	const struct study *plan_study; /* that it is about */
	enum output_format format;
	const char **overlays; /* every --catalog */
	size_t overlay_count;
	struct given_parameter *given;
	size_t given_count;
	struct parameter_set settled; /* what these options are about */
	char **arguments;             /* behind the command, borrowed from argv */
	int argument_count;
	struct report_style style;
	long today;
	bool user_folder_told; /* that it cannot be used */
	struct catalog catalog;
	struct model_files models;             /* that the scenario got from files */
	struct measurement_files measurements; /* that recalibrate estimates */
	struct scenario scenario;
	/* Asks the user for a line, who frees it; NULL at the end of the input. */
	char *(*read_line)(const char *prompt);
	/* Sets the user's own defaults in the fresh scenario, before plan and options; NULL: none. */
	void (*preset)(struct invocation *call);
	void *presets;
};

/* A batch command: writes its answer to `out`; the status is the exit status. */
struct command {
	const char *name;
	enum status (*run)(struct invocation *call, struct text *out, struct error *error);
	unsigned formats;              /* bits */
	const struct study *study;     /* that it asks; NULL: none, unless */
	bool replica;                  /* it asks that of single replicas */
	const enum parameter *without; /* what the study reads and the command does not, ended by PARAMETER_COUNT */
	bool screen;                   /* it asks its questions on the whole screen where there is one */
	/* Takes a --gpu of its own; NULL: as every command does. */
	enum status (*set_gpu)(struct invocation *call, const char *text, struct error *error);
	/* Of one that asks no study, or several: the parameters that it takes; NULL: those of its study. */
	bool (*takes)(enum parameter parameter);
	int most_arguments;
	const char *arguments, *help; /* untranslated */
};

/* Whether the parameter means something to the command. */
bool command_takes(const struct command *command, enum parameter parameter);

/* The study that it asks unless an option names one.  NULL: none. */
const struct study *command_asks(const struct command *command);

/* The study whose workload is loaded before the command runs.  NULL: the command loads what it needs, or none
 * was named. */
const struct study *invocation_study(const struct invocation *call);

/* Loads the catalog and fills the scenario (plan first, then options).  Problems of overlay files are printed
 * by the caller from `problems`. */
enum status invocation_load(struct invocation *call, struct error_list *problems, struct error *error);

/* The same; the problems are printed here. */
enum status invocation_load_aloud(struct invocation *call, struct error *error);

/* The first half of it, to check the catalog itself: base, user's overlay, then --catalog
 * folders.  STATUS_DATA leaves what could be read in call->catalog. */
enum status invocation_load_catalog(struct invocation *call, struct error_list *problems, struct error *error);

/* With the names of GPUs and providers only, problems printed here: the user's prices may be many or broken. */
enum status invocation_load_names(struct invocation *call, struct error *error);

/* Adds $XDG_CONFIG_HOME/gpuplan, or ~/.config/gpuplan; nothing when there is no home. */
void invocation_user_folder(struct text *out);

/* Adds the folder that is written to: the last that --catalog named, else the user's own. */
void invocation_written_folder(const struct invocation *call, struct text *out);

/* Whether there is one that may be looked into, or can be made.  One that cannot be used is left
 * out, with one warning a run. */
bool invocation_check_user_folder(struct invocation *call, struct error_list *problems);

/* One line a message on standard error; a list is cut after 20. */
void invocation_complain_all(const struct error_list *problems);

void invocation_release(struct invocation *call);

/* Writes an answer to -o or standard output, where a terminal gets text broken between words;
 * an error shows even if it comes at close. */
enum status invocation_write(const struct invocation *call, struct text *out, struct error *error);

/* What a report is asked: this result with as many rows as are wanted, in the style that is. */
struct output_request invocation_request(const struct invocation *call, const struct result *r);
