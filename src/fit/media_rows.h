/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published runs of media models (media_runs.csv) as questions to the model of media. */
#pragma once

#include "base/name_list.h"
#include "catalog/catalog.h"
#include "core/embedding.h"
#include "core/media_band.h"
#include "core/speech.h"
#include "core/transcription.h"

/* What a row can be left out by. */
enum media_label { MEDIA_SOURCE, MEDIA_MODEL, MEDIA_CLASS, MEDIA_LABEL_COUNT };

/* What of a run of speech was published. */
enum media_metric { MEDIA_SECONDS, MEDIA_RTF, MEDIA_FIRST_S, MEDIA_METRIC_COUNT };

/* One published figure; the task says which run counts. */
struct media_row {
	const char *id;
	enum media_task task;
	enum media_group group;
	enum media_metric metric;
	struct media_run media;
	struct speech_run speech;
	struct transcription_run transcription;
	struct embedding_run embedding;
	double measured; /* seconds, or seconds for a second of speech */
	double weight;   /* in a fit: 1/sqrt(rows of the source, GPU, model and software) */
	int labels[MEDIA_LABEL_COUNT];
};

struct media_rows {
	struct arena arena;
	struct media_row *rows;
	int count, capacity;
	int unused; /* lines whose column "use" says no */
	struct name_list names[MEDIA_LABEL_COUNT];
};

/* Reads the lines that are used.  An unknown name, a bad number or a run that the model cannot answer is an error with
 * its line. */
enum status media_rows_read(
	struct media_rows *rows, const struct catalog *catalog, const char *path, struct error *error);
void media_rows_release(struct media_rows *rows);

/* ln(predicted/measured) by the constants as they stand. */
double media_row_residual(const struct media_row *row);
