/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured runs of nearly the same configuration, and how far an estimate moves towards them. */
#ifndef GPUPLAN_STUDY_MEASURED_H
#define GPUPLAN_STUDY_MEASURED_H

#include "core/deployment.h"
#include "core/serving.h"

enum measured_figure { MEASURED_TPOT, MEASURED_TOK_S, MEASURED_TTFT, MEASURED_FIGURES };

/* One measured run under a fixed number of users, and how far the estimate was from it. */
struct measurement {
	const struct gpu *gpu;
	const struct weight_format *format;
	const struct kv_format *kv;
	const struct engine *engine;
	bool tuned;
	struct layout layout;
	double prompt, output, in_flight; /* tokens, tokens, requests */
	double residual[MEASURED_FIGURES]; /* ln(measured/estimated); NaN: not measured */
	const char *source;
	bool own;                         /* the user's, not a published one */
};

/* Runs of one model, those of a GPU next to each other. */
struct measurements {
	const struct measurement *rows;
	int count;
};

/* Who has them (a study does no input).  The runs live as long as the reader. */
struct measured_reader {
	const struct measurements *(*of)(struct measured_reader *reader, const struct model *model);
};

/* How an estimate moves: figure x exp(shift), its band's exponents x narrowing. */
struct lean {
	double shift[MEASURED_FIGURES];     /* 0: no neighbour */
	double narrowing[MEASURED_FIGURES]; /* 1 or less */
	const char *source;                 /* of the nearest run; NULL: nothing was near */
	int runs;
	bool near;                          /* one within reach: the estimate is a measured one */
};

/*
 * Runs of the same GPU, layout, formats, engine and tuning count by their distance
 *   d^2 = (ln prompt ratio)^2 + (ln output ratio)^2 + (ln requests ratio)^2
 * with weight w = exp(-d^2 / (2 reach^2)), half of it with another KV format, and precision
 * w / prior.  shift = sum(w/prior residual) / (1 + sum(w/prior)): towards their mean, never
 * beyond.  Own runs have a small prior, published ones a large one, because another's server
 * says less about one's own; only own runs narrow the band, and never below `band_left`.
 * Constants measured_*; gpuplan-fit --leaning shows how good they are for runs left out.
 */
struct lean measured_lean(const struct measurements *runs, const struct deployment *d, struct request request,
			  double in_flight);

#endif
