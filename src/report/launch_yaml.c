/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of commands in YAML: its strings between double quotes are those of JSON. */
#include "report/launch_yaml.h"

#include <string.h>

#include "base/i18n.h"
#include "report/launch_shell.h"

static void add_blanks(struct text *out, int count)
{
	while (count-- > 0)
		text_add_char(out, ' ');
}

void yaml_string(struct text *out, const char *word, enum yaml_escape escape)
{
	TEXT(escaped);

	for (; *word; word++) {
		if (*word == '$' && (escape == YAML_COMPOSE || (escape == YAML_KUBERNETES && word[1] == '(')))
			text_add_char(&escaped, '$');
		text_add_n(&escaped, word, 1);
	}
	text_add_json_string(out, escaped.data);
}

struct items {
	struct text *out;
	int indent;
	enum yaml_escape escape;
};

static void add_item(struct launch_writer *writer, const char *word, bool first_of_flag)
{
	struct items *items = writer->data;

	(void)first_of_flag;
	add_blanks(items->out, items->indent);
	text_add(items->out, "- ");
	yaml_string(items->out, word, items->escape);
	text_add_char(items->out, '\n');
}

void yaml_words(struct text *out, int indent, const struct launch *launch, const char *command, bool flags,
	enum yaml_escape escape)
{
	const struct engine_launch *l = &launch->engine->launch;
	struct items items = { out, indent, escape };
	struct launch_writer writer = { .word = add_item, .data = &items };

	launch_write(launch, command, l->flags, flags ? l->flag_count : 0, &writer);
}

void yaml_shell(struct text *out, int indent, const struct launch *launch)
{
	const struct engine_launch *l = &launch->engine->launch;
	TEXT(shell);

	launch_shell(&shell, launch, l->command, l->flags, l->flag_count);
	for (const char *at = shell.data; *at;) {
		size_t n = strcspn(at, "\n");

		add_blanks(out, indent);
		text_add_n(out, at, n);
		text_add_char(out, '\n');
		at += n + (at[n] == '\n');
	}
}

bool launch_is_amd(const struct launch *launch)
{
	return strcmp(launch->row->deployment.gpu->vendor, "AMD") == 0;
}

enum status launch_image(struct text *out, const struct launch *launch, struct error *error)
{
	const struct engine_launch *l = &launch->engine->launch;
	const struct engine_release *release = launch->release;
	const struct gpu *gpu = launch->row->deployment.gpu;
	const char *image = launch_is_amd(launch) ? l->image_amd : strcmp(gpu->vendor, "NVIDIA") == 0 ? l->image : NULL;
	const char *sign = image ? strstr(image, "%s") : NULL;

	if (!sign)
		return error_set(error, STATUS_UNMET, _("launch: no container image of %s for GPUs of %s is known"),
			launch->engine->name, gpu->vendor);
	text_add_n(out, image, (size_t)(sign - image));
	text_add(out, release->image_tag ? release->image_tag : release->version);
	text_add(out, sign + 2);
	return STATUS_OK;
}

enum status launch_needs_name(const char *name, const struct launch *launch, const char *who, struct error *error)
{
	if (name)
		return STATUS_OK;
	return error_set(error, STATUS_UNMET, _("launch: the name of %s in %s is not known"),
		launch->row->deployment.gpu->name, who);
}
