/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well typed words match names. */
#pragma once

/* Words of a name are parted by everything that is no letter, digit or '+', and a number begins one also
 * behind a letter: "Qwen3 30B" has the words Qwen, 3, 30B.  A dot between digits is part of the number. */
enum {
	FUZZY_MATCH = 32,   /* for every letter: the same for all names, it keeps scores above 0 */
	FUZZY_START = 6,    /* more at the start of a word of the name */
	FUZZY_FIRST = 4,    /* more at the start of the name */
	FUZZY_NEXT = 5,     /* more right behind the match before, where no word starts */
	FUZZY_PARTED = 1,   /* less where punctuation stands there on one side only */
	FUZZY_GAP = 3,      /* at most so much less for what is skipped, 1 a letter, before a match */
	FUZZY_BROKEN = 6,   /* less at each place where a number is broken: 30 in 0.6, 235 or 300 */
	FUZZY_WHOLE = 8,    /* more when whole words of the name are typed */
	FUZZY_OTHER = 8,    /* less in the second of several names, twice that in further ones */
	FUZZY_EXACT = 10000 /* more when all of one of the names is typed */
};

enum { FUZZY_MAX = 128 }; /* letters of a name or a word that are looked at */

/* The best score at which the letters (ASCII ones, digits, '+') of `word` stand in this order in `name`; case and
 * everything else do not matter ("llama33" matches "Llama 3.3").  -1: they do not.  An empty word matches with 0. */
int fuzzy_score(const char *word, const char *name);

/* The same for blank-separated words in any order over several names, one a line, the one that is shown
 * first: every word must match one of the names and counts where it matches best. -1: one matches none. */
int fuzzy_score_words(const char *words, const char *names);
