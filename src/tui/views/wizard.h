/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guided interview on the whole screen. */
#pragma once

#include "study/interview.h"
#include "tui/session.h"

struct page;

struct wizard {
	struct interview iv;
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX]; /* of the current question */
	int choice_count;
	/* The choices, then the typed answer where there can be one, then all models. */
	struct list list;
	struct field field;      /* the typed answer */
	struct outcome previous; /* before the last answer was taken */
	struct error trouble;    /* why the typed answer is not valid yet */
};

/* Opens the wizard.  The scenario of the session is the base; `settled` is that of interview_init(). */
void wizard_open(struct session *session, const struct parameter_set *settled);
/* All is answered: the recommendation is on the screen. */
bool wizard_at_end(const struct wizard *wizard);

/* The actions: begin, close without changing the plan, move, take the answer, the question before, all questions or
 * the few, and make the answers the plan of the session. */
void wizard_begin(struct session *session);
void wizard_close(struct session *session);
void wizard_move(struct session *session, int rows);
void wizard_next(struct session *session);
void wizard_back(struct session *session);
void wizard_ask_all(struct session *session);
void wizard_take(struct session *session);

/* A key that belongs to the typed answer or names a choice; false when it does not. */
bool wizard_key(struct session *session, struct key key);
void wizard_paste(struct session *session, const char *text);

/* Draws the question, or at the end the page with the recommendation. */
void wizard_draw(
	const struct session *session, struct wizard *wizard, struct page *page, struct canvas *canvas, struct box box);
