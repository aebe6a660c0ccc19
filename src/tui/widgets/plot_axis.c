/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges, places and round values of the axes of a plot. */
#include "tui/widgets/plot_axis.h"

#include <math.h>

/* A goal further away than this many times the data would make them too small to read. */
static const double FAR = 3.0;

double plot_fraction(const struct plot_axis *axis, double value)
{
	if (axis->scale == PLOT_LINEAR)
		return (value - axis->low) / (axis->high - axis->low);
	return value > 0.0 ? log(value / axis->low) / log(axis->high / axis->low) : NAN;
}

/* Most steps that fit and are 1, 2 or 5 times a power of ten. */
static int linear_ticks(double low, double high, int most, double *out)
{
	static const double factors[] = { 1.0, 2.0, 5.0 };
	double power = pow(10.0, floor(log10((high - low) / most)) - 1.0);
	int count = 0;

	for (int i = 0; i < 12; i++) {
		double step = power * factors[i % 3] * pow(10.0, i / 3);
		double first = ceil(low / step - 1e-9), last = floor(high / step + 1e-9);

		if (last - first + 1.0 > most)
			continue;
		for (double k = first; k <= last && count < most; k += 1.0)
			out[count++] = k * step + 0.0; /* no -0 */
		break;
	}
	return count;
}

/* All of 1, 2, 5, or of 1, 3, or of 1 a decade; then every second, third ... decade. */
static int log_ticks(double low, double high, int most, double *out)
{
	static const double sets[][4] = { { 1, 2, 5, 0 }, { 1, 3, 0, 0 }, { 1, 0, 0, 0 } };
	double first = floor(log10(low) + 1e-9), last = floor(log10(high) + 1e-9);

	for (int way = 0; way < 16; way++) {
		const double *set = sets[way < 2 ? way : 2];
		double every = way < 2 ? 1.0 : way - 1.0;
		int count = 0;
		bool fits = true;

		for (double d = first; d <= last && fits; d += every) {
			for (int i = 0; set[i] > 0 && fits; i++) {
				double value = set[i] * pow(10.0, d);

				if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9))
					continue;
				fits = count < most;
				if (fits)
					out[count++] = value;
			}
		}
		if (fits)
			return count;
	}
	return 0;
}

static int log2_ticks(double low, double high, int most, double *out)
{
	double first = ceil(log2(low) - 1e-9), last = floor(log2(high) + 1e-9);
	double every = fmax(1.0, ceil((last - first + 1.0) / most));
	int count = 0;

	/* Multiples of the step, so that 1k stays a tick when the ends move. */
	for (double k = ceil(first / every) * every; k <= last && count < most; k += every)
		out[count++] = exp2(k);
	return count;
}

int plot_ticks(enum plot_scale scale, double low, double high, int most, double *out)
{
	int count;

	most = most < PLOT_MAX_TICKS ? most : PLOT_MAX_TICKS;
	if (most < 1 || !(high > low) || !isfinite(high - low))
		return 0;
	if (scale == PLOT_LINEAR)
		return linear_ticks(low, high, most, out);
	if (!(low > 0.0))
		return 0;
	count = scale == PLOT_LOG ? log_ticks(low, high, most, out) : log2_ticks(low, high, most, out);
	/* Less than a decade may have too few of them to read the scale. */
	return count > 1 ? count : linear_ticks(low, high, most, out);
}

struct range {
	double low, high;
};

static void widen(struct range *r, double value)
{
	r->low = isnan(r->low) ? value : fmin(r->low, value);
	r->high = isnan(r->high) ? value : fmax(r->high, value);
}

static bool on_axis(const struct plot_axis *axis, double value)
{
	return isfinite(value) && (axis->scale == PLOT_LINEAR || value > 0.0);
}

static void widen_point(const struct plot *p, struct range *x, struct range *y, const struct plot_point *point)
{
	if (!on_axis(&p->x, point->x) || !on_axis(&p->y, point->y))
		return;
	widen(x, point->x);
	widen(y, point->y);
}

static void set_axis(struct plot_axis *axis, const struct range *r)
{
	double ticks[PLOT_MAX_TICKS];
	int count;

	if (axis->scale != PLOT_LINEAR) {
		axis->low = isnan(r->low) ? 1.0 : r->low;
		axis->high = isnan(r->high) ? 10.0 : r->high;
		if (!(axis->high > axis->low * 1.001)) {
			axis->low /= 2.0;
			axis->high *= 2.0;
		}
		return;
	}
	axis->low = isnan(r->low) ? 0.0 : fmin(0.0, r->low);
	axis->high = r->high > axis->low ? r->high : axis->low + 1.0;
	/* Up to the next round value: the highest point is then not on the edge. */
	count = plot_ticks(PLOT_LINEAR, axis->low, axis->high, 6, ticks);
	if (count > 1 && ticks[count - 1] < axis->high * (1 - 1e-9))
		axis->high = fmin(ticks[count - 1] + ticks[1] - ticks[0], axis->high * 1.1);
}

bool plot_fit(struct plot *plot)
{
	struct range x = { NAN, NAN }, y = { NAN, NAN };
	bool any;

	for (int i = 0; i < plot->series_count; i++) {
		const struct plot_series *s = &plot->series[i];

		for (int k = 0; k < s->count; k++)
			widen_point(plot, &x, &y, &s->points[k]);
		widen_point(plot, &x, &y, &s->now);
	}
	any = !isnan(x.low);
	for (int i = 0; i < plot->line_count && any; i++) {
		const struct plot_line *line = &plot->lines[i];
		struct range *r = line->vertical ? &x : &y;

		if (on_axis(line->vertical ? &plot->x : &plot->y, line->at) && line->at <= FAR * r->high &&
			line->at >= r->low / FAR)
			widen(r, line->at);
	}
	set_axis(&plot->x, &x);
	set_axis(&plot->y, &y);
	return any;
}
