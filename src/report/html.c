/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as one HTML file that needs nothing else: style and drawings stand in it.  It is
 * well-formed XML too, so that any tool can read it. */
#include <string.h>

#include "base/i18n.h"
#include "report/html_chart.h"
#include "report/html_curves.h"
#include "report/sheet.h"

/* Light, dark and print; no colour means anything alone. */
static const char STYLE[] =
	":root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--back:#fff;--panel:#f6f8fa;"
	"--good:#1a7f37;--warn:#9a6700;--weights:#24527a;--kv:#7ba7d0;--free:#dbe7f3}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--line:#3d444d;--back:#0d1117;"
	"--panel:#161b22;--good:#3fb950;--warn:#d29922;--weights:#8ab8e6;--kv:#44719c;--free:#22364b}}\n"
	"*{box-sizing:border-box}\n"
	"body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:72rem;"
	"margin:0 auto;padding:1.5rem}\n"
	"h1{font-size:1.7rem;margin:0 0 1rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}\n"
	".lead{font-size:1.15rem;font-weight:600;border-left:.3rem solid var(--warn);background:var(--panel);"
	"padding:.7rem 1rem;margin:.5rem 0}.lead.good{border-color:var(--good)}\n"
	"dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:.6rem;margin:1rem 0}\n"
	"dl div{border:1px solid var(--line);border-radius:.3rem;padding:.5rem .8rem}\n"
	"dt{color:var(--soft);font-size:.85rem}dd{margin:0;font-weight:600}\n"
	".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;width:100%}\n"
	"th,td{text-align:left;padding:.25rem .4rem;border-bottom:1px solid var(--line);vertical-align:top}\n"
	"th{border-bottom-width:2px}td:first-child{white-space:nowrap}td:last-child{min-width:12rem}\n"
	".number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
	"tr.good td:first-child{font-weight:600;border-left:.25rem solid var(--good)}\n"
	"pre{background:var(--panel);padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere}\n"
	"figure{margin:1rem 0}figcaption,.legend,.note{color:var(--soft);font-size:.85rem}\n"
	"a{color:inherit}svg text{font-size:13px;fill:var(--ink)}.chart{width:100%;max-width:780px}\n"
	".memory{vertical-align:middle}.weights{fill:var(--weights)}.kv{fill:var(--kv)}.free{fill:var(--free)}"
	".all{fill:none;stroke:var(--soft)}\n"
	".cost{fill:var(--kv)}.cost.equal{fill:var(--weights)}.band{stroke:var(--ink);stroke-width:1.5;fill:none}\n"
	".axis{stroke:var(--soft);fill:none}.goal{stroke:var(--warn);stroke-dasharray:6 4}\n"
	".curve{fill:none;stroke-width:2.2}.missed{stroke-width:1.2;stroke-dasharray:3 4}\n"
	".s0{stroke:var(--weights)}.s1{stroke:#c4661f}.s2{stroke:#2f9e4f}.s3{stroke:#9160e0}.s4{stroke:#b0413e}"
	"circle{fill:var(--back);stroke-width:2.5}\n"
	"@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--back:#fff;--panel:#f4f4f4;"
	"--good:#1a7f37;--warn:#9a6700;--weights:#24527a;--kv:#7ba7d0;--free:#dbe7f3}body{font-size:10pt;"
	"max-width:none;padding:0;print-color-adjust:exact;-webkit-print-color-adjust:exact}table{font-size:7pt}"
	"th,td{padding:.15rem .25rem}td:last-child{min-width:7rem}.wide{overflow:visible}"
	"tr,figure,.lead,dl div{break-inside:avoid}h2{break-after:avoid}}\n";

static void element(struct text *out, const char *opens, const char *text, const char *closes)
{
	text_add(out, opens);
	html_text(out, text);
	text_add(out, closes);
}

static void begin(struct sheet *sheet, const char *title)
{
	/* TRANSLATORS: the language code of this translation. */
	element(sheet->out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"", _("en"),
		"\">\n<head>\n<meta charset=\"utf-8\"/>\n");
	text_add(sheet->out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
	element(sheet->out, "<title>", title, "</title>\n<style>\n");
	text_add(sheet->out, STYLE);
	element(sheet->out, "</style>\n</head>\n<body>\n<h1>", title, "</h1>\n");
}

static void end(struct sheet *sheet)
{
	text_add(sheet->out, "</body>\n</html>\n");
}

static void heading(struct sheet *sheet, const char *title)
{
	element(sheet->out, "<h2>", title, "</h2>\n");
}

static void lead(struct sheet *sheet, const char *text, bool good)
{
	element(sheet->out, good ? "<p class=\"lead good\">" : "<p class=\"lead\">", text, "</p>\n");
}

static void paragraph(struct sheet *sheet, const char *text)
{
	element(sheet->out, "<p class=\"note\">", text, "</p>\n");
}

static void lines(struct sheet *sheet, const char *text)
{
	const char *before = "<pre>";

	while (*text) {
		size_t n = strcspn(text, "\n");
		TEXT(line);

		text_add_n(&line, text, n);
		element(sheet->out, before, line.data, "");
		text += n + (text[n] == '\n');
		before = "\n";
	}
	text_add(sheet->out, "</pre>\n");
}

static void figures(struct sheet *sheet, bool opens)
{
	text_add(sheet->out, opens ? "<dl>\n" : "</dl>\n");
}

static void figure(struct sheet *sheet, const struct metric_row *row, const char *value)
{
	element(sheet->out, "<div><dt>", _(row->help), "</dt>");
	element(sheet->out, "<dd>", value, "</dd></div>\n");
}

static void list(struct sheet *sheet, bool opens)
{
	text_add(sheet->out, opens ? "<ul>\n" : "</ul>\n");
}

static void item(struct sheet *sheet, const char *text)
{
	element(sheet->out, "<li>", text, "</li>\n");
}

static void table(struct sheet *sheet, const char *const *titles)
{
	text_add(sheet->out, "<div class=\"wide\"><table>\n<thead><tr>");
	for (int i = 0; i < sheet->columns; i++)
		element(sheet->out,
			sheet->numbers & 1u << i ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">",
			titles[i], "</th>");
	text_add(sheet->out, "</tr></thead>\n<tbody>\n");
}

/* Only addresses of the web become links. */
static void cell(struct text *out, const struct sheet_cell *cell)
{
	bool link = cell->url && (strncmp(cell->url, "https://", 8) == 0 || strncmp(cell->url, "http://", 7) == 0);

	if (cell->bar) {
		html_memory_bar(out, cell->bar, cell->text.data);
		return;
	}
	if (link)
		element(out, "<a href=\"", cell->url, "\">");
	element(out, "", cell->text.data, link ? "</a>" : "");
}

static void row(struct sheet *sheet, const struct row *a)
{
	bool good = a && a->verdict == VERDICT_MEETS && a->equal_to_best;

	text_add(sheet->out, good ? "<tr class=\"good\">" : "<tr>");
	for (int i = 0; i < sheet->columns; i++) {
		text_add(sheet->out, sheet->numbers & 1u << i ? "<td class=\"number\">" : "<td>");
		cell(sheet->out, &sheet->cells[i]);
		text_add(sheet->out, "</td>");
	}
	text_add(sheet->out, "</tr>\n");
}

static void table_end(struct sheet *sheet)
{
	text_add(sheet->out, "</tbody>\n</table></div>\n");
}

static void costs(struct sheet *sheet)
{
	html_cost_chart(sheet->out, sheet->request->result, sheet->request->top);
}

static void plot(struct sheet *sheet, enum curve_plot plot)
{
	html_curves(sheet->out, plot, sheet->request->scenario, sheet->request->result, sheet->lead);
}

static void money(struct sheet *sheet, const struct money_curves *c)
{
	html_money_curves(sheet->out, c);
}

static void legend(struct sheet *sheet)
{
	const char *const parts[][2] = { { "weights", _("weights") }, { "kv", _("KV cache in use") },
		{ "free", _("KV cache free") } };

	element(sheet->out, "<p class=\"legend\">", _("Memory of one GPU:"), " ");
	for (int i = 0; i < 3; i++) {
		html_memory_sample(sheet->out, parts[i][0]);
		element(sheet->out, "", parts[i][1], i < 2 ? ", " : "</p>\n");
	}
}

const struct sheet_form html_form = {
	.begin = begin,
	.end = end,
	.heading = heading,
	.lead = lead,
	.paragraph = paragraph,
	.lines = lines,
	.figures = figures,
	.figure = figure,
	.list = list,
	.item = item,
	.table = table,
	.row = row,
	.table_end = table_end,
	.costs = costs,
	.plot = plot,
	.money = money,
	.legend = legend,
};
