/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan fleet: how many replicas, bought how, at which provider. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "cli/invocation.h"
#include "study/study.h"

static bool is_given(const struct invocation *call, enum parameter parameter)
{
	for (size_t i = 0; i < call->given_count; i++)
		if (call->given[i].parameter == parameter)
			return true;
	return false;
}

/* The planner may start from a usual rate; who signs says what arrives. */
static enum status check_traffic(const struct invocation *call, struct error *error)
{
	const struct scenario *s = &call->scenario;

	if (is_given(call, PARAMETER_TRAFFIC) &&
	    (is_given(call, PARAMETER_RATE) || is_given(call, PARAMETER_RATE_LOW)))
		return error_set(error, STATUS_USAGE,
				 _("fleet: --traffic has the rate of every hour: leave out --rate and --rate-low"));
	if (isnan(s->number[PARAMETER_RATE]) && !s->traffic_given)
		return error_set(error, STATUS_USAGE,
				 _("fleet: how much arrives? Say --rate, with --rate-low for quiet hours, or --traffic FILE.csv"));
	if (isnan(s->number[PARAMETER_API_INPUT_PRICE]) != isnan(s->number[PARAMETER_API_OUTPUT_PRICE]))
		return error_set(error, STATUS_USAGE,
				 _("fleet: --api-input-price and --api-output-price: both are wanted, or none"));
	return STATUS_OK;
}

enum status command_fleet(struct invocation *call, struct text *out, struct error *error)
{
	struct result result;
	enum status status = check_traffic(call, error);

	if (status != STATUS_OK)
		return status;
	result_init(&result, &call->catalog);
	study_row(STUDY_FLEET)->solve(&call->scenario, call->today, &result);
	status = result_best(&result) ? STATUS_OK : STATUS_UNMET;
	result_sort(&result, call->scenario.sort_metric, false);
	invocation_write_result(call, &result, out);
	result_release(&result);
	return status;
}
