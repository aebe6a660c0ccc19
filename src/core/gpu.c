/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links between GPUs: which one joins a group, and what an all-reduce over it takes. */
#include "config.h"

#include "core/gpu.h"

#include <math.h>
#include <stddef.h>

static const double SMALL_MESSAGE_BYTES = 32e6;
static const double LARGE_MESSAGE_BYTES = 128e6;

const struct gpu_link *gpu_link_for(const struct gpu *gpu, double gpus)
{
	for (int i = 0; i < gpu->link_count; i++)
		if (gpus <= gpu->links[i].gpus)
			return gpu->links[i].link;
	return NULL;
}

static double between(double low, double high, double share)
{
	return low + (high - low) * share;
}

struct link_span link_span(const struct gpu_link *link, double gpus)
{
	const struct link_point *points = link->points;
	int last = link->point_count - 1, i = 0;

	while (i < last && points[i].gpus < gpus)
		i++;
	if (i == 0 || points[i].gpus <= gpus)
		return (struct link_span) { &points[i], &points[i], 0.0 };
	return (struct link_span) { &points[i - 1], &points[i],
				    log(gpus / points[i - 1].gpus) / log(points[i].gpus / points[i - 1].gpus) };
}

double link_large_share(double bytes)
{
	if (bytes <= SMALL_MESSAGE_BYTES)
		return 0.0;
	if (bytes >= LARGE_MESSAGE_BYTES)
		return 1.0;
	return log(bytes / SMALL_MESSAGE_BYTES) / log(LARGE_MESSAGE_BYTES / SMALL_MESSAGE_BYTES);
}

static struct link_rate point_rate(const struct link_point *point, double bytes)
{
	struct link_rate rate = { point->alpha_s, point->beta_bytes_per_s };

	if (!isnan(point->beta_large_bytes_per_s))
		rate.beta_bytes_per_s = between(point->beta_bytes_per_s,
						point->beta_large_bytes_per_s,
						link_large_share(bytes));
	return rate;
}

struct link_rate link_rate(const struct gpu_link *link, double gpus, double bytes)
{
	struct link_span span = link_span(link, gpus);
	struct link_rate low = point_rate(span.low, bytes), high = point_rate(span.high, bytes);

	low.alpha_s = between(low.alpha_s, high.alpha_s, span.share);
	low.beta_bytes_per_s = between(low.beta_bytes_per_s, high.beta_bytes_per_s, span.share);
	return low;
}

bool link_point_has_lines(const struct link_point *point, enum collectives collectives)
{
	return collectives != COLLECTIVES_TABLE && !isnan(point->lines[collectives][0].alpha_s);
}

static double point_all_reduce_s(const struct link_point *point, enum collectives collectives,
				 double bytes, double moved)
{
	struct link_rate rate = point_rate(point, bytes);
	const struct link_line *lines;

	if (!link_point_has_lines(point, collectives))
		return rate.alpha_s + moved / rate.beta_bytes_per_s;
	lines = point->lines[collectives];
	return fmin(lines[0].alpha_s + moved / lines[0].beta_bytes_per_s,
		    lines[1].alpha_s + moved / lines[1].beta_bytes_per_s);
}

double link_all_reduce_s(const struct gpu_link *link, enum collectives collectives, double gpus,
			 double bytes)
{
	double moved = 2.0 * (gpus - 1.0) / gpus * bytes;
	struct link_span span;

	if (gpus <= 1.0)
		return 0.0;
	span = link_span(link, gpus);
	return between(point_all_reduce_s(span.low, collectives, bytes, moved),
		       point_all_reduce_s(span.high, collectives, bytes, moved), span.share);
}
