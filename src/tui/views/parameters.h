/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workload panel: one row a parameter, sliders and choices. */
#pragma once

#include "tui/session.h"
#include "tui/widgets/slider.h"

/* The panel below its rule; a box of one row has the focused parameter alone. */
void parameters_draw(struct session *session, struct canvas *canvas, struct box rule, struct box box);

/* The value as it stands at the right edge. */
void parameters_value(const struct session *session, enum parameter parameter, struct text *out);

/* What may be typed: "Context: 16 to 128k", and without the name. */
void parameters_range(const struct session *session, enum parameter parameter, struct text *out);

/* What was typed so far is, as a value of a NUMBER parameter. */
enum typed { TYPED_GOOD, TYPED_OUTSIDE, TYPED_NO_NUMBER };
enum typed parameters_typed(enum parameter parameter, const char *text);

void parameters_span(const struct session *session, enum parameter parameter, struct text *out);

/* The slider of a NUMBER parameter, cut to what the model allows. */
struct slider parameters_slider(const struct session *session, enum parameter parameter);
