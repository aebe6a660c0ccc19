/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of the program: what the command line asked for. */
#ifndef GPUPLAN_CLI_INVOCATION_H
#define GPUPLAN_CLI_INVOCATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "catalog/catalog.h"
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
	bool flags[OPTION_COUNT];      /* options that were given */
	const char *output;            /* -o; NULL: standard output */
	const char *plan;
	const char *theme;             /* --theme; NULL: not given */
	struct scenario planned;       /* what the plan says, before options */
	struct file_stamp plan_stamp;  /* before it was read */
	/* Of the planner, which alone needs them. */
	struct scenario_load plan_loads[STUDIES_MAX];
	bool plan_has_results;         /* it is a whole answer */
	const struct study *plan_study;      /* that it is about */
	const char *commands;          /* --commands; NULL: not given */
	const char *by;                /* --by; NULL: not given */
	const char *from, *as_of;      /* --from, --as-of; NULL: not given */
	enum output_format format;
	const char **overlays;
	size_t overlay_count;
	struct given_parameter *given;
	size_t given_count;
	struct parameter_set settled;  /* what these options are about */
	char **arguments;              /* behind the command, borrowed from argv */
	int argument_count;
	struct report_style style;
	long today;
	bool user_folder_told;         /* that it cannot be used */
	struct catalog catalog;
	struct model_files models; /* that the scenario got from files */
	struct measurement_files measurements; /* that estimates lean on */
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
	unsigned formats; /* bits */
	const struct study *study; /* that it asks; NULL: none, unless */
	bool replica;              /* it asks that of single replicas */
	int most_arguments;
	const char *arguments, *help; /* untranslated */
};

/* All commands; the list ends with a NULL name. */
const struct command *command_table(void);

/* The study whose workload is loaded before it runs; NULL: none. */
const struct study *command_asks(const struct command *command);

/*
 * Reads the command line.  --help, --version and --list-parameters are answered into `out`
 * (*done is set).  STATUS_USAGE with one message otherwise.
 */
enum status invocation_read(struct invocation *call, int argc, char **argv, struct text *out,
			    bool *done, struct error *error);

/*
 * Loads the catalog and fills the scenario (plan first, then options).  Problems of overlay
 * files are printed by the caller from `problems`.
 */
enum status invocation_load(struct invocation *call, struct error_list *problems, struct error *error);

/* The first half of it, to check the catalog itself: base, user's overlay, then --catalog
 * folders.  STATUS_DATA leaves what could be read in call->catalog. */
enum status invocation_load_catalog(struct invocation *call, struct error_list *problems,
				    struct error *error);

/* The same with the names of GPUs and providers only: the user's prices may be many or broken. */
enum status invocation_load_names(struct invocation *call, struct error_list *problems, struct error *error);

/* Adds $XDG_CONFIG_HOME/gpuplan, or ~/.config/gpuplan; nothing when there is no home. */
void invocation_user_folder(struct text *out);

/* Whether there is one that may be looked into, or can be made.  One that cannot be used is left
 * out, with one warning a run. */
bool invocation_check_user_folder(struct invocation *call, struct error_list *problems);

/* One line a message on standard error; a list is cut after 20. */
void invocation_complain(const struct error *error);
void invocation_complain_all(const struct error_list *problems);

void invocation_release(struct invocation *call);

/* Writes an answer to -o or standard output, where a terminal gets text broken between words;
 * an error shows even if it comes at close. */
enum status invocation_write(const struct invocation *call, struct text *out, struct error *error);

/* What output_write() writes of a result, with as many rows as are wanted. */
struct output_request invocation_request(const struct invocation *call, const struct result *r);

enum status command_study(struct invocation *call, struct text *out, struct error *error);
enum status command_estimate(struct invocation *call, struct text *out, struct error *error);
enum status command_explain(struct invocation *call, struct text *out, struct error *error);
enum status command_wizard(struct invocation *call, struct text *out, struct error *error);
enum status command_compare(struct invocation *call, struct text *out, struct error *error);
enum status command_curve(struct invocation *call, struct text *out, struct error *error);
enum status command_sweep(struct invocation *call, struct text *out, struct error *error);
enum status command_accuracy(struct invocation *call, struct text *out, struct error *error);
enum status command_catalog(struct invocation *call, struct text *out, struct error *error);

/* The verb add-measurement: own figures into measurements.csv of the user's folder. */
enum status command_add_measurement(struct invocation *call, struct text *out, struct error *error);

/* The verb import-prices: somebody's price list into an overlay. */
enum status command_import_prices(struct invocation *call, struct text *out, struct error *error);

/* The verb import-model of the catalog command: an overlay file of the model's own files. */
enum status command_import_model(struct invocation *call, struct text *out, struct error *error);

#endif
