/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of the studies as a table: names, ranges, defaults, stops of sliders, words. */
#pragma once

#include <stdbool.h>

#include "base/quantity.h"

enum parameter {
#define PARAMETER(id, ...) PARAMETER_##id,
#include "study/parameter-table.h"
#undef PARAMETER
	PARAMETER_COUNT
};

/* Rows that a study brings have ids behind PARAMETER_COUNT, which ends lists; parameter_add(). Arrays by parameter
 * have PARAMETER_MAX places. */
enum { PARAMETER_ADDED_MAX = 16, PARAMETER_MAX = PARAMETER_COUNT + 1 + PARAMETER_ADDED_MAX };

enum parameter_form {
	PARAMETER_NUMBER_FORM, /* a quantity with a range */
	PARAMETER_CHOICE_FORM, /* one word of parameter_choices() */
	PARAMETER_OBJECT_FORM, /* a thing of the catalog by name; auto when absent */
	PARAMETER_SET_FORM,    /* several words or things; empty: any */
	PARAMETER_TEXT_FORM,
	PARAMETER_METRIC_FORM /* the name of a metric */
};

struct parameter_row {
	const char *name;  /* of the option and of `:set` */
	const char *label; /* untranslated; pass through gettext */
	const char *help;  /* untranslated */
	enum parameter_form form;
	bool whole; /* a NUMBER without a fraction, as all are that count */
	enum quantity_kind quantity;
	double low, high;         /* inclusive */
	double initial;           /* NaN: not given */
	const char *endless;      /* word for infinity; of a CHOICE: for the option without a value; NULL none */
	const double *stops;      /* positions of the slider, rising, ended by NaN; NULL none */
	const char *const *words; /* of a CHOICE by index, ended by NULL; NULL: it is none */
};

/* Some of the parameters, by id. */
struct parameter_set {
	bool has[PARAMETER_MAX];
};

const struct parameter_row *parameter_row(enum parameter parameter);

/* All of them, by place: those of the table, then those that were added. */
int parameter_count(void);
enum parameter parameter_at(int place);
int parameter_place(enum parameter parameter);

/* Adds a row of a study's own, a NUMBER or a CHOICE whose name is not taken, before the first scenario is made.  What
 * the row points to is borrowed.  PARAMETER_COUNT: it is none of these, or there is no room. */
enum parameter parameter_add(const struct parameter_row *row);

/* Forgets the rows that were added. */
void parameter_remove_added(void);

/* Whether a list, ended by PARAMETER_COUNT, has the parameter. */
bool parameter_listed(const enum parameter *list, enum parameter parameter);

/* Finds a parameter by option name ("max-gpus") or JSON key ("max_gpus", "ttft_s"). */
bool parameter_from_name(const char *name, enum parameter *parameter);

/* Whether `typed` is `name` or the key that is made of it for the parameter. */
bool parameter_is_called(enum parameter parameter, const char *name, const char *typed);

/* The key in JSON: `_` for `-`, times end in `_s`.  Valid until the next call with size bytes. */
const char *parameter_key(enum parameter parameter, char *out, unsigned long size);

/* Adds "16 to 128k or max" for a NUMBER, with the highest value that is allowed now. */
void parameter_span(enum parameter parameter, double high, struct text *out);

/* Words of a CHOICE by index, ended by NULL; NULL: it is none. */
const char *const *parameter_choices(enum parameter parameter);

/* Values of the choices, in the order of parameter_choices().  Those of training are in core/training_constants.h, of
 * SHARD, RECOMPUTE and TRAIN_SOFTWARE behind "auto". */
enum list_all { LIST_BEST, LIST_ALL };
enum spot { SPOT_NEVER, SPOT_TOLERANT };
enum four_bit { FOUR_BIT_NEVER, FOUR_BIT_INT4, FOUR_BIT_ANY };
enum tuning { TUNING_DEFAULT, TUNING_TUNED };
enum cooling { COOLING_AIR, COOLING_LIQUID };
enum rented_hours { RENTED_BUSY, RENTED_ALL };
enum batching { BATCHING_CONTINUOUS, BATCHING_STATIC };
enum residency { RESIDENCY_ANY, RESIDENCY_EU, RESIDENCY_EEA };
enum sla { SLA_ANY, SLA_FORMAL };
enum network { NETWORK_ANY, NETWORK_INFINIBAND };
enum counted { COUNTED_OUTPUT, COUNTED_ALL };
enum scaling { SCALING_HOURLY, SCALING_NONE };
