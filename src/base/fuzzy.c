/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subsequence matching with scores. */
#include "config.h"

#include "base/fuzzy.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { NONE = INT_MIN / 2 };

/* Letters and digits in lower case, and which of them begin a word. */
struct letters {
	char letter[FUZZY_MAX];
	bool start[FUZZY_MAX];
	int count;
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static void read_letters(struct letters *out, const char *text, size_t bytes)
{
	bool start = true;

	out->count = 0;
	for (size_t i = 0; i < bytes && out->count < FUZZY_MAX; i++) {
		char c = lower(text[i]);

		if (is_letter(c)) {
			out->letter[out->count] = c;
			out->start[out->count++] = start;
		}
		start = !is_letter(c);
	}
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* What skipping so many letters costs. */
static int gap(int skipped)
{
	return skipped < FUZZY_GAP ? skipped : FUZZY_GAP;
}

/*
 * Fills after[j]: the best score with the letter `c` at place j of the name, from before[j],
 * that of the letters before it; before NULL: there is none.
 */
static void add_letter(const struct letters *name, char c, const int *before, int *after)
{
	/* The best of those so far back that all gaps cost the same. */
	int far = NONE;

	for (int j = 0; j < name->count; j++) {
		int best = before ? NONE : -gap(j);

		if (before && j > FUZZY_GAP)
			far = larger(far, before[j - 1 - FUZZY_GAP]);
		for (int skipped = 0; before && skipped < FUZZY_GAP && j - 1 - skipped >= 0; skipped++)
			best = larger(best, before[j - 1 - skipped] - skipped +
						    (skipped == 0 ? FUZZY_NEXT : 0));
		best = larger(best, far - FUZZY_GAP);
		after[j] = name->letter[j] == c && best > NONE / 2
				   ? best + FUZZY_MATCH + (name->start[j] ? FUZZY_START : 0)
				   : NONE;
	}
}

static int score_letters(const struct letters *word, const struct letters *name)
{
	int rows[2][FUZZY_MAX], best = NONE;

	if (word->count == 0)
		return 0;
	for (int i = 0; i < word->count; i++)
		add_letter(name, word->letter[i], i > 0 ? rows[(i - 1) % 2] : NULL, rows[i % 2]);
	for (int j = 0; j < name->count; j++)
		best = larger(best, rows[(word->count - 1) % 2][j]);
	/* Every letter is worth more than the largest gap: a match is above 0. */
	return best > NONE / 2 ? best : -1;
}

int fuzzy_score(const char *word, const char *name)
{
	struct letters w, n;

	read_letters(&w, word, strlen(word));
	read_letters(&n, name, strlen(name));
	return score_letters(&w, &n);
}

/* The best of one word over all names. */
static int score_names(const struct letters *word, const char *names)
{
	struct letters name;
	int best = -1;

	while (*names) {
		size_t bytes = strcspn(names, "\n");

		read_letters(&name, names, bytes);
		best = larger(best, score_letters(word, &name));
		names += bytes + (names[bytes] ? 1 : 0);
	}
	return best;
}

int fuzzy_score_words(const char *words, const char *names)
{
	struct letters word;
	int sum = 0;

	while (*(words += strspn(words, " "))) {
		size_t bytes = strcspn(words, " ");
		int score;

		read_letters(&word, words, bytes);
		score = score_names(&word, names);
		if (score < 0)
			return -1;
		sum += score;
		words += bytes;
	}
	return sum;
}
