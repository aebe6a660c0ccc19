/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command of an engine, the one that measures it, and the list of forms. */
#include "report/launch.h"

#include <string.h>

#include "base/i18n.h"
#include "report/launch_cloud.h"
#include "report/launch_head.h"
#include "report/launch_manifest.h"
#include "report/launch_shell.h"

static enum status write_command(struct text *out, const struct launch *launch, struct error *error)
{
	const struct engine_launch *l = &launch->engine->launch;

	(void)error;
	launch_head(out, launch);
	if (launch->replicas > 1.0)
		text_addf(out,
			"# replicas: %.0f; run this once for each, on GPUs (%.0f) and a port of its own, behind a load balancer\n",
			launch->replicas, launch->gpus);
	launch_shell(out, launch, l->command, l->flags, l->flag_count);
	return STATUS_OK;
}

static enum status write_benchmark(struct text *out, const struct launch *launch, struct error *error)
{
	const struct engine_launch *l = &launch->engine->launch;

	if (!l->benchmark)
		return error_set(error, STATUS_UNMET, _("launch: engines.json does not say how %s is measured"),
			launch->engine->name);
	launch_head(out, launch);
	launch_expected(out, launch);
	launch_cold(out, launch);
	launch_shell(out, launch, l->benchmark, l->benchmark_flags, l->benchmark_flag_count);
	return STATUS_OK;
}

static const struct {
	const char *name;
	enum status (*write)(struct text *out, const struct launch *launch, struct error *error);
	bool contained; /* the server runs in a container or on another machine */
	const char *help;
} forms[] = {
	[LAUNCH_FORM_COMMAND] = { NULL, write_command, false, N_("the command of the engine") },
#define LAUNCH_FORM(id, name_, write_, contained_, help_) [LAUNCH_FORM_##id] = { name_, write_, contained_, help_ },
#include "report/launch-form-table.h"
#undef LAUNCH_FORM
};

const char *launch_form_name(enum launch_form form)
{
	return forms[form].name;
}

const char *launch_form_help(enum launch_form form)
{
	return forms[form].help;
}

enum launch_form launch_form_named(const char *name)
{
	int form = LAUNCH_FORM_COMMAND + 1;

	while (form < LAUNCH_FORM_COUNT && strcmp(forms[form].name, name) != 0)
		form++;
	return (enum launch_form)form;
}

/* What does something to a terminal can stand in no command: the data is somebody's. */
static enum status check_seen(struct text *out, struct error *error)
{
	TEXT(clean);

	for (const char *at = out->data; *at;) {
		size_t n = strcspn(at, "\n");

		text_clear(&clean);
		text_add_clean(&clean, at, n);
		if (clean.length != n || memcmp(clean.data, at, n) != 0) {
			text_clear(out);
			return error_set(error, STATUS_DATA,
				_("launch: a name or flag of the catalog holds characters that cannot be shown"));
		}
		at += n + (at[n] == '\n');
	}
	return STATUS_OK;
}

static enum status write_launch(struct text *out, struct launch *launch, enum launch_form form, struct error *error)
{
	enum status status;

	launch_set_place(launch, forms[form].contained);
	status = forms[form].write(out, launch, error);
	return status == STATUS_OK ? check_seen(out, error) : status;
}

enum status launch_answer(
	struct text *out, const struct scenario *s, const struct row *row, enum launch_form form, struct error *error)
{
	struct launch launch;
	enum status status = launch_prepare(&launch, s, row, error);

	if (status == STATUS_OK)
		status = write_launch(out, &launch, form, error);
	launch_release(&launch);
	return status;
}
