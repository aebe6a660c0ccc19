/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models from config.json and GGUF files for scenarios. */
#include "cli/model_files.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/import/import.h"

struct model_file {
	struct imported imported;
	struct checkpoint checkpoint;
	struct model_file *older;
};

static enum status read_file(
	struct model_reader *reader, const char *name, const struct checkpoint **found, struct error *error)
{
	struct model_files *files = (struct model_files *)reader;
	struct model_file *file;
	enum status status;

	*found = NULL;
	/* One run sees one state of a file: a name that comes again is not read again. */
	for (file = files->newest; file && !*found; file = file->older)
		if (strcmp(file->checkpoint.id, name) == 0)
			*found = &file->checkpoint;
	if (*found || !import_is_path(name))
		return STATUS_OK;
	file = xcalloc(1, sizeof(*file));
	status = import_model(name, &file->imported, error);
	if (status == STATUS_OK) {
		status = import_bind(&file->imported, files->catalog, error);
		if (status != STATUS_OK)
			import_release(&file->imported);
	}
	if (status != STATUS_OK) {
		free(file);
		return status;
	}
	/* A plan holds the id: it must lead here again. */
	file->imported.model.id = arena_strdup(&file->imported.arena, name);
	file->checkpoint.id = file->imported.model.id;
	file->checkpoint.model = &file->imported.model;
	file->older = files->newest;
	files->newest = file;
	*found = &file->checkpoint;
	return STATUS_OK;
}

void model_files_init(struct model_files *files, const struct catalog *catalog)
{
	*files = (struct model_files){ .reader = { .read = read_file }, .catalog = catalog };
}

void model_files_release(struct model_files *files)
{
	while (files->newest) {
		struct model_file *file = files->newest;

		files->newest = file->older;
		import_release(&file->imported);
		free(file);
	}
}
