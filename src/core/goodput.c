/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints and losses. */
#include "core/goodput.h"

double goodput_interval_h(double save_h, double losses)
{
	return losses > 0.0 ? sqrt(2.0 * save_h / losses) : (double)INFINITY;
}

double goodput_of(struct trace *t, const struct goodput *g)
{
	TRACE_INPUT(t, base, g->base, NULL);
	TRACE_INPUT(t, losses, g->losses, NULL);
	TRACE_INPUT(t, save_h, g->save_h, NULL);
	TRACE_INPUT(t, interval_h, g->interval_h, NULL);
	TRACE_INPUT(t, restart_h, g->restart_h, NULL);
	TRACE_FORMULA(t, goodput, base / (1 + save_h / interval_h + (interval_h / 2 + restart_h) * losses));

	return goodput;
}

double goodput_unsaved_h(double hours, double losses)
{
	return losses > 0.0 ? expm1(losses * hours) / losses : hours;
}
