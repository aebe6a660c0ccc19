/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command table, the command of every study, and those about one replica. */
#include "config.h"

#include <limits.h>
#include <math.h>

#include "base/i18n.h"
#include "study/study.h"
#include "cli/invocation.h"
#include "report/output.h"
#include "study/serve.h"

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
#define NEEDS_NOTHING .replica = false

const struct command *command_table(void)
{
	static const struct command rows[] = {
#define COMMAND(id, name_, run_, formats_, needs_, most_, arguments_, help_) \
		{ .name = name_, .run = run_, .formats = FORMATS_##formats_, \
		  NEEDS_##needs_, .most_arguments = most_, \
		  .arguments = arguments_, .help = help_ },
#include "cli/command-table.h"
#undef COMMAND
		{ .name = NULL },
	};

	return rows;
}

const struct study *command_asks(const struct command *command)
{
	return command->replica ? study_of_replica() : command->study;
}

static int top_rows(const struct invocation *call)
{
	double top = call->scenario.number[PARAMETER_TOP];

	return isnan(top) || isinf(top) ? INT_MAX : (int)top;
}

struct output_request invocation_request(const struct invocation *call, const struct result *r)
{
	return (struct output_request) {
		.command = call->command ? call->command->name : "rank", .scenario = &call->scenario,
		.result = r, .today = call->today, .style = call->style, .top = top_rows(call) };
}

enum status command_study(struct invocation *call, struct text *out, struct error *error)
{
	/* Without a command: what the planner would show first. */
	const struct study *study = call->command ? command_asks(call->command) : study_first();
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
static const struct row *only_answer(struct invocation *call, struct result *result,
					struct error *error)
{
	struct scenario *s = &call->scenario;
	const char *name = call->command->name;

	if (s->gpus.count != 1) {
		error_set(error, STATUS_USAGE,
			  _("%s: exactly one --gpu is wanted; gpuplan catalog list gpus lists them"), name);
		return NULL;
	}
	study_solve(command_asks(call->command), s, call->today, result);
	if (result->count == 0)
		error_set(error, STATUS_UNMET, _("%s: this GPU is announced and cannot be had yet"), name);
	return result->count ? &result->rows[0] : NULL;
}

static enum status write_answer(struct invocation *call, enum output_content content, struct text *out,
				struct error *error)
{
	struct output_request request;
	struct result result;
	const struct row *answer;
	enum status status;

	result_init(&result, &call->catalog);
	answer = only_answer(call, &result, error);
	status = answer ? result_best(&result) ? STATUS_OK : STATUS_UNMET : error->status;
	if (answer) {
		request = invocation_request(call, &result);
		request.content = content;
		output_write(out, call->format, &request);
	}
	result_release(&result);
	return status;
}

enum status command_estimate(struct invocation *call, struct text *out, struct error *error)
{
	return write_answer(call, OUTPUT_ANSWER, out, error);
}

enum status command_explain(struct invocation *call, struct text *out, struct error *error)
{
	return write_answer(call, OUTPUT_EXPLAINED, out, error);
}
