/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of help on what is in focus, and the glossary. */
#pragma once

#include "tui/action.h"

/* The focused parameter with what its next value would change, or the metric that the table is
 * sorted by (its cost, in the ranking). */
void act_topic(struct session *session);

/* The page of any figure, or of any parameter. */
void topic_open_metric(struct session *session, enum metric metric);
void topic_open_parameter(struct session *session, enum parameter parameter);

void act_glossary(struct session *session);
