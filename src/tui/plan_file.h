/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan on disk: saving, opening, exporting, and the questions for their file names. */
#ifndef GPUPLAN_TUI_PLAN_FILE_H
#define GPUPLAN_TUI_PLAN_FILE_H

#include <stdbool.h>

#include "study/scenario.h"
#include "tui/canvas/canvas.h"
#include "tui/terminal/key.h"
#include "tui/widgets/field.h"

struct session;

/* What the file that is asked for is wanted for. */
enum file_purpose { FILE_SAVE, FILE_OPEN, FILE_EXPORT };

/* Zero-initialised: no plan is open. */
struct plan_file {
	char *path;            /* NULL: none */
	bool more;             /* the file holds more than the plan: saving would lose that */
	struct scenario saved; /* as it stands in the file */
	char *exported;        /* last export; NULL: none */
	/* The question in the bottom line, VIEW_FILE. */
	enum file_purpose purpose;
	bool sure;             /* the next Enter replaces a file */
	struct field name;
};

/* This plan is open; `scenario` is what the file says, more: it is a whole answer. */
void plan_file_begin(struct session *session, const char *path, const struct scenario *scenario,
		     bool more);
void plan_file_release(struct session *session);

/* Whether a plan is open and what is shown differs from it. */
bool plan_file_changed(const struct session *session);

/*
 * Writes or reads a plan, or writes a report whose format the name's end decides.  The message
 * tells what happened; on failure everything stays as it was.  True when it was done.
 */
bool plan_file_save(struct session *session, const char *path);
bool plan_file_open(struct session *session, const char *path);
bool plan_file_export(struct session *session, const char *path);

/* The question: keys that are text, pasted text, and its line. */
void plan_file_key(struct session *session, struct key key);
void plan_file_paste(struct session *session, const char *text);
void plan_file_draw(struct session *session, struct canvas *canvas, struct box box);

/* The open plan's name in the title line, with a mark when it was changed; columns it took. */
int plan_file_draw_title(const struct session *session, struct canvas *canvas, struct box box,
			 int column);

/* Actions: ask for the name of a file; take the typed one. */
void act_file(struct session *session, int purpose);
void act_file_take(struct session *session);

/* Action: the configuration of the selected row in a few lines for the clipboard. */
void act_copy(struct session *session, int unused);

#endif
