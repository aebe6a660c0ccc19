/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links between GPUs: which one joins a group, and what an all-reduce over it takes. */
#include "core/gpu.h"

#include <math.h>
#include <stddef.h>

static const double SMALL_MESSAGE_BYTES = 32e6;
static const double LARGE_MESSAGE_BYTES = 128e6;

double gpu_machine_gpus(const struct gpu *gpu)
{
	return isnan(gpu->max_gpus_per_node) ? 1.0 : gpu->max_gpus_per_node;
}

const struct gpu_link *gpu_link_for(const struct gpu *gpu, double gpus)
{
	for (int i = 0; i < gpu->link_count; i++)
		if (gpus <= gpu->links[i].gpus)
			return gpu->links[i].link;
	return NULL;
}

/* The points of a link's table that a group of `gpus` lies between; both the same one where it is in the
 * table or beyond its ends. */
struct link_span {
	const struct link_point *low, *high;
};

static struct link_span link_span(const struct gpu_link *link, double gpus)
{
	const struct link_point *points = link->points;
	int last = link->point_count - 1, i = 0;

	while (i < last && points[i].gpus < gpus)
		i++;
	if (i == 0 || points[i].gpus <= gpus)
		return (struct link_span){ &points[i], &points[i] };
	return (struct link_span){ &points[i - 1], &points[i] };
}

/* Tables are read between their points over the logarithm of the number of GPUs. */
TRACE_TEMPLATE double share_of(struct trace *t, struct link_span span, double gpus)
{
	TRACE_INPUT(t, fewer, span.low->gpus, NULL);
	TRACE_INPUT(t, more, span.high->gpus, NULL);
	TRACE_PART(t, share, log(gpus / fewer) / log(more / fewer));
	return share;
}

/* A figure of a link's table; by measurement or assumed. */
TRACE_TEMPLATE double link_value(struct trace *t, const char *name, const char *id, const char *meaning, double value,
	const struct gpu_link *link)
{
	if (t) {
		trace_value_as(t, name, id, value, link->source);
		trace_mean(t, meaning);
		trace_rests_on(t, link->measured ? TRACE_MEASURED : TRACE_ASSUMED);
	}
	return value;
}

/* Messages of 32 to 128 MB: how far their bandwidth is from the first (0) to the second (1). */
TRACE_TEMPLATE double large_share(struct trace *t, double message, const char *id)
{
	if (!t && message <= SMALL_MESSAGE_BYTES)
		return 0.0;
	if (!t && message >= LARGE_MESSAGE_BYTES)
		return 1.0;
	TRACE_FORMULA_AS(t, large, id, min(1, max(0, log(message / 32000000) / log(128000000 / 32000000))));
	TRACE_MEAN(t, "large share");
	return large;
}

static bool is_large_known(const struct link_point *point)
{
	return !isnan(point->beta_large_bytes_per_s);
}

TRACE_TEMPLATE double point_bandwidth(
	struct trace *t, const struct gpu_link *link, const struct link_point *point, double message, bool is_high)
{
	bool known = is_large_known(point);
	const double base = link_value(t, "base", is_high ? "more_bandwidth" : "bandwidth",
		known ? "link bandwidth, short messages" : "link bandwidth", point->beta_bytes_per_s, link);

	if (!known) {
		TRACE_PART(t, bandwidth, base);
		return bandwidth;
	}
	const double wide = link_value(t, "wide", is_high ? "more_bandwidth_large" : "bandwidth_large",
		"link bandwidth, long messages", point->beta_large_bytes_per_s, link);
	const double large = large_share(NULL, message, NULL);

	TRACE_PART(t, bandwidth, (base + (wide - base) * large));
	return bandwidth;
}

static bool has_lines(const struct link_point *point, enum collectives collectives)
{
	return collectives != COLLECTIVES_TABLE && !isnan(point->lines[collectives][0].alpha_s);
}

/* One all-reduce as a point of the link's table has it. */
TRACE_TEMPLATE double point_all_reduce_s(struct trace *t, const struct gpu_link *link, const struct link_point *point,
	enum collectives collectives, double message, double moved, const char *id)
{
	const struct link_line *lines = point->lines[collectives < COLLECTIVES_TABLE ? collectives : 0];

	if (!has_lines(point, collectives)) {
		const double latency = link_value(t, "latency", "latency", "link latency", point->alpha_s, link);
		const double bandwidth = point_bandwidth(t, link, point, message, false);

		TRACE_FORMULA_AS(t, seconds, id, latency + moved / bandwidth);
		return seconds;
	}
	const double latency = link_value(t, "latency", "latency", "latency of short messages", lines[0].alpha_s, link);
	const double bandwidth =
		link_value(t, "bandwidth", "bandwidth", "bandwidth of the same", lines[0].beta_bytes_per_s, link);
	const double long_latency = link_value(t, "long_latency", "long_latency", NULL, lines[1].alpha_s, link);
	const double long_bandwidth = link_value(
		t, "long_bandwidth", "long_bandwidth", "bandwidth of the same", lines[1].beta_bytes_per_s, link);

	TRACE_FORMULA_AS(t, seconds, id, min(latency + moved / bandwidth, long_latency + moved / long_bandwidth));
	return seconds;
}

TRACE_TEMPLATE double all_reduce(
	struct trace *t, const struct gpu_link *link, enum collectives collectives, double gpus, double message)
{
	struct link_span span;

	if (gpus <= 1.0)
		return 0.0;
	span = link_span(link, gpus);
	if (t) {
		trace_value_as(t, "gpus", "tp", gpus, NULL);
		if ((is_large_known(span.low) || is_large_known(span.high)) && !has_lines(span.low, collectives))
			large_share(t, message, "large");
	}
	TRACE_PART(t, moved, 2 * (gpus - 1) / gpus * message);
	if (span.low == span.high) {
		const double one_all_reduce_s =
			point_all_reduce_s(t, link, span.low, collectives, message, moved, "one_all_reduce_s");

		TRACE_AGAIN(t, one_all_reduce_s, "seconds");
		return one_all_reduce_s;
	}
	const double fewer_gpus_s = point_all_reduce_s(t, link, span.low, collectives, message, moved, "fewer_gpus_s");

	TRACE_AGAIN(t, fewer_gpus_s, "seconds");
	const double more_gpus_s = point_all_reduce_s(t, link, span.high, collectives, message, moved, "more_gpus_s");

	TRACE_AGAIN(t, more_gpus_s, "seconds");
	const double share = share_of(t, span, gpus);

	TRACE_FORMULA(t, one_all_reduce_s, fewer_gpus_s + (more_gpus_s - fewer_gpus_s) * share);
	return one_all_reduce_s;
}

double link_all_reduce_s(
	struct trace *t, const struct gpu_link *link, enum collectives collectives, double gpus, double bytes)
{
	return t ? all_reduce(t, link, collectives, gpus, bytes) : all_reduce(NULL, link, collectives, gpus, bytes);
}

/* Start-up time between so many GPUs. */
TRACE_TEMPLATE double latency_of(
	struct trace *t, const struct gpu_link *link, struct link_span span, double gpus, const char *id)
{
	const double latency = link_value(t, "latency", "latency", "link latency", span.low->alpha_s, link);

	TRACE_PART(t, link_latency_s, latency);
	if (span.low != span.high) {
		const double more_latency =
			link_value(t, "more_latency", "more_latency", NULL, span.high->alpha_s, link);
		const double share = share_of(t, span, gpus);

		TRACE_JOIN(t, link_latency_s, +, (more_latency - latency) * share);
	}
	TRACE_WHOLE(t, link_latency_s, id);
	return link_latency_s;
}

TRACE_TEMPLATE double bandwidth_of(struct trace *t, const struct gpu_link *link, struct link_span span, double gpus,
	double message, const char *id)
{
	const double low = point_bandwidth(t, link, span.low, message, false);

	TRACE_AGAIN(t, low, "bandwidth");
	TRACE_PART(t, link_bandwidth, low);
	if (span.low != span.high) {
		const double high = point_bandwidth(t, link, span.high, message, true);

		TRACE_AGAIN(t, high, "bandwidth");
		const double share = share_of(t, span, gpus);

		TRACE_JOIN(t, link_bandwidth, +, (high - low) * share);
	}
	TRACE_WHOLE(t, link_bandwidth, id);
	TRACE_MEAN(t, "bandwidth over a link");
	return link_bandwidth;
}

struct link_rate link_rate(struct trace *t, const struct gpu_link *link, double gpus, double bytes,
	const char *latency_id, const char *bandwidth_id, const char *large_id)
{
	struct link_span span = link_span(link, gpus);
	struct link_rate rate;

	TRACE_DO(t, trace_value_as(t, "gpus", "group", gpus, NULL));
	rate.alpha_s = latency_of(latency_id ? t : NULL, link, span, gpus, latency_id);
	if (is_large_known(span.low) || is_large_known(span.high))
		large_share(t, bytes, large_id);
	rate.beta_bytes_per_s = bandwidth_of(t, link, span, gpus, bytes, bandwidth_id);
	return rate;
}
