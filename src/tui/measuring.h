/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own measurements in the planner: session->book keeps them. */
#pragma once

#include "tui/session.h"

/* Actions: begin the command of that name in the prompt; list all runs on a page. */
void act_measure(struct session *session);
void act_measurements(struct session *session);
void act_unmeasure(struct session *session);

/* Keeps figures such as "tpot=22ms tok_s=1400" as measured on the configuration of the selected row, and calculates
 * anew.  False: they were refused; the message of the session has the reason. */
bool measuring_add(struct session *session, const char *figures, bool forced);

/* Forgets the run with that id, and calculates anew. */
bool measuring_remove(struct session *session, const char *id);
