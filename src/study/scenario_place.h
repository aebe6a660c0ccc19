/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of each parameter in struct scenario, and the functions that store, read and write its kind of value. */
#pragma once

#include <stddef.h>

#include "study/scenario.h"

/* The words or catalog items from which a value is chosen. */
struct choices {
	/* By index from 0; NULL past the last. */
	const char *(*id)(const struct catalog *c, int i);
	/* For people; NULL: the ids are words that a front end may translate. */
	const char *(*name)(const struct catalog *c, int i);
	/* Whether it can be chosen in this scenario; NULL: all can. */
	bool (*offered)(const struct scenario *s, int i);
	/* For items, NULL for words: the item with an index; the id of an item; the index of a name or
	 * alias, -1 with an error if it is unknown. */
	const void *(*thing)(const struct catalog *c, int i);
	const char *(*id_of)(const void *thing);
	int (*find)(const struct catalog *c, const char *text, struct error *error);
};

enum json_form { JSON_FORM_NUMBER, JSON_FORM_STRING, JSON_FORM_LIST, JSON_FORM_TIME /* a string if timed */ };

struct place {
	enum parameter parameter;
	const struct place_kind *kind;
	size_t offset, size;           /* of the member of struct scenario */
	const struct choices *choices; /* NULL: none, or the words of the parameter's row */
	bool automatic;                /* the study may choose the item: "auto" */
	const char *initial;           /* text of a default that is a catalog item; NULL: see the row */
	/* For a number: its value when it is not given, and its largest value.  NULL: those of the row. */
	double (*value)(const struct scenario *s);
	double (*most)(const struct scenario *s);
};

/* The functions of one kind of value.  They do not depend on a parameter. */
struct place_kind {
	enum json_form json;
	/* Sets the value; a set gets a further element.  On error nothing changes. */
	enum status (*set)(struct scenario *s, const struct place *place, const char *text, struct error *error);
	/* Adds the text that set() reads back; nothing if no value is given. */
	void (*write)(const struct scenario *s, const struct place *place, struct text *out);
	void (*clear)(struct scenario *s, const struct place *place);    /* restores the default */
	void (*withdraw)(struct scenario *s, const struct place *place); /* makes the value not given */
	bool (*same)(const struct scenario *a, const struct scenario *b, const struct place *place);
	/* As set and write for files, which are read on another day.  NULL: the same. */
	enum status (*read)(struct scenario *s, const struct place *place, const char *text, struct error *error);
	void (*exact)(const struct scenario *s, const struct place *place, struct text *out);
};

struct place scenario_place(enum parameter parameter);
