/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The load of one tab: a rate or a number of users means something else in every study. */
#ifndef GPUPLAN_TUI_SESSION_LOAD_H
#define GPUPLAN_TUI_SESSION_LOAD_H

#include <stdbool.h>

#include "study/scenario.h"

/* In the units of the parameters. */
struct session_load {
	bool known;         /* false: the tab was not open yet */
	bool traffic_given;
	double rate, rate_low, concurrency, traffic[FLEET_HOURS];
};

#endif
