/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command table, and the command of every study. */
#include "cli/commands.h"

#include "base/i18n.h"
#include "cli/accuracy.h"
#include "cli/catalog.h"
#include "cli/compare.h"
#include "cli/replica.h"
#include "cli/sweep.h"
#include "cli/wizard.h"

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
