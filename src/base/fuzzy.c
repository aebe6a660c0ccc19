/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters in order, with scores for where they stand. */
#include "base/fuzzy.h"

#include <limits.h>
#include <string.h>

#include "base/name.h"

enum { NONE = INT_MIN / 2 };

/* What is compared, in lower case: letters, digits and '+', which tells "R+" from "R". */
struct letters {
	char letter[FUZZY_MAX];
	bool start[FUZZY_MAX];  /* begins a word */
	bool end[FUZZY_MAX];    /* ends one */
	bool inside[FUZZY_MAX]; /* goes on with the number before it */
	bool parted[FUZZY_MAX]; /* punctuation stands before it */
	int count;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '+';
}

static void read_letters(struct letters *out, const char *text, size_t bytes)
{
	size_t last = 0; /* behind the letter before */

	out->count = 0;
	for (size_t i = 0; i < bytes && out->count < FUZZY_MAX; i++) {
		int n = out->count;
		char c = ascii_lower(text[i]), before = n > 0 ? out->letter[n - 1] : ' ';
		bool dot = n > 0 && i == last + 1 && text[last] == '.';

		if (!is_letter(c))
			continue;
		out->letter[n] = c;
		out->parted[n] = n > 0 && i > last;
		out->inside[n] = ascii_is_digit(c) && ascii_is_digit(before) && (i == last || dot);
		out->start[n] =
			n == 0 || (ascii_is_digit(c) && !ascii_is_digit(before)) || (out->parted[n] && !out->inside[n]);
		out->end[n] = true;
		if (n > 0)
			out->end[n - 1] = out->start[n];
		last = i + 1;
		out->count++;
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

/* Whether the number of `all` that place i is in goes on behind it. */
static bool goes_on(const struct letters *all, int i)
{
	return i + 1 < all->count && all->inside[i + 1];
}

/* What letter i of the word is worth at place j of the name, wherever the one before it is. */
static int worth(const struct letters *word, int i, const struct letters *name, int j)
{
	int sum = FUZZY_MATCH + (i == 0 && j == 0 ? FUZZY_FIRST : 0);

	if (!ascii_is_digit(name->letter[j]))
		return sum;
	/* A typed number that begins or ends inside one of the name. */
	if (!word->inside[i] && name->inside[j])
		sum -= FUZZY_BROKEN;
	if (!goes_on(word, i) && goes_on(name, j))
		sum -= FUZZY_BROKEN;
	return sum;
}

/* What more letter i is worth at place j right behind the one before it. */
static int next(const struct letters *word, int i, const struct letters *name, int j)
{
	int parted = word->parted[i] != name->parted[j] ? FUZZY_PARTED : 0;

	if (word->inside[i] && !name->inside[j])
		return -FUZZY_BROKEN;
	return (name->start[j] ? FUZZY_START : FUZZY_NEXT) - parted;
}

/* What more it is worth behind so many skipped letters. */
static int skip(const struct letters *word, int i, const struct letters *name, int j, int skipped)
{
	if (word->inside[i])
		return -FUZZY_BROKEN - gap(skipped);
	return (name->start[j] ? FUZZY_START : 0) - gap(skipped);
}

/* Fills after[j]: the best score with letter i of the word at place j of the name, from before[j], that of
 * the letters before it; before NULL: there is none. */
static void add_letter(const struct letters *word, int i, const struct letters *name, const int *before, int *after)
{
	/* The best of those so far back that all gaps cost the same. */
	int far = NONE;

	for (int j = 0; j < name->count; j++) {
		int best = before ? NONE : skip(word, i, name, j, j);

		after[j] = NONE;
		if (before && j > FUZZY_GAP)
			far = larger(far, before[j - 1 - FUZZY_GAP]);
		if (name->letter[j] != word->letter[i])
			continue;
		if (before && j > 0)
			best = larger(before[j - 1] + next(word, i, name, j), far + skip(word, i, name, j, FUZZY_GAP));
		for (int skipped = 1; before && skipped < FUZZY_GAP && j - 1 - skipped >= 0; skipped++)
			best = larger(best, before[j - 1 - skipped] + skip(word, i, name, j, skipped));
		if (best > NONE / 2)
			after[j] = best + worth(word, i, name, j);
	}
}

/* Whether the word is one of the name's, or several of them, from place j on. */
static bool is_whole(const struct letters *word, const struct letters *name, int j)
{
	size_t count = (size_t)word->count;

	return name->start[j] && name->end[j + word->count - 1] &&
		memcmp(&name->letter[j], word->letter, count * sizeof(word->letter[0])) == 0 &&
		memcmp(&name->inside[j], word->inside, count * sizeof(word->inside[0])) == 0;
}

static int score_whole(const struct letters *word, const struct letters *name)
{
	int best = NONE, last = word->count - 1;

	for (int j = 0; j + last < name->count; j++) {
		int sum = FUZZY_WHOLE + skip(word, 0, name, j, j) + worth(word, 0, name, j);

		if (!is_whole(word, name, j))
			continue;
		for (int i = 1; i <= last; i++)
			sum += next(word, i, name, j + i) + worth(word, i, name, j + i);
		best = larger(best, sum);
	}
	return best;
}

/* Most names fail here, which is cheap. */
static bool in_order(const struct letters *word, const struct letters *name)
{
	int i = 0;

	for (int j = 0; i < word->count && j < name->count; j++)
		i += name->letter[j] == word->letter[i];
	return i == word->count;
}

static int score_letters(const struct letters *word, const struct letters *name)
{
	int rows[2][FUZZY_MAX], best;

	if (word->count == 0)
		return 0;
	if (!in_order(word, name))
		return -1;
	for (int i = 0; i < word->count; i++)
		add_letter(word, i, name, i > 0 ? rows[(i - 1) % 2] : NULL, rows[i % 2]);
	best = score_whole(word, name);
	for (int j = 0; j < name->count; j++)
		best = larger(best, rows[(word->count - 1) % 2][j]);
	return best;
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
	int best = -1, less = 0;

	while (*names) {
		size_t bytes = strcspn(names, "\n");
		int score;

		read_letters(&name, names, bytes);
		score = score_letters(word, &name);
		if (score >= 0 && word->count > 0)
			score -= less;
		best = larger(best, score);
		names += bytes + (names[bytes] ? 1 : 0);
		less = less ? 2 * FUZZY_OTHER : FUZZY_OTHER;
	}
	return best;
}

/* Whether these are the letters of the name; most names differ in the first ones. */
static bool is_name(const struct letters *all, const char *name, size_t bytes)
{
	int n = 0;

	for (size_t i = 0; i < bytes; i++) {
		char c = ascii_lower(name[i]);

		if (is_letter(c) && (n == all->count || all->letter[n++] != c))
			return false;
	}
	return n > 0 && n == all->count;
}

/* Whether the words together are one of the names. */
static bool is_one_of(const char *words, const char *names)
{
	struct letters all;

	read_letters(&all, words, strlen(words));
	while (*names) {
		size_t bytes = strcspn(names, "\n");

		if (is_name(&all, names, bytes))
			return true;
		names += bytes + (names[bytes] ? 1 : 0);
	}
	return false;
}

int fuzzy_score_words(const char *words, const char *names)
{
	int sum = is_one_of(words, names) ? FUZZY_EXACT : 0;
	struct letters word;

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
