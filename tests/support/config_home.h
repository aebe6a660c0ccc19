/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for $XDG_CONFIG_HOME with files of settings. */
#pragma once

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/files.h"

struct config_home {
	char folder[32];
	char variable[64]; /* "XDG_CONFIG_HOME=...", for the environment of a program */
};

static inline void config_home_make(struct config_home *home)
{
	char path[64];

	snprintf(home->folder, sizeof(home->folder), "/tmp/gpuplan-home.XXXXXX");
	assert_non_null(mkdtemp(home->folder));
	snprintf(home->variable, sizeof(home->variable), "XDG_CONFIG_HOME=%s", home->folder);
	snprintf(path, sizeof(path), "%s/gpuplan", home->folder);
	assert_int_equal(mkdir(path, 0700), 0);
}

/* A file of the program's, "gpuplan.conf" or a theme. */
static inline void config_home_put(const struct config_home *home, const char *name, const char *text)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/gpuplan/%s", home->folder, name);
	file_put(path, text);
}

/* With all that is in it. */
static inline void config_home_remove(const struct config_home *home)
{
	char path[512];
	const struct dirent *entry;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/gpuplan", home->folder);
	dir = opendir(path);
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/gpuplan/%s", home->folder, entry->d_name);
		unlink(path);
	}
	closedir(dir);
	snprintf(path, sizeof(path), "%s/gpuplan", home->folder);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(home->folder), 0);
}
