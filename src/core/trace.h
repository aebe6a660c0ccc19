/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a calculation did, for who wants to see it: values that came in, formulas, what they gave.
 *
 * A formula stands once, in the C expression that computes it: the macros below compute it and
 * leave its text.  So the text is what was computed, whatever is changed.  The names in it are
 * those of the trace: a name that was not recorded is an error that tests/cli/explain.sh finds.
 *
 * `t` is NULL in the hot path.  Functions that are called a million times are templates
 * (TRACE_TEMPLATE) that take it as an argument; called with NULL nothing of the trace is left.
 */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum trace_kind {
	TRACE_VALUE,  /* came in: data, a constant, the workload */
	TRACE_PIECE,  /* of a formula: put in its place, no figure of its own; may be added to */
	TRACE_MORE,   /* added to the piece of that name */
	TRACE_FIGURE, /* text NULL: the piece of that name is its formula */
};

/* What else chooses a constant among those of its name: its number in that enumeration. */
enum trace_by { TRACE_BY_VARIANT, TRACE_BY_TENSOR, TRACE_BY_EXPERTS };

/* What a value that came in rests on, where its source does not say. */
enum trace_evidence { TRACE_AS_SOURCE, TRACE_MEASURED, TRACE_ASSUMED };

/* All strings are borrowed: literals, or of the catalog. */
struct trace_entry {
	enum trace_kind kind;
	enum trace_evidence evidence;
	const char *name;               /* in C; where it ends with "_i", `number` stands for the i */
	const char *id;                 /* by which it is shown; in steps with a prefix behind that */
	const char *meaning;            /* a word for the tables of words, where the id has several meanings */
	const char *text;               /* of a formula */
	const char *source;             /* of a value: as it stands in the catalog; NULL: given, or a constant */
	const char *constant, *variant; /* of a constant: "constant/variant" in parameters.json */
	enum trace_by by;               /* "constant/variant/x": which enum tensor_type or expert_class x is */
	int which;
	const char *prefix; /* "" none */
	double value;
	int number;
	char joint;    /* of TRACE_MORE: '+', '-', '*', '/', or ',' for the least of both */
	bool repeated; /* a figure that stands in the trace already */
};

struct trace {
	struct trace_entry *entries; /* the caller's */
	int room, count;
	int number;         /* of the layer group that is looked at, from 1 */
	const char *prefix; /* of the step that is looked at */
};

void trace_init(struct trace *t, struct trace_entry *entries, int room);

/* The entry of that name in C that counts at `before`, the nearest one; else the figure that is shown by
 * it, with its prefix; NULL when there is none. */
const struct trace_entry *trace_find(const struct trace *t, int before, const char *name, size_t n, int number);

/* What the macros call. */
void trace_value(struct trace *t, const char *name, double value, const char *source);
void trace_value_as(struct trace *t, const char *name, const char *id, double value, const char *source);
void trace_constant(struct trace *t, const char *name, double value, const char *id, const char *variant);
void trace_formula(
	struct trace *t, enum trace_kind kind, const char *name, const char *id, const char *text, double value);
void trace_more(struct trace *t, char joint, const char *name, const char *text, double value);
void trace_once(struct trace *t, const char *name, const char *id, const char *text, double value);

/* Adds a figure that has no formula: "given" stands for its value, `meaning` says how it was counted. */
void trace_given(struct trace *t, const char *id, double value, const char *meaning, const char *source);

/* Gives a figure that is known by its id a name for the formulas that follow. */
void trace_again(struct trace *t, const char *name, const char *id, double value);

void trace_mean(struct trace *t, const char *meaning);
void trace_choose(struct trace *t, enum trace_by by, int which);

/* Says what the last entry rests on. */
void trace_rests_on(struct trace *t, enum trace_evidence evidence);

/* What is done only where there is a trace. */
#define TRACE_DO(t, call) \
	do { \
		if (t) \
			call; \
	} while (0)

/* A value from data (source NULL: of the workload or the layout), or a constant of parameters.json. */
#define TRACE_INPUT(t, name, value, source) TRACE_INPUT_AS(t, name, #name, value, source)
#define TRACE_INPUT_AS(t, name, id, value, source) \
	const double name = (value); \
	TRACE_DO(t, trace_value_as((t), #name, (id), name, (source)))
/* The same of a variable that is there already. */
#define TRACE_ARGUMENT(t, name, source) TRACE_DO(t, trace_value((t), #name, name, (source)))
#define TRACE_CONSTANT(t, name, value, id, variant) \
	const double name = (value); \
	TRACE_DO(t, trace_constant((t), #name, name, (id), (variant)))
/* Says what else chooses the constant of the last entry. */
#define TRACE_CHOOSE(t, by, which) TRACE_DO(t, trace_choose((t), (by), (int)(which)))

/* A figure, and one that is shown by another id than its name. */
#define TRACE_FORMULA(t, name, expression) TRACE_FORMULA_AS(t, name, #name, expression)
#define TRACE_FORMULA_AS(t, name, id, expression) \
	const double name __attribute__((unused)) = (expression); \
	TRACE_DO(t, trace_formula((t), TRACE_FIGURE, #name, (id), #expression, name))

/* The same for a figure that several steps share: without their prefix, and only the first time. */
#define TRACE_ONCE(t, name, id, expression) \
	const double name = (expression); \
	TRACE_DO(t, trace_once((t), #name, (id), #expression, name))

/* A piece of later formulas, which TRACE_JOIN adds to. */
#define TRACE_PART(t, name, expression) \
	double name = (expression); \
	TRACE_DO(t, trace_formula((t), TRACE_PIECE, #name, NULL, #expression, name))
#define TRACE_JOIN(t, name, joint, expression) \
	do { \
		name joint## = (expression); \
		TRACE_DO(t, trace_more((t), #joint[0], #name, #expression, name)); \
	} while (0)

/* The same where it is the least of several that counts. */
#define TRACE_MIN(t, name, expression) \
	do { \
		name = min(name, (expression)); \
		TRACE_DO(t, trace_more((t), ',', #name, #expression, name)); \
	} while (0)

/* Makes a figure, shown by `id`, of a piece. */
#define TRACE_WHOLE(t, name, id) TRACE_DO(t, trace_formula((t), TRACE_FIGURE, #name, (id), NULL, name))

/* Lets a variable stand for what is now called `text`. */
#define TRACE_AGAIN(t, name, text) TRACE_DO(t, trace_formula((t), TRACE_PIECE, #name, NULL, (text), name))

/* Makes one that several steps share. */
#define TRACE_WHOLE_ONCE(t, name, id) TRACE_DO(t, trace_once((t), #name, (id), NULL, name))

/* Says of the last entry what it means, where its id has several meanings. */
#define TRACE_MEAN(t, meaning) TRACE_DO(t, trace_mean((t), (meaning)))

/* Functions that are written once and compiled with and without a trace. */
#define TRACE_TEMPLATE static inline __attribute__((always_inline))

/* The names of formulas.  What is compared is never NaN; fmin() and fmax() would be calls. */
static inline double min(double a, double b)
{
	return b < a ? b : a;
}

static inline double max(double a, double b)
{
	return b > a ? b : a;
}

/* (a^p + b^p)^(1/p): the time of two tasks that overlap in part.  p = 1: no overlap. */
static inline double soft_max(double a, double b, double p)
{
	const double high = max(a, b), low = min(a, b);

	return low > 0.0 ? high * pow(1.0 + pow(low / high, p), 1.0 / p) : high;
}
