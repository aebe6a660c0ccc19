/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands and files that run an answer.  They are for programs: their words are never translated. */
#pragma once

#include "study/launch.h"

enum launch_form {
	LAUNCH_FORM_COMMAND, /* the command of the engine */
#define LAUNCH_FORM(id, ...) LAUNCH_FORM_##id,
#include "report/launch-form-table.h"
#undef LAUNCH_FORM
	LAUNCH_FORM_COUNT
};

/* The name of --for, and what it is, untranslated; NULL of the command: it is named by its engine. */
const char *launch_form_name(enum launch_form form);
const char *launch_form_help(enum launch_form form);

/* The form of a name; LAUNCH_FORM_COUNT: none has it. */
enum launch_form launch_form_named(const char *name);

/* Adds the command or the file that runs an answer; both must outlive the call.  `out` must be TEXT_KEPT.  STATUS_UNMET:
 * nothing can be started (launch_prepare()), or this form has no name for what it needs.  STATUS_USAGE: the name of the
 * model is one that no command can hold.  STATUS_DATA: the catalog has a name or flag that no terminal may see. */
enum status launch_answer(
	struct text *out, const struct scenario *s, const struct row *row, enum launch_form form, struct error *error);
