/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result files of benchmarks of servers: what was asked of the server, and what it did. */
#pragma once

#include "base/json.h"
#include "base/text.h"

enum benchmark_format {
#define BENCHMARK_FORMAT(id, ...) BENCHMARK_##id,
#include "catalog/import/benchmark-format-table.h"
#undef BENCHMARK_FORMAT
	BENCHMARK_FORMATS
};

struct benchmark_format_row {
	const char *name, *tool;
	const char *has; /* paths with blanks between */
	const char *list;
	bool last;          /* runs are appended: the newest counts */
	const char *engine; /* id; NULL: any */
	const char *help;   /* untranslated */
};

/* In seconds, tokens, tokens or requests a second. */
enum benchmark_figure {
	BENCHMARK_MODEL, /* a text, as the next */
	BENCHMARK_BACKEND,
	BENCHMARK_CONCURRENCY,
	BENCHMARK_RATE, /* INFINITY: requests do not arrive at a rate */
	BENCHMARK_ASKED,
	BENCHMARK_COMPLETED,
	BENCHMARK_FAILED,
	BENCHMARK_PROMPT_TOTAL,
	BENCHMARK_OUTPUT_TOTAL,
	BENCHMARK_PROMPT, /* mean of those that succeeded, as the others */
	BENCHMARK_OUTPUT,
	BENCHMARK_OUTPUT_ASKED,
	BENCHMARK_FIXED,
	BENCHMARK_DEPTH,
	BENCHMARK_TTFT,
	BENCHMARK_TTFT_MEDIAN,
	BENCHMARK_TTFT_P99,
	BENCHMARK_TPOT,
	BENCHMARK_ITL,
	BENCHMARK_LATENCY,
	BENCHMARK_SPEED,
	BENCHMARK_TOK_S,
	BENCHMARK_REQ_S,
	BENCHMARK_DURATION,
	BENCHMARK_FIGURES
};

struct benchmark_value {
	double number;    /* NaN: the file does not say it */
	const char *word; /* NULL: the same */
	const char *path; /* where it is, or what it is made of; NULL: nowhere */
};

/* One run. */
struct benchmark_record {
	struct benchmark_value values[BENCHMARK_FIGURES];
	char place[64]; /* in the file, before paths: "" or "/benchmarks/2" */
};

/* A file that was read; texts of the records lie in its tree. */
struct benchmark {
	enum benchmark_format format;
	const char *file; /* borrowed */
	cJSON *root;
	struct benchmark_record *records;
	int count;
};

const struct benchmark_format_row *benchmark_format_row(enum benchmark_format format);

/* BENCHMARK_FORMATS: there is no such name. */
enum benchmark_format benchmark_format_from_name(const char *name);

/* Reads the n bytes of a result file; `from` is its format, BENCHMARK_FORMATS: what it looks like.  STATUS_DATA: it is
 * broken, of no such format, has no record, or a figure of another kind; the message names file and field.  `out` needs
 * benchmark_release() in any case. */
enum status benchmark_read(const char *text, size_t n, const char *file, enum benchmark_format from,
	struct benchmark *out, struct error *error);
void benchmark_release(struct benchmark *benchmark);

/* Adds "file: /path" of a figure of a record. */
void benchmark_place_add(struct text *out, const struct benchmark *benchmark, const struct benchmark_record *record,
	enum benchmark_figure figure);
