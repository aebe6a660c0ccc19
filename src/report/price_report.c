/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of an import of prices. */
#include "report/price_report.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "report/member.h"

enum { PLACES_SHOWN = 3, NAMED_PROVIDERS = 8 };

static const struct price_problem *problem_at(const struct price_import *import, const struct price_place *place)
{
	return &import->problems[place->problem];
}

/* " (and 5 more: 12, 13, 14, ...)" */
static void add_others(struct text *line, const struct price_import *import, int problem, int first)
{
	int count = import->problems[problem].count - 1, shown = 0;

	if (count == 0)
		return;
	text_addf(line, ngettext(" (and %d more: ", " (and %d more: ", (unsigned long)count), count);
	for (int i = first + 1; i < import->place_count && shown < PLACES_SHOWN; i++) {
		const struct price_place *place = &import->places[i];

		if (place->problem != problem)
			continue;
		text_add(line, shown++ > 0 ? ", " : "");
		if (place->path)
			text_add(line, place->path);
		else
			text_addf(line, "%zu", place->line);
	}
	text_add(line, count > shown ? ", ...)" : ")");
}

void price_report_problems(const struct price_import *import, struct error_list *out)
{
	for (int i = 0; i < import->problem_count; i++) {
		const struct price_problem *problem = &import->problems[i];
		bool remark = PRICE_PROBLEMS[problem->kind].remark;
		TEXT(line);
		int first = 0;

		while (import->places[first].problem != i)
			first++;
		price_place_add(&line, import, &import->places[first]);
		text_addf(&line, ": %s%s", remark ? _("warning: ") : "", problem->text);
		add_others(&line, import, i, first);
		error_list_add(out, remark ? STATUS_OK : STATUS_DATA, "%s", line.data);
	}
}

/* Places that were not used. */
static int unused(const struct price_import *import)
{
	int count = 0;

	for (int i = 0; i < import->place_count; i++)
		count += !PRICE_PROBLEMS[problem_at(import, &import->places[i])->kind].remark;
	return count;
}

static int gpu_count(const struct price_import *import)
{
	int count = 0;

	/* Offers of a provider are sorted by GPU, those of several providers repeat them. */
	for (int i = 0; i < import->offer_count; i++) {
		bool seen = i > 0 && import->offers[i - 1].gpu == import->offers[i].gpu;

		for (int k = 0; k < i && !seen; k++) {
			seen = import->offers[k].gpu == import->offers[i].gpu;
			/* On to the next GPU: most offers stand beside their like. */
			while (k + 1 < i && import->offers[k + 1].gpu == import->offers[k].gpu)
				k++;
		}
		count += !seen;
	}
	return count;
}

/* The first of them by name, the others by number. */
static void add_sellers(struct text *out, const struct price_import *import)
{
	int more = import->provider_count - NAMED_PROVIDERS;

	for (int i = 0; i < import->provider_count && i < NAMED_PROVIDERS; i++)
		text_addf(out, "%s%s%s", i > 0 ? ", " : _(" at "), import->providers[i].id,
			import->providers[i].known ? "" : _(" (new)"));
	if (more > 0)
		text_addf(out, ngettext(" and %d more", " and %d more", (unsigned long)more), more);
}

void price_report_text(struct text *out, const struct price_report *report)
{
	const struct price_import *import = report->import;
	int gpus = gpu_count(import), others = unused(import);

	text_add_clean(out, import->file, strlen(import->file));
	text_addf(out, ngettext(": %d offer", ": %d offers", (unsigned long)import->offer_count), import->offer_count);
	text_addf(out, ngettext(" of %d GPU", " of %d GPUs", (unsigned long)gpus), gpus);
	add_sellers(out, import);
	if (report->overlay) {
		text_add(out, _(", written to "));
		text_add_clean(out, report->overlay, strlen(report->overlay));
		if (strcmp(path_name(report->overlay), "prices.json") != 0)
			text_add(out, _(" (a --catalog folder has its prices in prices.json)"));
	}
	if (report->replaced > 0)
		text_addf(out,
			ngettext(" in place of %d older one", " in place of %d older ones",
				(unsigned long)report->replaced),
			report->replaced);
	text_addf(out, ngettext("\n%d row", "\n%d rows", (unsigned long)import->rows), import->rows);
	text_addf(out,
		ngettext(": %d price, %d without a GPU, %d not used", ": %d prices, %d without a GPU, %d not used",
			(unsigned long)import->prices),
		import->prices, import->cpu_rows, others);
	text_add(out, others > 0 ? _("; --format csv lists them all\n") : "\n");
}

static void add_places(struct text *out, const struct price_import *import, bool remarks)
{
	const char *between = "";

	for (int i = 0; i < import->place_count; i++) {
		const struct price_place *place = &import->places[i];
		const struct price_problem *problem = problem_at(import, place);

		if (PRICE_PROBLEMS[problem->kind].remark != remarks)
			continue;
		text_add(out, between);
		member_word(out, "\n {\"reason\":", PRICE_PROBLEMS[problem->kind].id);
		member_number(out, ",\"line\":", place->path ? NAN : (double)place->line);
		member_word(out, ",\"path\":", place->path);
		member_word(out, ",\"text\":", problem->text);
		text_add_char(out, '}');
		between = ",";
	}
}

void price_report_json(struct text *out, const struct price_report *report)
{
	const struct price_import *import = report->import;

	member_word(out, "{\"schema\":\"gpuplan/1\",\"command\":\"catalog import-prices\",\"file\":", import->file);
	member_word(out, ",\"overlay\":", report->overlay);
	member_date(out, ",\"as_of\":", (double)report->as_of);
	text_addf(out,
		",\"rows\":%d,\"cpu_rows\":%d,\"prices\":%d,\"offers\":%d,\"replaced\":%d,\"not_used\":%d,"
		"\"providers\":[",
		import->rows, import->cpu_rows, import->prices, import->offer_count, report->replaced, unused(import));
	for (int i = 0; i < import->provider_count; i++) {
		const struct price_provider *provider = &import->providers[i];

		member_word(out, i > 0 ? ",{\"id\":" : "{\"id\":", provider->id);
		member_word(out, ",\"kind\":", PROVIDER_WORDS[provider->kind]);
		member_flag(out, ",\"new\":", !provider->known);
		text_add_char(out, '}');
	}
	text_add(out, "],\"results\":[");
	add_places(out, import, false);
	text_add(out, "],\"warnings\":[");
	add_places(out, import, true);
	text_add(out, "]}\n");
}

void price_report_csv(struct text *out, const struct price_import *import)
{
	text_add(out, "line,path,reason,used,text\n");
	for (int i = 0; i < import->place_count; i++) {
		const struct price_place *place = &import->places[i];
		const struct price_problem *problem = problem_at(import, place);

		if (!place->path)
			text_addf(out, "%zu", place->line);
		text_add_char(out, ',');
		text_add_csv(out, place->path ? place->path : "");
		text_addf(out, ",%s,%s,", PRICE_PROBLEMS[problem->kind].id,
			PRICE_PROBLEMS[problem->kind].remark ? "true" : "false");
		text_add_csv(out, problem->text);
		text_add_char(out, '\n');
	}
}
