/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads of a number of users. */
#pragma once

#include "core/serving.h"

/* Closed loop: `concurrency` requests are always in flight (gpuplan-model(7), 3.2 A number of users). */
struct service serving_closed(const struct serving *s, double concurrency);

/* One batch that starts together and runs to its end. */
struct service serving_static(const struct serving *s, double batch);

/* As many requests as run at once. */
struct service serving_saturated(const struct serving *s);

/* Record how serving_closed() and serving_static() compute their result `v`.  They follow the sections of serving.h. */
void serving_trace_closed(
	struct trace *t, const struct serving *s, const struct memory_budget *m, const struct service *v);
void serving_trace_static(struct trace *t, const struct serving *s, const struct service *v);
