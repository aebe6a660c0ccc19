/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of YAML that the files of launch share. */
#pragma once

#include "base/error.h"
#include "study/launch.h"

/* What a tool would take for a variable is written so that it is not one. */
enum yaml_escape { YAML_PLAIN, YAML_COMPOSE /* $$ */, YAML_KUBERNETES /* $$( */ };

/* Adds a text between double quotes. */
void yaml_string(struct text *out, const char *word, enum yaml_escape escape);

/* Adds the words of `command` and of the server's flags, if `flags`, each as an item of its own. */
void yaml_words(struct text *out, int indent, const struct launch *launch, const char *command, bool flags,
	enum yaml_escape escape);

/* Adds the command as a shell reads it, every line behind blanks. */
void yaml_shell(struct text *out, int indent, const struct launch *launch);

/* Adds the container image of the release for the GPU, as it is.  STATUS_UNMET: none is known. */
enum status launch_image(struct text *out, const struct launch *launch, struct error *error);

/* STATUS_UNMET where the GPU has no name that `who` knows. */
enum status launch_needs_name(const char *name, const struct launch *launch, const char *who, struct error *error);

bool launch_is_amd(const struct launch *launch);
