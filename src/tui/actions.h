/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of the action table.  Each one gets the argument of its row. */
#pragma once

#include "tui/session.h"

void act_step(struct session *session, int steps);
/* To the next value below or above at which another GPU leads. */
void act_jump(struct session *session, int direction);
void act_default(struct session *session);
void act_edit(struct session *session);
void act_parameter(struct session *session, int rows);
void act_parameter_page(struct session *session, int pages);
/* Folds what is unfolded, else shows all rows, else gives the focus to the panel. */
void act_back(struct session *session);
/* Gives the focus to a parameter; what is not in the panel asks for its value. */
void act_parameter_go(struct session *session, int parameter);
void act_page(struct session *session, int pages);
/* The list of the view that is shown, NULL: it has none; and moving in it. */
struct list *shown_list(struct session *session);
void act_line(struct session *session, int lines);
void act_line_page(struct session *session, int pages);
void act_sort(struct session *session, int columns);
void act_sort_reverse(struct session *session);
/* Sorts by a column of the study's table; again reverses. */
void act_sort_column(struct session *session, int column);
void act_panel(struct session *session);
/* So many steps forward (redo) or, negative, back (undo). */
void act_undo(struct session *session, int steps);
void act_model(struct session *session);
void act_reset(struct session *session);
void act_entry_take(struct session *session);
void act_close(struct session *session);
/* Copies the configuration of the selected row in a few lines to the clipboard. */
void act_copy(struct session *session);
void act_redraw(struct session *session);
/* Shows the tab that is `steps` tabs further on; shows the tab of a study. */
void act_study(struct session *session, int steps);
void act_study_choose(struct session *session, int study);

/* Leaves the planner.  If the plan has unsaved changes it asks once, unless `at_once`. */
void act_quit(struct session *session, int at_once);

/* A digit typed on a number starts an entry with it. */
/* Why; an alternative is taken into the plan. */
void act_enter_row(struct session *session);
void act_alternatives(struct session *session);
void act_type(struct session *session, const char *text);
