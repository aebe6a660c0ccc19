/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan curve: configurations with one user after another, from 1 to as many as they hold. */
#include "config.h"

#include "base/i18n.h"
#include "study/study.h"
#include "cli/invocation.h"
#include "report/output.h"
#include "study/curves.h"

enum status command_curve(struct invocation *call, struct text *out, struct error *error)
{
	struct output_request request;
	struct result result, points;
	enum status status = STATUS_UNMET;

	result_init(&result, &call->catalog);
	study_solve(command_asks(call->command), &call->scenario, call->today, &result);
	if (result.count == 0) {
		error_set(error, STATUS_UNMET, _("%s: this GPU is announced and cannot be had yet"),
			  call->command->name);
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
