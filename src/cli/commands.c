/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command table, and the commands that ask a study: any, or the one about single replicas in full. */
#include "cli/commands.h"

#include "base/i18n.h"
#include "cli/accuracy.h"
#include "cli/catalog.h"
#include "cli/compare.h"
#include "cli/sweep.h"
#include "cli/wizard.h"
#include "study/curves.h"

enum status command_study(struct invocation *call, struct text *out, struct error *error)
{
	const struct study *study = call->command ? invocation_study(call) : study_first();
	enum status status = study->check ? study->check(&call->scenario, error) : STATUS_OK;
	struct output_request request;
	struct result result;

	if (status != STATUS_OK)
		return status;
	result_init(&result, &call->catalog);
	study_solve(study, &call->scenario, call->today, &result);
	status = result_best(&result) ? STATUS_OK : STATUS_UNMET;
	result_sort(&result, call->scenario.sort_metric, false);
	request = invocation_request(call, &result);
	output_write(out, call->format, &request);
	result_release(&result);
	return status;
}

/* The one answer that estimate and explain are about; NULL with the reason in `error`. */
static const struct row *only_answer(struct invocation *call, struct result *result, struct error *error)
{
	struct scenario *s = &call->scenario;
	const char *name = call->command->name;

	if (s->gpus.count != 1) {
		error_set(error, STATUS_USAGE,
			_("%s: exactly one --gpu is wanted; gpuplan catalog list gpus lists them"), name);
		return NULL;
	}
	study_solve(invocation_study(call), s, call->today, result);
	if (result->count == 0)
		error_set(error, STATUS_UNMET, _("%s: this GPU is announced and cannot be had yet"), name);
	return result->count ? &result->rows[0] : NULL;
}

static enum status write_answer(
	struct invocation *call, enum output_content content, struct text *out, struct error *error)
{
	struct result result;
	const struct row *answer;
	enum status status;

	result_init(&result, &call->catalog);
	answer = only_answer(call, &result, error);
	status = answer ? result_best(&result) ? STATUS_OK : STATUS_UNMET : error->status;
	if (answer) {
		struct output_request request = invocation_request(call, &result);

		request.content = content;
		output_write(out, call->format, &request);
	}
	result_release(&result);
	return status;
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
	struct output_request request;
	struct result result, points;
	enum status status = STATUS_UNMET;

	result_init(&result, &call->catalog);
	study_solve(invocation_study(call), &call->scenario, call->today, &result);
	if (result.count == 0) {
		error_set(
			error, STATUS_UNMET, _("%s: this GPU is announced and cannot be had yet"), call->command->name);
		result_release(&result);
		return STATUS_UNMET;
	}
	curves_points(&call->scenario, call->today, &result, output_points(call->format), &points);
	for (int i = 0; i < points.count; i++)
		if (points.rows[i].verdict == VERDICT_MEETS)
			status = STATUS_OK;
	request = invocation_request(call, &result);
	request.content = OUTPUT_POINTS;
	request.points = &points;
	output_write(out, call->format, &request);
	result_release(&points);
	result_release(&result);
	return status;
}

enum {
	FORMATS_TEXT = 1 << FORMAT_TEXT,
	FORMATS_ANSWER = 1 << FORMAT_TEXT | 1 << FORMAT_JSON | 1 << FORMAT_CSV,
	FORMATS_REPORT = FORMATS_ANSWER | 1 << FORMAT_MARKDOWN | 1 << FORMAT_HTML,
	FORMATS_PEOPLE_JSON = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	FORMATS_ACCURACY = FORMATS_PEOPLE_JSON | 1 << FORMAT_MARKDOWN,
	FORMATS_CSV = 1 << FORMAT_CSV
};

#define NEEDS_STUDY(value) .study = &value
#define NEEDS_REPLICA .replica = true
#define NEEDS_SCREEN .replica = true, .screen = true
#define NEEDS_COUNTS .replica = true, .set_gpu = compare_set_gpu
#define NEEDS_NOTHING .replica = false

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
