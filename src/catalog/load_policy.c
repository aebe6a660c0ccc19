/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of advice. */
#include <math.h>

#include "base/i18n.h"
#include "catalog/load.h"

static const char *const POLICY_KEYS[] = { "id", "severity", "when", "derived", "words", "name", "values", "source",
	"as_of", "notes", NULL };
static const char *const CONDITION_KEYS[] = { "of", "is", "is_not", "at_least", "at_most", "above", "below", NULL };

/* The comparison that a condition has; none and several are refused. */
static const cJSON *find_comparison(struct load *load, const cJSON *item, struct rule_condition *condition)
{
	const cJSON *found = NULL;
	int count = 0;

	for (int i = 0; COMPARISON_WORDS[i]; i++) {
		const cJSON *member = json_member(item, COMPARISON_WORDS[i]);

		if (!member)
			continue;
		found = member;
		condition->comparison = (enum rule_comparison)i;
		count++;
	}
	if (count != 1)
		item_error(load, NULL, _("must have one of is, is_not, at_least, at_most, above, below"));
	return count == 1 ? found : NULL;
}

static void keep_word(struct load *load, const char *word, void *context)
{
	struct rule_condition *condition = context;

	if (has_room(load, condition->word_count, RULE_WORDS_MAX, _("there can be at most %d words")))
		condition->words[condition->word_count++] = keep_text(load, word);
}

/* What it is compared with: a number, or with is and is_not a word or a list of words. */
static void load_operand(struct load *load, const cJSON *item, const cJSON *value, struct rule_condition *condition)
{
	const char *key = COMPARISON_WORDS[condition->comparison];
	bool equality = condition->comparison <= COMPARISON_IS_NOT;

	if (cJSON_IsNumber(value)) {
		condition->number = value->valuedouble;
	} else if (!equality) {
		item_error(load, key, _("must be a number"));
	} else if (cJSON_IsString(value) && value->valuestring[0] != '\0') {
		keep_word(load, value->valuestring, condition);
	} else if (cJSON_IsArray(value) && cJSON_GetArraySize(value) > 0) {
		for_strings(load, item, key, keep_word, condition);
	} else {
		item_error(load, key, _("must be a number, a word or a list of words"));
	}
}

/* The condition for people and lists. */
static const char *condition_text(struct load *load, const struct rule_condition *condition)
{
	TEXT(text);

	text_addf(&text, "%s %s ", condition->of, COMPARISON_WORDS[condition->comparison]);
	if (condition->word_count == 0)
		text_addf(&text, "%g", condition->number);
	for (int i = 0; i < condition->word_count; i++)
		text_addf(&text, "%s%s", i > 0 ? "|" : "", condition->words[i]);
	return keep_text(load, text.data);
}

static void load_condition(struct load *load, const cJSON *item, void *context)
{
	struct policy_rule *rule = context;
	struct rule_condition *condition = &rule->when[rule->condition_count];
	const cJSON *value;

	if (!has_room(load, rule->condition_count, RULE_CONDITIONS_MAX, _("there can be at most %d conditions")))
		return;
	if (!cJSON_IsObject(item)) {
		item_error(load, NULL, _("must be an object"));
		return;
	}
	check_keys(load, item, CONDITION_KEYS);
	condition->of = need_text(load, item, "of");
	condition->number = NAN;
	value = find_comparison(load, item, condition);
	if (value)
		load_operand(load, item, value, condition);
	condition->text = condition->of ? condition_text(load, condition) : NULL;
	rule->condition_count++;
}

static void keep_derived(struct load *load, const char *word, void *context)
{
	struct policy_rule *rule = context;

	if (has_room(load, rule->derived_count, RULE_WORDS_MAX, _("there can be at most %d of them")))
		rule->derived[rule->derived_count++] = keep_text(load, word);
}

static void keep_value(struct load *load, const char *word, void *context)
{
	struct policy_rule *rule = context;

	if (has_room(load, rule->value_count, RULE_VALUES_MAX, _("there can be at most %d values")))
		rule->values[rule->value_count++] = keep_text(load, word);
}

static void load_policy(struct load *load, const cJSON *item, void *thing)
{
	struct policy_rule *rule = thing;
	bool derived = json_member(item, "derived"), when = json_member(item, "when");

	/* The shipped file has no place for messages: an image must not depend on where it was built. */
	rule->file = load->check_keys ? keep_text(load, load->reader.file) : NULL;
	rule->path = keep_text(load, load->reader.path);
	if (derived == when)
		item_error(load, NULL, _("must have either conditions (when) or what it is derived by (derived)"));
	else if (when && !for_items(load, json_need_array(item, "when", &load->reader), "when", load_condition, rule))
		item_error(load, "when", _("must not be empty"));
	for_strings(load, item, "derived", keep_derived, rule);
	if (derived && !when && rule->derived_count == 0)
		item_error(load, "derived", _("must not be empty"));
	rule->severity =
		(enum rule_severity)get_word(load, item, "severity", RULE_SEVERITY_WORDS, derived ? RULE_FACT : -1);
	rule->words = get_text(load, item, "words");
	rule->name = get_text(load, item, "name");
	for_strings(load, item, "values", keep_value, rule);
	rule->source = need_text(load, item, "source");
	rule->as_of = get_date(load, item, "as_of");
	rule->notes = get_text(load, item, "notes");
	if (!rule->as_of)
		item_error(load, "as_of", _("is needed: the day, month or year of the source"));
}

const struct kind_row POLICY_KIND = { KIND_ARRAY(policy_rule, policy, policy_count), .item = load_policy,
	.keys = POLICY_KEYS, .most = POLICY_RULES_MAX };
