/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints, and the share of the time that gets a run further (gpuplan-model(7), 10 TRAINING; Young 1974). */
#pragma once

#include "core/trace.h"

/* Hours; losses are those of the whole run in an hour. */
struct goodput {
	double base; /* share of the time that trains where nothing is lost */
	double losses;
	double save_h;     /* that a checkpoint stalls the run */
	double interval_h; /* between checkpoints */
	double restart_h;  /* until it trains again */
};

/* The interval with the least loss: sqrt(2 save_h / losses); INFINITY without losses. */
double goodput_interval_h(double save_h, double losses);

/* base / (1 + save_h / interval_h + (interval_h / 2 + restart_h) losses): each loss costs the restart, and half an
 * interval that is done again. */
double goodput_of(struct trace *t, const struct goodput *g);

/* Hours that a run of so many hours takes where nothing is saved: (exp(losses h) - 1) / losses. */
double goodput_unsaved_h(double hours, double losses);
