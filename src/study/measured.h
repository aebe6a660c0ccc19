/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrects an estimate by measured runs of similar configurations. */
#pragma once

#include "core/serving.h"

enum measured_figure { MEASURED_TPOT, MEASURED_TOK_S, MEASURED_TTFT, MEASURED_FIGURES };

/* One measured run with a fixed number of users, and the error of its estimate. */
struct measurement {
	const struct gpu *gpu;
	const struct weight_format *format;
	const struct kv_format *kv;
	const struct engine *engine;
	bool tuned;
	struct layout layout;
	double prompt, output, in_flight;  /* tokens, tokens, requests */
	double residual[MEASURED_FIGURES]; /* ln(measured/estimated); NaN: not measured */
	const char *source;
	bool local; /* the user's, not a published one */
};

/* Runs of one model, those of a GPU next to each other. */
struct measurements {
	const struct measurement *rows;
	int count;
};

/* Supplies measured runs.  Studies read no files, so that the caller implements it.  The runs live as long as
 * the reader. */
struct measured_reader {
	const struct measurements *(*of)(struct measured_reader *reader, const struct model *model);
};

/* The correction of an estimate: figure x exp(shift), exponents of its band x narrowing. */
struct recalibration {
	double shift[MEASURED_FIGURES];     /* 0: no neighbour */
	double narrowing[MEASURED_FIGURES]; /* 1 or less */
	const char *source;                 /* of the nearest run; NULL: no run is similar */
	int runs;
	bool near; /* a run is within the reach: provenance is measured */
};

/*
 * Runs of the same GPU, layout, formats, engine and tuning count by their distance
 *   d^2 = (ln prompt ratio)^2 + (ln output ratio)^2 + (ln requests ratio)^2
 * with weight w = exp(-d^2 / (2 reach^2)), half of it with another KV format, and precision
 * w / prior.  shift = sum(w/prior residual) / (1 + sum(w/prior)), which never exceeds their mean.
 * The user's runs have a small prior.  Published runs have a large one, because they are from other
 * servers.  Only the user's runs narrow the band, to no less than measured_band_left.
 * gpuplan-model(7), 8 MEASURED RUNS has the constants; gpuplan-fit --recalibration shows their errors
 * on runs that were left out.
 */
struct recalibration measured_recalibration(
	const struct measurements *runs, const struct deployment *d, struct request request, double in_flight);

/* A figure moved by its shift.  Records "leaned" as a formula of "figure" and "shift", which must be in the trace;
 * t may be NULL. */
double measured_move(struct trace *t, double figure, double shift);
