/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of an engine for one answer. */
#include "study/launch.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"

/* Requests of a measurement for each user: a closed loop needs that many to come to rest. */
static const double PROMPTS_PER_USER = 10.0, WARMUPS_PER_USER = 2.0;
/* Of one that arrives at a rate: so many seconds. */
static const double RATE_SECONDS = 300.0, RATE_WARMUPS = 20.0;

static void set_number(struct launch *launch, enum launch_setting setting, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void set_number(struct launch *launch, enum launch_setting setting, const char *format, ...)
{
	char *number = launch->numbers[setting];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(number, sizeof(launch->numbers[setting]), format, arguments);
	va_end(arguments);
	launch->value[setting] = number;
}

static void set_whole(struct launch *launch, enum launch_setting setting, double value)
{
	set_number(launch, setting, "%.0f", value);
}

/* A share is rounded down: more than was judged may not fit. */
static void set_share(struct launch *launch, enum launch_setting setting, double share)
{
	set_number(launch, setting, "%.2f", floor(share * 100.0 + 1e-6) / 100.0);
}

static void set_layout(struct launch *launch, const struct layout *l)
{
	set_whole(launch, LAUNCH_TENSOR, l->tensor);
	set_whole(launch, LAUNCH_GROUP, layout_group(l));
	if (l->pipeline > 1.0)
		set_whole(launch, LAUNCH_PIPELINE, l->pipeline);
	launch->value[LAUNCH_SPLIT] = l->tensor > 1.0 ? "row" : l->pipeline > 1.0 ? "layer" : "none";
	if (l->data > 1.0) {
		set_whole(launch, LAUNCH_DATA, l->data);
		launch->value[LAUNCH_DATA_ATTENTION] = "on";
	}
	if (l->expert > 1.0) {
		set_whole(launch, LAUNCH_EXPERT, l->expert);
		launch->value[LAUNCH_EXPERT_PARALLEL] = "on";
	}
}

/* How many run at once, so that the next one waits as it does in the plan. */
static double users_at_once(const struct scenario *s, const struct row *row)
{
	const struct deployment *d = &row->deployment;
	const struct replica *replica = replica_of(row);
	double users = ceil(s->number[PARAMETER_CONCURRENCY] / deployment_replicas(d));
	double most = memory_running_limit(NULL, d, &replica->memory);

	if (replica->open_loop || !isfinite(users))
		users = isfinite(most) ? most : replica->concurrency;
	return fmax(1.0, floor(users));
}

static void set_load(struct launch *launch)
{
	const struct scenario *s = launch->scenario;
	const struct deployment *d = &launch->row->deployment;
	double context = scenario_context(s), users = users_at_once(s, launch->row);
	double rate = s->number[PARAMETER_RATE] / deployment_replicas(d);

	launch->users = users;
	set_whole(launch, LAUNCH_CONTEXT, context);
	set_whole(launch, LAUNCH_SLOTS_CONTEXT, context * users);
	set_whole(launch, LAUNCH_SEQUENCES, users);
	set_whole(launch, LAUNCH_RANK_SEQUENCES, ceil(users / d->layout.data));
	set_whole(launch, LAUNCH_PROMPT, s->number[PARAMETER_PROMPT]);
	set_whole(launch, LAUNCH_OUTPUT, s->number[PARAMETER_OUTPUT]);
	set_number(launch, LAUNCH_DEPTH, "0,%.0f", s->number[PARAMETER_PROMPT]);
	if (replica_of(launch->row)->open_loop) {
		set_number(launch, LAUNCH_RATE, "%.6g", rate);
		set_whole(launch, LAUNCH_PROMPTS, fmax(100.0, ceil(rate * RATE_SECONDS)));
		set_whole(launch, LAUNCH_WARMUPS, RATE_WARMUPS);
		return;
	}
	set_whole(launch, LAUNCH_USERS, users);
	set_whole(launch, LAUNCH_PROMPTS, users * PROMPTS_PER_USER);
	set_whole(launch, LAUNCH_WARMUPS, users * WARMUPS_PER_USER);
}

static void set_memory(struct launch *launch)
{
	const struct deployment *d = &launch->row->deployment;
	const struct memory_budget *m = &replica_of(launch->row)->memory;

	set_whole(launch, LAUNCH_STEP_TOKENS,
		fmax(engine_limits_for(d->engine, d->gpu)->step_tokens, ceil(launch->users / d->layout.data)));
	set_share(launch, LAUNCH_MEMORY_SHARE, m->usable / m->capacity);
	set_share(launch, LAUNCH_FREE_SHARE, d->engine->memory.free_fraction);
	launch->value[LAUNCH_PREFIX_CACHE] = "on";
	launch->value[LAUNCH_KV] = d->kv->id;
}

static const char *own_format(const struct model *model)
{
	return model->native_weights ? model->native_weights->id : NULL;
}

/* The published checkpoint of the model in that format, whose KV cache is none of its own unless it is that of the
 * answer; NULL: none is known. */
static const struct checkpoint *checkpoint_in(const struct scenario *s, const struct deployment *d)
{
	const struct catalog *c = s->catalog;

	if (s->checkpoint && (s->checkpoint->weights == d->format || !s->checkpoint->weights))
		return s->checkpoint;
	for (int i = 0; i < c->checkpoint_count; i++) {
		const struct checkpoint *checkpoint = &c->checkpoints[i];

		if (checkpoint->model == d->model && checkpoint->weights == d->format &&
			(!checkpoint->kv || checkpoint->kv == d->kv))
			return checkpoint;
	}
	return NULL;
}

static bool has_flag(const struct launch *launch, enum launch_setting setting, const char *value)
{
	const struct engine_launch *l = &launch->engine->launch;

	for (int i = 0; i < l->flag_count; i++)
		if (l->flags[i].setting == setting &&
			(!l->flags[i].value || (value && strcmp(l->flags[i].value, value) == 0)))
			return true;
	return false;
}

/* The name that llama.cpp's own tools give a file: the model's, and its format in capitals. */
static void name_file(struct launch *launch, const char *checkpoint)
{
	const char *slash = strrchr(checkpoint, '/'), *name = slash ? slash + 1 : checkpoint;
	const char *format = launch->row->deployment.format->id;

	text_add(&launch->file, name);
	if (strlen(name) > 5 && strcasecmp(name + strlen(name) - 5, ".gguf") == 0) {
		text_clear(&launch->file);
		text_add(&launch->file, checkpoint);
		return;
	}
	text_add_char(&launch->file, '-');
	for (; *format; format++)
		text_add_char(&launch->file, (char)(*format >= 'a' && *format <= 'z' ? *format - 'a' + 'A' : *format));
	text_add(&launch->file, ".gguf");
}

/* Engines load the folder of a config.json. */
static void name_model(struct launch *launch, const char *checkpoint)
{
	static const char config[] = "config.json";
	size_t n = strlen(checkpoint), config_n = strlen(config);

	if (n > config_n && strcmp(checkpoint + n - config_n, config) == 0 && checkpoint[n - config_n - 1] == '/')
		n -= config_n + (n > config_n + 1);
	text_add_n(&launch->model, checkpoint, n);
}

/* Models that are none of the catalog come from files. */
static void name_target(struct launch *launch)
{
	const struct catalog *c = launch->scenario->catalog;
	const struct model *model = launch->row->deployment.model;
	bool is_file = has_flag(launch, LAUNCH_FILE, NULL);
	const char *slash;

	if (!is_file && model >= c->models && model < c->models + c->model_count)
		return;
	launch->source = is_file ? launch->file.data : launch->model.data;
	slash = strrchr(launch->source, '/');
	text_addf(&launch->target, "/models/%s", slash ? slash + 1 : launch->source);
}

static enum status refuse_name(const char *name, struct error *error)
{
	TEXT(clean);

	if (!utf8_valid(name, strlen(name)))
		return error_set(error, STATUS_USAGE,
			_("launch: the name of the model is no UTF-8, and no command or file can hold it"));
	text_add_clean(&clean, name, strlen(name));
	if (strcmp(clean.data, name) != 0)
		return error_set(error, STATUS_USAGE,
			_("launch: the name of the model holds characters that cannot be shown; rename its folder"));
	return STATUS_OK;
}

/* The checkpoint with these weights, or the model's own that the engine quantises while it loads it. */
static enum status set_model(struct launch *launch, struct error *error)
{
	const struct scenario *s = launch->scenario;
	const struct deployment *d = &launch->row->deployment;
	const struct checkpoint *published = checkpoint_in(s, d);
	const char *own = own_format(d->model);
	bool wide = d->format->bytes_per_weight == 2.0;
	bool is_own =
		own && (strcmp(own, d->format->id) == 0 || (wide && d->model->native_weights->bytes_per_weight == 2.0));

	launch->checkpoint = published && !is_own ? published->id : d->model->id;
	if (s->checkpoint && published == s->checkpoint)
		launch->checkpoint = s->checkpoint->id;
	if (refuse_name(launch->checkpoint, error) != STATUS_OK)
		return error->status;
	name_model(launch, launch->checkpoint);
	name_file(launch, launch->checkpoint);
	name_target(launch);
	launch_set_place(launch, false);
	if (wide || d->gpu->fp16_only)
		launch->value[LAUNCH_DTYPE] = d->gpu->fp16_only || strcmp(d->format->id, "fp16") == 0 ? "fp16" : "bf16";
	if (is_own || published || has_flag(launch, LAUNCH_FILE, NULL))
		return STATUS_OK;
	if (!has_flag(launch, LAUNCH_QUANTISE, d->format->id) || d->model->native_weights->bytes_per_weight < 2.0)
		return error_set(error, STATUS_UNMET,
			_("launch: no checkpoint of %s in %s is known; name one, or its folder, with --model"),
			d->model->name, d->format->name);
	launch->value[LAUNCH_QUANTISE] = d->format->id;
	return STATUS_OK;
}

/* Who says a setting where the engine has no flag for it; LAUNCH_NONE: nobody has to. */
static const enum launch_setting instead[] = {
#define LAUNCH_SETTING(id, word, instead_) instead_,
#include "core/launch-setting-table.h"
#undef LAUNCH_SETTING
};

static bool is_known(const struct launch *launch, const struct engine_flag *flag)
{
	return !flag->from || !launch->release || engine_compare_versions(launch->release->version, flag->from) >= 0;
}

/* Whether the flag says its setting as it is. */
static bool says(const struct launch *launch, const struct engine_flag *flag)
{
	const char *value = launch->value[flag->setting];

	return value && (!flag->value || strcmp(flag->value, value) == 0);
}

static enum status refuse_setting(
	const struct launch *launch, enum launch_setting setting, const struct engine_flag *flag, struct error *error)
{
	static const char *const words[] = {
#define LAUNCH_SETTING(id, word, instead_) word,
#include "core/launch-setting-table.h"
#undef LAUNCH_SETTING
	};

	if (flag)
		return error_set(error, STATUS_UNMET, _("launch: %s %s does not know %s yet: it came with %s"),
			launch->engine->name, launch->release->version, flag->flag, flag->from);
	return error_set(error, STATUS_UNMET, _("launch: no flag of %s is known that sets %s to %s"),
		launch->engine->name, words[setting], launch->value[setting]);
}

/* Whether a flag that the release knows says the setting; *later is one that a later release knows. */
static bool is_said(const struct launch *launch, enum launch_setting setting, const struct engine_flag **later)
{
	const struct engine_launch *l = &launch->engine->launch;

	for (int i = 0; i < l->flag_count; i++) {
		if (l->flags[i].setting != setting || !says(launch, &l->flags[i]))
			continue;
		if (is_known(launch, &l->flags[i]))
			return true;
		*later = &l->flags[i];
	}
	return false;
}

static enum status check_said(const struct launch *launch, struct error *error)
{
	for (int i = 0; i < LAUNCH_SETTING_COUNT; i++) {
		const struct engine_flag *later = NULL;

		if (launch->value[i] && instead[i] != LAUNCH_NONE && !is_said(launch, (enum launch_setting)i, &later) &&
			!is_said(launch, instead[i], &later))
			return refuse_setting(launch, (enum launch_setting)i, later, error);
	}
	return STATUS_OK;
}

/* Flags say some layouts by one word for the whole group: others they cannot. */
static enum status check_layout(const struct launch *launch, struct error *error)
{
	const struct layout *l = &launch->row->deployment.layout;
	const char *name = launch->engine->name;

	if (l->expert > 1.0 && l->expert != layout_group(l) && !has_flag(launch, LAUNCH_EXPERT, NULL))
		return error_set(error, STATUS_UNMET,
			_("launch: %s divides experts by the whole group (%.0f) or not at all, not by %.0f"), name,
			layout_group(l), l->expert);
	if (l->data > 1.0 && l->tensor > 1.0 && !has_flag(launch, LAUNCH_DATA, NULL))
		return error_set(error, STATUS_UNMET,
			_("launch: %s has attention data-parallel over all GPUs or not at all, not with TP%.0f"), name,
			l->tensor);
	return STATUS_OK;
}

static enum status check_safe(const struct launch *launch, struct error *error)
{
	const struct engine_launch *l = &launch->engine->launch;

	for (int i = 0; i < l->flag_count; i++) {
		const struct engine_flag *flag = &l->flags[i];

		if (flag->unsafe_from && says(launch, flag) &&
			engine_compare_versions(launch->release->version, flag->unsafe_from) >= 0 &&
			engine_compare_versions(launch->release->version, flag->unsafe_before) < 0)
			return error_set(error, STATUS_UNMET, _("launch: %s is not safe in %s %s to before %s: %s"),
				flag->flag, launch->engine->name, flag->unsafe_from, flag->unsafe_before, flag->source);
	}
	return STATUS_OK;
}

/* What is in the table only can be started. */
static enum status check_known(struct launch *launch, struct error *error)
{
	const struct engine *engine = launch->engine;

	if (!engine->launch.command)
		return error_set(
			error, STATUS_UNMET, _("launch: engines.json does not say how %s is started"), engine->name);
	launch->release = launch->row->deployment.release;
	if (!launch->release)
		return error_set(error, STATUS_UNMET, _("launch: engines.json has no release of %s"), engine->name);
	return STATUS_OK;
}

enum status launch_prepare(struct launch *launch, const struct scenario *s, const struct row *row, struct error *error)
{
	*launch = (struct launch){ .scenario = s,
		.row = row,
		.engine = row->deployment.engine,
		.replicas = deployment_replicas(&row->deployment),
		.gpus = layout_gpus(&row->deployment.layout) };
	text_init(&launch->model);
	text_init(&launch->file);
	text_init(&launch->target);
	if (check_known(launch, error) != STATUS_OK)
		return error->status;
	launch->value[LAUNCH_ALWAYS] = "on";
	set_layout(launch, &row->deployment.layout);
	set_load(launch);
	set_memory(launch);
	if (set_model(launch, error) != STATUS_OK || check_layout(launch, error) != STATUS_OK ||
		check_said(launch, error) != STATUS_OK || check_safe(launch, error) != STATUS_OK)
		return error->status;
	return STATUS_OK;
}

void launch_release(struct launch *launch)
{
	text_release(&launch->model);
	text_release(&launch->file);
	text_release(&launch->target);
}

void launch_set_place(struct launch *launch, bool contained)
{
	const double port = launch->engine->launch.port;
	const char *local = contained && launch->source ? launch->target.data : NULL;

	launch->value[LAUNCH_REACH] = contained ? "on" : NULL;
	launch->value[LAUNCH_MODEL] = local ? local : launch->model.data;
	launch->value[LAUNCH_FILE] = local ? local : launch->file.data;
	set_whole(launch, LAUNCH_PORT, port);
	set_number(launch, LAUNCH_URL, "http://127.0.0.1:%.0f", port);
	launch->value[LAUNCH_RESULT] = "gpuplan-benchmark.json";
}

/* The words of a text between blanks. */
static void write_words(struct launch_writer *writer, const char *words)
{
	bool first = true;
	TEXT(word);

	while (*words) {
		size_t n = strcspn(words, " ");

		text_clear(&word);
		text_add_n(&word, words, n);
		if (n > 0)
			writer->word(writer, word.data, first);
		first = first && n == 0;
		words += n + (words[n] == ' ');
	}
}

void launch_write(const struct launch *launch, const char *command, const struct engine_flag *flags, int count,
	struct launch_writer *writer)
{
	write_words(writer, command);
	for (int i = 0; i < count; i++) {
		const struct engine_flag *flag = &flags[i];

		if (!says(launch, flag))
			continue;
		if (!is_known(launch, flag)) {
			if (writer->later)
				writer->later(writer, flag);
			continue;
		}
		write_words(writer, flag->flag);
		if (!flag->value)
			writer->word(writer, launch->value[flag->setting], !*flag->flag);
	}
}
