/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filtering and unfolding. */
#include "tui/shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/aim.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "study/row_variant.h"

enum { HAY_SIZE = 4096, WORD_SIZE = 64 };

void shown_release(struct shown *shown)
{
	free(shown->lines);
	free(shown->others);
	*shown = (struct shown){ .count = 0 };
}

/* All that is said of a row. */
static void write_hay(struct text *out, const struct row *a)
{
	const struct gpu *gpu = a->deployment.gpu;

	text_addf(out, "%s %s %s %s %s ", gpu->id, gpu->name, gpu->short_name, label_row_verdict(a), row_variant(a));
	if (a->offer)
		text_addf(out, "%s %s %s ", a->offer->provider->id, a->offer->provider->name,
			label_purchase(a->offer->purchase));
	for (int i = 0; i < a->reasons.count; i++) {
		label_reason(out, &a->reasons.items[i]);
		text_add_char(out, ' ');
	}
}

bool shown_matches(const struct row *row, const char *words)
{
	char hay[HAY_SIZE];
	TEXT(said);

	if (words[strspn(words, " ")] == '\0')
		return true;
	write_hay(&said, row);
	text_key(said.data, hay, sizeof(hay));
	while (*(words += strspn(words, " "))) {
		char word[WORD_SIZE], key[WORD_SIZE];
		size_t n = strcspn(words, " ");

		snprintf(word, sizeof(word), "%.*s", (int)n, words);
		text_key(word, key, sizeof(key));
		/* A word without letters and digits is in no name. */
		if (!key[0] || !strstr(hay, key))
			return false;
		words += n;
	}
	return true;
}

static void reserve(struct shown *shown, int lines)
{
	if (!shown->others)
		shown->others = xcalloc(ALTERNATIVES_MAX, sizeof(shown->others[0]));
	if (lines <= shown->capacity)
		return;
	shown->lines = xreallocarray(shown->lines, (size_t)lines, sizeof(shown->lines[0]));
	shown->capacity = lines;
}

static void add_alternatives(
	struct shown *shown, const struct study *study, const struct scenario *s, const struct result *r, int index)
{
	shown->alternatives = study->alternatives(s, r, &r->rows[index], shown->others, ALTERNATIVES_MAX);
	for (int i = 0; i < shown->alternatives; i++)
		shown->lines[shown->count++] = (struct shown_row){ &shown->others[i].row, index, i + 1 };
}

void shown_fill(struct shown *shown, const struct study *study, const struct scenario *s, const struct result *r)
{
	reserve(shown, r->count + ALTERNATIVES_MAX);
	shown->count = shown->matched = shown->alternatives = 0;
	for (int i = 0; i < r->count; i++) {
		const struct row *row = &r->rows[i];

		if (shown->filter.length && !shown_matches(row, shown->filter.text))
			continue;
		shown->lines[shown->count++] = (struct shown_row){ row, i, 0 };
		shown->matched++;
		if (study->alternatives && row->deployment.gpu == shown->unfolded && !shown->alternatives)
			add_alternatives(shown, study, s, r, i);
	}
}

const struct shown_row *shown_at(const struct shown *shown, int line)
{
	return line >= 0 && line < shown->count ? &shown->lines[line] : NULL;
}
