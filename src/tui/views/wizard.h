/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guided interview on the whole screen. */
#pragma once

#include "study/interview.h"
#include "study/turn.h"
#include "tui/session.h"
#include "tui/widgets/slider.h"

struct wizard {
	struct interview iv;
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX]; /* of the current question */
	int choice_count;
	/* The choices, then the typed answer where there can be one, a number with a slider, then all models. */
	struct list list;
	struct field field;      /* the typed answer */
	bool typing;             /* keys edit it */
	int digit;               /* the key before, if it chose by number: more behind it make a typed answer; else 0 */
	struct outcome previous; /* before the last answer was taken */
	struct error trouble;    /* why the typed answer is not valid yet */
};

/* Opens the wizard.  The scenario of the session is the base; `settled` is that of interview_init(). */
void wizard_open(struct session *session, const struct parameter_set *settled);
/* All is answered: the recommendation is on the screen. */
bool wizard_at_end(const struct wizard *wizard);

/* What the selected row is. */
bool wizard_on_typed_row(const struct wizard *wizard);
bool wizard_on_number(const struct wizard *wizard);

/* Whether the current question has a typed answer, a list of all models, a number. */
bool wizard_can_type(const struct wizard *wizard);
bool wizard_has_list(const struct wizard *wizard);
bool wizard_has_number(const struct wizard *wizard);

/* The number of the current question, with the answer under the cursor. */
struct slider wizard_slider(const struct wizard *wizard);

/* Where something else leads, above that number or below. */
struct turn wizard_turn(const struct session *session, bool up);

/* Whether the answer under the cursor stands already, or is none yet. */
bool wizard_nothing_else(const struct wizard *wizard);

/* The actions: begin, close without changing the plan, move, move the number by so many steps, take the answer, the
 * question before, all questions or the few, and make the answers the plan of the session. */
void wizard_begin(struct session *session);
void wizard_close(struct session *session);
void wizard_move(struct session *session, int rows);
void wizard_slide(struct session *session, int steps);
void wizard_next(struct session *session);
void wizard_back(struct session *session);
void wizard_ask_all(struct session *session);
void wizard_take(struct session *session);

/* A key that belongs to the typed answer or names a choice; false when it does not. */
bool wizard_key(struct session *session, struct key key);
void wizard_paste(struct session *session, const char *text);
