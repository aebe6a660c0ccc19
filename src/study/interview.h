/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A guided interview builds a scenario from a sequence of questions.  Every question has a default.  The user can go
 * back and forward; answers are kept.  The result of an answer can be shown before it is accepted.  A front end needs
 * no knowledge of single questions. */
#pragma once

#include "study/replica.h"
#include "study/study.h"

/* How an answer may be typed. */
enum typed_form { TYPED_NOTHING, TYPED_NUMBER, TYPED_MODEL, TYPED_LENGTHS };

/* Bits that choices set.  Questions, choices and notes can require them. */
enum interview_when {
	WHEN_ALWAYS = 0,
	WHEN_CHAT = 1 << 0,
	WHEN_BATCH = 1 << 1,
	WHEN_FP4 = 1 << 2,
	WHEN_SESSIONS = 1 << 3, /* prompts repeat the earlier turns of their session */
	WHEN_TRAIN = 1 << 4,
	WHEN_IMAGE = 1 << 5,
	WHEN_VIDEO = 1 << 6,
	WHEN_PICTURES = WHEN_IMAGE | WHEN_VIDEO,
	WHEN_SOUND = 1 << 7,
	WHEN_TEXTS = 1 << 8,
	WHEN_LONG_CLIPS = 1 << 9 /* the model makes as many frames as one likes */
};

struct question_row {
	const char *id;
	bool important; /* on the short path */
	unsigned when;  /* WHEN bits that must all be made */
	enum typed_form typed;
	const char *sets;  /* names of parameters, separated by blanks */
	const char *text;  /* untranslated */
	const char *hint;  /* untranslated: what may be typed; "" nothing */
	const char *help;  /* untranslated */
	const char *topic; /* untranslated: "how exact" */
	const char *brief; /* untranslated: "{concurrency} at once"; "" nothing */
};

struct choice_row {
	enum question question;
	const char *word;     /* typed instead of choosing; never translated */
	unsigned when, makes; /* WHEN bits */
	const char *study;    /* id: whose questions follow, and whose answer it is; "": that of the answers before */
	const char *settings; /* "name=value" separated by blanks */
	const char *label;    /* untranslated */
	const char *detail;   /* untranslated: what it is, "" nothing */
	const char *meaning;  /* untranslated: what it means for the plan, "" nothing */
};

enum { INTERVIEW_CHOICES_MAX = 8, INTERVIEW_TYPED_SIZE = 1024, INTERVIEW_NOTES_MAX = 8 };

/* An answer to a question: a choice or a typed text.  With neither, the default applies. */
struct interview_answer {
	const struct choice_row *choice;
	char typed[INTERVIEW_TYPED_SIZE];
};

/* The result of a scenario, as the interview shows it. */
struct outcome {
	bool known;              /* the result has a first answer */
	struct replica_row best; /* the first answer; it may miss the goals */
	int meets;               /* kinds of GPU that meet the goals */
	const struct study *study;
	double amount; /* of the first answer: the figure that its study tells first; NaN: it has none */
};

/* Notes to the user about the answers.  `value` of interview_note has the number, if the note has one. */
enum interview_note_id {
	NOTE_NO_GOALS,      /* people wait and no latency goal is set */
	NOTE_SHORTENED,     /* the prompt was cut to so many tokens, what the context takes */
	NOTE_SESSIONS,      /* the whole contexts of so many sessions fit, which is enough */
	NOTE_SESSIONS_LOST, /* the same, which is too few: their cache hits will not come */
	NOTE_LOAD,          /* the rate makes so many requests at the same moment */
	NOTE_UNTESTED,      /* FP4 is wanted and was not tested: the plan stays with 8 bits */
	NOTE_ASKED_AGAIN    /* the answer to `question` does not go with the others any more */
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
	const struct study *first;    /* whose questions are asked until a choice names another one */
	struct scenario base;         /* values of the parameters that no question sets */
	struct parameter_set settled; /* parameters that are already given and not asked */
	long today;
	bool all; /* FURTHER questions are asked, too */
	enum question current;
	struct interview_answer answers[QUESTION_COUNT];
	struct scenario scenario; /* that the answers make */
	struct outcome present;   /* of that scenario */
	struct interview_notes notes;
	/* Of interview_try(), else as present: the outcome, its scenario, and which questions are asked. */
	struct outcome outlook;
	struct scenario outlook_scenario;
	bool outlook_asks[QUESTION_COUNT];
	struct result result; /* storage of the study; answers of `outlook` */
	int best;             /* the place of the first answer there */
};

/* Starts at the first of the questions of a study, which has some, with the answer that opens it and all other
 * defaults.  Parameters in `settled` are
 * not asked; NULL: none.  `base` is copied; its catalog and readers must outlive the interview.  Fails if the
 * defaults give no valid scenario. */
enum status interview_init(struct interview *iv, const struct study *study, const struct scenario *base,
	const struct parameter_set *settled, long today, struct error *error);
void interview_release(struct interview *iv);

/* The study that the answers so far have chosen. */
const struct study *interview_study(const struct interview *iv);

/* Whether the question is asked, given the answers so far. */
bool interview_asks(const struct interview *iv, enum question question);

/* The number of the current question, from 1, and the number of questions.  At the end it is count + 1. */
int interview_number(const struct interview *iv);
int interview_count(const struct interview *iv);

/* Fills `out` with the choices of a question, given the answers so far, the default first.  Returns their number. */
int interview_choices(
	const struct interview *iv, enum question question, const struct choice_row *out[INTERVIEW_CHOICES_MAX]);

/* The choice that answers a question; NULL: its answer was typed. */
const struct choice_row *interview_choice(const struct interview *iv, enum question question);

/* Both functions take an answer to the current question: a choice of interview_choices(), or a typed text (choice
 * NULL).  The word of a choice means that choice.  interview_try() only computes `outlook`.  interview_take() keeps
 * the answer and goes to the next question.  STATUS_USAGE: the answer is refused, the message says what is allowed,
 * and nothing has changed. */
enum status interview_try(
	struct interview *iv, const struct choice_row *choice, const char *typed, struct error *error);
enum status interview_take(
	struct interview *iv, const struct choice_row *choice, const char *typed, struct error *error);

/* Forgets what was only tried: the outlook is as present. */
void interview_look_at_present(struct interview *iv);

/* Go to the next question and keep the present answer; go to the previous question.  False: there is none. */
bool interview_forward(struct interview *iv);
bool interview_back(struct interview *iv);

/* Asks all questions, or those of the short path only; the answers are kept. */
void interview_ask_all(struct interview *iv, bool all);

/* The first answer of the outlook with all that its study has; NULL when there is none. */
const struct row *interview_best(const struct interview *iv);

/* The runner-up of the outlook: the next answer that meets the goals; NULL when there is none. */
const struct row *interview_runner_up(const struct interview *iv);
