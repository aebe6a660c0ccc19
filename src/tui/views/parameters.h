/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workload panel: one row a parameter, sliders and choices. */
#pragma once

#include "tui/session.h"
#include "tui/widgets/slider.h"

void parameters_draw(struct session *session, struct canvas *canvas, struct box box);

/* What may be typed: "Context: 16 to 128k", and without the name. */
void parameters_range(const struct session *session, enum parameter parameter, struct text *out);

void parameters_span(const struct session *session, enum parameter parameter, struct text *out);

/* The slider of a NUMBER parameter, cut to what the model allows. */
struct slider parameters_slider(const struct session *session, enum parameter parameter);

/* The value of the focused slider at a column of the screen; NaN beside it, or for no number. */
double parameters_value_at(const struct session *session, int column);
