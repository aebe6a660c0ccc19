/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry of a list is, and which GPU would lead with it. */
#pragma once

#include "study/study.h"
#include "tui/canvas/canvas.h"

/* Zero-initialised nothing was looked at yet. */
struct picker_preview {
	char *value; /* that the text is about; NULL: none yet */
	char *text;  /* a line each: label, tab, words */
	struct result result;
	bool solved; /* `result` was used, and has to be released */
};

/* Looks at the scenario with this value of the parameter: one solve of the study. */
void picker_preview_look(struct picker_preview *preview, const struct study *study, const struct scenario *s,
	enum parameter parameter, const char *value, const char *detail, long today);

/* Draws it with labels in the gutter, as much as there is room for. */
void picker_preview_draw(const struct picker_preview *preview, struct canvas *canvas, struct box box, int gutter);

void picker_preview_release(struct picker_preview *preview);
