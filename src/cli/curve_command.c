/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan curve: configurations with one user after another, from 1 to as many as they hold. */
#include "config.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "cli/invocation.h"
#include "report/curves.h"
#include "report/machine.h"
#include "study/serve.h"

/* Points of one configuration: people read a dozen, machines draw. */
enum { POINTS_TEXT = 14, POINTS_MACHINE = 32 };

/* All GPUs that were named, or the best ones as in the planner. */
static int configurations(const struct invocation *call, const struct result *result)
{
	if (call->scenario.gpus.count || result->count < CURVE_SERIES_MAX)
		return result->count;
	return CURVE_SERIES_MAX;
}

/* Reasons are those of the point, not of the workload. */
static void explain_point(const struct invocation *call, const struct answer *configuration,
			  struct answer *point)
{
	struct scenario s = call->scenario;

	s.number[PARAMETER_CONCURRENCY] = point->concurrency;
	s.number[PARAMETER_RATE] = NAN;
	serve_explain(&s, call->today, NULL, point);
	point->rank = configuration->rank;
}

/* Points of all configurations; one that cannot be estimated is a point itself. */
static void fill_points(const struct invocation *call, const struct result *result, int most,
			struct result *points)
{
	for (int i = 0; i < configurations(call, result); i++) {
		const struct answer *a = &result->answers[i];
		struct answer *first = &points->answers[points->count];
		int count = curves_answers(&call->scenario, a, first, most);

		for (int k = 0; k < count; k++)
			explain_point(call, a, &first[k]);
		if (count == 0) {
			*first = *a;
			count = 1;
		}
		points->count += count;
	}
}

static void write_points(const struct invocation *call, const struct result *result,
			 const struct result *points, struct text *out)
{
	double top = call->scenario.number[PARAMETER_TOP];
	int rows = isnan(top) ? INT_MAX : (int)top;

	switch (call->format) {
	case FORMAT_JSON:
		report_json(out, call->command->name, &call->scenario, points, rows);
		break;
	case FORMAT_CSV:
		report_csv(out, points, rows);
		break;
	default:
		report_curves(out, &call->scenario, result, points, call->style);
		break;
	}
}

enum status command_curve(struct invocation *call, struct text *out, struct error *error)
{
	int most = call->format == FORMAT_TEXT ? POINTS_TEXT : POINTS_MACHINE;
	struct result result, points = { 0 };
	enum status status = STATUS_UNMET;

	result_init(&result, &call->catalog);
	study_row(STUDY_SERVE)->solve(&call->scenario, call->today, &result);
	if (result.count == 0) {
		error_set(error, STATUS_UNMET, _("%s: this GPU is announced and cannot be had yet"),
			  call->command->name);
		result_release(&result);
		return STATUS_UNMET;
	}
	points.capacity = configurations(call, &result) * most;
	points.study = result.study;
	points.answers = xcalloc((size_t)points.capacity, sizeof points.answers[0]);
	points.warnings = result.warnings;
	points.oldest_price = result.oldest_price;
	points.model = result.model;
	fill_points(call, &result, most, &points);
	for (int i = 0; i < points.count; i++)
		if (points.answers[i].verdict == VERDICT_MEETS)
			status = STATUS_OK;
	write_points(call, &result, &points, out);
	result_release(&points);
	result_release(&result);
	return status;
}
