/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slider of a number of a scenario, and where the answer turns on it. */
#pragma once

#include "study/scenario.h"
#include "study/turn.h"
#include "tui/widgets/slider.h"

/* Its range and stops are those of scale_of(); `value` may be NaN. */
struct slider number_slider(const struct scenario *s, enum parameter parameter, double value);

/* Sets the fractions of the rail at which the turns below and above are.  Returns how many there are of these. */
int number_slider_ticks(const struct slider *slider, const struct turn turns[2], double ticks[2]);
