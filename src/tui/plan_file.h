/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan on disk: saving, opening, exporting, and the questions for their file names. */
#ifndef GPUPLAN_TUI_PLAN_FILE_H
#define GPUPLAN_TUI_PLAN_FILE_H

#include <stdbool.h>

#include "base/file.h"
#include "study/scenario_load.h"
#include "study/studies.h"
#include "tui/canvas/canvas.h"

struct session;

/* What the file that is asked for is wanted for. */
enum file_purpose { FILE_SAVE, FILE_OPEN, FILE_EXPORT };

/* All that a plan says. */
struct plan_state {
	enum study_id study; /* whose plan it is */
	struct scenario scenario;
	struct scenario_load loads[STUDIES]; /* of the other tabs */
	struct scenario_load fresh;              /* that tabs without one would begin with */
};

/* Zero-initialised: no plan is open. */
struct plan_file {
	char *path;            /* NULL: none */
	bool more;             /* the file holds more than the plan: saving would lose that */
	struct file_stamp stamp; /* of the file when it was read or written last */
	struct plan_state saved; /* as it stands in the file */
	struct plan_state begun; /* what the session began with, or opened or saved last */
	char *exported;        /* last export; NULL: none */
	bool refused;          /* the last name was one of a file that would be replaced */
};

/* This plan of the shown study is open, with the loads of the session's other tabs; `scenario` is
 * what the file says, more: it is a whole answer, stamp: taken before it was read. */
void plan_file_begin(struct session *session, const char *path, const struct scenario *scenario,
		     bool more, const struct file_stamp *stamp);
void plan_file_release(struct session *session);

/* What is shown now is what the session begins with. */
void plan_file_start(struct session *session);

/* Whether the user has made something that is in no file. */
bool plan_file_unsaved(const struct session *session);

/* What saving would write. */
void plan_file_text(const struct session *session, struct text *out);

/* Whether a plan is open and differs from its file; looking at another tab changes nothing. */
bool plan_file_changed(const struct session *session);

/*
 * Writes or reads a plan, or writes a report whose format the name's end decides.  The message
 * tells what happened; on failure everything stays as it was.  True when it was done.
 */
bool plan_file_save(struct session *session, const char *path);
bool plan_file_open(struct session *session, const char *path);
bool plan_file_export(struct session *session, const char *path);

/* What is asked when a file is wanted, and the name to begin with. */
const char *plan_file_question(enum file_purpose purpose);
const char *plan_file_proposal(const struct session *session, enum file_purpose purpose);

/*
 * Does it with a typed name, in which "~/" stands for $HOME.  A file that is not this session's, or
 * that somebody else has changed, is replaced only when `sure`: else session->plan.refused.
 * False: the message says why.
 */
bool plan_file_take(struct session *session, enum file_purpose purpose, const char *name, bool sure);

/* The open plan's name in the title line, with a mark when it was changed; columns it took. */
int plan_file_draw_title(const struct session *session, struct canvas *canvas, struct box box,
			 int column);

/* Action: the configuration of the selected row in a few lines for the clipboard. */
void act_copy(struct session *session, int unused);

#endif
