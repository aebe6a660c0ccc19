/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of values in a scenario; one instance each. */
#pragma once

#include "study/scenario_place.h"

extern const struct place_kind number_kind;   /* number[] */
extern const struct place_kind choice_kind;   /* number[], the index of a word */
extern const struct place_kind deadline_kind; /* number[] and timed[]; scenario_deadline.c */
extern const struct place_kind thing_kind;    /* a pointer to a thing of the catalog */
extern const struct place_kind engine_kind;   /* engine and release; scenario_engine.c */
extern const struct place_kind things_kind;   /* a struct index_set of them */
extern const struct place_kind label_kind;    /* an unsigned of bits */
extern const struct place_kind text_kind;     /* an array of characters */
extern const struct place_kind region_kind;   /* an array of characters, and area; scenario_region.c */
extern const struct place_kind areas_kind;    /* a struct area_set; scenario_region.c */
extern const struct place_kind size_kind;     /* media_width and media_height; scenario_size.c */
extern const struct place_kind metric_kind;   /* an int: enum metric, -1 none */
extern const struct place_kind model_kind;    /* model and checkpoint; scenario_model.c */
extern const struct place_kind traffic_kind;  /* traffic_given and traffic; scenario_traffic.c */

/* Sets number[] from a quantity. */
enum status number_read(struct scenario *s, const struct place *place, const char *text, struct error *error);

/* Checks the range of a number and keeps it. */
enum status number_set(struct scenario *s, const struct place *place, double value, struct error *error);
