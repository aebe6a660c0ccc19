/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matching words with the rows of the table. */
#include "config.h"

#include "tui/search.h"

#include <string.h>

enum { WORD_SIZE = 64 };

static bool name_has(const char *name, const char *key)
{
	char hay[256];

	text_key(name, hay, sizeof hay);
	return strstr(hay, key) != NULL;
}

static bool matches(const struct gpu *gpu, const char *words)
{
	while (*(words += strspn(words, " "))) {
		char word[WORD_SIZE], key[WORD_SIZE];
		size_t n = strcspn(words, " "), kept = n < sizeof word ? n : sizeof word - 1;

		memcpy(word, words, kept);
		word[kept] = '\0';
		text_key(word, key, sizeof key);
		/* A word without letters and digits is in no name. */
		if (!key[0] || !(name_has(gpu->id, key) || name_has(gpu->name, key) ||
				 name_has(gpu->short_name, key)))
			return false;
		words += n;
	}
	return true;
}

bool search_rows(struct session *session, const char *words, int from, int step)
{
	const struct result *r = &session->result;

	if (words[strspn(words, " ")] == '\0')
		return false;
	for (int i = 0; i < r->count; i++) {
		int row = (((from + i * step) % r->count) + r->count) % r->count;
		const struct gpu *gpu = r->rows[row].deployment.gpu;

		if (!matches(gpu, words))
			continue;
		list_select(&session->table.list, row);
		session->selected = session_row(session, &r->rows[row]);
		return true;
	}
	return false;
}
