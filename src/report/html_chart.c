/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing bars. */
#include "report/html_chart.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/result.h"

void html_text(struct text *out, const char *text)
{
	static const struct {
		char character;
		const char *entity;
	} entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };
	TEXT(clean);

	text_add_clean(&clean, text, strlen(text));
	for (const char *p = clean.data; *p;) {
		size_t n = strcspn(p, "&<>\"'");

		text_add_n(out, p, n);
		p += n;
		for (size_t i = 0; *p && i < sizeof(entities) / sizeof(entities[0]); i++)
			if (entities[i].character == *p)
				text_add(out, entities[i].entity);
		p += *p != '\0';
	}
}

void html_figure_begin(struct text *out, const char *caption, int width, int height)
{
	text_add(out, "<figure>\n<figcaption>");
	html_text(out, caption);
	text_addf(
		out, "</figcaption>\n<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\">\n<title>", width, height);
	html_text(out, caption);
	text_add(out, "</title>\n");
}

void html_figure_end(struct text *out)
{
	text_add(out, "</svg>\n</figure>\n");
}

enum { MEMORY_WIDTH = 110, MEMORY_HEIGHT = 14 };

void html_memory_bar(struct text *out, const struct row *a, const char *words)
{
	struct memory_parts m = memory_parts(&replica_of(a)->memory, layout_gpus(&a->deployment.layout));
	const double parts[] = { fmin(m.weights, m.capacity), m.kv, m.free };
	static const char *const classes[] = { "weights", "kv", "free" };
	double x = 0.0;

	if (isnan(m.capacity)) {
		html_text(out, words);
		return;
	}
	text_addf(out, "<svg class=\"memory\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"><title>",
		MEMORY_WIDTH, MEMORY_HEIGHT, MEMORY_WIDTH, MEMORY_HEIGHT);
	html_text(out, words);
	text_add(out, " GiB</title>");
	for (int i = 0; i < 3; i++) {
		double width = fmin(parts[i] / m.capacity * MEMORY_WIDTH, MEMORY_WIDTH - x);

		if (!(width > 0.0))
			continue;
		text_addf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"1\" width=\"%.1f\" height=\"%d\"/>", classes[i], x,
			width, MEMORY_HEIGHT - 2);
		x += width;
	}
	text_addf(out, "<rect class=\"all\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\"/></svg>", MEMORY_WIDTH - 1,
		MEMORY_HEIGHT - 1);
}

void html_memory_sample(struct text *out, const char *part)
{
	text_addf(out,
		"<svg class=\"memory\" aria-hidden=\"true\" width=\"14\" height=\"14\">"
		"<rect class=\"%s\" x=\"1\" y=\"1\" width=\"12\" height=\"12\"/>"
		"<rect class=\"all\" x=\"0.5\" y=\"0.5\" width=\"13\" height=\"13\"/></svg> ",
		part);
}

enum { CHART_ROWS = 12, ROW_HEIGHT = 24, CHART_WIDTH = 780 };
enum { BAR_X = 140, BAR_WIDTH = 420, BAR_HEIGHT = 14 };

/* What costs more times the cheapest would squeeze the bars that a choice is made from. */
static const double MOST_TIMES = 4.0;

/* Answers with a cost: those that meet the goals, or all where none does; cheapest first. */
static int choose(const struct result *r, int top, const struct row **rows)
{
	bool met = result_best(r);
	int count = 0;

	for (int i = 0; i < r->count && i < top; i++) {
		const struct row *a = &r->rows[i];
		double cost = a->cost.output.mid;
		int at;

		if (!band_known(&a->cost.output) || (met && a->verdict != VERDICT_MEETS))
			continue;
		if (count == CHART_ROWS && rows[count - 1]->cost.output.mid <= cost)
			continue;
		count += count < CHART_ROWS;
		for (at = count - 1; at > 0 && rows[at - 1]->cost.output.mid > cost; at--)
			rows[at] = rows[at - 1];
		rows[at] = a;
	}
	while (count > 0 && rows[count - 1]->cost.output.mid > MOST_TIMES * rows[0]->cost.output.mid)
		count--;
	return count;
}

/* One bar: its length the estimate, the line through its end the band. */
static void add_bar(struct text *out, const struct row *a, int row, double most)
{
	const struct band *cost = &a->cost.output;
	double scale = BAR_WIDTH / most;
	double low = BAR_X + cost->low * scale, high = BAR_X + fmin(cost->high, most) * scale;
	int y = row * ROW_HEIGHT, middle = y + ROW_HEIGHT / 2;
	TEXT(words);

	text_addf(&words, "%.0f x %s", deployment_gpus(&a->deployment), a->deployment.gpu->short_name);
	text_addf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", BAR_X - 8, middle + 5);
	html_text(out, words.data);
	text_addf(out, "</text><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
		a->equal_to_best ? "cost equal" : "cost", BAR_X, middle - BAR_HEIGHT / 2, fmin(cost->mid, most) * scale,
		BAR_HEIGHT);
	text_addf(out, "<path class=\"band\" d=\"M%.1f %dH%.1fM%.1f %dV%d", low, middle, high, low, middle - 4,
		middle + 4);
	/* An end beyond the chart has no mark. */
	if (cost->high <= most)
		text_addf(out, "M%.1f %dV%d", high, middle - 4, middle + 4);
	text_addf(out, "\"/><text x=\"%d\" y=\"%d\">", BAR_X + BAR_WIDTH + 10, middle + 5);
	text_clear(&words);
	label_band(&words, cost, UNIT_USD);
	html_text(out, words.data);
	text_add(out, "</text>\n");
}

void html_cost_chart(struct text *out, const struct result *r, int top)
{
	const struct row *rows[CHART_ROWS];
	int count = choose(r, top, rows);
	double high = 0.0, most;
	TEXT(caption);

	if (count < 2)
		return;
	for (int i = 0; i < count; i++)
		high = fmax(high, rows[i]->cost.output.high);
	/* One wide band must not squeeze the others. */
	most = fmin(high, 1.6 * rows[count - 1]->cost.output.mid);
	if (!(most > 0.0))
		return;
	text_addf(&caption,
		_("Dollars per million output tokens, up to %.0f times the cheapest; the line is the 80 %% band."),
		MOST_TIMES);
	html_figure_begin(out, caption.data, CHART_WIDTH, count * ROW_HEIGHT);
	for (int i = 0; i < count; i++)
		add_bar(out, rows[i], i, most);
	html_figure_end(out);
}
