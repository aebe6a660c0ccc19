/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan cost: dollars per million tokens of a speed that is known. */
#include "cli/cost.h"

#include <math.h>

#include "base/i18n.h"
#include "cli/option_row.h"
#include "report/speed_cost.h"
#include "study/scenario_text.h"

/* What is below or above is a mistake, in its place or its unit. */
static const struct {
	enum option_id option;
	enum quantity_kind kind;
	double low, high;
} numbers[] = { { OPTION_TOK_S, QUANTITY_RATE, 0.001, 1e9 }, { OPTION_PRICE, QUANTITY_USD, 0.001, 1e6 } };

enum { TOK_S, PRICE, NUMBERS };

bool cost_takes(enum parameter parameter)
{
	return parameter == PARAMETER_GPUS || parameter == PARAMETER_BUSY;
}

static enum status read_number(const struct invocation *call, int which, double *value, struct error *error)
{
	const char *name = option_row(numbers[which].option)->name, *text = call->option[numbers[which].option];
	enum quantity_kind kind = numbers[which].kind;
	struct error why;
	TEXT(low);
	TEXT(high);

	if (!text)
		return error_set(error, STATUS_USAGE, _("cost: --%s is wanted"), name);
	if (quantity_parse(text, kind, value, &why) != STATUS_OK)
		return error_set(error, STATUS_USAGE, "--%s: %s", name, why.text);
	if (*value >= numbers[which].low && *value <= numbers[which].high)
		return STATUS_OK;
	quantity_add_exact(&low, numbers[which].low);
	text_add_grouped(&high, numbers[which].high, 0);
	return error_set(error, STATUS_USAGE, _("--%s: out of range, allowed is %s to %s"), name, low.data, high.data);
}

/* One GPU that always has work, unless something else is said. */
static enum status read_parameters(const struct invocation *call, struct speed_cost *cost, struct error *error)
{
	struct scenario s = { .number = { [PARAMETER_GPUS] = 1.0, [PARAMETER_BUSY] = 1.0 } };

	for (size_t i = 0; i < call->given_count; i++) {
		const struct given_parameter *given = &call->given[i];

		if (!cost_takes(given->parameter))
			return error_set(error, STATUS_USAGE, _("--%s: gpuplan %s does not use it"),
				parameter_row(given->parameter)->name, call->command->name);
		if (scenario_set(&s, given->parameter, given->text, error) != STATUS_OK)
			return error->status;
	}
	cost->gpus = isnan(s.number[PARAMETER_GPUS]) ? 1.0 : s.number[PARAMETER_GPUS];
	cost->busy = s.number[PARAMETER_BUSY];
	return STATUS_OK;
}

enum status command_cost(struct invocation *call, struct text *out, struct error *error)
{
	struct speed_cost cost = { .gpus = 1.0 };
	enum status status = read_number(call, TOK_S, &cost.tok_s, error);

	if (status == STATUS_OK)
		status = read_number(call, PRICE, &cost.usd_per_gpu_hour, error);
	if (status == STATUS_OK)
		status = read_parameters(call, &cost, error);
	if (status != STATUS_OK)
		return status;
	if (call->format == FORMAT_JSON)
		speed_cost_json(out, &cost);
	else if (call->format == FORMAT_CSV)
		speed_cost_csv(out, &cost);
	else
		speed_cost_text(out, &cost);
	return STATUS_OK;
}
