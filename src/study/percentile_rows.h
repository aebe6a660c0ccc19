/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published percentiles of latency, percentiles.csv of the catalog. */
#pragma once

#include "base/csv.h"
#include "base/name_list.h"
#include "core/percentile.h"

/* One figure of one run. */
struct percentile_row {
	char *id;
	int source, slice;            /* index of their names; a slice is a kind of test */
	bool first_token;             /* time to first token, else time per output token */
	double load;                  /* see percentile_ttft(); NaN: a closed loop, whose limit nobody published */
	double users, prompt, output; /* see percentile_tpot() */
	double spread;                /* of prompt lengths */
	double ratio[GOAL_AT_COUNT];  /* of the percentile to the mean; NaN: not published */
};

struct percentile_rows {
	struct percentile_row *rows;
	size_t count;
	struct name_list sources, slices;
};

/* STATUS_DATA with file, line and column.  Release it in every case. */
enum status percentile_rows_read(struct percentile_rows *rows, struct csv *table, struct error *error);
void percentile_rows_release(struct percentile_rows *rows);

/* "p50" to "p99"; "mean". */
const char *percentile_word(enum goal_at at);

/* "ttft_s" or "tpot_s". */
const char *percentile_metric_name(bool first_token);
