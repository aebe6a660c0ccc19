/* SPDX-License-Identifier: GPL-3.0-or-later */
/* catalog import-model: a model's files as an entry of an overlay. */
#include "config.h"

#include "cli/invocation.h"

#include "base/file.h"
#include "base/file_lock.h"
#include "base/i18n.h"
#include "catalog/import/import.h"
#include "catalog/import/write.h"

/* The overlay file of that name with the model in it; without one an overlay of its own. */
static enum status merge(const char *path, const struct imported *imported, struct text *out,
			 struct error *error)
{
	struct text existing;
	enum status status = STATUS_OK;

	text_init(&existing);
	if (path && !file_missing(path))
		status = file_read(path, FILE_CAP, &existing, error);
	if (status == STATUS_OK)
		status = import_merge_json(imported, existing.data, existing.length, path, out, error);
	text_release(&existing);
	return status;
}

/* Nobody else writes it between reading and writing. */
static enum status write_merged(const char *path, const struct imported *imported, struct error *error)
{
	struct file_lock lock = { .count = 0 };
	struct text merged;
	enum status status = file_lock_take(&lock, path, FILE_LOCK_BATCH_MS, error);

	text_init(&merged);
	if (status == STATUS_OK)
		status = merge(path, imported, &merged, error);
	if (status == STATUS_OK)
		status = file_write_atomic(path, merged.data, merged.length, error);
	file_lock_release(&lock);
	text_release(&merged);
	return status;
}

enum status command_import_model(struct invocation *call, struct text *out, struct error *error)
{
	struct imported imported;
	enum status status;

	if (call->argument_count != 2)
		return error_set(error, STATUS_USAGE,
				 _("usage: gpuplan catalog import-model PATH [-o FILE]; PATH is a "
				   "config.json, a GGUF file or a folder with one"));
	if (call->format == FORMAT_CSV)
		return error_set(error, STATUS_USAGE, _("catalog import-model: its answer is JSON"));
	status = import_model(call->arguments[1], &imported, error);
	if (status != STATUS_OK)
		return status;
	status = call->output ? write_merged(call->output, &imported, error)
			      : merge(NULL, &imported, out, error);
	import_release(&imported);
	return status;
}
