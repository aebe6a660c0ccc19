/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan estimate, explain and curve: configurations that are named, in full. */
#include "cli/replica.h"

#include "base/i18n.h"
#include "study/curves.h"

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

enum status command_estimate(struct invocation *call, struct text *out, struct error *error)
{
	return write_answer(call, OUTPUT_ANSWER, out, error);
}

enum status command_explain(struct invocation *call, struct text *out, struct error *error)
{
	return write_answer(call, OUTPUT_EXPLAINED, out, error);
}

enum status command_curve(struct invocation *call, struct text *out, struct error *error)
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
