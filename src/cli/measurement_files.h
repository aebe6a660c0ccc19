/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measured runs from files: published ones of the catalog, one's own of the overlays. */
#pragma once

#include "study/row.h"

struct measured_model;

/* The reader is its first member.  Published runs are read when a model is first asked for. */
struct measurement_files {
	struct measured_reader reader;
	const struct catalog *catalog;
	struct text published; /* path of neighbours.csv */
	struct measurement *local;
	const struct model **local_models; /* of each */
	int local_count;
	struct measured_model *newest;
	char **sources; /* names of own sources */
	int source_count;
};

/* The name of the file in an overlay folder. */
extern const char MEASUREMENT_FILE[];

/* `dir` is the catalog's folder. */
void measurement_files_init(struct measurement_files *files, const struct catalog *catalog, const char *dir);

/* Adds the user's own runs from measurements.csv of an overlay folder, if there is one: the columns of sweep,
 * and metric (tpot_s, ttft_s, output_tok_s), measured, source.  `base` gives what a row leaves empty.  Every
 * bad row is a problem with file and line, and is left out. */
void measurement_files_add(
	struct measurement_files *files, const char *overlay, const struct scenario *base, struct error_list *problems);

/* Forgets all runs, so that those of the user can be added anew.  Names of sources stay. */
void measurement_files_forget(struct measurement_files *files);

void measurement_files_release(struct measurement_files *files);
