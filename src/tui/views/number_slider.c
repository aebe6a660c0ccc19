/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a scale and turns of a study to a slider and its ticks. */
#include "tui/views/number_slider.h"

#include "study/scale.h"

struct slider number_slider(const struct scenario *s, enum parameter parameter, double value)
{
	struct scale scale = scale_of(s, parameter);

	return (struct slider){ .low = scale.low,
		.high = scale.high,
		.scale = SLIDER_STEPS,
		.stops = scale.stops,
		.stop_count = scale.stop_count,
		.value = value };
}

int number_slider_ticks(const struct slider *slider, const struct turn turns[2], double ticks[2])
{
	int count = 0;

	for (int i = 0; i < 2; i++)
		if (turns[i].to)
			ticks[count++] = slider_fraction(slider, turns[i].value);
	return count;
}
