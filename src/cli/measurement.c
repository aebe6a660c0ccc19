/* SPDX-License-Identifier: GPL-3.0-or-later */
/* catalog add-measurement, list measurements, remove-measurement: runs of the user's that move estimates. */
#include "cli/measurement.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/measurement_book.h"
#include "report/measured_report.h"

/* Messages of the planner's, too, know no verb. */
static enum status refuse(enum status status, const struct error *why, struct error *error)
{
	return error_set(error, status, "add-measurement: %s", why->text);
}

/* Asks on a terminal; without one nobody can say what was meant. */
static enum status settle_doubt(const struct invocation *call, const struct measured_run *run, struct error *error)
{
	FREED char *answer = NULL;
	TEXT(doubt);
	TEXT(question);

	if (!run->doubtful)
		return STATUS_OK;
	measured_run_doubt(&doubt, run);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, STATUS_USAGE,
			_("%s: less than 5 ms without a unit; write it: tpot=22ms or tpot=0.022s"), doubt.data);
	text_addf(&question, _("%s: milliseconds are meant (y/n)? "), doubt.data);
	answer = call->read_line(question.data);
	if (answer && (answer[0] == 'y' || answer[0] == 'Y'))
		return STATUS_OK;
	return error_set(error, STATUS_USAGE, _("%s: not added; write the unit: tpot=22ms or tpot=0.022s"), doubt.data);
}

static enum status read_run(const struct invocation *call, struct measured_run *run, struct error *error)
{
	enum status status = STATUS_OK;

	measured_run_init(run);
	for (int i = 1; i < call->argument_count && status == STATUS_OK; i++)
		status = measured_run_read(run, call->arguments[i], error);
	return status == STATUS_OK ? settle_doubt(call, run, error) : status;
}

enum status command_add_measurement(struct invocation *call, struct text *out, struct error *error)
{
	struct measurement_book book;
	struct measured_run run;
	struct error why = { 0 };
	bool forced = call->option[OPTION_FORCE];
	enum status status;

	if (call->argument_count < 2)
		return error_set(error, STATUS_USAGE,
			_("usage: gpuplan catalog add-measurement WORKLOAD --gpu G --gpus N tpot=TIME "
			  "ttft=TIME tok_s=RATE [--force]"));
	status = invocation_load_aloud(call, error);
	if (status == STATUS_OK)
		status = scenario_check(&call->scenario, error);
	if (status != STATUS_OK)
		return status;
	measurement_book_init(&book, call);
	status = read_run(call, &run, &why);
	if (status == STATUS_OK)
		status = book.book.add(&book.book, &call->scenario, &run, forced, out, &why);
	return status == STATUS_OK ? status : refuse(status, &why, error);
}

enum status command_remove_measurement(struct invocation *call, struct text *out, struct error *error)
{
	struct measurement_book book;
	enum status status;

	if (call->argument_count != 2)
		return error_set(error, STATUS_USAGE, _("usage: gpuplan catalog remove-measurement ID"));
	status = invocation_load_names(call, error);
	measurement_book_init(&book, call);
	return status == STATUS_OK ? book.book.remove(&book.book, call->arguments[1], out, error) : status;
}

/* A row of another GPU or model than those that were named. */
static bool is_unwanted(const struct invocation *call, const struct measured_entry *e)
{
	const struct scenario *s = &call->scenario;
	const struct gpu *gpu = catalog_gpu(&call->catalog, e->cells[MEASURED_COLUMN_GPU], NULL);

	if (s->gpus.count && (!gpu || !index_set_has(&s->gpus, (int)(gpu - call->catalog.gpus))))
		return true;
	return call->settled.has[PARAMETER_MODEL] &&
		catalog_model(&call->catalog, e->cells[MEASURED_COLUMN_MODEL], NULL) != s->model;
}

static enum status check_filters(const struct invocation *call, struct error *error)
{
	for (size_t i = 0; i < call->given_count; i++) {
		enum parameter p = call->given[i].parameter;

		if (p != PARAMETER_GPU && p != PARAMETER_MODEL)
			return error_set(error, STATUS_USAGE, _("catalog list %s: --%s does not choose among them"),
				call->arguments[1], parameter_row(p)->name);
	}
	return STATUS_OK;
}

enum status command_list_measurements(struct invocation *call, struct text *out, struct error *error)
{
	struct measured_list list __attribute__((cleanup(measured_list_release))) = { .count = 0 };
	struct measurement_book book;
	enum status status = check_filters(call, error);

	if (status == STATUS_OK)
		status = invocation_load_aloud(call, error);
	measurement_book_init(&book, call);
	if (status == STATUS_OK)
		status = book.book.list(&book.book, &list, error);
	if (status != STATUS_OK)
		return status;
	for (int i = list.count - 1; i >= 0; i--)
		if (is_unwanted(call, &list.entries[i]))
			measured_list_drop(&list, i);
	if (call->format == FORMAT_JSON)
		measured_list_json(out, &list);
	else if (call->format == FORMAT_CSV)
		measured_list_csv(out, &list);
	else
		measured_list_text(out, &list, call->style);
	return STATUS_OK;
}
