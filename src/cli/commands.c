/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command table, and the commands that ask a study: any, or the one about single replicas in full. */
#include "cli/commands.h"

#include <math.h>

#include "base/i18n.h"
#include "study/curve_points.h"
#include "study/detail.h"
#include "cli/accuracy.h"
#include "cli/catalog.h"
#include "cli/compare.h"
#include "cli/cost.h"
#include "cli/launch.h"
#include "cli/sweep.h"
#include "cli/wizard.h"

/* Declares a local result that is released where its block ends. */
#define RESULT(name) struct result name __attribute__((cleanup(result_release))) = { .count = 0 }

enum status command_study(struct invocation *call, struct text *out, struct error *error)
{
	const struct study *study = call->command ? invocation_study(call) : study_first();
	struct output_request request;
	enum status status;
	RESULT(result);

	if (study->check && study->check(&call->scenario, error) != STATUS_OK)
		return error->status;
	result_init(&result, &call->catalog);
	if (call->scenario.number[PARAMETER_ALL] == LIST_ALL)
		result_reserve(&result, call->catalog.gpu_count * (1 + ALTERNATIVES_MAX));
	study_solve(study, &call->scenario, call->today, &result);
	study_detail_all(&call->scenario, call->today, &result);
	status = result_best(&result) ? STATUS_OK : STATUS_UNMET;
	result_sort(&result, call->scenario.sort_metric, false);
	request = invocation_request(call, &result);
	output_write(out, call->format, &request);
	return status;
}

/* Solves for the GPUs that are named; STATUS_UNMET with the reason when there is no answer. */
static enum status solve(struct invocation *call, struct result *result, struct error *error)
{
	/* One replica, unless more are asked for. */
	if (isnan(call->scenario.number[PARAMETER_REPLICAS]))
		call->scenario.number[PARAMETER_REPLICAS] = 1.0;
	result_init(result, &call->catalog);
	study_solve(invocation_study(call), &call->scenario, call->today, result);
	study_detail_all(&call->scenario, call->today, result);
	if (result->count > 0)
		return STATUS_OK;
	return error_set(
		error, STATUS_UNMET, _("%s: this GPU is announced and cannot be had yet"), call->command->name);
}

/* The one answer that estimate and explain are about. */
static enum status write_answer(
	struct invocation *call, enum output_content content, struct text *out, struct error *error)
{
	RESULT(result);
	struct output_request request;

	if (call->scenario.gpus.count != 1)
		return error_set(error, STATUS_USAGE,
			_("%s: exactly one --gpu is wanted; gpuplan catalog list gpus lists them"),
			call->command->name);
	if (solve(call, &result, error) != STATUS_OK)
		return STATUS_UNMET;
	request = invocation_request(call, &result);
	request.content = content;
	output_write(out, call->format, &request);
	return result_best(&result) ? STATUS_OK : STATUS_UNMET;
}

static enum status command_estimate(struct invocation *call, struct text *out, struct error *error)
{
	return write_answer(call, OUTPUT_ANSWER, out, error);
}

static enum status command_explain(struct invocation *call, struct text *out, struct error *error)
{
	return write_answer(call, OUTPUT_EXPLAINED, out, error);
}

/* As many configurations as are named, from one user to as many as they hold. */
static enum status command_curve(struct invocation *call, struct text *out, struct error *error)
{
	RESULT(result);
	RESULT(points);
	struct output_request request;

	if (solve(call, &result, error) != STATUS_OK)
		return STATUS_UNMET;
	curves_points(&call->scenario, call->today, &result, output_points(call->format), &points);
	request = invocation_request(call, &result);
	request.content = OUTPUT_POINTS;
	request.points = &points;
	output_write(out, call->format, &request);
	for (int i = 0; i < points.count; i++)
		if (points.rows[i].verdict == VERDICT_MEETS)
			return STATUS_OK;
	return STATUS_UNMET;
}

enum {
	FORMATS_TEXT = 1 << FORMAT_TEXT,
	FORMATS_ANSWER = 1 << FORMAT_TEXT | 1 << FORMAT_JSON | 1 << FORMAT_CSV,
	FORMATS_REPORT = FORMATS_ANSWER | 1 << FORMAT_MARKDOWN | 1 << FORMAT_HTML,
	FORMATS_PEOPLE_JSON = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	FORMATS_ACCURACY = FORMATS_PEOPLE_JSON | 1 << FORMAT_MARKDOWN,
	FORMATS_CSV = 1 << FORMAT_CSV
};

static const enum parameter only_rank[] = { PARAMETER_ALL, PARAMETER_COUNT };
/* A line is a run of one replica. */
static const enum parameter no_run[] = { PARAMETER_ALL, PARAMETER_REPLICAS, PARAMETER_COUNT };

/* Answers to questions that some study asks. */
static bool wizard_takes(enum parameter parameter)
{
	for (int i = 0; i < study_count(); i++)
		if (study_at(i)->questions && study_reads(study_at(i), parameter))
			return !parameter_listed(only_rank, parameter);
	return false;
}

#define NEEDS_STUDY(value) .study = &value
#define NEEDS_REPLICA .replica = true, .without = only_rank
#define NEEDS_RUNS .replica = true, .without = no_run
#define NEEDS_SCREEN .replica = true, .takes = wizard_takes, .screen = true
#define NEEDS_COUNTS .replica = true, .without = only_rank, .set_gpu = compare_set_gpu
#define NEEDS_NOTHING .replica = false
#define NEEDS_TAKEN(function) .takes = function

const struct command *command_table(void)
{
	static const struct command rows[] = {
#define COMMAND(id, name_, run_, formats_, needs_, most_, arguments_, help_) \
	{ .name = name_, \
		.run = run_, \
		.formats = FORMATS_##formats_, \
		NEEDS_##needs_, \
		.most_arguments = most_, \
		.arguments = arguments_, \
		.help = help_ },
#include "cli/command-table.h"
#undef COMMAND
		{ .name = NULL }
	};

	return rows;
}
