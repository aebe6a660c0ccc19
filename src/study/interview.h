/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A guided interview: questions one after the other, each with a default, that make a scenario.
 * Back and forward at any time, no answer is lost; the consequence of every answer is there
 * before it is taken.  The front ends show it and never know what a question means.
 */
#ifndef GPUPLAN_STUDY_INTERVIEW_H
#define GPUPLAN_STUDY_INTERVIEW_H

#include "study/study.h"

enum question {
#define QUESTION(id, ...) QUESTION_##id,
#include "study/question-table.h"
#undef QUESTION
	QUESTION_COUNT /* as the current one: the end, all are answered */
};

/* How an answer may be typed. */
enum typed_form { TYPED_NOTHING, TYPED_NUMBER, TYPED_MODEL, TYPED_LENGTHS };

/* Bits that answers make; questions and choices can depend on them. */
enum interview_when { WHEN_ALWAYS = 0, WHEN_CHAT = 1 << 0, WHEN_BATCH = 1 << 1, WHEN_FP4 = 1 << 2 };

struct question_row {
	const char *id;
	bool important;        /* on the short path */
	unsigned when;         /* WHEN bits that must all be made */
	enum typed_form typed;
	const char *sets;      /* names of parameters, separated by blanks */
	const char *text;      /* untranslated */
	const char *hint;      /* untranslated: what may be typed; "" nothing */
	const char *help;      /* untranslated */
};

struct choice_row {
	enum question question;
	const char *word;      /* typed instead of choosing; never translated */
	unsigned when, makes;  /* WHEN bits */
	const char *settings;  /* "name=value" separated by blanks */
	const char *label;     /* untranslated */
};

const struct question_row *question_row(enum question question);

/* The whole table, in its order. */
const struct choice_row *choice_rows(int *count);

enum { INTERVIEW_CHOICES_MAX = 8, INTERVIEW_TYPED_SIZE = 1024, INTERVIEW_NOTES_MAX = 8 };

/* An answer that was given; neither a choice nor typed: the default stands. */
struct interview_answer {
	const struct choice_row *choice;
	char typed[INTERVIEW_TYPED_SIZE];
};

/* What comes out of a scenario. */
struct outcome {
	bool known;         /* there is a GPU to speak of */
	struct answer best; /* the recommendation; the nearest where nothing meets the goals */
	int meets;          /* GPUs that meet the goals */
};

/* Facts about the answers, for people; the value is theirs. */
enum interview_note_id {
	NOTE_NO_GOALS,     /* people wait and no latency goal is set */
	NOTE_SHORTENED,    /* the prompt was cut to so many tokens, what the model takes */
	NOTE_LOAD,         /* the rate makes so many requests at the same moment */
	NOTE_UNTESTED,     /* FP4 is wanted and was not tested: the plan stays with 8 bits */
	NOTE_ASKED_AGAIN   /* the answer to `question` does not go with the others any more */
};

struct interview_note {
	enum interview_note_id id;
	double value;
	enum question question;
};

struct interview_notes {
	struct interview_note items[INTERVIEW_NOTES_MAX];
	int count;
};

struct interview {
	struct scenario base;      /* what the questions leave alone */
	struct parameter_set settled; /* given otherwise, not asked */
	long today;
	bool all;                  /* FURTHER questions are asked, too */
	enum question current;
	struct interview_answer answers[QUESTION_COUNT];
	struct scenario scenario;  /* that the answers make */
	struct outcome present;    /* of that scenario */
	struct interview_notes notes;
	struct outcome outlook;    /* of interview_try(), else as present */
	struct result result;      /* storage of the study; answers of `outlook` */
};

/*
 * Starts at the first question with all defaults.  What is settled (NULL: nothing) is not asked.  `base`
 * is copied; its catalog and readers must outlive the interview.  Fails when even the defaults make no scenario.
 */
enum status interview_init(struct interview *iv, const struct scenario *base,
			   const struct parameter_set *settled, long today, struct error *error);
void interview_release(struct interview *iv);

/* Whether the answers so far make it a question of this interview. */
bool interview_asks(const struct interview *iv, enum question question);

/* Place of the current question, from 1, and how many there are. At the end: count + 1. */
int interview_number(const struct interview *iv);
int interview_count(const struct interview *iv);

/* The choices of a question as things stand, the default first; returns how many. */
int interview_choices(const struct interview *iv, enum question question,
		      const struct choice_row *out[INTERVIEW_CHOICES_MAX]);

/* The choice that stands for a question, NULL when its answer was typed. */
const struct choice_row *interview_choice(const struct interview *iv, enum question question);

/*
 * An answer to the current question: a choice of interview_choices(), or typed text (choice
 * NULL).  A word of a choice counts as that choice.
 * interview_try() only shows its consequence in `outlook`; interview_take() makes it the answer
 * and goes to the next question.  A refused one (STATUS_USAGE, one message with what is
 * allowed) changes nothing.
 */
enum status interview_try(struct interview *iv, const struct choice_row *choice, const char *typed,
			  struct error *error);
enum status interview_take(struct interview *iv, const struct choice_row *choice, const char *typed,
			   struct error *error);

/* To the next question with the answer that stands; to the one before. False: there is none. */
bool interview_forward(struct interview *iv);
bool interview_back(struct interview *iv);

/* Asks all questions, or those of the short path only; the answers are kept. */
void interview_ask_all(struct interview *iv, bool all);

/* What may be typed for a number: "1 ms to 60 min or off"; nothing for other questions. */
void interview_range(enum question question, struct text *out);

/* The runner-up of the outlook: the next answer that meets the goals; NULL when there is none. */
const struct answer *interview_runner_up(const struct interview *iv);

#endif
