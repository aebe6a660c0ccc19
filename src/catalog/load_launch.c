/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases of engines, and the words of their commands. */
#include "catalog/load_launch.h"

#include <string.h>

#include "base/i18n.h"

static const char *const RELEASE_KEYS[] = { "version", "as_of", "facts", "image_tag", "memory_share", "candidate",
	"source", NULL };
static const char *const LAUNCH_KEYS[] = { "command", "entry", "port", "image", "image_amd", "install", "alive",
	"ready", "source", "flags", "benchmark", "benchmark_flags", NULL };
static const char *const FLAG_KEYS[] = { "setting", "value", "flag", "from", "unsafe_from", "unsafe_before", "source",
	NULL };
static const char *const SETTING_WORDS[] = {
#define LAUNCH_SETTING(id, word, instead) word,
#include "core/launch-setting-table.h"
#undef LAUNCH_SETTING
	NULL
};

struct releases {
	struct engine_release *list;
	int count;
};

static void load_release(struct load *load, const cJSON *item, void *context)
{
	struct releases *releases = context;
	struct engine_release *release = &releases->list[releases->count];

	check_keys(load, item, RELEASE_KEYS);
	release->version = need_text(load, item, "version");
	release->as_of = get_date(load, item, "as_of");
	release->facts = get_text(load, item, "facts");
	release->image_tag = get_text(load, item, "image_tag");
	release->memory_share = get_real(load, item, "memory_share", 0.01, 1);
	release->candidate = get_flag(load, item, "candidate", false);
	release->source = need_text(load, item, "source");
	if (!release->version)
		return;
	if (releases->count > 0 && engine_compare_versions(release[-1].version, release->version) >= 0)
		item_error(load, "version", _("\"%.40s\" must be newer than the release before"), release->version);
	releases->count++;
}

/* Room for all of an array, one at least. */
static void *room_for(struct load *load, const cJSON *array, size_t size)
{
	return arena_array(load->arena, (size_t)cJSON_GetArraySize(array) + 1, size);
}

void load_releases(struct load *load, const cJSON *item, struct engine *engine)
{
	const cJSON *array = json_get_array(item, "releases", &load->reader);
	struct releases releases = { room_for(load, array, sizeof(struct engine_release)), 0 };

	for_items(load, array, "releases", load_release, &releases);
	engine->releases = releases.list;
	engine->release_count = releases.count;
	engine->newest = engine_release_newest(engine);
}

struct flags {
	struct engine_flag *list;
	int count;
};

static void load_flag(struct load *load, const cJSON *item, void *context)
{
	struct flags *flags = context;
	struct engine_flag *flag = &flags->list[flags->count++];

	check_keys(load, item, FLAG_KEYS);
	flag->setting = (enum launch_setting)get_word(load, item, "setting", SETTING_WORDS, -1);
	flag->value = get_text(load, item, "value");
	flag->flag = get_text(load, item, "flag");
	if (!flag->flag)
		flag->flag = arena_strdup(load->arena, ""); /* the image holds pointers into the arena alone */
	flag->from = get_text(load, item, "from");
	flag->unsafe_from = get_text(load, item, "unsafe_from");
	flag->unsafe_before = get_text(load, item, "unsafe_before");
	flag->source = need_text(load, item, "source");
}

static const struct engine_flag *load_flags(struct load *load, const cJSON *launch, const char *key, int *count)
{
	const cJSON *array = json_get_array(launch, key, &load->reader);
	struct flags flags = { room_for(load, array, sizeof(struct engine_flag)), 0 };

	for_items(load, array, key, load_flag, &flags);
	*count = flags.count;
	return flags.list;
}

/* A text with one %s, where the release stands. */
static const char *get_release_text(struct load *load, const cJSON *object, const char *key)
{
	const char *text = get_text(load, object, key), *sign = text ? strchr(text, '%') : NULL;

	if (text && (!sign || sign[1] != 's' || strchr(sign + 1, '%')))
		item_error(load, key, _("must have one %%s, where the release stands"));
	return text;
}

void load_launch(struct load *load, const cJSON *item, struct engine *engine)
{
	const cJSON *object = enter_object(load, item, "launch", false, LAUNCH_KEYS);
	struct engine_launch *launch = &engine->launch;

	if (!object)
		return;
	launch->command = need_text(load, object, "command");
	launch->entry = get_text(load, object, "entry");
	launch->image = get_release_text(load, object, "image");
	launch->image_amd = get_release_text(load, object, "image_amd");
	launch->install = get_release_text(load, object, "install");
	launch->alive = get_text(load, object, "alive");
	launch->ready = get_text(load, object, "ready");
	launch->source = need_text(load, object, "source");
	launch->port = need_whole(load, object, "port", 1, 65535);
	launch->flags = load_flags(load, object, "flags", &launch->flag_count);
	launch->benchmark = get_text(load, object, "benchmark");
	launch->benchmark_flags = load_flags(load, object, "benchmark_flags", &launch->benchmark_flag_count);
	json_reader_pop(&load->reader);
}
