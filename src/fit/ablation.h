/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every term of the model buys: fits without it, judged on rows they have not seen. */
#pragma once

#include "fit/calibration.h"

/* One term and how it is taken out. */
struct term {
	const char *name;
	const char *parameters[8]; /* held at the neutral value; ends with NULL */
	double neutral;
	void (*change)(struct engine *engine); /* what every engine loses; NULL: nothing */
	double pull_scale;                     /* 0: as usual */
};

extern const struct term TERMS[];
extern const int TERM_COUNT;

/* Takes the term out of all further fits, and puts it back. */
struct ablation {
	struct calibration *calibration;
	const struct term *term;
	struct engine *engines;       /* copies without their collectives */
	const struct engine **kept;   /* of every run */
	double values[8], *places[8]; /* of parameters that no fit moves */
};
void ablation_begin(struct ablation *a, struct calibration *c, const struct catalog *catalog, const struct term *term);
void ablation_end(struct ablation *a);
