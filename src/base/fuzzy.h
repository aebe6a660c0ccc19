/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well typed words match a name. */
#ifndef GPUPLAN_BASE_FUZZY_H
#define GPUPLAN_BASE_FUZZY_H

/* What a matched letter or digit is worth. */
enum {
	FUZZY_MATCH = 4,
	FUZZY_START = 6, /* more at the start of a word of the name */
	FUZZY_NEXT = 5,  /* more right behind the match before it */
	FUZZY_GAP = 3    /* at most so much less for what is skipped, 1 a letter, before a match */
};

enum { FUZZY_MAX = 128 }; /* letters and digits of a name or a word that are looked at */

/*
 * The best score at which the ASCII letters and digits of `word` stand in this order in `name`;
 * case and everything else do not matter ("llama33" matches "Llama 3.3").  -1: they do not.
 * An empty word matches with 0.
 */
int fuzzy_score(const char *word, const char *name);

/*
 * The same for blank-separated words in any order over several names, one a line: every word
 * must match one of the names and counts where it matches best.  -1: one matches none.
 */
int fuzzy_score_words(const char *words, const char *names);

#endif
