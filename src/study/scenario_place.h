/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a scenario keeps a parameter, and how a kind of value is kept, read and written. */
#ifndef GPUPLAN_STUDY_SCENARIO_PLACE_H
#define GPUPLAN_STUDY_SCENARIO_PLACE_H

#include <stddef.h>

#include "study/scenario.h"

/* Words, or things of the catalog, that a value is chosen from. */
struct choices {
	/* By index from 0; NULL past the last. */
	const char *(*id)(const struct catalog *c, int i);
	/* For people; NULL: the ids are words that a front end may translate. */
	const char *(*name)(const struct catalog *c, int i);
	/* Whether it can be chosen in this scenario; NULL: all can. */
	bool (*offered)(const struct scenario *s, int i);
	/* Of things: the one with an index, its id, and the index of a name or alias, -1 with an error
	 * where there is none.  NULL of words. */
	const void *(*thing)(const struct catalog *c, int i);
	const char *(*id_of)(const void *thing);
	int (*find)(const struct catalog *c, const char *text, struct error *error);
};

enum json_form { JSON_FORM_NUMBER, JSON_FORM_STRING, JSON_FORM_LIST };

struct place {
	enum parameter parameter;
	const struct place_kind *kind;
	size_t offset, size;            /* of the member of struct scenario */
	const struct choices *choices;  /* NULL: none, or the words of the parameter's row */
	bool automatic;                 /* a thing may be left to the study: "auto" */
	const char *initial;            /* the text of the default, where only the catalog has it */
	/* Of a number: what it is where it is not given, and the most it can be; NULL: nothing else. */
	double (*value)(const struct scenario *s);
	double (*most)(const struct scenario *s);
};

/* Functions that know a kind of value and no parameter. */
struct place_kind {
	enum json_form json;
	/* On error nothing changes; sets are added to. */
	enum status (*set)(struct scenario *s, const struct place *place, const char *text,
			   struct error *error);
	/* Adds what set() reads back; nothing where nothing is given. */
	void (*write)(const struct scenario *s, const struct place *place, struct text *out);
	void (*clear)(struct scenario *s, const struct place *place);    /* has its default again */
	void (*withdraw)(struct scenario *s, const struct place *place); /* is not given any more */
	bool (*same)(const struct scenario *a, const struct scenario *b, const struct place *place);
};

struct place scenario_place(enum parameter parameter);

#endif
