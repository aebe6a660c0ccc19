/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan on disk: saving, opening, exporting, and the questions for their file names. */
#pragma once

#include <stdbool.h>

#include "base/file.h"
#include "study/scenario_load.h"
#include "study/studies.h"
#include "tui/canvas/canvas.h"

struct session;

/* The use of the file whose name is asked for. */
enum file_purpose { FILE_SAVE, FILE_OPEN, FILE_EXPORT };

/* The contents of a plan. */
struct plan_state {
	const struct study *study; /* whose plan it is */
	struct scenario scenario;
	struct scenario_load loads[STUDIES_MAX]; /* of the other tabs */
	struct scenario_load fresh;              /* the load of tabs that have not been opened */
};

/* Zero-initialised: no plan is open. */
struct plan_file {
	char *path;              /* NULL: none */
	bool more;               /* the file holds more than a plan, which saving would lose */
	struct file_stamp stamp; /* of the file when it was read or written last */
	struct plan_state saved; /* the contents of the file */
	struct plan_state begun; /* the state at the start, or at the last open or save */
	char *exported;          /* last export; NULL: none */
	bool refused;            /* the last name was refused, because its file would be replaced */
};

/* Marks a plan of the shown study as open.  `scenario` is the scenario in the file; the loads are those of the
 * session.  `more`: the file is a whole answer.  `stamp` was taken before the file was read. */
void plan_file_begin(struct session *session, const char *path, const struct scenario *scenario, bool more,
	const struct file_stamp *stamp);
void plan_file_release(struct session *session);

/* Makes the present state the start of the session, for plan_file_unsaved(). */
void plan_file_start(struct session *session);

/* Whether the session has changes that are in no file. */
bool plan_file_unsaved(const struct session *session);

/* Prepares the file that a crash or a lost connection leaves (recovered.h). */
void plan_file_prepare(const struct session *session);

/* Whether a plan is open and differs from its file; looking at another tab changes nothing. */
bool plan_file_changed(const struct session *session);

/* The prompt for a file name, and the proposed name. */
const char *plan_file_question(enum file_purpose purpose);
const char *plan_file_proposal(const struct session *session, enum file_purpose purpose);

/* Writes a plan, reads a plan, or writes a report in the format that the file name's extension selects.  A leading "~/"
 * means $HOME.  A file that this session does not own, or that another program has changed, is replaced only if `sure`;
 * otherwise session->plan.refused is set.  False: the message of the session has the reason. */
bool plan_file_take(struct session *session, enum file_purpose purpose, const char *name, bool sure);

/* The name of the open plan, with a mark when it was changed; nothing without one. */
void plan_file_title(const struct session *session, struct text *out);
