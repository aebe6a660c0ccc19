/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of advice: resolved once, evaluated for rows that are looked at. */
#include "study/policy.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/policy_subject.h"
#include "study/reason.h"

/* The words of the rules that the program knows. */
static const struct {
	const char *id, *text;
} words[] = {
#define POLICY(id_, text_) { id_, text_ },
#include "study/policy-table.h"
#undef POLICY
};

struct condition {
	struct policy_subject subject;
	const struct rule_condition *written;
};

struct rule {
	struct condition when[RULE_CONDITIONS_MAX];
	int condition_count;
	struct policy_subject name, values[RULE_VALUES_MAX];
	bool named;
	int value_count;
};

/* Those of the catalog that was adopted, and what they say; derived ones, which say nothing themselves, are not among
 * them. */
static struct rule rules[POLICY_RULES_MAX];
static struct reason_row rows[POLICY_RULES_MAX];
static int rule_count;

/* What a rule is checked with, and where what is wrong goes. */
struct check {
	const struct catalog *catalog;
	const struct policy_rule *rule;
	struct error_list *problems;
	bool failed;
};

/* "policy.json: /items/3/when/1: what (id)"; index -1: of the key alone. */
static void complain(struct check *check, const char *key, int index, const char *what)
{
	const char *file = check->rule->file ? check->rule->file : "policy.json";
	TEXT(place);

	text_addf(&place, "%s/%s", check->rule->path, key);
	if (index >= 0)
		text_addf(&place, "/%d", index);
	error_list_add(check->problems, STATUS_DATA, "%s: %s: %s (%.80s)", file, place.data, what, check->rule->id);
	check->failed = true;
}

static bool find_subject(struct check *check, const char *name, const char *key, int index, struct policy_subject *out)
{
	TEXT(why);

	if (policy_subject_find(name, out, &why))
		return true;
	complain(check, key, index, why.data);
	return false;
}

static void resolve_condition(struct check *check, int index, struct condition *out)
{
	const struct rule_condition *written = &check->rule->when[index];
	TEXT(why);

	out->written = written;
	if (!find_subject(check, written->of, "when", index, &out->subject))
		return;
	if (written->word_count == 0) {
		if (!policy_subject_reaches(&out->subject, written->number, &why))
			complain(check, "when", index, why.data);
		return;
	}
	for (int i = 0; i < written->word_count; i++)
		if (!policy_subject_takes(&out->subject, check->catalog, written->words[i], &why)) {
			complain(check, "when", index, why.data);
			return;
		}
}

const char *policy_words(const struct policy_rule *rule)
{
	if (rule->words)
		return rule->words;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].id, rule->id) == 0)
			return words[i].text;
	return NULL;
}

static void resolve_words(struct check *check, struct reason_row *out)
{
	static const enum severity severities[] = {
		[RULE_FACT] = SEVERITY_FACT, [RULE_ADVICE] = SEVERITY_ADVICE, [RULE_WARNING] = SEVERITY_WARNING
	};
	const struct policy_rule *rule = check->rule;

	*out = (struct reason_row){ .id = rule->id,
		.keys = { "", "", "" },
		.severity = severities[rule->severity],
		.text = policy_words(rule) };
	if (!out->text)
		complain(check, "words", -1, _("is needed: the program has no words for this rule"));
	else if (rule->words && strchr(rule->words, '%'))
		complain(check, "words", -1, _("must have no %"));
}

/* The key of a value in JSON is what stands behind the dot: its end is the unit. */
static void resolve_values(struct check *check, struct rule *out, struct reason_row *says)
{
	const struct policy_rule *rule = check->rule;

	out->value_count = rule->value_count;
	for (int i = 0; i < rule->value_count; i++) {
		if (!find_subject(check, rule->values[i], "values", i, &out->values[i]))
			continue;
		says->keys[i] = strrchr(rule->values[i], '.') + 1;
		if (!out->values[i].number)
			complain(check, "values", i, _("must be a number"));
	}
	out->named = rule->name;
	if (!rule->name || !find_subject(check, rule->name, "name", -1, &out->name))
		return;
	if (out->name.number)
		complain(check, "name", -1, _("must be a word"));
}

static bool is_reason(const char *id)
{
	for (int i = 0; i < REASON_COUNT; i++)
		if (strcmp(reason_row((enum reason_id)i)->id, id) == 0)
			return true;
	return false;
}

/* What a rule is derived by must exist. */
static void resolve_derived(struct check *check)
{
	static const char prefix[] = "reason.";
	struct policy_subject subject;

	for (int i = 0; i < check->rule->derived_count; i++) {
		const char *by = check->rule->derived[i];

		if (strncmp(by, prefix, strlen(prefix)) != 0)
			find_subject(check, by, "derived", i, &subject);
		else if (!is_reason(by + strlen(prefix)))
			complain(check, "derived", i, _("is no reason that the program gives"));
	}
}

/* False: it has an error, or it is derived and says nothing itself. */
static bool resolve(struct check *check, struct rule *out, struct reason_row *says)
{
	*out = (struct rule){ .condition_count = check->rule->condition_count };
	if (check->rule->derived_count > 0) {
		resolve_derived(check);
		return false;
	}
	for (int i = 0; i < out->condition_count; i++)
		resolve_condition(check, i, &out->when[i]);
	resolve_words(check, says);
	resolve_values(check, out, says);
	return !check->failed;
}

void policy_check(const struct catalog *catalog, struct error_list *problems)
{
	for (int i = 0; i < catalog->policy_count; i++) {
		struct check check = { catalog, &catalog->policy[i], problems, false };
		struct rule rule;
		struct reason_row says;

		resolve(&check, &rule, &says);
	}
}

enum status policy_adopt(const struct catalog *catalog, struct error_list *problems)
{
	enum status status = STATUS_OK;

	policy_forget();
	for (int i = 0; i < catalog->policy_count; i++) {
		struct check check = { catalog, &catalog->policy[i], problems, false };

		if (resolve(&check, &rules[rule_count], &rows[rule_count]))
			rule_count++;
		if (check.failed)
			status = STATUS_DATA;
	}
	reason_set_policy(rows, rule_count);
	return status;
}

void policy_forget(void)
{
	rule_count = 0;
	reason_set_policy(rows, 0);
}

/* Whether one of the words is it; without words, whether the number is. */
static bool is(const struct rule_condition *written, struct policy_value value)
{
	if (written->word_count == 0)
		return value.number == written->number;
	for (int i = 0; i < written->word_count; i++)
		if (strcmp(written->words[i], value.word) == 0)
			return true;
	return false;
}

/* Nothing holds of what is unknown. */
static bool holds(const struct condition *condition, const struct policy_context *x)
{
	const struct rule_condition *written = condition->written;
	struct policy_value value = policy_subject_value(&condition->subject, x);

	if (condition->subject.number ? isnan(value.number) : !value.word)
		return false;
	switch (written->comparison) {
	case COMPARISON_IS: return is(written, value);
	case COMPARISON_IS_NOT: return !is(written, value);
	case COMPARISON_AT_LEAST: return value.number >= written->number;
	case COMPARISON_AT_MOST: return value.number <= written->number;
	case COMPARISON_ABOVE: return value.number > written->number;
	case COMPARISON_BELOW: return value.number < written->number;
	}
	return false;
}

static bool applies(const struct rule *rule, const struct policy_context *x)
{
	for (int i = 0; i < rule->condition_count; i++)
		if (!holds(&rule->when[i], x))
			return false;
	return true;
}

static void say(const struct rule *rule, const struct policy_context *x, struct reasons *out)
{
	double values[RULE_VALUES_MAX] = { NAN, NAN, NAN };

	for (int i = 0; i < rule->value_count; i++)
		values[i] = policy_subject_value(&rule->values[i], x).number;
	reason_add(out, (enum reason_id)(REASON_POLICY + (rule - rules)), values[0], values[1], values[2],
		rule->named ? policy_subject_value(&rule->name, x).word : NULL);
}

void policy_apply(const struct study *study, const struct scenario *s, long today, struct row *row)
{
	const struct policy_context x = { study, s, row, today };

	for (int severity = SEVERITY_WARNING; severity >= SEVERITY_FACT; severity--)
		for (int i = 0; i < rule_count; i++)
			if ((int)rows[i].severity == severity && applies(&rules[i], &x))
				say(&rules[i], &x, &row->reasons);
}

bool policy_shown(const struct reasons *reasons, int index)
{
	int before = 0;

	for (int i = 0; i < index; i++)
		before += reason_is_policy(reasons->items[i].id);
	return before < POLICY_SHOWN || !reason_is_policy(reasons->items[index].id);
}
