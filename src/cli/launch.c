/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan launch: what runs the answer that rank has for a GPU. */
#include "cli/launch.h"

#include <string.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/launch.h"
#include "study/detail.h"
#include "study/scenario_text.h"

static void add_names(struct text *names, const struct catalog *c)
{
	for (int i = 0; i < c->engine_count; i++)
		if (c->engines[i].launch.command)
			text_addf(names, "%s%s", names->length ? ", " : "", c->engines[i].id);
	for (int i = LAUNCH_FORM_COMMAND + 1; i < LAUNCH_FORM_COUNT; i++)
		text_addf(names, "%s%s", names->length ? ", " : "", launch_form_name((enum launch_form)i));
}

/* --for: a form, or an engine, whose command is meant. */
static enum status read_form(struct invocation *call, const char *name, enum launch_form *form, struct error *error)
{
	const struct engine *before = call->scenario.engine;
	TEXT(names);
	TEXT(engine);

	*form = name ? launch_form_named(name) : LAUNCH_FORM_COMMAND;
	if (*form != LAUNCH_FORM_COUNT)
		return STATUS_OK;
	*form = LAUNCH_FORM_COMMAND;
	text_add_n(&engine, name, strcspn(name, "@"));
	if (!catalog_engine(&call->catalog, engine.data, NULL)) {
		add_names(&names, &call->catalog);
		return error_set(error, STATUS_USAGE, _("--for: unknown '%.40s'; there are %s"), name, names.data);
	}
	if (call->settled.has[PARAMETER_ENGINE] && catalog_engine(&call->catalog, engine.data, NULL) != before)
		return error_set(error, STATUS_USAGE, _("--for %s goes against --engine %s"), name, before->id);
	if (!call->settled.has[PARAMETER_ENGINE] &&
		scenario_set(&call->scenario, PARAMETER_ENGINE, name, error) != STATUS_OK)
		return error->status;
	return scenario_check(&call->scenario, error);
}

/* Why nothing can be started. */
static enum status refuse(const struct row *row, struct error *error)
{
	const char *words = row->verdict == VERDICT_DOES_NOT_FIT ? _("launch: it does not fit")
		: row->verdict == VERDICT_NOT_SUPPORTED          ? _("launch: it cannot be run")
								 : _("launch: it cannot be estimated");
	TEXT(why);

	for (int i = 0; i < row->reasons.count && i < 2; i++) {
		text_add(&why, i ? " " : ": ");
		label_reason(&why, &row->reasons.items[i]);
	}
	return error_set(error, STATUS_UNMET, "%s%s", words, why.data);
}

static enum status write_row(const struct invocation *call, const struct row *row, enum launch_form form,
	struct text *out, struct error *error)
{
	enum status status;

	if (row->verdict > VERDICT_MISSES)
		return refuse(row, error);
	status = launch_answer(out, &call->scenario, row, form, error);
	return status != STATUS_OK || row->verdict == VERDICT_MEETS ? status : STATUS_UNMET;
}

enum status command_launch(struct invocation *call, struct text *out, struct error *error)
{
	struct result result __attribute__((cleanup(result_release))) = { .count = 0 };
	enum launch_form form;

	if (read_form(call, call->option[OPTION_FOR], &form, error) != STATUS_OK)
		return error->status;
	if (call->scenario.gpus.count != 1)
		return error_set(error, STATUS_USAGE,
			_("launch: exactly one --gpu is wanted; gpuplan catalog list gpus lists them"));
	if (!call->scenario.model)
		return error_set(error, STATUS_USAGE,
			_("launch: a generic model of --params has no checkpoint that an engine can load; name one with --model"));
	result_init(&result, &call->catalog);
	study_solve(invocation_study(call), &call->scenario, call->today, &result);
	study_detail_all(&call->scenario, call->today, &result);
	if (result.count == 0)
		return error_set(error, STATUS_UNMET, _("launch: this GPU is announced and cannot be had yet"));
	/* It is for shells and programs: no line may be broken, no character changed. */
	call->style.columns = 0;
	text_release(out);
	text_init_for(out, TEXT_KEPT);
	return write_row(call, &result.rows[0], form, out, error);
}
