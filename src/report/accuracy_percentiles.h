/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of percentiles of latency for people, pages and machines. */
#pragma once

#include "study/accuracy_percentiles.h"

/* A table behind those of report_accuracy(). */
void report_accuracy_percentiles(struct text *out, const struct accuracy_percentiles *a, bool markdown, bool color);

/* The list of gpuplan-batch(1), OUTPUT: keys slice, metric, at and rows, and one object for each way. */
void report_accuracy_percentiles_json(struct text *out, const struct accuracy_percentiles *a);
